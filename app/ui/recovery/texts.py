"""Words of the recovery code."""

CODE = "Mã khôi phục"
CODE_INTRO = (
    "Mã này mở được sổ khi quên mật khẩu hoặc hỏng máy. Mã chỉ hiện một lần: hãy in hoặc ghi ra giấy, cất "
    "trong tủ có khóa, không để cùng USB sao lưu."
)
CODE_GROUP = "Nhóm {number}: {group}"
PRINT = "In ra giấy"
SAVE_TEXT = "Lưu thành tệp chữ"
SAVE_TITLE = "Lưu mã khôi phục"
SAVE_NAME = "Ma khoi phuc So CDS.txt"
SAVE_FILTER = "Tệp chữ (*.txt)"
SAVED = "Đã lưu mã vào {path}. Hãy chép tệp sang nơi khác rồi xóa khỏi máy này."
WRITTEN_DOWN = "Tôi đã giữ mã"
PAPER_TITLE = "MÃ KHÔI PHỤC SỔ CĐS"
PAPER_NOTE = (
    "Dùng mã này để mở sổ khi quên mật khẩu, hoặc để khôi phục sổ từ bản sao lưu trên máy khác.\n"
    "Cất trong tủ có khóa. Người có mã này và bản sao lưu đọc được toàn bộ sổ."
)
PAPER_DAY = "Lập ngày {day}"

ASK = "Kiểm tra mã đã giữ"
ASK_INTRO = "Nhìn vào tờ giấy hoặc tệp vừa lưu và gõ lại hai nhóm sau."
ASK_GROUP = "Nhóm {number}"
ASK_WRONG = "Chưa đúng. Xem lại mã đã ghi, rồi gõ lại; hoặc quay lại để xem mã một lần nữa."
SEE_AGAIN = "Xem lại mã"
