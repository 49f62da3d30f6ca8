"""Targets: printing a threshold and judging a measurement (R30–R69, design.md §3).

Percentages are never averaged; a target that is not yet due is "not yet due", never 0 %; a zero
denominator is "not arising"; prohibitions and milestones are not ratios.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.plan import Clause, Operator, Unit
from app.domain.report import TargetStatus

SIGNS = {
    Operator.EQUAL: "",
    Operator.AT_LEAST: "≥ ",
    Operator.MORE_THAN: "> ",
    Operator.AT_MOST: "≤ ",
    Operator.LESS_THAN: "< ",
    Operator.DECREASE: "−",
    Operator.INCREASE: "+",
}


@dataclass(frozen=True)
class Measured:
    """The latest measurement (số liệu) of one clause up to a month."""

    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    done: bool | None = None
    estimate: bool = False
    as_of: date | None = None


def number(value: float) -> str:
    """Vietnamese decimal comma, no trailing zeros, thousands apart by a dot: 1.234,5."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.replace(",", "\u0000").replace(".", ",").replace("\u0000", ".")


def threshold(clause: Clause) -> str:
    """The clause's threshold as printed: "≥ 95 %", "4/4", "60–70 %", "−20 %" for a fall, "0".

    "" for milestones and references.
    """
    if clause.operator is Operator.NONE_ALLOWED:
        return "0"
    if clause.value is None or clause.operator in (Operator.MILESTONE, Operator.REFERENCE):
        return ""
    if clause.total is not None:
        return f"{number(clause.value)}/{number(clause.total)}"
    unit = " %" if clause.unit is Unit.PERCENT else ""
    sign = "≥ " if clause.operator is Operator.LEVEL_AT_LEAST else SIGNS.get(clause.operator, "")
    upper = f"–{number(clause.value_to)}" if clause.value_to is not None else ""
    return f"{sign}{number(clause.value)}{upper}{unit}"


def ratio(measured: Measured) -> float | None:
    """Per cent from numerator and denominator; None when it cannot be formed."""
    if measured.numerator is None or not measured.denominator:
        return None
    return measured.numerator / measured.denominator * 100


def reached_value(clause: Clause, measured: Measured) -> float | None:
    """The figure that is held against the threshold, in the threshold's own unit.

    For a change it is by how much the thing fell or rose, entered as one figure.
    """
    if clause.operator in (Operator.DECREASE, Operator.INCREASE):
        return measured.value
    if clause.unit is Unit.PERCENT:
        part = ratio(measured)
        return part if part is not None else measured.value
    if measured.value is not None:
        return measured.value
    return measured.numerator


def holds(clause: Clause, value: float) -> bool:
    """Whether `value` meets the clause. An impossible "> 100 %" is met by nothing but kept as written.

    For a change `value` is by how much it fell or rose; a range is met at both ends, and above its upper
    end too: a school that does more than the range asks has not missed its target.
    """
    if clause.operator is Operator.NONE_ALLOWED:
        return value == 0
    if clause.value is None:
        return False
    if clause.operator is Operator.MORE_THAN:
        return value > clause.value
    if clause.operator is Operator.AT_MOST:
        return value <= clause.value
    if clause.operator is Operator.LESS_THAN:
        return value < clause.value
    return value >= clause.value


def clause_due(clause: Clause, plan_due: bool, at: tuple[int, int]) -> bool:
    """Has the clause's horizon come at (year, month)? A milestone has a year of its own."""
    return at >= (clause.year, 12) if clause.year else plan_due


def judge(clause: Clause, measured: Measured | None, due: bool) -> TargetStatus:
    """Status of one clause; `due` = its horizon has come (the year's end, or a date of its own)."""
    milestone = clause.operator in (Operator.MILESTONE, Operator.REFERENCE)
    if measured is None:
        return TargetStatus.NO_DATA if due else TargetStatus.NOT_YET_DUE
    if milestone:
        if measured.done:
            return TargetStatus.REACHED
        return TargetStatus.BEHIND if due else TargetStatus.ON_THE_WAY
    if clause.unit is Unit.PERCENT and measured.denominator == 0:
        return TargetStatus.NOT_ARISING
    value = reached_value(clause, measured)
    if value is None:
        return TargetStatus.NO_DATA if due else TargetStatus.NOT_YET_DUE
    if holds(clause, value):
        return TargetStatus.REACHED
    if clause.operator is Operator.NONE_ALLOWED:
        return TargetStatus.BROKEN
    return TargetStatus.BEHIND if due else TargetStatus.ON_THE_WAY


_WORST_FIRST = (
    TargetStatus.BROKEN,
    TargetStatus.BEHIND,
    TargetStatus.NO_DATA,
    TargetStatus.ON_THE_WAY,
    TargetStatus.NOT_YET_DUE,
    TargetStatus.REACHED,
    TargetStatus.NOT_ARISING,
)


def overall(statuses: tuple[TargetStatus, ...]) -> TargetStatus:
    """A target of several clauses is as good as its worst clause."""
    for status in _WORST_FIRST:
        if status in statuses:
            return status
    return TargetStatus.NO_DATA
