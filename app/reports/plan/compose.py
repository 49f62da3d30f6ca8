"""Facts of a plan → its paper: sections in office order, annexes; parts without data are left out (R18)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from app.domain.text import fold, nfc
from app.reports.plan import words
from app.reports.plan.annexes import annexes_of
from app.reports.plan.facts import Place, PlanFacts, Prose, TargetFact, TaskFact
from app.reports.plan.paper import Annex, AnnexKind, Entry, Kind, PlanPaper, Section
from app.reports.plan.wording import Wording, wording

_Piece = TaskFact | TargetFact | Prose
_LEVELS = (Kind.HEADING, Kind.SUBHEADING)


def compose(facts: PlanFacts) -> PlanPaper:
    """The paper of those facts; the same facts give the same paper."""
    default = _filled(wording(facts.school.kind), facts)
    annexes = annexes_of(facts, default.teams)
    listed = [annex for annex in annexes if annex.printed and annex.kind is not AnnexKind.TARGETS]
    sections = (
        _purpose(facts, default),
        Section(words.TARGETS, tuple(_targets(facts))),
        _tasks(facts, default, listed),
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
    return tuple(_stated(paragraph) for paragraph in paragraphs)


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


def _placed(facts: PlanFacts, place: Place) -> list[TargetFact]:
    return [target for target in facts.targets if target.place is place]


def _stated(piece: _Piece) -> Entry:
    if isinstance(piece, Prose):
        return Entry(piece.kind, piece.words)
    kind = "target" if isinstance(piece, TargetFact) else "task"
    return Entry(piece.kind, piece.words, (f"{kind}:{piece.id}",))


def _targets(facts: PlanFacts) -> Iterator[Entry]:
    groups = _Groups(words.OTHER_TARGETS)
    for target in _placed(facts, Place.TARGETS):
        yield from groups.heads(target.group)
        yield replace(_stated(target), kind=Kind.BULLET)


def _tasks(facts: PlanFacts, default: Wording, listed: Sequence[Annex]) -> Section:
    """The pointer to the list, then what is said in the text: tasks, targets, the plan's own prose."""
    targets = _placed(facts, Place.TASKS)
    same = {target.words: target for target in targets}
    tasks = [task for task in facts.tasks if task.in_text]
    told = {task.words for task in tasks}
    groups = _Groups(words.OTHER_TASKS)
    entries: list[Entry] = []
    apart = [target for target in targets if target.words not in told]
    for piece in _in_order(tasks, apart, facts.own.tasks):
        entries += groups.heads(piece.group)
        said = _stated(piece)
        if isinstance(piece, TaskFact) and piece.words in same:
            said = replace(said, ids=(*said.ids, *_stated(same[piece.words]).ids))
        entries.append(said)
    if listed:
        labels = " và ".join(annex.label for annex in listed)
        pointer = Entry(Kind.TEXT, words.IN_ANNEX.format(annex=labels))
        first = () if entries else (Entry(Kind.TEXT, default.tasks),)
        entries = [pointer, *first, *entries]
    return Section(words.TASKS, tuple(entries))


def _in_order(*lists: Sequence[_Piece]) -> list[_Piece]:
    """By their place in the source, unless a person has moved some of them."""
    pieces = [piece for pieces in lists for piece in pieces]
    if all([p.block for p in one] == sorted(p.block for p in one) for one in lists):
        pieces.sort(key=lambda piece: piece.block)
    return pieces


def _organisation(facts: PlanFacts, default: Wording) -> Section:
    """What everyone does, then one heading for each unit with the tasks it leads (R14, R15)."""
    units: dict[str, tuple[str, list[Entry]]] = {}
    if not facts.own.organisation:
        common = [Entry(Kind.BULLET, text) for text in default.organisation]
        units[fold(words.COMMON_DUTIES)] = (words.COMMON_DUTIES, common)
    for piece in _in_order(facts.own.organisation, _placed(facts, Place.ORGANISATION)):
        name = piece.group or words.COMMON_DUTIES
        units.setdefault(fold(name), (name, []))[1].append(_stated(piece))
    led: dict[str, list[TaskFact]] = {}
    for task in facts.tasks:
        for lead in task.leads:
            units.setdefault(fold(lead), (lead, []))
            led.setdefault(fold(lead), []).append(task)
    entries: list[Entry] = []
    for key, (name, own) in units.items():
        entries += [Entry(Kind.HEADING, f"{name[:1].upper()}{name[1:]}"), *own, *_led(led.get(key, []))]
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
