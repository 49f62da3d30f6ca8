"""Tasks stated in the text of a plan rather than in a table (R26, R100–R103)."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from app.domain.plan import Schedule, ScheduleKind, TaskDraft, Use
from app.domain.text import fold
from app.intake.facts.ocr import with_digits
from app.intake.facts.schedule import Years, schedule_of
from app.intake.facts.sections import Item, Role
from app.intake.facts.splits import names_units, units_in
from app.intake.facts.time_ahead import time_ahead

_CITED = re.compile(
    r"(?:số\s+)?\d+(?:/\d{4})?[/-][^\W\d_][\w&/-]*\s*,?\s*(?:ngày\s+[\d/]+)?"
    r"|\bngày\s+\d{1,2}/\d{1,2}/\d{4}\s+của\s+"
    r"(?=(?:bộ|chính phủ|thủ tướng|quốc hội|ubnd|ủy ban|uỷ ban|sở)\b)",
    re.IGNORECASE,
)
_DAY = (
    r"(?:\d{1,2}\s*/\s*\d{1,2}(?:\s*/\s*\d{4})?(?![\d/])|\d{1,2}\s+tháng\s+\d{1,2}(?:\s*(?:/|năm)\s*\d{4})?)"
)
_IN = r"(?:sang|trước|chậm nhất|muộn nhất|vào|trong|đến|hết|xong|hoàn thành|từ|cuối|đầu|giữa|dịp|ngay)"
_LINK = r"(?:\s+(?:là|vào|trong|trước|đến|hết|dịp|các|cả|cuối|đầu|giữa|nửa\s+(?:đầu|cuối)))*"
_YEARS = r"(?:\s*(?:,|của)?\s*(?:năm\s+học\s+)?\d{4}(?:\s*[-–]\s*\d{4})?)?"
_QUARTER = r"quý\s+(?:(?:IV|I{1,3}|[1-4])\b(?:\s*(?:,|-|–|và)\s*(?:quý\s+)?)?)+"
_MONTHS = (
    r"tháng\s+\d{1,2}(?:/\d{4})?(?:\s*(?:,|;|và|-|–|đến|tới)\s*(?:(?:hết\s+)?tháng\s+)?\d{1,2}(?:/\d{4})?)*"
    r"(?:\s*(?:năm|/)\s*\d{4})?"
)
_RHYTHM = (
    r"(?:thường xuyên|liên tục|(?:định kỳ\s+)?(?:h[ằà]ng|mỗi) (?:ngày|tuần|tháng|quý|năm)\b(?! học)|định kỳ)"
)
_SAID = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:kể\s+)?từ\s+[^.;,]{1,30}\s+trở đi",
        rf"\b(?:từ\s+)?(?:ngày\s+)?(?:{_DAY}|\d{{1,2}})\s*(?:đến|tới|-|–)\s*(?:hết\s+)?ngày\s+{_DAY}",
        rf"\btừ\s+{_DAY}\s*(?:đến|tới|-|–)\s*(?:hết\s+)?{_DAY}",
        r"\btừ\s+\d{1,2}\s*(?:đến|tới|-|–)\s*(?:hết\s+)?\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}",
        r"\bngày\s+\d{1,2}\s*[-–]\s*\d{1,2}\s*/\s*\d{1,2}(?:\s*/\s*\d{4})?(?![\d/])",
        rf"\b(?:dịp|nhân(?:\s+dịp)?|mừng)\s+(?:ngày\s+)?{_DAY}",
        rf"\b(?:trước|chậm nhất|muộn nhất|không muộn hơn|hạn cuối|hết|xong){_LINK}\s+(?:ngày\s+)?{_DAY}",
        rf"\b(?:{_IN}{_LINK}\s+)?ngày\s+{_DAY}",
        rf"\({_DAY}\)",
        rf"\b{_IN}{_LINK}\s+\d{{1,2}}\s*/\s*\d{{1,2}}\s*/\s*\d{{4}}",
        rf"^\W*{_MONTHS}",
        rf"\b{_IN}{_LINK}\s+(?:tuần\s+[\w ]{{1,16}}?\s)?{_MONTHS}",
        rf"\b(?=tháng\s+(?:[\d\s,/–-]|và|tháng|đến|năm){{1,40}}\d{{4}}){_MONTHS}",
        rf"\({_MONTHS}\)",
        rf"\b{_IN}{_LINK}\s+{_QUARTER}(?:\s*(?:năm|/)?\s*\d{{4}})?",
        rf"\b{_QUARTER}\s*(?:năm|/)\s*\d{{4}}",
        rf"\b(?:{_IN}|kết thúc|sau){_LINK}\s+(?:học\s+kỳ|HK)\s*(?:II|I|1|2)\b{_YEARS}",
        rf"\b(?:{_IN}{_LINK}\s+)?(?:đầu năm học|cuối năm học|(?:dịp|trong|nghỉ)\s+hè\b"
        rf"|6 tháng (?:đầu|cuối) năm){_YEARS}",
        r"\btrong\s+năm học\s+\d{4}\s*[-–]\s*\d{4}",
        r"\b(?:đến|trước|(?:hoàn thành|xong)\s+trong)\s+(?:hết\s+)?năm\s+\d{4}(?!\s*[-–])",
        rf"^\W*{_RHYTHM}",
        r"\b(?:ngay\s+)?(?:sau\s+)?khi\s+(?:có|nhận được|phát sinh|cấp trên"
        r"|(?:bộ|sở|ubnd|phường|xã|phòng|tỉnh)\b[^,;.]{0,30}?\s(?:có|ban hành|bố trí|cấp)"
        r"|được\s+(?:(?:bộ|sở|ubnd|phường|xã|phòng|tỉnh|cấp trên)\b[^,;.]{0,30}?\s)?"
        r"(?:cấp|giao|phân bổ|bố trí|phê duyệt))\b",
        r"\b(?:mỗi|từng|h[ằà]ng) học kỳ\b"
        r"|\b(?:(?:mỗi|h[ằà]ng) (?:ngày|tuần|tháng|quý|năm)\b(?! học)|thường niên|định kỳ)"
        r"|(?<!giáo dục )(?<!bồi dưỡng )(?<!đánh giá )(?<!kiểm tra )(?<!xuyên/)(?<!chi )thường xuyên",
    )
)
_TIMED = {
    ScheduleKind.DATE,
    ScheduleKind.MONTHS,
    ScheduleKind.WEEKLY,
    ScheduleKind.MONTHLY,
    ScheduleKind.QUARTERLY,
    ScheduleKind.YEARLY,
    ScheduleKind.PERIODIC,
}
_WITH_ITS_TIME = {
    ScheduleKind.DATE,
    ScheduleKind.MONTHS,
    ScheduleKind.WEEKLY,
    ScheduleKind.MONTHLY,
    ScheduleKind.QUARTERLY,
}
_ONLY_TIME = re.compile(
    r"^\W*(?:trong\s+)?(?:(?:các\s+)?tháng|quý|học\s+kỳ)\s+(?:[\dIVX\s,/–-]|và|đến|tháng|quý)+(?:năm(?:\s+học)?[\s\d–-]+)?\W*$",
    re.IGNORECASE,
)  # "Tháng 9, 10/2026:" above the work of those months
_POINTS_ELSEWHERE = re.compile(
    r"^(?:chi tiết|(?:các )?(?:nội dung|nhiệm vụ|công việc)|lộ trình|danh mục)\b[^.;]*\bphụ lục\b",
    re.IGNORECASE,
)
_LONGEST_POINT = 300  # characters
_OF_REPORTS = re.compile(r"báo cáo|^(?:sơ|tổng) kết\b", re.IGNORECASE)
_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b", re.IGNORECASE)
_PERSON = re.compile(r"^(?:đồng chí|đ/c|thầy|cô|ông|bà)\s", re.IGNORECASE)
_BY = re.compile(r"^(?P<unit>[^:.;]{2,60}):\s+\S")


def read_section_tasks(
    items: Sequence[Item],
    years: Years,
    only_timed: bool,
    listed: Sequence[TaskDraft] = (),
    reports: Container[int] = (),
) -> tuple[list[TaskDraft], dict[int, Use]]:
    """One task per item of a task section; `row` is 0 (R26, R100–R103). Elsewhere in the organisation
    section (tổ chức thực hiện) only what has a date: the rest are general responsibilities.

    `only_timed`: the plan has its own list of tasks (`listed`), so that a plain paragraph is only read for
    what recurs or has a date of its own. What the list says already is not taken twice. `reports`: first
    paragraphs of items that ask for a report; in them only the time of the other work counts.
    """
    tasks: list[TaskDraft] = []
    uses: dict[int, Use] = {}
    known = {_key(task.words) for task in listed}
    above = ("", "")  # a line that is only a time, and the heading it stands under
    for item in items:
        block = item.block
        if item.role not in (Role.TASKS, Role.ORGANISATION) or item.is_heading or block.footnote:
            continue
        if item.role is Role.TASKS and _ONLY_TIME.match(block.words):
            above = (block.words, item.group)
            uses |= dict.fromkeys(block.parts, Use.HEADING)
            continue
        if not block.words or _POINTS_ELSEWHERE.match(block.words) or _key(block.words) in known:
            continue
        only_work = item.role is Role.ORGANISATION and block.first in reports
        said = _without_reports(block.words) if only_work else block.words
        schedule = time_in(said, _years_under(item.group, years))
        if schedule.kind is ScheduleKind.UNKNOWN and item.role is Role.TASKS:
            headings = (
                above[0] if above[1] == item.group else "",
                item.lead,
                item.group.rpartition(" / ")[2],
            )
            schedule = _time_above(headings, years)
        if not _is_task(item, schedule, only_timed):
            continue
        tasks.append(TaskDraft(0, block.words, (), _leads(item), (), schedule, block.source, item.group))
        uses |= dict.fromkeys(block.parts, Use.TASK)
    return tasks, uses


def _time_above(headings: Sequence[str], years: Years) -> Schedule:
    """The months that a heading gives to the work below it."""
    for words in headings:
        if _ONLY_TIME.match(words):
            return schedule_of(words.strip(" :."), years)
    return Schedule(ScheduleKind.UNKNOWN)


def _without_reports(words: str) -> str:
    return "; ".join(part for part in re.split(r"[.;]\s+", words) if not _OF_REPORTS.search(part))


def _years_under(group: str, years: Years) -> Years:
    """Under the heading "Năm 2027" of a plan for several years a month is one of 2027."""
    named = set(_YEAR.findall(group))
    if len(named) != 1 or years.first == years.last or years.school_year:
        return years
    year = int(named.pop())
    return Years(year, year)


def _key(words: str) -> str:
    """The words of a task without "(tháng 4)" at the end, to tell whether the list has it already."""
    return fold(re.sub(r"\s*\([^()]*\)\W*$", "", words)).strip(" .;,")


def _is_task(item: Item, schedule: Schedule, only_timed: bool) -> bool:
    if item.role is Role.ORGANISATION:
        return schedule.kind in _WITH_ITS_TIME and not item.block.words.endswith("./.")
    return not only_timed or schedule.kind in _TIMED or _is_point(item)


def _is_point(item: Item) -> bool:
    """A list item of one sentence: a piece of work also without a time of its own."""
    return bool(item.block.label) and len(item.block.words) <= _LONGEST_POINT


def _leads(item: Item) -> tuple[str, ...]:
    """ "Tổ Toán: …", or the unit under whose name the item stands."""
    said = _BY.match(item.block.words)
    if said and _PERSON.match(said["unit"]):
        return (said["unit"],)
    if said and names_units(said["unit"]):
        return units_in(said["unit"])
    heading = item.group.rpartition(" / ")[2]
    return units_in(heading) if heading and names_units(heading) else ()


def time_in(words: str, years: Years) -> Schedule:
    """The time said inside a sentence; dates before the plan's years belong to what it cites."""
    text = _CITED.sub(" ", words)
    if ahead := time_ahead(text, years):
        return ahead
    read = with_digits(text)
    for pattern in _SAID:
        for said in pattern.finditer(read):
            found = schedule_of(text[said.start() : said.end()].strip("()"), years)
            past = found.due and years.first and found.due.year < years.first
            if found.kind is not ScheduleKind.UNKNOWN and not past:
                return found
    return Schedule(ScheduleKind.UNKNOWN)
