"""Words of the overview."""

from __future__ import annotations

from app.domain.views import ReportState

TITLE = "Tổng quan"
TODAY = "{weekday}, {day}"

EMPTY = "Chưa có kế hoạch trong sổ"
EMPTY_WHY = (
    "Nhập tệp kế hoạch chuyển đổi số của trường (hoặc của đơn vị quản lý). Phần mềm đọc ra chỉ tiêu, việc "
    "từng tháng và lịch báo cáo để thầy cô duyệt."
)
IMPORT = "Nhập kế hoạch"

REVIEW = "Kế hoạch chờ duyệt: {count} mục"
FLAGS = "{count} điểm cần xem lại"
CONFLICTS = "{count} chỗ hai máy ghi khác nhau"

DUE = "Hạn báo cáo"
NO_DUE = "Không có báo cáo nào đến hạn."
NO_DUE_PLAN = "Chưa có lịch báo cáo. Lịch được đọc từ kế hoạch khi ban hành."
SAFE_DAY = "Hạn an toàn {day}"
MORE_DUES = "và {count} báo cáo nữa"
OLD_DUES = "{count} báo cáo kỳ cũ chưa lập"
NO_DAY = "Kế hoạch không ghi ngày"
DAYS_LEFT = "còn {days} ngày"
TODAY_LAST = "hạn là hôm nay"
LATE = "quá {days} ngày"
STATES = {
    None: "chưa lập",
    ReportState.FROZEN: "đã chốt số liệu, chưa ký",
    ReportState.SIGNED: "đã ký, chưa có số",
    ReportState.NUMBERED: "đã có số, chưa đóng gói",
    ReportState.PACKED: "đã đóng gói",
}

MONTH = "Việc tháng {month}/{year}"
MONTH_NONE = "Tháng này không có việc nào trong kế hoạch."
DONE, PARTLY, NOT_DONE, OPEN = "Xong", "Một phần", "Chưa làm được", "Chưa ghi"
OPEN_MONTH = "Mở việc tháng"
PAST = "{count} việc của các tháng trước chờ trả lời"
MORE = "và {count} việc nữa"
OVERDUE = "quá hạn"

TARGETS = "Chỉ tiêu"
NO_TARGETS = "Chưa có chỉ tiêu."
EVIDENCE = "Minh chứng"
EVIDENCE_COUNT = "minh chứng trong sổ"
UNLINKED = "{count} chưa gắn với việc nào"
ALL_LINKED = "Tất cả đã gắn với việc hoặc chỉ tiêu"
NO_EVIDENCE = "Chưa có. Kéo tệp thả vào việc trong tháng."

BACKUP = "Sao lưu"
NEVER = "Chưa sao lưu lần nào"
NEVER_WHY = "Hỏng máy là mất sổ. Hãy sao lưu ra USB ngay hôm nay."
BACKUP_TODAY = "Đã sao lưu hôm nay, lúc {time}"
BACKUP_DAYS = "ngày từ lần sao lưu {day}"
BACKUP_OLD = "Đã quá một tuần. Nên sao lưu lại."
BACK_UP = "Sao lưu ra USB"
