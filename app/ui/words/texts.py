"""Words shared by the screens: states, causes, months, sizes, clauses."""

from __future__ import annotations

from datetime import date, datetime

from app.domain.org import SuperiorKind
from app.domain.plan import Clause, DeadlineRule, Operator, Schedule, ScheduleKind, Unit
from app.domain.report import TargetStatus, TaskState
from app.domain.views import Cause, Review
from app.ui.theme import Tone
from app.ui.widgets.tone import Mark
from app.ui.words.numbers import number

STATES: dict[TaskState, Mark] = {
    TaskState.OPEN: Mark("?", "Chưa ghi nhận", Tone.CALM),
    TaskState.DONE: Mark("X", "Xong", Tone.GOOD),
    TaskState.PARTLY: Mark("M", "Một phần", Tone.PART),
    TaskState.NOT_DONE: Mark("C", "Chưa", Tone.BAD),
    TaskState.MOVED: Mark("D", "Đã dời", Tone.WAIT),
}
TARGET_STATUS: dict[TargetStatus, tuple[str, Tone]] = {
    TargetStatus.REACHED: ("Đạt", Tone.GOOD),
    TargetStatus.ON_THE_WAY: ("Đang thực hiện", Tone.PART),
    TargetStatus.BEHIND: ("Chưa đạt", Tone.BAD),
    TargetStatus.BROKEN: ("Vi phạm", Tone.BAD),
    TargetStatus.NO_DATA: ("Chưa có số liệu", Tone.CALM),
    TargetStatus.NOT_YET_DUE: ("Chưa đến kỳ", Tone.WAIT),
    TargetStatus.NOT_ARISING: ("Không phát sinh", Tone.CALM),
}
REVIEWS: dict[Review, Mark] = {
    Review.PROPOSED: Mark("?", "Chưa xem", Tone.CALM),
    Review.ACCEPTED: Mark("N", "Đã nhận", Tone.GOOD),
    Review.SET_ASIDE: Mark("R", "Để riêng", Tone.WAIT),
}
CAUSES: dict[Cause, str] = {
    Cause.UNKNOWN: "Chưa rõ",
    Cause.NO_TIME: "Không đủ thời gian",
    Cause.NO_PEOPLE: "Thiếu người phụ trách",
    Cause.NO_EQUIPMENT: "Thiếu thiết bị",
    Cause.NO_NETWORK: "Mạng yếu hoặc mất mạng",
    Cause.NO_MONEY: "Thiếu kinh phí",
    Cause.WAITING_SUPERIOR: "Chờ hướng dẫn của cấp trên",
    Cause.WAITING_OTHERS: "Chờ đơn vị phối hợp",
    Cause.OTHER: "Lý do khác",
}
SUPERIORS: dict[SuperiorKind, str] = {
    SuperiorKind.WARD: "phường",
    SuperiorKind.COMMUNE: "xã",
    SuperiorKind.SPECIAL_ZONE: "đặc khu",
    SuperiorKind.DEPARTMENT: "Sở",
}
OPERATORS: dict[Operator, str] = {
    Operator.AT_LEAST: "≥",
    Operator.EQUAL: "=",
    Operator.MORE_THAN: ">",
    Operator.AT_MOST: "≤",
    Operator.LESS_THAN: "<",
    Operator.LEVEL_AT_LEAST: "từ mức",
    Operator.NONE_ALLOWED: "không để xảy ra",
    Operator.MILESTONE: "làm xong",
    Operator.REFERENCE: "theo văn bản khác",
    Operator.RANGE: "trong khoảng",
    Operator.DECREASE: "giảm",
    Operator.INCREASE: "tăng",
}
SCHEDULES: dict[ScheduleKind, str] = {
    ScheduleKind.CONTINUOUS: "Thường xuyên",
    ScheduleKind.WEEKLY: "Hằng tuần",
    ScheduleKind.MONTHLY: "Hằng tháng",
    ScheduleKind.QUARTERLY: "Hằng quý",
    ScheduleKind.YEARLY: "Hằng năm",
    ScheduleKind.PERIODIC: "Định kỳ",
    ScheduleKind.EVENT: "Khi có yêu cầu",
    ScheduleKind.OPEN_ENDED: "Nhiều năm",
    ScheduleKind.UNKNOWN: "Chưa rõ tháng",
}
PASTED_NAME = "Ảnh dán {moment:%Y-%m-%d %H-%M-%S}.png"
CANCEL = "Hủy"
QUOTED = "“{words}”"
DATE_SHAPE = "dd/MM/yyyy"
NO_DATE = "Không ghi ngày"


def day(value: date | None, empty: str = "") -> str:
    """dd/MM/yyyy."""
    return f"{value:%d/%m/%Y}" if value else empty


def moment(value: datetime | None, empty: str = "") -> str:
    return f"{value:%H:%M, %d/%m/%Y}" if value else empty


def size(octets: int) -> str:
    """1,4 MB: decimal comma, one decimal from a megabyte up."""
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1000))} kB"
    unit, shown = ("GB", octets / 1e9) if octets >= 1e9 else ("MB", octets / 1e6)
    return f"{shown:.1f} {unit}".replace(".", ",")


def clause(part: Clause) -> str:
    """≥ 95 % văn bản"""
    population = f" {part.population}" if part.population else ""
    if part.operator is Operator.NONE_ALLOWED:
        return f"Không để xảy ra{population}"
    if part.operator is Operator.MILESTONE:
        return f"Làm xong{population}"
    if part.operator is Operator.REFERENCE:
        return "Theo văn bản khác"
    if part.operator is Operator.LEVEL_AT_LEAST:
        return f"Từ mức {number(part.value)} trở lên"
    unit = " %" if part.unit is Unit.PERCENT else ""
    sign = "" if part.operator in (Operator.EQUAL, Operator.RANGE) else OPERATORS[part.operator] + " "
    sign = f"Năm {part.year}: {sign}" if part.year else sign
    upper = f"–{number(part.value_to)}" if part.value_to is not None else ""
    total = f"/{number(part.total)}" if part.total is not None else ""
    words = f"{sign}{number(part.value)}{upper}{total}{unit}{population}"
    if part.base_year:
        words += f" so với năm {part.base_year}"
    if part.stretch is not None:
        words += f", phấn đấu {number(part.stretch)}{unit}"
    return words


def months(pairs: tuple[tuple[int, int], ...]) -> str:
    """Tháng 4, 5; the year is said only where the months are of two years."""
    if not pairs:
        return ""
    if len({year for year, _ in pairs}) == 1:
        return "Tháng " + ", ".join(str(month) for _, month in pairs)
    return "Tháng " + ", ".join(f"{month}/{year}" for year, month in pairs)


def schedule(value: Schedule | None) -> str:
    if value is None:
        return ""
    if value.kind is ScheduleKind.MONTHS:
        return months(value.months)
    if value.kind is ScheduleKind.DATE:
        return f"Hạn {day(value.due)}" if value.due else value.words
    return SCHEDULES.get(value.kind, value.words)


WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def deadline(rule: DeadlineRule) -> str:
    """trước ngày 20 → "trước ngày 20 (chậm nhất ngày 19)"."""
    how = "trước" if rule.strict else "chậm nhất"
    if rule.weekday is not None:
        return f"{how} {WEEKDAYS[rule.weekday]} tuần cuối tháng"
    if rule.offset_days is not None:
        side = "sau khi" if rule.offset_days >= 0 else "trước khi"
        return f"{how} {abs(rule.offset_days)} ngày {side} hết kỳ"
    if rule.day is None:
        return "chưa ghi ngày"
    where = f"/{rule.month}" if rule.month else ""
    if not rule.strict:
        return f"chậm nhất ngày {rule.day}{where}"
    if rule.day > 1:
        return f"trước ngày {rule.day}{where} (chậm nhất ngày {rule.day - 1}{where})"
    return f"trước ngày {rule.day}{where}"


# where words stand in a plan's file
LINE = "dòng {line}"
PAGE = "trang {page}"
