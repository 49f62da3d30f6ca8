"""Plans (kế hoạch): a document in, a person's review, the plan issued and the checklist born."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from app.domain import codec
from app.domain.errors import WorldError
from app.domain.ids import new_id
from app.domain.journal import Action, Changes
from app.domain.plan import Binds, Clause, PlanDraft, Schedule
from app.domain.ports import Progress, no_progress
from app.domain.report import TaskState
from app.domain.task import spans
from app.domain.text import nfc
from app.domain.views import Changed, ItemKind, PlanState, PlanView, Review, SourceLine, Why
from app.files import shown_name
from app.models.book import Book
from app.models.repo import Conn, Row, live
from app.services import rows
from app.services.access import EVERYONE, OFFICE, allowed
from app.services.outcomes import ServiceFault
from app.services.plan_items import review_items

NOT_OURS = frozenset({Binds.WARD, Binds.DEPARTMENT})  # set aside, not copied down (R58)

HEADER_FIELDS = frozenset(
    {
        "title", "subject", "number", "symbol", "place", "issued_on", "year", "signer_prefix",
        "signer_title", "signer_name", "recipients", "issuer",
    }
)  # fmt: skip


def read_file(path: Path, progress: Progress = no_progress) -> PlanDraft:
    """Read a plan file without storing anything."""
    from app.intake.draft import read_plan

    return read_plan(path, progress)


@allowed(OFFICE)
def import_plan(book: Book, path: Path, progress: Progress = no_progress) -> PlanView:
    """Read a plan file into a draft to be reviewed; an earlier draft is replaced, never an issued plan."""
    draft = read_file(path, progress)
    source = book.blobs.add(path)
    stored = book.blobs.add(BytesIO(codec.dumps(draft).encode()))
    changes = Changes(Action.IMPORT_PLAN)
    with book.read() as conn:
        for old in live(conn, "plan", state=PlanState.DRAFT.value):
            changes.delete("plan", old["id"])
        year = draft.header.year_from or rows.school_year(conn)
    plan_id = new_id()
    header = draft.header
    changes.put(
        "plan",
        plan_id,
        {
            "title": header.title,
            "subject": header.subject,
            "number": header.number,
            "symbol": header.symbol,
            "place": header.place,
            "issued_on": rows.iso(header.issued_on),
            "year": year,
            "year_to": header.year_to,
            "issuer": header.issuer,
            "superior_name": header.superior,
            "signer_prefix": header.signer_prefix,
            "signer_title": header.signer_title,
            "signer_name": header.signer_name,
            "recipients": list(header.recipients),
            "state": PlanState.DRAFT.value,
            "source_sha": source.sha,
            "source_name": shown_name(path),
            "draft_sha": stored.sha,
        },
    )
    _put_items(changes, plan_id, draft)
    rows.apply(book, changes.done(), header.subject)
    return plan(book, plan_id)


def _put_items(changes: Changes, plan_id: str, draft: PlanDraft) -> None:
    for position, basis in enumerate(draft.bases):
        changes.put(
            "basis",
            new_id(),
            {
                "plan": plan_id, "position": position, "words": basis.words, "kind": basis.kind,
                "number": basis.number, "issued_on": rows.iso(basis.issued_on), "issuer": basis.issuer,
                "subject": basis.subject,
            },
        )  # fmt: skip
    for position, target in enumerate(draft.targets):
        changes.put(
            "target",
            new_id(),
            {
                "plan": plan_id, "position": position, "number": target.number, "grouping": target.group,
                "words": target.words, **_source(target.source),
                "clauses": codec.plain(target.clauses), "binds": target.binds.value,
                "review": Review.PROPOSED.value,
            },
        )  # fmt: skip
    for position, task in enumerate(draft.tasks):
        changes.put(
            "task",
            new_id(),
            {
                "plan": plan_id, "position": position, "row": task.row, "grouping": task.group,
                "words": task.words, **_source(task.source), "products": list(task.products),
                "leads": list(task.leads), "coordinators": list(task.coordinators),
                "schedule": codec.plain(task.schedule), "review": Review.PROPOSED.value,
            },
        )  # fmt: skip
    for position, duty in enumerate(draft.duties):
        changes.put(
            "duty",
            new_id(),
            {
                "plan": plan_id, "position": position, "period": duty.period.value,
                "recipient": duty.recipient, "rule": codec.plain(duty.rule),
                "words": duty.source.words, "source_block": duty.source.block,
                "source_line": duty.source.line, "inherited": duty.inherited,
                "review": Review.PROPOSED.value,
            },
        )  # fmt: skip


def _source(source: Any) -> dict[str, Any]:
    return {
        "source_words": source.words,
        "source_block": source.block,
        "source_line": source.line,
        "source_page": source.page,
    }


@allowed(EVERYONE)
def current_plan(book: Book) -> str:
    """Id of the plan people work by; "" when there is none."""
    with book.read() as conn:
        row = rows.current_plan(conn)
    return row["id"] if row else ""


@allowed(EVERYONE)
def drafts(book: Book) -> tuple[str, ...]:
    """Ids of plans still under review."""
    with book.read() as conn:
        return tuple(row["id"] for row in live(conn, "plan", state=PlanState.DRAFT.value))


@allowed(EVERYONE)
def draft(book: Book, plan_id: str) -> PlanDraft:
    """What was read from the plan's file when it was imported."""
    with book.read() as conn:
        return rows.draft_of(book, rows.one(conn, "plan", plan_id))


@allowed(EVERYONE)
def plan(book: Book, plan_id: str) -> PlanView:
    """A plan with every item beside its source, its flags and the paragraphs nothing used."""
    with book.read() as conn:
        row = rows.one(conn, "plan", plan_id)
        draft = rows.draft_of(book, row)
        items = review_items(conn, plan_id, draft)
        bases = tuple(basis["words"] for basis in live(conn, "basis", plan=plan_id))
    return PlanView(
        id=plan_id,
        state=PlanState(row["state"]),
        title=row["title"] or "",
        subject=row["subject"] or "",
        number=row["number"] or "",
        symbol=row["symbol"] or "",
        place=row["place"] or "",
        issued_on=rows.as_date(row["issued_on"]),
        year=row["year"],
        issuer=row["issuer"] or "",
        signer_title=row["signer_title"] or "",
        signer_name=row["signer_name"] or "",
        recipients=rows.words(row, "recipients"),
        bases=bases,
        items=items,
        flags=draft.flags,
        source=tuple(SourceLine(p.index, p.line, p.text, p.use.value) for p in draft.paragraphs),
        source_name=row["source_name"] or "",
    )


@allowed(OFFICE)
def review(book: Book, kind: ItemKind, item_ids: Iterable[str], decision: Review) -> Changed:
    """Accept, set aside or put back items of a draft."""
    changes = Changes(Action.REVIEW_ITEM)
    subject = ""
    with book.read() as conn:
        for item_id in item_ids:
            row = rows.one(conn, kind.value, item_id)
            _refuse_issued(conn, row["plan"])
            subject = subject or row["words"]
            changes.put(kind.value, item_id, {"review": decision.value})
    return rows.apply(book, changes.done(), subject)


@allowed(OFFICE)
def edit_item(
    book: Book,
    kind: ItemKind,
    item_id: str,
    *,
    words: str | None = None,
    clauses: tuple[Clause, ...] | None = None,
    schedule: Schedule | None = None,
    products: tuple[str, ...] | None = None,
    leads: tuple[str, ...] | None = None,
) -> Changed:
    """Change what was read; the source words stay as they are. An edited item counts as accepted."""
    values: dict[str, Any] = {"review": Review.ACCEPTED.value}
    if words is not None:
        values["words"] = nfc(words)
    if clauses is not None:
        values["clauses"] = codec.plain(clauses)
    if schedule is not None:
        values["schedule"] = codec.plain(schedule)
    if products is not None:
        values["products"] = [nfc(product) for product in products]
    if leads is not None:
        values["leads"] = [nfc(lead) for lead in leads]
    changes = Changes(Action.EDIT_ITEM)
    with book.read() as conn:
        row = rows.one(conn, kind.value, item_id)
        _refuse_issued(conn, row["plan"])
    changes.put(kind.value, item_id, values)
    return rows.apply(book, changes.done(), row["words"])


@allowed(OFFICE)
def edit_header(book: Book, plan_id: str, values: Mapping[str, Any]) -> Changed:
    """Set header fields (number, symbol, date … may be blank, R1); a number may come after issuing."""
    unknown = set(values) - HEADER_FIELDS
    if unknown:
        raise ValueError(f"not header fields: {sorted(unknown)}")
    clean = {name: _clean(value) for name, value in values.items()}
    changes = Changes(Action.EDIT_ITEM)
    with book.read() as conn:
        row = rows.one(conn, "plan", plan_id)
    changes.put("plan", plan_id, clean)
    return rows.apply(book, changes.done(), row["subject"] or "")


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return nfc(value.strip())
    if isinstance(value, (list, tuple)):
        return [nfc(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _refuse_issued(conn: Conn, plan_id: str) -> None:
    if rows.one(conn, "plan", plan_id)["state"] == PlanState.ISSUED.value:
        raise WorldError(ServiceFault.PLAN_ISSUED)


@allowed(OFFICE)
def issue(book: Book, plan_id: str) -> Changed:
    """Issue (ban hành) the plan and open its monthly checklist.

    Items nobody decided on are accepted, those that bind the ward or the department are set aside;
    nothing empty blocks it. Each accepted task gets its occurrences for the year.
    """
    changes = Changes(Action.ISSUE_PLAN)
    with book.read() as conn:
        row = rows.one(conn, "plan", plan_id)
        _refuse_issued(conn, plan_id)
        year = row["year"]
        for kind in ItemKind:
            for item in live(conn, kind.value, plan=plan_id, review=Review.PROPOSED.value):
                aside = kind is ItemKind.TARGET and Binds(item["binds"]) in NOT_OURS
                decision = Review.SET_ASIDE if aside else Review.ACCEPTED
                changes.put(kind.value, item["id"], {"review": decision.value})
        for task in live(conn, "task", plan=plan_id):
            if task["review"] != Review.SET_ASIDE.value:
                _put_occurrences(changes, task, year)
    values: dict[str, Any] = {"state": PlanState.ISSUED.value}
    if row["issued_on"] is None:
        values["issued_on"] = book.clock.now().date().isoformat()
    changes.put("plan", plan_id, values)
    return rows.apply(book, changes.done(), row["subject"] or "")


def _put_occurrences(changes: Changes, task: Row, year: int) -> None:
    for first, last in spans(rows.schedule(task), year):
        changes.put(
            "occurrence",
            new_id(),
            {
                "task": task["id"],
                "year": first[0],
                "month": first[1],
                "last_year": last[0],
                "last_month": last[1],
                "state": TaskState.OPEN.value,
                "asked": False,
            },
        )


@allowed(EVERYONE)
def why(book: Book, kind: ItemKind, item_id: str) -> Why:
    """Vì sao có việc này: the plan's own sentence and where it stands (R10)."""
    with book.read() as conn:
        row = rows.one(conn, kind.value, item_id)
        source = rows.one(conn, "plan", row["plan"])
    number = source["number"] or ""
    return Why(
        words=row.get("source_words") or row["words"],
        plan_title=source["subject"] or source["title"] or "",
        plan_number=f"{number}/{source['symbol']}" if number and source["symbol"] else number,
        plan_date=rows.as_date(source["issued_on"]),
        line=row["source_line"] or 0,
        page=row.get("source_page") or 0,
    )
