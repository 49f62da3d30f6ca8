"""Deadline fixtures of requirements.md appendix B, and properties of periods."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import add_months, is_due_month, last_safe_day, month_end, period_range, window
from app.domain.plan import DeadlineRule, Period

MONTHS = st.tuples(st.integers(2000, 2100), st.integers(1, 12))


@pytest.mark.parametrize(
    ("period", "rule", "month", "expected"),
    [
        (Period.MONTH, DeadlineRule(20), 11, date(2026, 11, 19)),
        (Period.MONTH, DeadlineRule(20, strict=False), 11, date(2026, 11, 20)),
        (Period.QUARTER, DeadlineRule(20), 9, date(2026, 9, 19)),
        (Period.QUARTER, DeadlineRule(10), 3, date(2026, 3, 9)),
        (Period.QUARTER, DeadlineRule(10), 10, date(2026, 12, 9)),
        (Period.YEAR, DeadlineRule(10, 12), 12, date(2026, 12, 9)),
        (Period.YEAR, DeadlineRule(5, 12), 12, date(2026, 12, 4)),
        (Period.HALF_YEAR, DeadlineRule(5, 6), 6, date(2026, 6, 4)),
        (Period.MONTH, DeadlineRule(1), 3, date(2026, 2, 28)),
        (Period.AD_HOC, DeadlineRule(), 3, None),
        (Period.MONTH, DeadlineRule(strict=False, weekday=4), 7, date(2026, 7, 31)),
        (Period.MONTH, DeadlineRule(weekday=0), 3, date(2026, 3, 29)),
        (Period.QUARTER, DeadlineRule(strict=False, offset_days=5), 12, date(2027, 1, 5)),
        (Period.QUARTER, DeadlineRule(offset_days=-3), 6, date(2026, 6, 26)),
    ],
)
def test_before_the_nth_means_the_day_before(
    period: Period, rule: DeadlineRule, month: int, expected: date | None
) -> None:
    _, end = period_range(period, 2026, month)
    assert last_safe_day(rule, end) == expected


def test_a_day_past_the_months_end_is_its_last_day() -> None:
    assert last_safe_day(DeadlineRule(31, strict=False), date(2026, 2, 28)) == date(2026, 2, 28)


def test_a_school_year_crosses_the_calendar_year() -> None:
    assert period_range(Period.SCHOOL_YEAR, 2026, 11) == (date(2026, 9, 1), date(2027, 8, 31))
    assert period_range(Period.SCHOOL_YEAR, 2026, 3) == (date(2025, 9, 1), date(2026, 8, 31))


def test_period_cut_off_and_deadline_are_three_dates() -> None:
    frame = window(Period.QUARTER, 2026, 9, DeadlineRule(10), date(2026, 9, 8), "")
    assert (frame.end, frame.cut_off, frame.last_safe_day) == (
        date(2026, 9, 30),
        date(2026, 9, 8),
        date(2026, 9, 9),
    )


def test_the_cut_off_never_passes_the_end() -> None:
    frame = window(Period.MONTH, 2026, 9, None, date(2026, 11, 8), "")
    assert frame.cut_off == date(2026, 9, 30)


@given(st.sampled_from(list(Period)), MONTHS)
def test_a_period_contains_its_month_and_is_whole_months(period: Period, at: tuple[int, int]) -> None:
    start, end = period_range(period, *at)
    assert start <= date(*at, 1) <= end
    assert start.day == 1
    assert end == month_end(end.year, end.month)


@given(MONTHS, st.integers(-500, 500))
def test_months_add_and_take_away(at: tuple[int, int], step: int) -> None:
    there = add_months(*at, step)
    assert add_months(*there, -step) == at


@given(st.integers(1, 31), MONTHS)
def test_strict_is_one_day_earlier(day: int, at: tuple[int, int]) -> None:
    end = month_end(*at)
    strict, lax = last_safe_day(DeadlineRule(day), end), last_safe_day(DeadlineRule(day, strict=False), end)
    assert strict is not None
    assert lax is not None
    assert lax - strict == timedelta(days=1)


@given(st.integers(0, 6), st.sampled_from([Period.MONTH, Period.QUARTER, Period.YEAR]), MONTHS)
def test_a_weekday_is_the_last_of_its_name_in_the_period(
    weekday: int, period: Period, at: tuple[int, int]
) -> None:
    _, end = period_range(period, *at)
    day = last_safe_day(DeadlineRule(strict=False, weekday=weekday), end)
    assert day is not None
    assert day.weekday() == weekday
    assert timedelta() <= end - day < timedelta(days=7)


@given(st.integers(-28, 60), st.booleans(), MONTHS)
def test_days_counted_from_the_end_of_the_period(offset: int, strict: bool, at: tuple[int, int]) -> None:
    end = month_end(*at)
    day = last_safe_day(DeadlineRule(strict=strict, offset_days=offset), end)
    assert day == end + timedelta(days=offset - strict)


def test_which_months_owe_which_report() -> None:
    owed = {p: [m for m in range(1, 13) if is_due_month(p, m)] for p in Period}
    assert owed[Period.MONTH] == list(range(1, 13))
    assert owed[Period.QUARTER] == [3, 6, 9, 12]
    assert (owed[Period.HALF_YEAR], owed[Period.YEAR], owed[Period.AD_HOC]) == ([6], [12], [])
