"""What to ask for a target's clause, and its figure in words."""

from __future__ import annotations

from enum import Enum, auto

from app.domain.plan import Clause, Operator, Unit
from app.domain.target import Measured, ratio
from app.domain.views import TargetRow
from app.ui.targets import texts
from app.ui.words.numbers import number


class Asks(Enum):
    """The kind of figure a clause needs."""

    RATIO = auto()
    COUNT = auto()
    LEVEL = auto()
    CASES = auto()
    DONE = auto()


def asks(clause: Clause | None) -> Asks:
    if clause is None or clause.operator in (Operator.MILESTONE, Operator.REFERENCE):
        return Asks.DONE
    if clause.operator is Operator.NONE_ALLOWED:
        return Asks.CASES
    if clause.operator in (Operator.DECREASE, Operator.INCREASE):
        return Asks.COUNT  # by how much it fell or rose, which no part of a whole gives
    if clause.unit is Unit.PERCENT or clause.total is not None:
        return Asks.RATIO
    return Asks.LEVEL if clause.operator is Operator.LEVEL_AT_LEAST else Asks.COUNT


def reached(row: TargetRow) -> str:
    """The figure up to now: "18/20 = 90 %", "3", "Đã xong"; "" when there is none."""
    if row.done is not None:
        shown = texts.YES if row.done else texts.NO
    elif row.numerator is not None and row.denominator is not None:
        part = ratio(Measured(numerator=row.numerator, denominator=row.denominator))
        pair = f"{number(row.numerator)}/{number(row.denominator)}"
        percent = bool(row.clauses) and row.clauses[0].unit is Unit.PERCENT
        shown = f"{pair} = {number(part)} %" if part is not None and percent else pair
    elif row.value is not None:
        shown = number(row.value)
    else:
        return ""
    return texts.ESTIMATE.format(figure=shown) if row.estimate else shown
