"""Tasks into occurrences (việc tháng): which rows a task has in the year's checklist (R94–R103)."""

from __future__ import annotations

from datetime import date

from app.domain.plan import Schedule, ScheduleKind
from app.domain.report import TaskState

Month = tuple[int, int]  # (year, month)
Span = tuple[Month, Month]  # first and last month, inclusive


def spans(schedule: Schedule, year: int) -> tuple[Span, ...]:
    """The occurrences of a task in the plan's year.

    Consecutive months named together ("Tháng 4, 5") are one row over both; months apart are rows of
    their own. A continuous task (thường xuyên) and a weekly one ask for proof each month, a periodic one
    has none until a person chooses its rhythm. A task waiting for an event has none until it happens.
    """
    kind = schedule.kind
    if kind is ScheduleKind.MONTHS:
        return _runs(sorted(set(schedule.months)))
    if kind is ScheduleKind.DATE and schedule.due is not None:
        month = (schedule.due.year, schedule.due.month)
        return ((month, month),)
    if kind in (ScheduleKind.WEEKLY, ScheduleKind.MONTHLY, ScheduleKind.CONTINUOUS):
        return tuple(((year, m), (year, m)) for m in range(1, 13))
    if kind is ScheduleKind.QUARTERLY:
        return tuple(((year, m), (year, m + 2)) for m in (1, 4, 7, 10))
    if kind is ScheduleKind.YEARLY:
        return (((year, 1), (year, 12)),)
    return ()


def _runs(months: list[Month]) -> tuple[Span, ...]:
    found: list[Span] = []
    for month in months:
        if found and _index(month) == _index(found[-1][1]) + 1:
            found[-1] = (found[-1][0], month)
        else:
            found.append((month, month))
    return tuple(found)


def _index(month: Month) -> int:
    return month[0] * 12 + month[1]


def months_between(first: Month, last: Month) -> tuple[Month, ...]:
    """Every month from `first` to `last`, inclusive."""
    return tuple(((i - 1) // 12, (i - 1) % 12 + 1) for i in range(_index(first), _index(last) + 1))


def covers(first: Month, last: Month, month: Month) -> bool:
    return _index(first) <= _index(month) <= _index(last)


def lies_before(last: Month, day: date) -> bool:
    """The whole span ended before the month of `day` (the plan's date): ask, never "overdue"."""
    return _index(last) < _index((day.year, day.month))


def is_overdue(last: Month, state: TaskState, kind: ScheduleKind, today: date, asks_past: bool) -> bool:
    """Late = its months are over, nothing was recorded, and it is not a continuous task (R102)."""
    if state is not TaskState.OPEN or asks_past or kind is ScheduleKind.CONTINUOUS:
        return False
    return _index(last) < _index((today.year, today.month))
