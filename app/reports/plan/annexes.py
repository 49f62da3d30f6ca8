"""The annex tables with exactly the columns of R166, R167 and R168."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from app.domain.plan import Binds
from app.reports import texts
from app.reports.plan import words
from app.reports.plan.facts import PlanFacts, TargetFact, TaskFact
from app.reports.plan.paper import ROMAN, Annex, AnnexKind, Row

_Draft = tuple[AnnexKind, str, tuple[str, ...], tuple[Row, ...], bool]


def annexes_of(facts: PlanFacts, teams: str) -> tuple[Annex, ...]:
    """The three tables; one is an annex of the plan when it says more than the plan's text does.

    Targets: when a unit follows one of them up. Tasks: when units coordinate, for which the month list has
    no column. Months: when tasks have products, for which the list of tasks has none, or nobody coordinates.
    """
    years = words.years_words(facts.year, facts.year_to, facts.school_year)
    listed = [task for task in facts.tasks if not task.in_text]
    coordinated = any(task.coordinators for task in listed)
    drafts: list[_Draft] = [
        (
            AnnexKind.TARGETS,
            words.TARGETS_TITLE,
            words.TARGET_HEADS,
            tuple(_target_row(n, target, years, teams, facts) for n, target in enumerate(facts.targets, 1)),
            any(target.owner for target in facts.targets),
        ),
        (
            AnnexKind.TASKS,
            words.TASKS_TITLE,
            words.TASK_HEADS,
            tuple(_task_row(n, task) for n, task in enumerate(listed if coordinated else facts.tasks, 1)),
            coordinated,
        ),
        (
            AnnexKind.MONTHS,
            words.MONTHS_TITLE.format(years=years.upper()),
            words.MONTH_HEADS,
            tuple(_month_rows(listed)),
            bool(listed) and (not coordinated or any(task.products for task in listed)),
        ),
    ]
    pointer = _pointer(facts)
    several = sum(printed for *_, printed in drafts) > 1
    numbers = iter(ROMAN)
    return tuple(
        Annex(
            kind,
            f"{words.ANNEX} {next(numbers)}" if several and printed else words.ANNEX,
            title,
            pointer,
            heads,
            rows,
            printed,
        )
        for kind, title, heads, rows, printed in drafts
    )


def _pointer(facts: PlanFacts) -> str:
    """Number and date are the plan's own, so that they cannot drift apart (R22, NĐ 30/2020 III.1c)."""
    day = facts.issued_on
    return words.POINTER.format(
        number=texts.number_words(facts.number) or texts.BLANK,
        symbol=facts.symbol or words.SYMBOL.format(school=facts.school.symbol),
        date=texts.date_words(day) if day else texts.blank_date(facts.made_on.year),
        school=facts.school.name,
    )


def _target_row(n: int, target: TargetFact, years: str, teams: str, facts: PlanFacts) -> Row:
    does = teams if target.binds is Binds.TEAM else facts.school.name
    when = f"{years[:1].upper()}{years[1:]}"
    return Row((str(n), target.words, target.owner, does, when), (f"target:{target.id}",))


def _task_row(n: int, task: TaskFact) -> Row:
    cells = (str(n), task.words, "; ".join(task.leads), "; ".join(task.coordinators), task.when)
    return Row(cells, (f"task:{task.id}",))


def _month_rows(tasks: Sequence[TaskFact]) -> Iterator[Row]:
    """Tasks that shared a row of the source, and still agree, share one here (R96)."""
    for _, same in itertools.groupby(tasks, key=_row_key):
        row = tuple(same)
        first = row[0]
        alone = len(row) == 1 and not first.itemised
        said = (first.words,) if alone else _listed(task.words for task in row)
        cells = (first.when, "\n".join(said), "; ".join(first.products), "; ".join(first.leads))
        yield Row(cells, tuple(f"task:{task.id}" for task in row))


def _row_key(task: TaskFact) -> tuple[object, ...]:
    return (task.row or task.id, task.when, task.products, task.leads)


def _listed(items: Iterator[str]) -> Iterator[str]:
    return (f"- {line}" for line in words.ended(tuple(items)))
