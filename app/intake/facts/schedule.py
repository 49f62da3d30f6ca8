"""Deadline parser (R102, appendix B): the words of a time cell → a `Schedule`."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.plan import Header, Schedule, ScheduleKind
from app.intake.facts.ocr import with_digits


@dataclass(frozen=True)
class Years:
    """Which year a month without a year belongs to: one calendar year, or a school year."""

    first: int | None = None
    last: int | None = None
    school_year: bool = False  # from August on it is the first year, before that the last

    @classmethod
    def of(cls, header: Header) -> Years:
        first = header.year_from or (header.issued_on.year if header.issued_on else None)
        return cls(first, header.year_to or first, "năm học" in header.subject.casefold())

    def of_month(self, month: int) -> int | None:
        return self.last if self.school_year and month < 8 else self.first


_DATE = r"(?P<day>\d{1,2})\s*(?:[/.-]|tháng)\s*(?P<month>\d{1,2})(?:\s*(?:[/.-]|năm)\s*(?P<year>\d{4}))?"
_BEFORE_DATE = re.compile(r"\btrước\s+(?:ngày\s+)?" + _DATE, re.IGNORECASE)
_ON_DATE = re.compile(
    r"(?:\b(?:ngày|chậm\s+nhất|muộn\s+nhất|đến\s+hết|đến|xong|dịp|nhân|mừng|vào|từ|trong|hết)\s+(?:là\s+|đến\s+)?(?:ngày\s+)?|^\s*)"
    + _DATE,
    re.IGNORECASE,
)
_DAY_RANGE = re.compile(
    r"(?:\btừ\s+)?(?:\bngày\s+)?(?<![\d/])\d{1,2}(?:\s*/\s*\d{1,2}(?:\s*/\s*\d{4})?)?(?![\d/])\s*(?:-|–|đến|tới)\s*"
    r"(?:hết\s+)?(?:ngày\s+)?(?=\d)" + _DATE,
    re.IGNORECASE,
)
_RANGE_START = re.compile(r"(?P<day>\d{1,2})(?:\s*/\s*(?P<month>\d{1,2})(?:\s*/\s*(?P<year>\d{4}))?)?")
_BARE_MONTH = re.compile(r"^\s*(?=(?:0?[1-9]|1[0-2])\s*[/-]\s*\d{4}\b)")
_WEEK_OF = re.compile(r"\btuần\s+(?:\d|[IV]{1,3})\s*/\s*(?=\d)", re.IGNORECASE)  # tuần 2/9/2026
_T_MONTH = re.compile(r"\bT(?:h)?\.?\s?(?=\d{1,2}\b)")  # T9/2026
_BEFORE_MONTH = re.compile(
    r"\btrước\s+tháng\s+(?P<month>\d{1,2})(?:\s*(?:/|năm)\s*(?P<year>\d{4}))?", re.IGNORECASE
)
_MONTHS = re.compile(
    r"\btháng\s+(?P<list>\d{1,2}(?:/\d{4})?(?:\s*(?:,|;|và|-|–|đến"
    r"|tới)\s*(?:(?:hết\s+)?tháng\s+)?\d{1,2}(?:/\d{4})?)*)"
    r"(?:\s*(?:năm|/)\s*(?P<year>\d{4}))?",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"(?P<join>-|–|đến|tới)?\s*(?:hết\s+)?(?:tháng\s+)?(?P<month>\d{1,2})(?:/(?P<year>\d{4}))?", re.IGNORECASE
)
_QUARTER = re.compile(
    r"\bquý\s+(?P<q>(?:IV|I{1,3}|[1-4])\b(?:\s*(?:,|-|–|và|đến)\s*(?:quý\s+)?(?:IV|I{1,3}|[1-4])\b(?!\s*/\s*\d{1,2}\b))*)"
    r"(?:\s*(?:năm|[/-])?\s*(?P<year>\d{4}))?",
    re.IGNORECASE,
)
_QUARTER_NAME = re.compile(r"(?P<join>-|–|đến)?\s*(?:quý\s+)?\b(?P<q>IV|I{1,3}|[1-4])\b", re.IGNORECASE)
_TERM = re.compile(
    r"\b(?:(?P<part>đầu|cuối|kết\s+thúc|sau)\s+)?(?:học\s+kỳ|HK)\s*(?P<term>II|I|1|2)\b(?:[\s,]*(?:của\s+)?(?:năm\s+học\s+)?(?P<first>\d{4})\s*[-–]\s*\d{4})?",
    re.IGNORECASE,
)
_PART_OF_YEAR = re.compile(
    r"\b(?P<part>đầu\s+năm\s+học|cuối\s+năm\s+học|(?:(?:dịp|trong|kỳ\s+nghỉ|nghỉ)\s+)?hè"
    r"|(?:0?6|sáu)\s+tháng\s+(?:đầu|cuối)\s+năm)\b(?:\s+(?:năm\s+)?(?P<first>\d{4})(?:\s*[-–]\s*(?P<last>\d{4}))?)?",
    re.IGNORECASE,
)
_SCHOOL_YEAR = re.compile(r"\bnăm\s+học\s+(\d{4})\s*[-–]\s*(\d{4})", re.IGNORECASE)
_UNTIL_YEAR = re.compile(r"\b(?:đến|trước|hết)\s+(?:hết\s+)?năm\s+(\d{4})", re.IGNORECASE)
_ONWARD = re.compile(
    r"\bnăm\s+(?:học\s+)?(\d{4})[^.;]{0,20}\b(?:và\s+)?(?:các|những)\s+năm\s+(?:tiếp|sau)"
    r"|\btừ\b[^.;]{0,30}\btrở\s+đi\b",
    re.IGNORECASE,
)
_IN_YEAR = re.compile(r"\bnăm\s+(\d{4})\b", re.IGNORECASE)
_KINDS: tuple[tuple[ScheduleKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            ScheduleKind.EVENT,
            r"^\s*(?:theo\b(?!\s+(?:tuần|tháng|quý|năm)\b)|tùy|tuỳ|nếu\b)|\bsau\s+khi\b"
            r"|\bkhi\s+(?:(?:bộ|sở|ubnd|phường|xã|phòng|tỉnh|cấp\s+trên)\b[^,;.]{0,30}?\s)?(?:có|bố\s+trí|cấp|được|ban\s+hành|nhận|phát\s+sinh|hoàn\s+thành|cấp\s+trên|kết\s+thúc)",
        ),
        (ScheduleKind.WEEKLY, r"\bh[ằà]ng\s+tuần\b|\b(?:mỗi|theo)\s+tuần\b"),
        (
            ScheduleKind.CONTINUOUS,
            r"\bthường\s+xuyên\b|\bliên\s+tục\b|\b(?:cả|suốt|quanh)\s+năm\b|\btrong\s+năm\b(?!\s+học|\s+\d)"
            r"|\bhằng\s+ngày\b|\bhàng\s+ngày\b",
        ),
        (ScheduleKind.MONTHLY, r"\bh[ằà]ng\s+tháng\b|\b(?:mỗi|theo)\s+tháng\b"),
        (ScheduleKind.QUARTERLY, r"\bh[ằà]ng\s+quý\b|\b(?:mỗi|theo)\s+quý\b"),
        (ScheduleKind.YEARLY, r"\bh[ằà]ng\s+năm\b|\bthường\s+niên\b|\bmỗi\s+năm\b"),
        (ScheduleKind.PERIODIC, r"\bđịnh\s+kỳ\b|\b(?:mỗi|từng|h[ằà]ng)\s+học\s+kỳ\b"),
    )
)
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}


def _safe_date(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year or 0, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _in_months(months: list[tuple[int, int]], words: str) -> Schedule:
    due = max(_month_end(*month) for month in months)
    return Schedule(ScheduleKind.MONTHS, tuple(dict.fromkeys(months)), due, words)


def _read_date(words: str, years: Years) -> Schedule | None:
    for pattern, strict in ((_BEFORE_DATE, True), (_ON_DATE, False)):
        match = pattern.search(words)
        if not match or not 1 <= int(match["month"]) <= 12:
            continue
        month = int(match["month"])
        year = int(match["year"]) if match["year"] else years.of_month(month)
        found = _safe_date(year, month, int(match["day"]))
        if found and found > date.min:
            due = found - timedelta(days=1) if strict else found  # "trước ngày": R132
            return Schedule(ScheduleKind.DATE, ((due.year, due.month),), due, words)
    return None


def _read_day_range(words: str, years: Years) -> Schedule | None:
    """ "Từ 15/6 đến 30/8/2026": due on its last day; the months are those it runs through."""
    match = _DAY_RANGE.search(words)
    start = _RANGE_START.search(match.group()) if match else None
    if match and start and start["year"] and not match["year"]:  # "từ 01/7/2026 đến 12/7"
        later = int(start["year"]) + (int(match["month"]) < int(start["month"]))
        return _read_day_range(f"{words[: match.end()]}/{later}", years)
    end = _read_date(words[match.end("day") - len(match["day"]) : match.end()], years) if match else None
    if not end or not end.due or not start:
        return None
    last = (end.due.year, end.due.month)
    month = int(start["month"] or last[1])
    first = (int(start["year"] or (last[0] if month <= last[1] else last[0] - 1)), month)
    if first >= last or not 1 <= month <= 12:
        return Schedule(ScheduleKind.DATE, (last,), end.due, words)
    return Schedule(ScheduleKind.MONTHS, (first, *_between(first, last), last), end.due, words)


def _before_month(words: str, years: Years) -> Schedule | None:
    match = _BEFORE_MONTH.search(words)
    month = int(match["month"]) if match else 0
    year = int(match["year"]) if match and match["year"] else years.of_month(month)
    first = _safe_date(year, month, 1)
    if not first or first == date.min:
        return None
    due = first - timedelta(days=1)
    return Schedule(ScheduleKind.DATE, ((due.year, due.month),), due, words)


def _read_months(words: str, years: Years) -> Schedule | None:
    match = _MONTHS.search(words)
    if not match:
        return None
    tail_year = int(match["year"]) if match["year"] else None
    pairs = [(m["join"], int(m["month"]), m["year"]) for m in _MONTH.finditer(match["list"])]
    stated = next((int(year) for _, _, year in reversed(pairs) if year), tail_year)
    months: list[tuple[int, int]] = []
    for join, month, own_year in pairs:
        year = int(own_year) if own_year else stated or years.of_month(month)
        if not 1 <= month <= 12 or not year or not 1 <= year <= 9998:
            return None
        if join and months:
            months += _between(months[-1], (year, month))
        months.append((year, month))
    return _in_months(months, words)


def _between(first: tuple[int, int], last: tuple[int, int]) -> list[tuple[int, int]]:
    """The months strictly between two, at most a year of them."""
    out, (year, month) = [], first
    for _ in range(11):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if (year, month) >= last:
            break
        out.append((year, month))
    return out


def _read_quarter(words: str, years: Years) -> Schedule | None:
    match = _QUARTER.search(words)
    if not match:
        return None
    quarters: list[int] = []
    for said in _QUARTER_NAME.finditer(match["q"]):
        quarter = _QUARTERS.get(said["q"].upper()) or int(said["q"])
        quarters += range(quarters[-1] + 1, quarter) if said["join"] and quarters else ()
        quarters.append(quarter)
    months = [month for quarter in quarters for month in range(3 * quarter - 2, 3 * quarter + 1)]
    found = [(int(match["year"]) if match["year"] else years.of_month(m), m) for m in months]
    known = [(year, month) for year, month in found if year and 1 <= year <= 9998]
    return _in_months(known, words) if known else None


def _read_part_of_year(words: str, years: Years) -> Schedule | None:
    """Terms (học kỳ I: September to January, II: January to May), halves of a year, the summer.

    A term without its school year is the one that begins in the plan's first year, or for term II of a
    plan by calendar year the one that ends in it.
    """
    if term := _TERM.search(words):
        autumn = term["term"].upper() in ("I", "1")
        first = int(term["first"]) if term["first"] else years.first
        if first and autumn:
            months = [*((first, month) for month in range(9, 13)), (first + 1, 1)]
            return _in_months(_part_of(months, term["part"]), words)
        spring = first + 1 if first and (term["first"] or years.school_year) else first
        months = [(spring, month) for month in range(1, 6)] if spring else []
        return _in_months(_part_of(months, term["part"]), words) if months else None
    match = _PART_OF_YEAR.search(words)
    if not match:
        return None
    part = match["part"].casefold()
    if "học" in part:
        span = range(9, 10) if part.startswith("đầu") else range(5, 6)
        said = match["first"] if part.startswith("đầu") else match["last"]
    elif "hè" in part:
        span, said = range(6, 9), match["first"]
    else:
        span, said = range(1, 7) if "đầu" in part else range(7, 13), match["first"]
    year = int(said) if said else years.of_month(span[0])
    if said is None and years.school_year and "hè" in part:
        year = years.last
    return _in_months([(year, month) for month in span], words) if year else None


def _part_of(months: list[tuple[int, int]], part: str | None) -> list[tuple[int, int]]:
    """ "Đầu học kỳ": its first month; "cuối", "kết thúc": its last."""
    if not part:
        return months
    return months[:1] if part.casefold() == "đầu" else months[-1:]


def _read_year(words: str) -> Schedule | None:
    if match := _SCHOOL_YEAR.search(words):
        due = _safe_date(int(match[2]), 5, 31)  # the school year ends with May
    elif match := _UNTIL_YEAR.search(words) or _IN_YEAR.search(words):
        due = _safe_date(int(match[1]), 12, 31)
    else:
        return None
    return Schedule(ScheduleKind.DATE, ((due.year, due.month),), due, words) if due else None


def schedule_of(words: str, years: Years) -> Schedule:
    """What `words` say about time. `months` are (year, month); `due` is the last safe day.

    A month whose year is neither written nor known from the plan gives UNKNOWN with its words
    kept: a person is asked.
    """
    if _KINDS[0][1].search(words):
        return Schedule(ScheduleKind.EVENT, words=words)
    if _ONWARD.search(words):
        return Schedule(ScheduleKind.OPEN_ENDED, words=words)
    text = _BARE_MONTH.sub("tháng ", _T_MONTH.sub("tháng ", _WEEK_OF.sub("tháng ", with_digits(words))))
    for read in (_read_day_range, _read_date, _before_month, _read_months, _read_quarter, _read_part_of_year):
        if found := read(text, years):
            return replace(found, words=words)
    kind = next((kind for kind, pattern in _KINDS if pattern.search(words)), None)
    if kind:
        return Schedule(kind, words=words)
    return _read_year(words) or Schedule(ScheduleKind.UNKNOWN, words=words)
