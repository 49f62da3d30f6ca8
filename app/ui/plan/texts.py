"""Words of the plan screen."""

from __future__ import annotations

from app.domain.plan import FlagKind

TITLE = "Kế hoạch"
EMPTY_TITLE = "Chưa có kế hoạch nào"
EMPTY_WORDS = (
    "Chọn tệp kế hoạch (Word, PDF, Excel hoặc văn bản) hoặc thả tệp vào bất kỳ chỗ nào trên màn hình này.\n"
    "Phần mềm đọc chỉ tiêu, nhiệm vụ theo tháng và chế độ báo cáo,\n"
    "rồi thầy cô xem lại từng dòng bên cạnh câu gốc."
)
IMPORT = "Nhập kế hoạch"
IMPORT_OTHER = "Nhập tệp khác"
OPEN_TITLE = "Chọn tệp kế hoạch"
FILTERS = "Kế hoạch (*.docx *.pdf *.xlsx *.doc *.txt *.md *.docm *.xlsm *.xls *.rtf *.odt *.ods)"
EXPORT = "Xuất ra tệp"
SHOW = "xem trong văn bản"
EXPORT_TIP = "Kế hoạch của trường thành tệp Word, PDF và Excel theo thể thức văn bản"
EXPORT_TITLE = "Chọn thư mục để xuất kế hoạch"
EXPORTING = "Đang soạn tệp Word, PDF và Excel…"
EXPORTED = "Đã xuất {n} tệp vào {folder}."
EXPORTED_DO = "Mở tệp Word để sửa lời văn trước khi trình ký."
READING = "Đang đọc {name}…"
STILL_READING = "Đang bận với tệp trước. Chờ xong rồi chọn hoặc thả tệp khác."

DRAFT = "Dự thảo"
ISSUED = "Đã ban hành"
ISSUE = "Ban hành kế hoạch"
OPEN_MONTH = "Mở việc tháng"
TO_REVIEW = "còn {n} mục chưa xem"
ALL_REVIEWED = "đã xem hết"
NO_NUMBER = "số để trống"
NO_DATE = "ngày để trống"

GROUP_ALL = "Tất cả"
GROUP_HEADER = "Phần đầu văn bản"
GROUP_TARGETS = "Chỉ tiêu"
GROUP_TASKS = "Nhiệm vụ theo tháng"
GROUP_DUTIES = "Chế độ báo cáo"
GROUP_FLAGS = "Lưu ý"
GROUP_SUPERIOR = "Của {superior}"
GROUP_UNUSED = "Chưa dùng"
CHIP_TASKS = "Nhiệm vụ"
CHIP_DUTIES = "Báo cáo"
GROUP_LEFT = "{n} mục, {left} chưa xem"
GROUP_COUNT = "{n} mục"
LIST_NAME = "Danh sách mục đọc từ kế hoạch"
LIST_HINT = "Bấm phím ngay trên danh sách; Shift + ↑ ↓ để chọn nhiều dòng."
READ_HINT = "↑ ↓ chuyển dòng · Enter xem câu gốc trong kế hoạch"
HEADER_ROW = "Số, ngày, người ký, nơi nhận"

ACCEPT = "Nhận (N)"
EDIT = "Sửa (S)"
ASIDE = "Để riêng (R)"
ACCEPT_ALL = "Nhận cả nhóm (A)"
ACCEPTED_ONE = "Đã nhận: {words}"
ACCEPTED_MANY = "Đã nhận {n} mục."
ASIDE_ONE = "Đã để riêng: {words}"
ASIDE_MANY = "Đã để riêng {n} mục."
EDITED = "Đã sửa: {words}"
HEADER_EDITED = "Đã sửa phần đầu văn bản."

PRODUCT = "SP: {words}"
SOURCE = "Văn bản gốc"
SOURCE_NAME = "Văn bản gốc của kế hoạch"

WORDS = "Nội dung"
CLAUSES = "Mức phải đạt"
OPERATOR = "So sánh"
VALUE = "Số"
UNIT = "Đơn vị"
POPULATION = "Đối tượng"
UNITS = {"%": "%", "count": "số lượng", "level": "mức", "": "không"}
MONTHS = "Tháng thực hiện"
MONTH_YEAR = "Năm {year}"
MONTH_NAME = "Tháng {month}"
PRODUCTS = "Sản phẩm"
PRODUCTS_TIP = "Nhiều sản phẩm cách nhau bằng dấu chấm phẩy"
LEADS = "Bộ phận chủ trì"
LEADS_TIP = "Nhiều bộ phận cách nhau bằng dấu chấm phẩy"
SEPARATOR = "; "
EDIT_HINT = "Sửa xong bấm Enter hoặc sang ô khác: tự lưu. Esc: về danh sách."
SUPERIOR_HINT = (
    "Câu này nêu việc của {superior}, không phải của trường. Đề nghị bấm R để riêng; nếu trường vẫn muốn "
    "theo dõi thì bấm N."
)
DUTY_TO = "gửi {recipient}"
DUTY_RULE = "Hạn: {rule}"
PERIODS = {
    "month": "Báo cáo tháng",
    "quarter": "Báo cáo quý",
    "half_year": "Báo cáo 6 tháng",
    "year": "Báo cáo năm",
    "school_year": "Báo cáo năm học",
    "ad_hoc": "Báo cáo đột xuất",
    "preliminary": "Báo cáo sơ kết",
    "final": "Báo cáo tổng kết",
}

FLAG_KEEP = "Giữ nguyên văn, không tự sửa. Nếu cần sửa, xin sửa trong văn bản gốc rồi nhập lại."
FLAGS: dict[FlagKind, tuple[str, str]] = {
    FlagKind.OVER_HUNDRED: ("Đòi hơn 100 %", "Một tỷ lệ không thể vượt 100 %."),
    FlagKind.AT_LEAST_HUNDRED: ("Ghi “từ 100 % trở lên”", "Thực chất là đúng 100 %."),
    FlagKind.CONTRADICTION: ("Cùng một việc, mức khác nhau", "Các câu dưới đây không khớp nhau."),
    FlagKind.NUMBER_MISMATCH: ("Số ký hiệu không khớp", "Hai chỗ trong văn bản ghi khác nhau."),
    FlagKind.BEFORE_ISSUE: (
        "Có việc trước ngày ban hành",
        "Khi ban hành, phần mềm hỏi từng việc: đã làm, không làm hay dời.",
    ),
    FlagKind.NUMBER_BLANK: ("Chưa có số văn bản", "Có thể ban hành trước, văn thư cấp số sau."),
    FlagKind.DATE_BLANK: ("Chưa có ngày ban hành", "Có thể điền sau ở phần đầu văn bản."),
    FlagKind.TRAILING_SEPARATOR: ("Câu kết thúc bằng dấu “;”", "Có thể văn bản còn thiếu phần sau."),
    FlagKind.NOT_OURS: ("Việc của cấp trên", "Câu này giao cho đơn vị khác, không giao cho trường."),
    FlagKind.OCR_FAULT: ("Chữ có thể bị đọc sai", "Văn bản quét có thể sai chữ ở đây."),
    FlagKind.ANNEX_MISSING: ("Thiếu phụ lục", "Văn bản nhắc tới phụ lục nhưng tệp không có."),
    FlagKind.NO_CALENDAR: (
        "Chưa có lịch báo cáo",
        "Nơi nhận này cần báo cáo nhưng kế hoạch không ghi báo cáo khi nào.",
    ),
    FlagKind.AFTER_REPORT: ("Xong sau hạn báo cáo năm", "Báo cáo năm gửi đi trước khi việc này xong."),
    FlagKind.DEFUNCT_BODY: ("Cơ quan không còn", "Cơ quan này đã giải thể hoặc sáp nhập trong năm 2025."),
    FlagKind.WRONG_LEVEL: ("Không đúng cấp học", "Câu này nói về cấp học mà trường không dạy."),
}
SIDE = "Chỗ {n}"
UNUSED_TITLE = "Đoạn chưa dùng"
UNUSED_WORDS = (
    "Đoạn này không thành chỉ tiêu, nhiệm vụ hay chế độ báo cáo nào. Không có gì bị bỏ: đoạn vẫn nằm trong "
    "văn bản gốc."
)

NUMBER = "Số"
SYMBOL = "Ký hiệu"
DATE = "Ngày ban hành"
DATE_TIP = "Ngày/tháng/năm, có thể để trống"
DATE_WRONG = "Ngày “{words}” chưa đúng."
DATE_WRONG_DO = "Ghi theo dạng ngày/tháng/năm, ví dụ 04/03/2026, hoặc để trống."
PLACE = "Địa danh"
SIGNER_TITLE = "Chức vụ người ký"
SIGNER_NAME = "Họ tên người ký"
RECIPIENTS = "Nơi nhận"
RECIPIENTS_TIP = "Mỗi dòng một nơi nhận"
BLANK = "để trống"

ISSUE_TITLE = "Ban hành kế hoạch này?"
ISSUE_SUM = "{targets} chỉ tiêu · {tasks} nhiệm vụ · {duties} chế độ báo cáo"
ISSUE_MONTHS = "Nhiệm vụ được đưa vào danh sách việc của từng tháng; hạn báo cáo (nếu có) bắt đầu được nhắc."
ISSUE_LEFT = "Còn {n} mục chưa xem: mục của trường sẽ được nhận, mục của cấp trên để riêng."
ISSUE_NONE_LEFT = "Mọi mục đã được xem."
ISSUE_NO_NUMBER = "Số văn bản để trống: khi văn thư cấp số, điền ở “Phần đầu văn bản” bất cứ lúc nào."
ISSUE_NUMBER = "Văn bản số {number}, ngày {date}."
ISSUE_PAST = "Việc của các tháng trước ngày ban hành không bị tính là chậm; màn hình Việc tháng sẽ hỏi lại."
ISSUE_YES = "Ban hành"
ISSUE_NO = "Xem lại"
ISSUED_NOW = "Đã ban hành kế hoạch."
WHY = "Vì sao có việc này?"
