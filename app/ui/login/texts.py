"""Words of the password screen."""

TITLE = "Mở sổ của trường"
TITLE_SAMPLE = "Mở trường mẫu"
INTRO = "Sổ được khóa bằng mật khẩu. Nhập mật khẩu để tiếp tục công việc."
SAMPLE_HINT = "Mật khẩu của trường mẫu: {word}"
ACCOUNT = "Người mở sổ"
WORD = "Mật khẩu"
OPEN = "Mở sổ"
OPENING = "Đang mở sổ…"
FORGOT = "Quên mật khẩu?"
RESTORE = "Khôi phục từ bản sao lưu"
EMPTY = "Hãy nhập mật khẩu."
WAIT = "{sentence} Thử lại được sau {seconds} giây."

ROLES = {
    "hieu_truong": "Hiệu trưởng",
    "pho_hieu_truong": "Phó hiệu trưởng",
    "van_thu": "Văn thư",
    "ke_toan": "Kế toán",
    "cntt": "Phụ trách CNTT",
    "to_truong": "Tổ trưởng",
    "giao_vien": "Giáo viên",
    "xem": "Người xem",
}

FORGOT_TITLE = "Đặt lại mật khẩu"
FORGOT_INTRO = (
    "Nhập mã khôi phục đã in hoặc ghi lại khi lập sổ (8 nhóm chữ và số), rồi đặt mật khẩu mới. "
    "Dữ liệu trong sổ giữ nguyên."
)
RECOVERY = "Mã khôi phục"
RECOVERY_HINT = "Chữ hoa hay chữ thường, có hay không có dấu cách, gạch nối đều được."
EMPTY_RECOVERY = "Hãy nhập mã khôi phục."
RESET = "Đặt lại và mở sổ"
BACK = "Quay lại"
