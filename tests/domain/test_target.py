"""Printing thresholds and judging figures: R30–R69 and design.md §3."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.plan import Clause, Operator, Unit
from app.domain.report import TargetStatus
from app.domain.target import Measured, clause_due, holds, judge, number, overall, ratio, threshold

PERCENT = Clause(Operator.AT_LEAST, 95, Unit.PERCENT, "văn bản")


@pytest.mark.parametrize(
    ("clause", "printed"),
    [
        (PERCENT, "≥ 95 %"),
        (Clause(Operator.EQUAL, 100, Unit.PERCENT), "100 %"),
        (Clause(Operator.MORE_THAN, 98.5, Unit.PERCENT), "> 98,5 %"),
        (Clause(Operator.EQUAL, 4, Unit.COUNT, total=4), "4/4"),
        (Clause(Operator.AT_LEAST, 1, Unit.COUNT), "≥ 1"),
        (Clause(Operator.LEVEL_AT_LEAST, 2, Unit.LEVEL), "≥ 2"),
        (Clause(Operator.NONE_ALLOWED, 0, Unit.COUNT), "0"),
        (Clause(Operator.MILESTONE), ""),
        (Clause(Operator.AT_MOST, 1250, Unit.COUNT), "≤ 1.250"),
        (Clause(Operator.RANGE, 60, Unit.PERCENT, value_to=70), "60–70 %"),
        (Clause(Operator.RANGE, 5, Unit.COUNT, value_to=7), "5–7"),
        (Clause(Operator.DECREASE, 20, Unit.PERCENT, base_year=2025), "−20 %"),
        (Clause(Operator.INCREASE, 30, Unit.PERCENT), "+30 %"),
        (Clause(Operator.DECREASE, 10, Unit.PERCENT, value_to=15), "−10–15 %"),
    ],
)
def test_threshold_as_printed(clause: Clause, printed: str) -> None:
    assert threshold(clause) == printed


def test_not_yet_due_is_never_zero() -> None:
    assert judge(PERCENT, None, due=False) is TargetStatus.NOT_YET_DUE
    assert judge(PERCENT, Measured(), due=False) is TargetStatus.NOT_YET_DUE


def test_due_without_figures_has_no_data() -> None:
    assert judge(PERCENT, None, due=True) is TargetStatus.NO_DATA


def test_below_is_on_the_way_until_due() -> None:
    low = Measured(18, 20)
    assert judge(PERCENT, low, due=False) is TargetStatus.ON_THE_WAY
    assert judge(PERCENT, low, due=True) is TargetStatus.BEHIND
    assert judge(PERCENT, Measured(19, 20), due=False) is TargetStatus.REACHED


def test_zero_denominator_is_not_arising() -> None:
    assert judge(PERCENT, Measured(0, 0), due=True) is TargetStatus.NOT_ARISING
    assert ratio(Measured(0, 0)) is None


def test_a_prohibition_counts_cases() -> None:
    clause = Clause(Operator.NONE_ALLOWED, 0, Unit.COUNT)
    assert judge(clause, Measured(value=0), due=False) is TargetStatus.REACHED
    assert judge(clause, Measured(value=1), due=False) is TargetStatus.BROKEN


def test_a_milestone_is_done_or_not() -> None:
    clause = Clause(Operator.MILESTONE)
    assert judge(clause, Measured(done=True), due=False) is TargetStatus.REACHED
    assert judge(clause, Measured(done=False), due=True) is TargetStatus.BEHIND


def test_an_impossible_threshold_is_met_by_nothing() -> None:
    clause = Clause(Operator.MORE_THAN, 100, Unit.PERCENT)
    assert judge(clause, Measured(20, 20), due=True) is TargetStatus.BEHIND


def test_a_range_is_reached_from_its_lower_end_on() -> None:
    clause = Clause(Operator.RANGE, 60, Unit.PERCENT, value_to=70)
    reached = [judge(clause, Measured(part, 100), due=True) for part in (59, 60, 70, 75)]
    assert reached == [TargetStatus.BEHIND] + [TargetStatus.REACHED] * 3


@pytest.mark.parametrize("operator", [Operator.DECREASE, Operator.INCREASE])
def test_a_change_is_judged_by_how_much_it_is(operator: Operator) -> None:
    clause = Clause(operator, 20, Unit.PERCENT, base_year=2025)
    assert judge(clause, Measured(value=20), due=True) is TargetStatus.REACHED
    assert judge(clause, Measured(value=19), due=True) is TargetStatus.BEHIND
    assert judge(clause, Measured(80, 100), due=True) is TargetStatus.NO_DATA  # 80 of 100 is no change


def test_a_milestone_year_is_due_when_it_ends() -> None:
    clause = Clause(Operator.AT_LEAST, 70, Unit.PERCENT, year=2027)
    assert not clause_due(clause, True, (2026, 12))
    assert not clause_due(clause, True, (2027, 11))
    assert clause_due(clause, False, (2027, 12))
    assert clause_due(PERCENT, True, (2026, 1))


@given(st.floats(0, 1000, allow_nan=False), st.floats(0, 1000, allow_nan=False))
def test_operators_agree_with_arithmetic(bound: float, value: float) -> None:
    assert holds(Clause(Operator.AT_LEAST, bound), value) is (value >= bound)
    assert holds(Clause(Operator.MORE_THAN, bound), value) is (value > bound)
    assert holds(Clause(Operator.AT_MOST, bound), value) is (value <= bound)
    assert holds(Clause(Operator.LESS_THAN, bound), value) is (value < bound)


@given(st.lists(st.sampled_from(list(TargetStatus)), min_size=1))
def test_a_target_is_as_good_as_its_worst_clause(statuses: list[TargetStatus]) -> None:
    found = overall(tuple(statuses))
    assert found in statuses
    assert (found is TargetStatus.REACHED) == (
        set(statuses) <= {TargetStatus.REACHED, TargetStatus.NOT_ARISING} and TargetStatus.REACHED in statuses
    )


@given(st.integers(0, 10**9))
def test_numbers_read_back(value: int) -> None:
    assert int(number(value).replace(".", "")) == value
    assert number(0.5) == "0,5"
