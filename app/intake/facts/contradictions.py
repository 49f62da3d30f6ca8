"""Different thresholds for one indicator inside one plan (R53), shown side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from app.domain.plan import Clause, Flag, FlagKind, Operator, Source, TargetDraft, TaskDraft, Unit
from app.intake.facts.clauses import clauses_of
from app.intake.facts.likeness import alike, groups_of, qualifiers_of, signature

_LETTER = re.compile(r"[^\W\d_]")
_MOST = 600  # a plan states some dozens of values; a file with more is compared only so far


@dataclass(frozen=True)
class _Mention:
    clause: Clause
    value: str
    source: Source
    about: frozenset[str]
    people: frozenset[str]
    qualifiers: frozenset[str]
    yearly: bool = False  # one of the values a target has for different years


def threshold(clause: Clause) -> str:
    """ "> 98 %", in the plan's own operator and number."""
    value = f"{clause.value:g}".replace(".", ",") if clause.value is not None else ""
    sign = {
        Operator.AT_LEAST: "≥ ",
        Operator.AT_MOST: "≤ ",
        Operator.MORE_THAN: "> ",
        Operator.LESS_THAN: "< ",
    }
    return f"{sign.get(clause.operator, '')}{value} %"


def _mentions(targets: Sequence[TargetDraft], tasks: Sequence[TaskDraft]) -> Iterable[_Mention]:
    for target in targets:
        yearly = len({clause.year for clause in target.clauses}) > 1
        for clause in target.clauses:
            yield from _mention(clause, target.source, target.words, yearly)
    seen: set[int] = set()
    for task in tasks:
        if not task.row:  # an item of the text: its values are among the targets already
            continue
        for words in (task.words,) if task.row in seen else (task.words, *task.products):
            for clause in clauses_of(words, loose=False):
                yield from _mention(clause, task.source)
        seen.add(task.row)


def _mention(clause: Clause, source: Source, row: str = "", yearly: bool = False) -> Iterable[_Mention]:
    """What a clause says of what; a figure in a cell is about the words of its row."""
    said = clause.words if _LETTER.search(clause.words) else row
    if clause.unit is Unit.PERCENT and not clause.average and (about := signature(said)):
        yield _Mention(
            clause,
            threshold(clause),
            source,
            about,
            groups_of(clause.population),
            qualifiers_of(said),
            yearly,
        )


def _same_indicator(one: _Mention, other: _Mention) -> bool:
    if one.source == other.source or one.qualifiers != other.qualifiers:
        return False
    years = {one.clause.year, other.clause.year}
    if one.clause.of != other.clause.of or (
        len(years) > 1 and (one.yearly or other.yearly or None not in years)
    ):
        return False
    if one.people and other.people and not one.people & other.people:
        return False
    return alike(one.about, other.about)


def contradictions(targets: Sequence[TargetDraft], tasks: Sequence[TaskDraft]) -> list[Flag]:
    """One flag per indicator with differing thresholds; every side named, in document order."""
    mentions = list(islice(_mentions(targets, tasks), _MOST))
    home = list(range(len(mentions)))

    def root(index: int) -> int:
        while home[index] != index:
            index = home[index]
        return index

    for i, one in enumerate(mentions):
        for j in range(i + 1, len(mentions)):
            differ = one.value != mentions[j].value
            if differ and _same_indicator(one, mentions[j]):
                home[root(j)] = root(i)
    flags = []
    for index in range(len(mentions)):
        sides = [m for at, m in enumerate(mentions) if root(at) == index]
        if len(sides) > 1:
            sides.sort(key=lambda m: m.source.block)
            values = tuple(m.value for m in sides)
            flags.append(Flag(FlagKind.CONTRADICTION, tuple(m.source for m in sides), values))
    return flags
