"""Words of the first run."""

STEPS = ("Trường", "Mật khẩu", "Mã khôi phục")

WELCOME = "Chào thầy cô"
WELCOME_INTRO = "Mất chưa đến hai phút để bắt đầu. Không cần mạng, không cần đăng ký tài khoản."
START = "Bắt đầu sổ của trường"
START_WORDS = "Khai tên trường, đặt mật khẩu, rồi nhập kế hoạch."
SAMPLE = "Mở trường mẫu"
SAMPLE_WORDS = "Xem thử với một trường tưởng tượng đã có kế hoạch và vài tháng số liệu."
RESTORE = "Khôi phục từ bản sao lưu"
RESTORE_WORDS = "Máy mới hoặc cài lại: lấy sổ từ USB sao lưu bằng mã khôi phục."

SCHOOL = "Trường của thầy cô"
SCHOOL_INTRO = "Những tên này in trên đầu văn bản và báo cáo: hãy ghi đúng như trên con dấu."
KIND = "Loại trường"
NAME = "Tên trường, viết đầy đủ"
NAME_HOLDER = "Trường Tiểu học Sông Hồng"
SYMBOL = "Ký hiệu trong số văn bản"
SYMBOL_HINT = "Ví dụ 05/BC-{symbol}"
SUPERIOR_KIND = "Đơn vị quản lý trực tiếp"
SUPERIOR_NAME = "Tên {kind}"
OFFICE = "Phòng phụ trách"
OFFICE_DEFAULT = "Phòng Văn hóa - Xã hội"
PLACE = "Địa danh ghi trên văn bản"
PLACE_HINT = "Nơi mang tên người thì ghi đủ, ví dụ “Xã Nguyễn Văn A”."
PRINCIPAL = "Họ và tên hiệu trưởng"
NEXT = "Tiếp tục"
SAVE = "Lưu"
BACK = "Quay lại"
NEED_NAME = "Hãy ghi tên riêng của trường."
NEED_SUPERIOR = "Hãy ghi tên đơn vị quản lý."
NEED_PRINCIPAL = "Hãy ghi họ tên hiệu trưởng."

KINDS = {
    "mam_non": "Mầm non",
    "tieu_hoc": "Tiểu học",
    "thcs": "Trung học cơ sở",
    "th_thcs": "Tiểu học và Trung học cơ sở",
    "thpt": "Trung học phổ thông",
    "gdtx": "Giáo dục thường xuyên",
}
PREFIXES = {
    "mam_non": "Trường Mầm non ",
    "tieu_hoc": "Trường Tiểu học ",
    "thcs": "Trường Trung học cơ sở ",
    "th_thcs": "Trường Tiểu học và Trung học cơ sở ",
    "thpt": "Trường Trung học phổ thông ",
    "gdtx": "Trung tâm Giáo dục thường xuyên ",
}
SYMBOLS = {
    "mam_non": "MN",
    "tieu_hoc": "TH",
    "thcs": "THCS",
    "th_thcs": "TH&THCS",
    "thpt": "THPT",
    "gdtx": "GDTX",
}
KIND_WORDS = ("trường", "trung tâm", "mầm non", "tiểu học", "và", "trung học cơ sở", "thcs",
              "trung học phổ thông", "thpt", "giáo dục thường xuyên", "gdtx", "th")  # fmt: skip
SUPERIOR_KINDS = {
    "phuong": "Phường",
    "xa": "Xã",
    "dac_khu": "Đặc khu",
    "so_gddt": "Sở Giáo dục và Đào tạo",
}
SUPERIOR_SHORT = {
    "phuong": "phường",
    "xa": "xã",
    "dac_khu": "đặc khu",
    "so_gddt": "tỉnh, thành phố",
}

WORD = "Đặt mật khẩu"
WORD_INTRO = (
    "Sổ được khóa bằng mật khẩu này: không có mật khẩu thì không ai đọc được. Bước sau sẽ cho mã khôi phục "
    "để phòng khi quên."
)
CREATE = "Lập sổ"
CREATING = "Đang lập sổ…"

FINISH = "Vào sổ"

SAMPLE_TITLE = "Đang dựng trường mẫu"
SAMPLE_INTRO = "Kế hoạch và vài tháng số liệu của một trường tưởng tượng đang được ghi vào sổ mẫu riêng."
