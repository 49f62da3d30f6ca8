"""Months and the new dates offered for an unfinished task. No Qt."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

Month = tuple[int, int]  # (year, month)


def shifted(month: Month, by: int) -> Month:
    """The month `by` months later."""
    number = month[0] * 12 + month[1] - 1 + by
    return number // 12, number % 12 + 1


def last_day(month: Month) -> date:
    return date(*month, monthrange(*month)[1])


def offered(month: Month) -> tuple[date, date, date]:
    """End of the month, middle of the next, end of the next."""
    after = shifted(month, 1)
    return last_day(month), date(*after, 15), last_day(after)
