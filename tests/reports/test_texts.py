"""Words of the report."""

from __future__ import annotations

from app.domain.plan import Clause, Operator, Unit
from app.domain.views import Cause
from app.reports import texts


def test_every_cause_has_words_and_own_words_stay() -> None:
    for cause in Cause:
        assert texts.cause_words(cause.value) != cause.value
    assert texts.cause_words("máy hỏng") == "máy hỏng"


def test_a_change_is_printed_in_words() -> None:
    fall = Clause(Operator.DECREASE, 20, Unit.PERCENT, base_year=2025)
    assert texts.planned_words(fall) == "giảm 20 % so với năm 2025"
    assert texts.planned_words(Clause(Operator.INCREASE, 3, Unit.COUNT)) == "tăng 3"
    assert texts.planned_words(Clause(Operator.AT_LEAST, 95, Unit.PERCENT)) == "≥ 95 %"
