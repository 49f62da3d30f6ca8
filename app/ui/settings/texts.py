"""Words of settings and backup."""

TITLE = "Cài đặt & sao lưu"

BACKUP = "Sao lưu"
BACKUP_WHY = (
    "Bản sao lưu gồm cả minh chứng, được khóa, và chỉ mở được bằng mã khôi phục. Chép ra USB rồi cất riêng, "
    "không để cùng tờ mã."
)
BACK_UP = "Sao lưu ra USB"
CHOOSE = "Chọn USB hoặc thư mục để sao lưu"
BACKING_UP = "Đang sao lưu và kiểm tra lại"
BACKED_UP = "Đã sao lưu và mở thử: {files} tệp, {size}. Có thể rút USB."
LAST = "Lần cuối: {moment} · {size} · {files} tệp · {checked}"
CHECKED = "đã kiểm tra"
NOT_CHECKED = "chưa kiểm tra"
NEVER = "Chưa sao lưu lần nào trên máy này."
RESTORE = "Khôi phục…"
ASK_RESTORE = "Đóng sổ đang mở để khôi phục từ bản sao lưu? Sổ hiện nay được cất sang bên."
DO_RESTORE = "Đóng sổ và khôi phục"
DO_NOT = "Thôi"

SCHOOL = "Trường"
NAME, SYMBOL, PLACE, PRINCIPAL = "Tên trường", "Ký hiệu", "Địa danh", "Hiệu trưởng"
SUPERIOR, OFFICE = "Đơn vị quản lý", "Phòng phụ trách"

PC = "Máy này"
PC_WHY = "Dấu nhận biết của máy: đọc cho đơn vị quản lý khi ghi nhận máy. Không phải chữ ký của hiệu trưởng."
FINGERPRINT = "Dấu nhận biết máy"
COPY = "Chép"
COPIED = "Đã chép dấu nhận biết máy."

WORD = "Đổi mật khẩu"
OLD = "Mật khẩu đang dùng"
CHANGE = "Đổi mật khẩu"
CHANGED = "Đã đổi mật khẩu. Mã khôi phục vẫn như cũ."
EMPTY_OLD = "Hãy nhập mật khẩu đang dùng."

RENEWAL = "Mã khôi phục"
RENEWAL_WHY = (
    "Mất tờ mã, hoặc sợ người khác đã thấy mã: hãy tạo mã mới. Khi đó mã cũ không còn mở được sổ này; bản "
    "sao lưu đã lập trước đó vẫn mở bằng mã cũ."
)
RENEW = "Tạo mã khôi phục mới"
RENEW_WORD = "Để tạo mã mới, hãy nhập mật khẩu đang dùng."
RENEWED_INTRO = (
    "Mã cũ không còn mở được sổ này. Mã mới chỉ hiện một lần: hãy in hoặc ghi ra giấy, cất trong tủ có khóa, "
    "không để cùng USB sao lưu."
)
FINISH = "Xong"
RENEWED = "Mã khôi phục mới đã có hiệu lực."
RENEWED_DO = "Sao lưu lại ra USB, rồi mới hủy tờ mã cũ."

JOURNAL = "Nhật ký thay đổi"
JOURNAL_WHY = "Mỗi thay đổi được ghi nối tiếp nhau, sửa lén sẽ lộ ra."
CHECK = "Kiểm tra nhật ký"
CHECKING = "Đang kiểm tra…"
GOOD = "Nguyên vẹn: {ops} lần ghi từ {devices} máy, khớp với số liệu đang thấy."
BAD = "Có điều bất thường: {problems}"
NOT_EQUAL = "Số liệu đang thấy không khớp với nhật ký."
BAD_STEP = "Sao lưu ngay, giữ nguyên máy và báo người hỗ trợ."
GOOD_SHORT, BAD_SHORT = "Đ  Nguyên vẹn", "!  Bất thường"
WHERE = "Nơi để: {path}"

EDIT_SCHOOL = "Sửa thông tin…"
SCHOOL_SAVED = "Đã lưu thông tin trường."
SCHOOL_SAVED_DO = "Báo cáo đã lập giữ nguyên như lúc lập."
