"""The words printed on the report. The superior's words come from the data (R3, R11, R135)."""

from __future__ import annotations

from datetime import date

from app.domain.org import School, SchoolKind, Superior, SuperiorKind
from app.domain.plan import Clause, Operator
from app.domain.report import TargetStatus, TaskState
from app.domain.target import threshold
from app.domain.views import Cause

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NUMBER_BEFORE = "Số: "
KIND = "BÁO CÁO"
SUBJECT = "Kết quả thực hiện kế hoạch chuyển đổi số {period}"
FILE_TITLE = "Báo cáo kết quả thực hiện kế hoạch chuyển đổi số {period}"
DEAR = "Kính gửi: {addressee}"
THROUGH = "{body} (qua {office})"
DAY, MONTH, YEAR = "ngày", "tháng", "năm {year}"

SITUATION = "Đặc điểm tình hình"
DIRECTION = "Công tác chỉ đạo, điều hành"
SITUATION_AND_DIRECTION = "Đặc điểm tình hình và công tác chỉ đạo, điều hành"
TASKS = "Kết quả thực hiện nhiệm vụ"
TARGETS = "Kết quả thực hiện chỉ tiêu"
DIFFICULTIES = "Khó khăn, vướng mắc và nguyên nhân"
NEXT_PERIOD = "Nhiệm vụ trọng tâm kỳ tới"
PROPOSALS = "Đề xuất, kiến nghị"

TASK_HEADS = ("TT", "Nhiệm vụ", "Sản phẩm/Kết quả", "Bộ phận chủ trì", "Tình trạng", "Minh chứng")
TARGET_HEADS = (
    "TT",
    "Chỉ tiêu",
    "ĐVT",
    "Kế hoạch",
    "Thực hiện kỳ này",
    "Lũy kế",
    "Tỷ lệ",
    "Đánh giá",
    "Minh chứng",
)
EVIDENCE_HEADS = (
    "TT",
    "Mã minh chứng",
    "Tên minh chứng",
    "Ngày, nơi ban hành",
    "Tệp; dung lượng, đầu và cuối mã SHA-256",
)
ESTIMATE_MARK = " (ước)"
NOTHING = "-"

TASK_STATES = {
    TaskState.OPEN: "Chưa ghi nhận",
    TaskState.DONE: "Hoàn thành",
    TaskState.PARTLY: "Hoàn thành một phần",
    TaskState.NOT_DONE: "Chưa thực hiện",
    TaskState.MOVED: "Chuyển thời gian",
}
TARGET_STATES = {
    TargetStatus.REACHED: "Đạt",
    TargetStatus.ON_THE_WAY: "Đang thực hiện",
    TargetStatus.BEHIND: "Chậm tiến độ",
    TargetStatus.NOT_YET_DUE: "Chưa đến kỳ",
    TargetStatus.NO_DATA: "Chưa có số liệu",
    TargetStatus.NOT_ARISING: "Không phát sinh",
    TargetStatus.BROKEN: "Có vi phạm",
}

RECIPIENTS_HEAD = "Nơi nhận:"
AS_ABOVE = "Như trên"
KEPT = "Lưu"
BLANK = "\u00a0" * 6
ANNEX = "Phụ lục"
ANNEX_TITLE = "DANH MỤC MINH CHỨNG"
ANNEX_POINTER = "(Kèm theo Báo cáo số {number}/{symbol} {date} của {school})"
FILE_LINES = "{name}\n{size}; {start}…{end}"

_LETTERHEAD = {
    SuperiorKind.WARD: "UBND phường {name}",
    SuperiorKind.COMMUNE: "UBND xã {name}",
    SuperiorKind.SPECIAL_ZONE: "UBND đặc khu {name}",
    SuperiorKind.DEPARTMENT: "Sở GDĐT {name}",
}
_FULL = {
    SuperiorKind.WARD: "Ủy ban nhân dân phường {name}",
    SuperiorKind.COMMUNE: "Ủy ban nhân dân xã {name}",
    SuperiorKind.SPECIAL_ZONE: "Ủy ban nhân dân đặc khu {name}",
    SuperiorKind.DEPARTMENT: "Sở Giáo dục và Đào tạo {name}",
}


def superior_capitals(superior: Superior) -> str:
    """Cơ quan chủ quản in the letterhead, common phrases abbreviated (NĐ 30/2020 II.2a)."""
    return _LETTERHEAD[superior.kind].format(name=superior.name).upper()


def addressee(superior: Superior) -> str:
    """Who the report is sent to, in full, with the office it goes through (R135)."""
    body = _FULL[superior.kind].format(name=superior.name)
    return THROUGH.format(body=body, office=superior.office) if superior.office else body


def signer_titles(school: School) -> list[str]:
    """Quyền hạn, chức vụ in capitals, one line each: "KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG" (R25)."""
    usual = "Giám đốc" if school.kind is SchoolKind.CONTINUING else "Hiệu trưởng"
    return [line.strip().upper() for line in (school.principal_title or usual).splitlines() if line.strip()]


def number_words(number: str) -> str:
    """A document number with the leading 0 of numbers below 10 (NĐ 30/2020 II.3c)."""
    return number.zfill(2) if number.isdecimal() else number


def date_words(day: date) -> str:
    """ "ngày 05 tháng 01 năm 2026": days below 10 and months 1, 2 with a leading 0 (II.4b)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{DAY} {day.day:02d} {MONTH} {month} {YEAR.format(year=day.year)}"


def blank_date(year: int) -> str:
    """The blanks of a date that an electronic document leaves unfilled (III.1c), never broken."""
    return BLANK.join((DAY, MONTH, YEAR.format(year=year).replace(" ", "\u00a0")))


def short_date(day: date | None) -> str:
    """ "05/01/2026", or nothing."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day else ""


def size_words(size: int) -> str:
    """A file's size for people: "1,2 MB" (decimal comma)."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


CAUSES = {
    Cause.UNKNOWN: "chưa xác định rõ",
    Cause.NO_TIME: "thời gian triển khai gấp, chưa bố trí kịp",
    Cause.NO_PEOPLE: "thiếu người thực hiện",
    Cause.NO_EQUIPMENT: "thiếu trang thiết bị",
    Cause.NO_NETWORK: "đường truyền Internet không bảo đảm",
    Cause.NO_MONEY: "chưa bố trí được kinh phí",
    Cause.WAITING_SUPERIOR: "chờ hướng dẫn của cấp trên",
    Cause.WAITING_OTHERS: "chờ đơn vị phối hợp",
    Cause.OTHER: "nguyên nhân khác",
}


def planned_words(clause: Clause) -> str:
    """The threshold in the column Kế hoạch: "≥ 95 %", "giảm 20 % so với năm 2025"."""
    change = {Operator.DECREASE: "giảm", Operator.INCREASE: "tăng"}.get(clause.operator)
    if change is None:
        return threshold(clause)
    base = f" so với năm {clause.base_year}" if clause.base_year else ""
    return f"{change} {threshold(clause)[1:]}{base}"


def cause_words(cause: str) -> str:
    """A cause as printed: one of the picks in words, or the person's own words."""
    return CAUSES[Cause(cause)] if cause in set(Cause) else cause


KINDS_IN_CAPITALS = (  # the longer first
    "TRUNG TÂM GIÁO DỤC THƯỜNG XUYÊN",
    "TRƯỜNG TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ",
    "TRƯỜNG TRUNG HỌC PHỔ THÔNG",
    "TRƯỜNG TRUNG HỌC CƠ SỞ",
    "TRƯỜNG TIỂU HỌC",
    "TRƯỜNG MẦM NON",
)
