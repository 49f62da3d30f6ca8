"""Which rows a task has in the year's checklist."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.plan import Schedule, ScheduleKind
from app.domain.report import TaskState
from app.domain.task import covers, is_overdue, lies_before, months_between, spans


def months(*numbers: int) -> Schedule:
    return Schedule(ScheduleKind.MONTHS, tuple((2026, number) for number in numbers))


def test_neighbouring_months_are_one_row() -> None:
    assert spans(months(4, 5), 2026) == (((2026, 4), (2026, 5)),)


def test_months_apart_are_rows_of_their_own() -> None:
    assert spans(months(3, 9, 10), 2026) == (((2026, 3), (2026, 3)), ((2026, 9), (2026, 10)))


def test_december_and_january_are_neighbours() -> None:
    schedule = Schedule(ScheduleKind.MONTHS, ((2027, 1), (2026, 12)))
    assert spans(schedule, 2026) == (((2026, 12), (2027, 1)),)


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (ScheduleKind.CONTINUOUS, 12),
        (ScheduleKind.WEEKLY, 12),
        (ScheduleKind.MONTHLY, 12),
        (ScheduleKind.QUARTERLY, 4),
        (ScheduleKind.YEARLY, 1),
        (ScheduleKind.EVENT, 0),
        (ScheduleKind.UNKNOWN, 0),
    ],
)
def test_recurring_tasks(kind: ScheduleKind, rows: int) -> None:
    assert len(spans(Schedule(kind), 2026)) == rows


def test_a_date_is_a_row_in_its_month() -> None:
    schedule = Schedule(ScheduleKind.DATE, due=date(2026, 10, 9))
    assert spans(schedule, 2026) == (((2026, 10), (2026, 10)),)


@given(st.sets(st.tuples(st.integers(2025, 2027), st.integers(1, 12))))
def test_spans_cover_exactly_the_months_named(named: set[tuple[int, int]]) -> None:
    found = spans(Schedule(ScheduleKind.MONTHS, tuple(named)), 2026)
    covered = [month for first, last in found for month in months_between(first, last)]
    assert sorted(covered) == sorted(named)
    for month in named:
        assert sum(covers(first, last, month) for first, last in found) == 1


def test_before_the_plans_date_asks_and_is_never_overdue() -> None:
    issued, today = date(2026, 3, 4), date(2026, 5, 1)
    assert lies_before((2026, 2), issued)
    assert not lies_before((2026, 3), issued)
    assert not is_overdue((2026, 2), TaskState.OPEN, ScheduleKind.MONTHS, today, asks_past=True)
    assert is_overdue((2026, 4), TaskState.OPEN, ScheduleKind.MONTHS, today, asks_past=False)


@pytest.mark.parametrize("state", [state for state in TaskState if state is not TaskState.OPEN])
def test_recorded_is_not_overdue(state: TaskState) -> None:
    assert not is_overdue((2026, 1), state, ScheduleKind.MONTHS, date(2026, 12, 1), asks_past=False)


def test_continuous_is_never_late() -> None:
    assert not is_overdue((2026, 1), TaskState.OPEN, ScheduleKind.CONTINUOUS, date(2026, 12, 1), False)
