"""Targets (chỉ tiêu, R19–R21, R30–R69) wherever a plan states them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from app.domain.plan import Clause, Operator, Source, TargetDraft, Use
from app.intake.facts.binds import Level, binds_of
from app.intake.facts.clauses import clauses_of
from app.intake.facts.likeness import alike, signature
from app.intake.facts.sections import Item, Role

_POINTS_ELSEWHERE = re.compile(  # "Các chỉ tiêu chi tiết nêu tại Phụ lục I."
    r"^(?:\W*(?:các|những|hệ thống|một số)\s+)?(?:chỉ tiêu|mục tiêu|chi tiết|nội dung)\b"
    r"[^.;]*\b(?:phụ lục|biểu|bảng)\b",
    re.IGNORECASE,
)
_Values = tuple[tuple[Operator, float | None], ...]
_STATES_TARGETS = {Role.TARGETS}
_MAY_STATE_TARGETS = {Role.TASKS, Role.ORGANISATION, Role.REPORTING}


def read_targets(
    items: Sequence[Item],
    level: Level,
    own: frozenset[str] = frozenset(),
    since: int = 0,
    captions: frozenset[int] = frozenset(),
) -> tuple[list[TargetDraft], dict[int, Use]]:
    """Every item of a target section, and items elsewhere in the body that state a measured value.

    An item of a target section without any value is a milestone (R47), unless it only captions the table
    below it (`captions`: paragraphs above tables) or points to an annex. `own`: the levels of the school.
    What a year before the plan's first, `since`, has reached is told, not asked for.
    """
    targets: list[TargetDraft] = []
    uses: dict[int, Use] = {}
    cells = Counter(item.block.parts for item in items)  # more than one: a row of some table
    for item in items:
        block = item.block
        if item.is_heading or block.footnote or not block.words:
            continue
        clauses: tuple[Clause, ...] = ()
        if item.role in _STATES_TARGETS:
            stated = clauses_of(block.words) or (Clause(Operator.MILESTONE, words=block.words),)
            clauses = tuple(clause for clause in stated if not clause.year or clause.year >= since)
        elif item.role in _MAY_STATE_TARGETS:
            clauses = clauses_of(block.words, loose=False)
        unmeasured = bool(clauses) and clauses[0].operator is Operator.MILESTONE
        if unmeasured and (block.parts[-1] in captions or _POINTS_ELSEWHERE.match(block.words)):
            uses |= dict.fromkeys(block.parts, Use.HEADING)
        elif clauses and not (unmeasured and cells[block.parts] > 1):
            binds = binds_of(block.words, clauses, level, item.group, own)
            targets.append(TargetDraft(block.label, item.group, block.words, clauses, binds, block.source))
            uses |= dict.fromkeys(block.parts, Use.TARGET)
    return targets, uses


def add_table_targets(
    targets: list[TargetDraft], rows: Sequence[tuple[str, str, Source]], level: Level
) -> None:
    """Rows of an annex of targets; one that repeats a target of the body is not taken twice."""
    known: dict[_Values, list[frozenset[str]]] = {}
    for target in targets if rows else ():
        known.setdefault(_values(target.clauses), []).append(_about(target.words, target.clauses))
    for number, words, source in rows:
        clauses = clauses_of(words) or (Clause(Operator.MILESTONE, words=words),)
        mine = _about(words, clauses)
        if any(alike(mine, other) for other in known.get(_values(clauses), ())):
            continue
        targets.append(TargetDraft(number, "", words, clauses, binds_of(words, clauses, level, ""), source))


def _about(words: str, clauses: tuple[Clause, ...]) -> frozenset[str]:
    """What is said of the population: two targets of the same people are not yet the same target."""
    rest = words
    for clause in clauses:
        rest = rest.replace(clause.population, "|") if clause.population else rest
    return signature(rest) or signature(words)


def _values(clauses: tuple[Clause, ...]) -> _Values:
    return tuple((clause.operator, clause.value) for clause in clauses)
