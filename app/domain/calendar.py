"""Periods, cut-offs and deadlines: three different dates (R122–R133).

"Trước ngày N" is strict: the last safe day (hạn an toàn) is N−1, and for quarters and years it falls
before the period ends; late-period results are estimates corrected next time.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from app.domain.plan import DeadlineRule, Period
from app.domain.report import Window


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(year: int, month: int, step: int) -> tuple[int, int]:
    """(year, month) moved by `step` months."""
    count = year * 12 + (month - 1) + step
    return count // 12, count % 12 + 1


def period_range(period: Period, year: int, month: int) -> tuple[date, date]:
    """First and last day of the period of that kind which contains `month` of `year`.

    A school year (năm học) runs from September to the end of August.
    """
    if period is Period.QUARTER:
        first = (month - 1) // 3 * 3 + 1
        return date(year, first, 1), month_end(year, first + 2)
    if period is Period.HALF_YEAR:
        first = 1 if month <= 6 else 7
        return date(year, first, 1), month_end(year, first + 5)
    if period in (Period.YEAR, Period.FINAL):
        return date(year, 1, 1), date(year, 12, 31)
    if period is Period.SCHOOL_YEAR:
        start = year if month >= 9 else year - 1
        return date(start, 9, 1), date(start + 1, 8, 31)
    return date(year, month, 1), month_end(year, month)


def last_safe_day(rule: DeadlineRule, period_end: date) -> date | None:
    """The last day on which a report of the period ending at `period_end` is still on time.

    None when the rule has no day (đột xuất, sơ kết/tổng kết without a date). A day past the month's
    end means the month's last day. A fixed month (05/12, 05/6) is taken in the year of the period's end.
    A weekday is the last of its name in the period's last month; days after the period's end are days of
    the calendar, which is on the safe side where a plan counts working days (ngày làm việc).
    """
    day = _named_day(rule, period_end)
    return day - timedelta(days=1) if day and rule.strict else day


def _named_day(rule: DeadlineRule, period_end: date) -> date | None:
    if rule.offset_days is not None:
        return period_end + timedelta(days=rule.offset_days)
    last = month_end(period_end.year, rule.month or period_end.month)
    if rule.weekday is not None:
        return last - timedelta(days=(last.weekday() - rule.weekday) % 7)
    return last.replace(day=min(rule.day, last.day)) if rule.day else None


def is_due_month(period: Period, month: int) -> bool:
    """Whether a period of this kind ends in `month` (ad hoc and undated ones never do)."""
    if period is Period.MONTH:
        return True
    if period is Period.QUARTER:
        return month % 3 == 0
    if period is Period.HALF_YEAR:
        return month == 6  # the second half is the yearly report
    if period is Period.YEAR:
        return month == 12
    if period is Period.SCHOOL_YEAR:
        return month == 8
    return False


def window(
    period: Period, year: int, month: int, rule: DeadlineRule | None, today: date, label: str
) -> Window:
    """The reporting window of that period; the cut-off is today, never past the period's end."""
    start, end = period_range(period, year, month)
    return Window(
        period=period,
        start=start,
        end=end,
        cut_off=min(today, end),
        last_safe_day=last_safe_day(rule, end) if rule else None,
        label=label,
    )
