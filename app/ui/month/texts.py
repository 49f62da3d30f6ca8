"""Words of the month screen."""

from __future__ import annotations

from app.domain.views import PastAnswer

TITLE = "Việc tháng"
MONTH = "Tháng {month}/{year}"
BEFORE = "Tháng trước (Ctrl+PageUp)"
AFTER = "Tháng sau (Ctrl+PageDown)"
TODAY = "Tháng này"
DETAILS = "Chi tiết"
DETAILS_TIP = "Mở hoặc đóng khung chi tiết (Enter, Esc)"

NO_PLAN_TITLE = "Chưa có việc nào để theo dõi"
NO_PLAN_WORDS = (
    "Việc từng tháng lấy từ kế hoạch của trường.\nNhập và ban hành kế hoạch trước, danh sách tự có ở đây."
)
NO_PLAN_ACTION = "Mở kế hoạch"
FREE_TITLE = "Tháng {month}/{year} không có việc nào trong kế hoạch"
FREE_WORDS = "Chuyển sang tháng khác bằng hai mũi tên ở trên (Ctrl+PageUp, Ctrl+PageDown)."

DONE = "Xong"
PARTLY = "Một phần"
NOT_DONE = "Chưa"
OPEN = "Chưa ghi nhận"
EVIDENCE = "Minh chứng"

TABLE = "Danh sách việc trong tháng"
COLUMN_STATE = "Tình trạng"
COLUMN_WORDS = "Nội dung"
COLUMN_PRODUCTS = "Sản phẩm"
COLUMN_LEADS = "Chủ trì"
COLUMN_MONTHS = "Tháng"
COLUMN_EVIDENCE = "Tệp"
LATE = "Quá hạn"
HINT = "Phím: X xong · M một phần · C chưa · Enter ghi nguyên nhân. Thả tệp lên dòng nào thì gắn vào việc đó."

STATE_DONE = "Xong (X)"
STATE_PARTLY = "Một phần (M)"
STATE_NOT = "Chưa (C)"
STATE_NAME = "Ghi kết quả: {state}"
CAUSE = "Nguyên nhân"
REMEDY = "Biện pháp"
REMEDIES = (
    "",
    "Làm tiếp trong tháng sau",
    "Phân công thêm người",
    "Mượn hoặc sửa thiết bị",
    "Đề nghị cấp trên hướng dẫn",
    "Bố trí kinh phí",
)
REMEDY_HINT = "chọn hoặc ghi; có thể bỏ trống"
NEW_DATE = "Hẹn ngày mới"
NO_NEW_DATE = "Chưa hẹn"
END_OF_MONTH = "Cuối tháng này ({day})"
MIDDLE_OF_NEXT = "Giữa tháng sau ({day})"
END_OF_NEXT = "Cuối tháng sau ({day})"
OTHER_DAY = "Ngày khác…"
OTHER_DAY_NAME = "Ngày hẹn"

NOTHING_CHOSEN = "Chọn một việc ở danh sách."
PRODUCTS = "Sản phẩm: {words}"
LEADS = "Chủ trì: {words}"
WHEN = "Thời gian: {words}"
WHY = "Vì sao có việc này?"
WHY_OPEN = "Mở trong kế hoạch"

FILES = "Minh chứng ({n})"
FILES_NAME = "Minh chứng của việc này"
NO_FILES = "Chưa có minh chứng."
DROP = "Thả ảnh, tệp vào đây\nhoặc bấm Ctrl+V để dán"
ATTACH = "Đính kèm"
ATTACH_TIP = "Chọn tệp để đính kèm (Ctrl+Shift+A)"
ATTACH_TITLE = "Chọn tệp minh chứng"
OPEN_FILE = "Mở"
DETACH = "Gỡ"
DETACHED = "Đã gỡ minh chứng “{name}” khỏi việc này."
STORING = "Đang cất {n} tệp…"
ADDED_ONE = "Đã gắn “{name}”."
ADDED_MANY = "Đã gắn {n} tệp."
ALREADY = "“{name}” đã có sẵn ở minh chứng “{title}”, không cất thêm bản nữa."
CHOOSE_FIRST = "Chưa chọn việc nào để gắn tệp."
CHOOSE_FIRST_DO = "Chọn một dòng trong danh sách, rồi thả tệp hoặc dán lại."
NOTHING_TO_PASTE = "Trong bộ nhớ tạm không có ảnh hay tệp nào để dán."
NOTHING_TO_PASTE_DO = "Chép ảnh hoặc tệp (Ctrl+C) ở nơi khác rồi dán lại."
CANNOT_OPEN = "Máy này chưa có chương trình mở được tệp “{name}”."
CANNOT_OPEN_DO = "Cài chương trình xem loại tệp này, hoặc chép tệp sang máy khác để mở."
CHANGED_COPY = "Bản đang mở của “{name}” đã được sửa. Giữ lại thành bản sửa của minh chứng?"
KEEP = "Giữ bản sửa"
DONT_KEEP = "Không giữ"
KEPT = "Đã giữ bản sửa của “{name}”."
REVISION = "bản sửa"

SAID_STATE = "Đã ghi “{state}”: {words}"
SAID_STATES = "Đã ghi “{state}” cho {n} việc."
PAST = "{n} việc của các tháng trước ngày ban hành chưa có câu trả lời: đã làm, không làm hay dời?"
PAST_START = "Trả lời"
PAST_CLOSE = "Để sau"
PAST_CHOSEN = "Đang chọn {chosen} trên {n} việc của các tháng trước:"
PAST_ANSWERS = {
    PastAnswer.DONE: "Đã làm",
    PastAnswer.WONT_DO: "Không làm",
    PastAnswer.MOVED: "Dời sang tháng {month}",
}
PAST_SAID = {
    PastAnswer.DONE: "Đã ghi “đã làm” cho {n} việc.",
    PastAnswer.WONT_DO: "Đã ghi “không làm” cho {n} việc.",
    PastAnswer.MOVED: "Đã dời {n} việc sang tháng {month}/{year}.",
}
