"""Words of the window itself: rail, header, strips, help sheet and the shared parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.org import Superior

APP = "Sổ CĐS"
TAGLINE = "Sổ Chuyển đổi số của nhà trường"

HOME = "Tổng quan"
PLAN = "Kế hoạch"
MONTH = "Việc tháng"
TARGETS = "Chỉ tiêu"
REPORTS = "Báo cáo"
VERIFY = "Kiểm tra gói"
SETTINGS = "Cài đặt & sao lưu"
RAIL = "Các màn hình"
RAIL_TIP = "{name} ({keys})"

YEAR = "Năm {year}"
HELP = "Trợ giúp (F1)"
LOCK = "Khóa sổ"
LOCK_TIP = "Đóng sổ và về màn hình mật khẩu"
SAMPLE = "TRƯỜNG MẪU"

SAVED_AT = "Đã lưu {time}"
ALL_SAVED = "Mọi thay đổi đều được lưu ngay"
ALREADY_SAVED = "Đã lưu rồi. Mỗi thay đổi được ghi ngay khi thầy cô nhập."
WORKING = "Đang làm việc…"
CLOSE = "Đóng"
MESSAGE = "Thông báo"
CODE = "Mã: {code}"

UNDO_SHORT = "Hoàn tác"
UNDONE = "Đã hoàn tác: {what}"
UNDONE_PLAIN = "Đã hoàn tác."
NOTHING_TO_UNDO = "Không còn thao tác nào để hoàn tác."
CHANGED = "Đã lưu: {what}"
STOPPED = "Đã dừng theo yêu cầu. Phần đang làm dở không được ghi."

OUR_FAULT = "Phần mềm gặp lỗi nên việc vừa rồi chưa xong. Dữ liệu đã lưu vẫn nguyên vẹn."
OUR_FAULT_STEP = "Làm lại một lần nữa; nếu vẫn lỗi, gửi tệp {log} cho người hỗ trợ."

# What an undo takes back, by `domain.journal.Action`.
ACTIONS = {
    "create_school": "lập sổ của trường",
    "edit_school": "sửa thông tin trường",
    "import_plan": "nhập kế hoạch",
    "review_item": "duyệt mục kế hoạch",
    "edit_item": "sửa mục kế hoạch",
    "issue_plan": "ban hành kế hoạch",
    "set_state": "ghi kết quả việc",
    "answer_past": "trả lời việc tháng trước",
    "measure": "nhập số liệu",
    "attach": "thêm minh chứng",
    "detach": "gỡ minh chứng",
    "revise_evidence": "nhận bản sửa minh chứng",
    "draft_report": "lập báo cáo",
    "sign_report": "ký báo cáo",
    "number_report": "cấp số báo cáo",
    "make_package": "đóng gói báo cáo",
    "enrol_device": "ghi nhận máy này",
    "erase": "xóa dữ liệu cá nhân",
    "undo": "hoàn tác",
}
ACTION_SUBJECT = "{action} “{subject}”"

SHORTCUTS = "Phím tắt"
SHORTCUT_ROWS = (
    ("Ctrl+1 … Ctrl+7", "Mở từng màn hình theo thứ tự ở cột trái"),
    ("F5", "Nạp lại màn hình"),
    ("Ctrl+Z", "Hoàn tác thao tác vừa làm"),
    ("Ctrl+S", "Xem tình trạng lưu (mọi thay đổi được lưu ngay)"),
    ("Enter", "Sang ô hoặc bước tiếp theo"),
    ("F2", "Sửa ô đang chọn"),
    ("Esc", "Đóng hộp thoại, bỏ qua"),
    ("Ctrl+L", "Khóa sổ"),
    ("F1", "Bảng này"),
)

EYE_OPEN = "Hiện mật khẩu"
EYE_SHUT = "Ẩn mật khẩu"
BAR_PART = "{word}: {count}"
NOTHING = "chưa có"

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
DAY = "%d/%m/%Y"
MOMENT = "%H:%M ngày %d/%m/%Y"

SUPERIOR_WORDS = {
    "phuong": "Phường {name}",
    "xa": "Xã {name}",
    "dac_khu": "Đặc khu {name}",
    "so_gddt": "Sở Giáo dục và Đào tạo {name}",
}


def superior_words(superior: Superior) -> str:
    """The superior as the header shows it: "Phường Hòa Bình"."""
    return SUPERIOR_WORDS[superior.kind].format(name=superior.name)


PROMISES = (
    ("hard-drive", "Dữ liệu nằm trên máy của trường, không gửi cho ai."),
    ("check", "Dùng được khi không có mạng."),
    ("file-text", "Nhập một lần, dùng cho kế hoạch, việc tháng, minh chứng và báo cáo."),
)

NEW_WORD = "Mật khẩu"
AGAIN = "Gõ lại mật khẩu"
REPLACING_WORD = "Mật khẩu mới"
REPLACING_AGAIN = "Gõ lại mật khẩu mới"
WORD_RULE = "Ít nhất 10 ký tự, hoặc 8 ký tự có cả chữ và số."
DIFFERENT = "Hai lần gõ chưa giống nhau."
EMPTY_WORD = "Hãy nhập mật khẩu."
