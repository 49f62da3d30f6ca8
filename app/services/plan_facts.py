"""A plan's accepted items as facts for its paper, each put where it reads back as what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.domain import codec
from app.domain.org import School
from app.domain.plan import (
    Binds,
    DeadlineRule,
    Header,
    Paragraph,
    Period,
    PlanDraft,
    Schedule,
    ScheduleKind,
    Use,
)
from app.domain.views import Review
from app.intake.blocks import blocks_of
from app.intake.facts.binds import Level, level_of
from app.intake.facts.duties import read_duties
from app.intake.facts.schedule import Years, schedule_of
from app.intake.facts.sections import Item, Role, outline
from app.intake.facts.splits import tasks_in
from app.intake.facts.targets import read_targets
from app.intake.facts.tasks import read_section_tasks
from app.models.repo import Conn, Row, live
from app.reports.plan import words
from app.reports.plan.facts import DutyFact, OwnWords, Place, PlanFacts, Prose, TargetFact, TaskFact
from app.reports.plan.paper import Kind
from app.reports.texts import date_words
from app.services import rows
from app.services.plans import NOT_OURS

_BULLETS = ("-", "+", "•", "*", "–")
_END = "./."


@dataclass(frozen=True)
class _Plan:
    """The plan's row, the draft it was read from, and whether the school itself wrote it."""

    row: Row
    draft: PlanDraft
    school: School
    items: tuple[Item, ...]
    years: Years

    @property
    def is_own(self) -> bool:
        return level_of(self.draft.header) is Level.SCHOOL

    def own(self, field: str) -> Any:
        """A header field; of a superior's plan only what a person has entered since."""
        value = self.row[field]
        if self.is_own:
            return value
        read = getattr(self.draft.header, field)
        return None if value == (read.isoformat() if isinstance(read, date) else read) else value

    def source(self, row: Row) -> Item | None:
        """Where a target or task was read from, if in the text."""
        return next((item for item in self.items if row["source_block"] in item.block.parts), None)

    def kind(self, row: Row) -> Kind:
        """A plain paragraph or an item of a list, as in the source."""
        source = self.source(row)
        return _kind(source) if source and not source.is_heading else Kind.BULLET

    def use(self, item: Item) -> Use:
        return self.draft.paragraphs[item.block.first].use


def facts_of(conn: Conn, row: Row, draft: PlanDraft, today: date) -> PlanFacts:
    """Everything the plan's paper says; items set aside are left out, those nobody decided on are not."""
    plan = _Plan(row, draft, rows.school_of(conn), _outlined(draft), Years.of(draft.header))
    issued_on = rows.as_date(plan.own("issued_on"))
    tasks = _tasks(plan, _kept(conn, "task", row["id"]))
    return PlanFacts(
        plan_id=row["id"],
        school=_with_signer(plan),
        year=row["year"],
        year_to=row["year_to"] or row["year"],
        school_year=plan.years.school_year,
        made_on=issued_on or today,
        subject=plan.own("subject") or "",
        number=plan.own("number") or "",
        symbol=plan.own("symbol") or "",
        issued_on=issued_on,
        bases=_bases(conn, plan),
        targets=tuple(_target(conn, plan, target, tasks) for target in _kept(conn, "target", row["id"])),
        tasks=tasks,
        duties=_duties(_kept(conn, "duty", row["id"])),
        recipients=rows.words(row, "recipients") if plan.is_own else (),
        own=_own_words(plan) if plan.is_own else OwnWords(),
    )


def _kept(conn: Conn, entity: str, plan_id: str) -> list[Row]:
    """The items that issuing the plan now would keep."""
    return [
        row
        for row in live(conn, entity, plan=plan_id)
        if row["review"] == Review.ACCEPTED.value
        or (row["review"] == Review.PROPOSED.value and not _binds_others(entity, row))
    ]


def _binds_others(entity: str, row: Row) -> bool:
    return entity == "target" and Binds(row["binds"]) in NOT_OURS


def _outlined(draft: PlanDraft) -> tuple[Item, ...]:
    """The plan's paragraphs by section. What was a heading in the file is taken for one again."""
    heads = frozenset(p.index for p in draft.paragraphs if p.use is Use.HEADING and not p.text.endswith(":"))
    return outline(blocks_of(draft.paragraphs, heads))


def _with_signer(plan: _Plan) -> School:
    """The school with the plan's signer in place of its principal (R25)."""
    name, title, prefix = (plan.own(f"signer_{part}") or "" for part in ("name", "title", "prefix"))
    if not (name and title):
        return plan.school
    return replace(plan.school, principal=name, principal_title="\n".join(filter(None, (prefix, title))))


def _bases(conn: Conn, plan: _Plan) -> tuple[str, ...]:
    """The preamble's sentences as written; of a superior's plan its documents and that plan itself (R5)."""
    if plan.is_own:
        return tuple(text for text in _founded(plan) if not text.endswith(":"))
    found = [_document(basis) for basis in live(conn, "basis", plan=plan.row["id"])]
    return (*found, _carried_out(plan.draft.header))


def _founded(plan: _Plan) -> list[str]:
    """The sentences of the school's own plan that say what it rests on."""
    return [
        item.block.words
        for item in plan.items
        if item.role is Role.PREAMBLE and not item.is_heading and plan.use(item) is Use.BASIS
    ]


def _document(basis: Row) -> str:
    if not basis["number"]:
        return str(basis["words"])
    issuer = words.OF.format(issuer=basis["issuer"]) if basis["issuer"] else ""
    subject = words.ABOUT.format(subject=basis["subject"]) if basis["subject"] else ""
    return words.FOUNDED.format(document=basis["words"], issuer=issuer, subject=subject)


def _carried_out(header: Header) -> str:
    return words.CARRIES_OUT.format(
        number=header.number or words.UNKNOWN,
        symbol=header.symbol,
        date=f" {date_words(header.issued_on)}" if header.issued_on else "",
        issuer=header.issuer.title() if header.issuer.isupper() else header.issuer,
        subject=words.ABOUT.format(subject=f"{header.subject[:1].lower()}{header.subject[1:]}"),
    )


def _target(conn: Conn, plan: _Plan, row: Row, tasks: Sequence[TaskFact]) -> TargetFact:
    return TargetFact(
        id=row["id"],
        words=row["words"],
        group=row["grouping"] or "",
        owner=rows.one(conn, "unit", row["owner"])["name"] if row["owner"] else "",
        block=row["source_block"] or 0,
        binds=Binds(row["binds"]),
        place=_place(plan, row, tasks),
        kind=plan.kind(row),
    )


def _place(plan: _Plan, row: Row, tasks: Sequence[TaskFact]) -> Place:
    """Where the source states it, as long as it is read from there with the same clauses and as no task."""
    if any(task.in_text and task.words == row["words"] for task in tasks):
        return Place.TASKS
    source = plan.source(row)
    role = source.role if source else Role.TARGETS
    item = _item(row["words"], role, plan.kind(row))
    read, _ = read_targets([item], Level.SCHOOL)
    if [target.clauses for target in read] != [rows.clauses(row)]:
        return Place.TARGETS
    if role is Role.TASKS:
        listed = any(not task.in_text for task in tasks)
        said, _ = read_section_tasks([item], plan.years, only_timed=listed)
        return Place.TARGETS if said else Place.TASKS
    return Place.ORGANISATION if role in (Role.ORGANISATION, Role.REPORTING) else Place.TARGETS


def _tasks(plan: _Plan, found: Sequence[Row]) -> tuple[TaskFact, ...]:
    """A task stands in the text only where it is read from there with the same time; else in the list."""
    in_text = [_reads_in_text(plan, row, only_timed=False) for row in found]
    if not all(in_text):
        in_text = [_reads_in_text(plan, row, only_timed=True) for row in found]
        last = max((n for n, said in enumerate(in_text) if not said), default=-1)
        # The list is read first: a task before its last one joins it, unless it would be read as several.
        in_text = [
            said and (n > last or len(tasks_in(row["words"])) > 1)
            for n, (said, row) in enumerate(zip(in_text, found, strict=True))
        ]
    return tuple(
        TaskFact(
            id=row["id"],
            words=row["words"],
            when=_when(plan, rows.schedule(row)),
            products=rows.words(row, "products"),
            leads=rows.words(row, "leads"),
            coordinators=rows.words(row, "coordinators"),
            group=row["grouping"] or "",
            row=row["row"] or 0,
            block=row["source_block"] or 0,
            kind=plan.kind(row),
            in_text=said,
            itemised=len(tasks_in(row["words"])) > 1,
            tellable=not read_targets([_item(row["words"], Role.ORGANISATION)], Level.SCHOOL)[0]
            and not read_duties([_item(row["words"], Role.ORGANISATION)])[0],
        )
        for row, said in zip(found, in_text, strict=True)
    )


def _item(text: str, role: Role, kind: Kind = Kind.BULLET) -> Item:
    (block,) = blocks_of([Paragraph(0, 0, f"- {text}" if kind is Kind.BULLET else text)])
    return Item(block, role)


def _reads_in_text(plan: _Plan, row: Row, only_timed: bool) -> bool:
    if row["leads"] or row["products"] or row["coordinators"]:
        return False
    item = _item(row["words"], Role.TASKS, plan.kind(row))
    read, _ = read_section_tasks([item], plan.years, only_timed)
    return len(read) == 1 and read[0].words == row["words"] and _same(read[0].schedule, rows.schedule(row))


def _same(one: Schedule, other: Schedule) -> bool:
    due = one.due == other.due or one.kind is not ScheduleKind.DATE
    return one.kind is other.kind and one.months == other.months and due


def _when(plan: _Plan, schedule: Schedule) -> str:
    """The source's words while they still say it, else the schedule put into words."""
    if schedule.words and _same(schedule_of(schedule.words, plan.years), schedule):
        return schedule.words
    return words.schedule_words(schedule, plan.row["year"])


def _duties(found: Sequence[Row]) -> tuple[DutyFact, ...]:
    """Each duty in a sentence of its own where that reads back as it, else the source's words, once."""
    out: list[DutyFact] = []
    for row in found:
        period, recipient = Period(row["period"]), row["recipient"] or ""
        rule = codec.from_plain(DeadlineRule, row["rule"]) if row["rule"] else DeadlineRule()
        sentence = words.duty_words(period, recipient, rule)
        read, _ = read_duties([_item(sentence, Role.REPORTING)])
        if [(duty.period, duty.recipient, duty.rule) for duty in read] != [(period, recipient, rule)]:
            sentence = row["words"]
        if all(duty.words != sentence for duty in out):
            out.append(DutyFact(row["id"], sentence))
    return tuple(out)


def _own_words(plan: _Plan) -> OwnWords:
    """What the school wrote itself and no fact was read from; what is made from the facts is made anew."""
    free = [item for item in plan.items if item.block.words and not item.block.footnote]
    said = [item for item in free if plan.use(item) is Use.UNUSED and not item.is_heading]
    said = [item for item in said if not words.is_made(item.block.words, item.lead)]
    closing = next((item for item in said if item.block.words.endswith(_END)), None)
    said = [item for item in said if item is not closing]
    head = max((p.index for p in plan.draft.paragraphs if p.use is Use.HEADER), default=-1)
    opening = (item.block.words for item in said if item.role is Role.PREAMBLE and item.block.first > head)
    aims = [item for item in free if item.role in (Role.PURPOSE, Role.OBJECTIVE)]
    aims = [item for item in aims if item in said or plan.use(item) is Use.BASIS or _is_point(item)]
    return OwnWords(
        opening=(*(text for text in _founded(plan) if text.endswith(":")), *opening),
        purpose=_prose(aims) if any(not item.is_heading for item in aims) else (),
        tasks=_prose([item for item in said if item.role is Role.TASKS]),
        funding=_prose([item for item in said if item.role is Role.FUNDING]),
        organisation=_prose([item for item in said if item.role is Role.ORGANISATION]),
        closing=closing.block.words if closing else "",
    )


def _is_point(item: Item) -> bool:
    """ "1. Mục đích": a numbered heading inside a section."""
    return item.is_heading and item.block.label[:1].isdecimal()


def _prose(items: Sequence[Item]) -> tuple[Prose, ...]:
    return tuple(Prose(item.block.first, item.group, item.block.words, _kind(item)) for item in items)


def _kind(item: Item) -> Kind:
    if item.is_heading:
        return Kind.HEADING
    return Kind.BULLET if item.block.label in _BULLETS else Kind.TEXT
