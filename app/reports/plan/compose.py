"""Facts of a plan → its paper: sections in office order, annexes; parts without data are left out (R18)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from app.domain.text import fold, nfc
from app.reports.plan import words
from app.reports.plan.annexes import annexes_of
from app.reports.plan.facts import PlanFacts, Prose, TargetFact, TaskFact
from app.reports.plan.paper import Annex, AnnexKind, Entry, Kind, PlanPaper, Section
from app.reports.plan.wording import Wording, wording

_LEVELS = (Kind.HEADING, Kind.SUBHEADING)


def compose(facts: PlanFacts) -> PlanPaper:
    """The paper of those facts; the same facts give the same paper."""
    default = _filled(wording(facts.school.kind), facts)
    annexes = annexes_of(facts, default.teams)
    sections = (
        _purpose(facts, default),
        Section(words.TARGETS, tuple(_targets(facts))),
        _tasks(facts, default, annexes),
        Section(words.FUNDING, _prose_or(facts.own.funding, default.funding, Kind.TEXT)),
        _organisation(facts, default),
        _reporting(facts, default),
    )
    return PlanPaper(
        plan_id=facts.plan_id,
        year=facts.year,
        school=facts.school,
        title=words.KIND,
        subject=nfc(facts.subject) or default.subject,
        number=facts.number,
        symbol=facts.symbol or words.SYMBOL.format(school=facts.school.symbol),
        issued_on=facts.issued_on,
        made_on=facts.made_on,
        bases=words.ended(facts.bases),
        opening=facts.own.opening or (default.opening,),
        sections=tuple(section for section in sections if section.entries),
        closing=facts.own.closing or default.closing,
        recipients=words.recipient_lines(
            facts.recipients or (*words.reports_to(facts.school), *default.recipients)
        ),
        annexes=annexes,
    )


def _filled(default: Wording, facts: PlanFacts) -> Wording:
    """The wording with its blanks filled."""
    years = words.years_words(facts.year, facts.year_to, facts.school_year)

    def fill(text: str) -> str:
        return text.replace("{school}", facts.school.name).replace("{years}", years)

    filled: dict[str, Any] = {
        name: tuple(fill(text) for text in value) if isinstance(value, tuple) else fill(value)
        for name, value in vars(default).items()
    }
    return Wording(**filled)


def _prose(paragraphs: Iterable[Prose]) -> tuple[Entry, ...]:
    return tuple(Entry(p.kind, p.words) for p in paragraphs)


def _prose_or(own: Sequence[Prose], default: Sequence[str], kind: Kind) -> tuple[Entry, ...]:
    return _prose(own) or tuple(Entry(kind, text) for text in default)


def _purpose(facts: PlanFacts, default: Wording) -> Section:
    if facts.own.purpose:
        return Section(words.PURPOSE, _prose(facts.own.purpose))
    entries = [Entry(Kind.HEADING, words.AIM), *(Entry(Kind.BULLET, text) for text in default.purpose)]
    entries += [Entry(Kind.HEADING, words.REQUIREMENTS)]
    entries += [Entry(Kind.BULLET, text) for text in default.requirements]
    return Section(words.PURPOSE, tuple(entries))


class _Groups:
    """Headings of a list whose items name their group: "A", "A / B" (R20, R21)."""

    def __init__(self, other: str) -> None:
        self._other = other
        self._path: tuple[str, ...] = ()

    def heads(self, group: str) -> Iterator[Entry]:
        """The headings to print before an item of `group`."""
        path = tuple(part for part in group.split(" / ", 1) if part)
        if not path and self._path:
            path = (self._other,)  # it would be read as of the group above
        kept = next((i for i, part in enumerate(path) if self._path[i : i + 1] != (part,)), len(path))
        for level in range(kept, len(path)):
            yield Entry(_LEVELS[level], path[level])
        if len(path) < len(self._path) and kept == len(path):
            yield Entry(_LEVELS[len(path) - 1], path[-1])  # out of the sub-heading again
        self._path = path


def _targets(facts: PlanFacts) -> Iterator[Entry]:
    """Every target under its pillar, but those stated by a task's own words, which stand there (R20)."""
    told = {task.words for task in facts.tasks if task.in_text}
    groups = _Groups(words.OTHER_TARGETS)
    for target in facts.targets:
        if target.words not in told:
            yield from groups.heads(target.group)
            yield Entry(Kind.BULLET, target.words, (f"target:{target.id}",))


def _tasks(facts: PlanFacts, default: Wording, annexes: Sequence[Annex]) -> Section:
    """Tasks said in the text with the plan's own prose around them, then the pointer to the month list."""
    targets = {target.words: target for target in facts.targets}
    groups = _Groups(words.OTHER_TASKS)
    entries: list[Entry] = []
    for piece in _in_order([task for task in facts.tasks if task.in_text], facts.own.tasks):
        entries += groups.heads(piece.group)
        if isinstance(piece, Prose):
            entries += _prose((piece,))
            continue
        same = targets.get(piece.words)
        ids = (f"task:{piece.id}", *_target_id(same))
        entries.append(Entry(Kind.BULLET, piece.words, ids))
    listed = [annex for annex in annexes if annex.printed and annex.kind is not AnnexKind.TARGETS]
    if listed:
        labels = " và ".join(annex.label for annex in listed)
        pointer = Entry(Kind.TEXT, words.IN_ANNEX.format(annex=labels))
        first = () if entries else (Entry(Kind.TEXT, default.tasks),)
        entries = [*first, pointer, *entries]
    return Section(words.TASKS, tuple(entries))


def _target_id(target: TargetFact | None) -> tuple[str, ...]:
    return (f"target:{target.id}",) if target else ()


def _in_order(tasks: Sequence[TaskFact], prose: Sequence[Prose]) -> list[TaskFact | Prose]:
    """By their place in the source, unless a person has moved the tasks."""
    blocks = [task.block for task in tasks]
    if blocks != sorted(blocks):
        return [*prose, *tasks]
    return sorted([*prose, *tasks], key=lambda piece: piece.block)


def _organisation(facts: PlanFacts, default: Wording) -> Section:
    """What everyone does, then one heading for each unit with the tasks it leads (R14, R15)."""
    units: dict[str, tuple[str, list[Entry]]] = {}
    for paragraph in facts.own.organisation:
        name = paragraph.group or words.COMMON_DUTIES
        units.setdefault(fold(name), (name, []))[1].extend(_prose((paragraph,)))
    if not units:
        common = [Entry(Kind.BULLET, text) for text in default.organisation]
        units[fold(words.COMMON_DUTIES)] = (words.COMMON_DUTIES, common)
    led: dict[str, list[TaskFact]] = {}
    for task in facts.tasks:
        for lead in task.leads:
            units.setdefault(fold(lead), (lead, []))
            led.setdefault(fold(lead), []).append(task)
    entries: list[Entry] = []
    for key, (name, own) in units.items():
        entries += [Entry(Kind.HEADING, name), *own, *_led(led.get(key, []))]
    return Section(words.ORGANISATION, tuple(entries))


def _led(tasks: Sequence[TaskFact]) -> Iterator[Entry]:
    """The tasks a unit leads; those that would be read as a target again are only pointed at."""
    told = tuple(words.led_words(task.words, task.when) for task in tasks if task.tellable)
    if told:
        yield Entry(Kind.TEXT, words.LEADS)
        yield from (Entry(Kind.BULLET, line) for line in words.ended(told))
    if len(told) < len(tasks):
        yield Entry(Kind.TEXT, words.LEADS_ELSE)


def _reporting(facts: PlanFacts, default: Wording) -> Section:
    if not facts.duties:
        return Section(words.REPORTING, ())
    ends = words.ended(tuple(duty.words for duty in facts.duties))
    lines = (
        Entry(Kind.BULLET, line, (f"duty:{duty.id}",)) for duty, line in zip(facts.duties, ends, strict=True)
    )
    return Section(words.REPORTING, (Entry(Kind.TEXT, default.reporting), *lines))
