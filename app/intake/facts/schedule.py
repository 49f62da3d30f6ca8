"""Deadline parser (R102, appendix B): the words of a time cell → a `Schedule`."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.plan import Header, Schedule, ScheduleKind


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
    r"(?:\b(?:ngày|chậm\s+nhất|muộn\s+nhất|đến\s+hết|đến|xong)\s+(?:là\s+|đến\s+)?(?:ngày\s+)?|^\s*)" + _DATE,
    re.IGNORECASE,
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
    r"\bquý\s+(?P<q>IV|I{1,3}|[1-4])\b(?:\s*(?:năm|[/-])?\s*(?P<year>\d{4}))?", re.IGNORECASE
)
_SCHOOL_YEAR = re.compile(r"\bnăm\s+học\s+(\d{4})\s*[-–]\s*(\d{4})", re.IGNORECASE)
_UNTIL_YEAR = re.compile(r"\b(?:đến|trước|hết)\s+(?:hết\s+)?năm\s+(\d{4})", re.IGNORECASE)
_ONWARD = re.compile(
    r"\bnăm\s+(?:học\s+)?(\d{4})[^.;]{0,20}\b(?:và\s+)?(?:các|những)\s+năm\s+(?:tiếp|sau)", re.IGNORECASE
)
_IN_YEAR = re.compile(r"\bnăm\s+(\d{4})\b", re.IGNORECASE)
_KINDS: tuple[tuple[ScheduleKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (ScheduleKind.EVENT, r"^\s*theo\b|\bkhi\s+(?:có|được|ban\s+hành)|\bsau\s+khi\b"),
        (
            ScheduleKind.CONTINUOUS,
            r"\bthường\s+xuyên\b|\bliên\s+tục\b|\bcả\s+năm\b|\btrong\s+năm\b(?!\s+học|\s+\d)"
            r"|\bhằng\s+ngày\b|\bhàng\s+ngày\b",
        ),
        (ScheduleKind.MONTHLY, r"\bh[ằà]ng\s+tháng\b|\bmỗi\s+tháng\b"),
        (ScheduleKind.QUARTERLY, r"\bh[ằà]ng\s+quý\b|\bmỗi\s+quý\b"),
        (ScheduleKind.YEARLY, r"\bh[ằà]ng\s+năm\b|\bthường\s+niên\b|\bmỗi\s+năm\b"),
        (ScheduleKind.PERIODIC, r"\bđịnh\s+kỳ\b"),
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
    quarter = _QUARTERS.get(match["q"].upper()) or int(match["q"])
    months = range(3 * quarter - 2, 3 * quarter + 1)
    found = [(int(match["year"]) if match["year"] else years.of_month(m), m) for m in months]
    known = [(year, month) for year, month in found if year and 1 <= year <= 9998]
    return _in_months(known, words) if known else None


def _read_year(words: str) -> Schedule | None:
    if _ONWARD.search(words):
        return Schedule(ScheduleKind.OPEN_ENDED, words=words)
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
    for found in (
        _read_date(words, years),
        _read_months(words, years),
        _read_quarter(words, years),
        _read_year(words) if _ONWARD.search(words) else None,
    ):
        if found:
            return found
    kind = next((kind for kind, pattern in _KINDS if pattern.search(words)), None)
    if kind:
        return Schedule(kind, words=words)
    return _read_year(words) or Schedule(ScheduleKind.UNKNOWN, words=words)
