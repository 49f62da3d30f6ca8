"""The words printed on a plan that come from no data, and data in words."""

from __future__ import annotations

from app.domain.org import School, SuperiorKind
from app.domain.plan import DeadlineRule, Period, Schedule, ScheduleKind
from app.domain.text import fold

KIND = "KẾ HOẠCH"
PURPOSE = "MỤC ĐÍCH, YÊU CẦU"
TARGETS = "CHỈ TIÊU"
TASKS = "NHIỆM VỤ VÀ GIẢI PHÁP"
FUNDING = "KINH PHÍ THỰC HIỆN"
ORGANISATION = "TỔ CHỨC THỰC HIỆN"
REPORTING = "CHẾ ĐỘ BÁO CÁO"

AIM = "Mục đích"
REQUIREMENTS = "Yêu cầu"
OTHER_TARGETS = "Chỉ tiêu khác"
OTHER_TASKS = "Nhiệm vụ khác"
COMMON_DUTIES = "Các bộ phận và cá nhân"
LEADS = "Chủ trì thực hiện:"
LEADS_ELSE = "Chủ trì các nhiệm vụ khác được giao tại danh mục nhiệm vụ kèm theo Kế hoạch."
IN_ANNEX = (
    "Nội dung, sản phẩm, thời gian, bộ phận chủ trì của từng nhiệm vụ nêu tại {annex} kèm theo Kế hoạch."
)

ANNEX = "Phụ lục"
POINTER = "(Kèm theo Kế hoạch số {number}/{symbol} {date} của {school})"
TARGETS_TITLE = "PHÂN CÔNG THỰC HIỆN CÁC CHỈ TIÊU CỦA KẾ HOẠCH"
TASKS_TITLE = "PHÂN CÔNG TRIỂN KHAI CÁC NHIỆM VỤ CỦA KẾ HOẠCH"
MONTHS_TITLE = "DANH MỤC NHIỆM VỤ CHI TIẾT THEO THÁNG {years}"
TARGET_HEADS = (
    "TT",
    "Chỉ tiêu",
    "Đơn vị chủ trì theo dõi, hướng dẫn, đôn đốc, kiểm tra và tổng hợp",
    "Đơn vị tổ chức triển khai và báo cáo",
    "Thời gian hoàn thành",
)  # R166
TASK_HEADS = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện")  # R167
MONTH_HEADS = ("Tháng", "Nhiệm vụ trọng tâm", "Sản phẩm/Kết quả", "Bộ phận chủ trì")  # R168
SHEETS = ("Chỉ tiêu", "Nhiệm vụ", "Theo tháng")
UNKNOWN = "…"  # to be filled in by hand
KEPT = "Lưu: VT"

SYMBOL = "KH-{school}"
CARRIES_OUT = "Thực hiện Kế hoạch số {number}/{symbol}{date} của {issuer}{subject}"
ABOUT = " về {subject}"
FOUNDED = "Căn cứ {document}{issuer}{subject}"
OF = " của {issuer}"

_SCHEDULES = {
    ScheduleKind.CONTINUOUS: "Thường xuyên",
    ScheduleKind.WEEKLY: "Hằng tuần",
    ScheduleKind.MONTHLY: "Hằng tháng",
    ScheduleKind.QUARTERLY: "Hằng quý",
    ScheduleKind.YEARLY: "Hằng năm",
    ScheduleKind.PERIODIC: "Định kỳ",
}
_PERIODS = {
    Period.MONTH: "Báo cáo hằng tháng",
    Period.QUARTER: "Báo cáo hằng quý",
    Period.HALF_YEAR: "Báo cáo 6 tháng",
    Period.YEAR: "Báo cáo hằng năm",
    Period.SCHOOL_YEAR: "Báo cáo năm học",
    Period.AD_HOC: "Báo cáo đột xuất khi có yêu cầu",
    Period.PRELIMINARY: "Báo cáo sơ kết",
    Period.FINAL: "Báo cáo tổng kết",
}
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_ENDING = {
    Period.MONTH: "tháng",
    Period.QUARTER: "quý",
    Period.HALF_YEAR: "6 tháng",
    Period.YEAR: "năm",
    Period.SCHOOL_YEAR: "năm học",
    Period.AD_HOC: "kỳ",
    Period.PRELIMINARY: "học kỳ",
    Period.FINAL: "năm",
}
_LAST_MONTH = {
    Period.QUARTER: " tháng cuối quý",
    Period.HALF_YEAR: " tháng cuối kỳ",
}


def years_words(year: int, year_to: int, school_year: bool) -> str:
    """ "năm 2026", "năm học 2026-2027", "giai đoạn 2026-2030" (R17)."""
    if school_year and year_to > year:
        return f"năm học {year}-{year_to}"
    return f"giai đoạn {year}-{year_to}" if year_to > year else f"năm {year}"


def schedule_words(schedule: Schedule, year: int) -> str:
    """A schedule as the month list prints it; months of another year carry it."""
    if schedule.kind is ScheduleKind.DATE and schedule.due:
        day = schedule.due
        return f"Chậm nhất ngày {day.day:02d}/{day.month:02d}/{day.year}"
    if schedule.kind is ScheduleKind.MONTHS and schedule.months:
        if all(at == year for at, _ in schedule.months):
            return "Tháng " + ", ".join(str(month) for _, month in schedule.months)
        return "Tháng " + ", ".join(f"{month}/{at}" for at, month in schedule.months)
    return _SCHEDULES.get(schedule.kind) or schedule.words or UNKNOWN


def duty_words(period: Period, recipient: str, rule: DeadlineRule) -> str:
    """One report duty: "Báo cáo hằng quý: gửi UBND phường … trước ngày 10 tháng cuối quý"."""
    to = f" gửi {recipient}" if recipient else ""
    if rule.weekday is not None:
        how = "trước" if rule.strict else "vào"
        return f"{_PERIODS[period]}:{to} {how} {_WEEKDAYS[rule.weekday]} tuần cuối tháng"
    if rule.offset_days is not None:
        how = "trước" if rule.strict else "chậm nhất"
        side = "sau khi" if rule.offset_days >= 0 else "trước khi"
        return f"{_PERIODS[period]}:{to} {how} {abs(rule.offset_days)} ngày {side} kết thúc {_ENDING[period]}"
    if rule.day is None:
        return f"{_PERIODS[period]}{to}"
    how = "trước ngày" if rule.strict else "chậm nhất vào ngày"
    at = f"/{rule.month:02d}" if rule.month else _LAST_MONTH.get(period, "")
    return f"{_PERIODS[period]}:{to} {how} {rule.day:02d}{at}"


def led_words(task: str, when: str) -> str:
    """A task in the list of a unit that leads it: "Ban hành quy chế (tháng 1)"."""
    return f"{task[:1].upper()}{task[1:].rstrip('.;, ')} ({when[:1].lower()}{when[1:]})"


def is_made(text: str, lead: str) -> bool:
    """Whether a paragraph of a plan read back was made from its tasks and will be made again."""
    told = text.startswith(IN_ANNEX.partition("{")[0]) or text == LEADS_ELSE
    return told or (lead == LEADS and text.rstrip(";.").endswith(")"))


def ended(lines: tuple[str, ...]) -> tuple[str, ...]:
    """List items: each ends ";", the last "."."""
    plain = [line.strip().rstrip(";.,: ") for line in lines if line.strip(";.,: ")]
    return tuple(f"{line}{'.' if n == len(plain) else ';'}" for n, line in enumerate(plain, 1))


def recipient_lines(recipients: tuple[str, ...]) -> tuple[str, ...]:
    """ "- …;" for each as written, "Lưu: VT." last (R23)."""
    names = tuple(name.strip().lstrip("-–• ") for name in recipients)
    if not any(fold(name).startswith("luu") for name in names):
        names = (*names, KEPT)
    return tuple(f"- {line}" for line in ended(names))


def reports_to(school: School) -> tuple[str, ...]:
    """The superior as recipient "để b/c", and its office where it has one (R23)."""
    superior = school.superior
    body = {
        SuperiorKind.WARD: "UBND phường {name}",
        SuperiorKind.COMMUNE: "UBND xã {name}",
        SuperiorKind.SPECIAL_ZONE: "UBND đặc khu {name}",
        SuperiorKind.DEPARTMENT: "Sở GDĐT {name}",
    }[superior.kind].format(name=superior.name)
    names = (body, superior.office) if superior.office else (body,)
    return tuple(f"{name} (để b/c)" for name in names)
