"""Rows as domain values; shared by the use cases."""

from __future__ import annotations

from datetime import date

from app.domain import codec
from app.domain.errors import WorldError
from app.domain.journal import ChangeSet
from app.domain.org import School, SchoolKind, Superior, SuperiorKind
from app.domain.plan import Clause, PlanDraft, Schedule, ScheduleKind
from app.domain.views import Changed
from app.models import local
from app.models.book import Book
from app.models.repo import Conn, Row, find, live
from app.services.outcomes import ServiceFault


def one(conn: Conn, entity: str, entity_id: str) -> Row:
    """The live row of that id; WorldError(GONE) when there is none."""
    row = find(conn, entity, entity_id)
    if row is None or row["deleted"]:
        raise WorldError(ServiceFault.GONE)
    return row


def apply(book: Book, changes: ChangeSet, subject: str = "") -> Changed:
    """Write one action through the journal and say what changed."""
    applied = book.apply(changes)
    return Changed(
        txn_id=applied.txn_id if applied.ops else "",  # nothing changed, nothing to take back
        action=changes.action.value,
        at=book.clock.now(),
        subject=subject,
        touched=applied.touched,
    )


def local_value(book: Book, key: str) -> bytes | None:
    """A fact about this PC alone, never in the journal."""
    with book.read() as conn:
        return local.get(conn, key)


def put_local(book: Book, values: dict[str, bytes]) -> None:
    with book.write() as conn:
        for key, value in values.items():
            local.put(conn, key, value)


def as_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def a_date(text: str | None) -> date:
    """A date that is always there."""
    assert text is not None
    return date.fromisoformat(text)


def iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def clauses(row: Row) -> tuple[Clause, ...]:
    return tuple(codec.from_plain(Clause, plain) for plain in row["clauses"] or ())


def schedule(row: Row) -> Schedule:
    plain = row["schedule"]
    return codec.from_plain(Schedule, plain) if plain else Schedule(ScheduleKind.UNKNOWN)


def draft_of(book: Book, plan: Row) -> PlanDraft:
    """What was read from the plan's file, as it was read."""
    with book.blobs.open(plan["draft_sha"]) as stream:
        return codec.loads(PlanDraft, stream.read().decode())


def words(row: Row, column: str) -> tuple[str, ...]:
    return tuple(row[column] or ())


def school_of(conn: Conn) -> School:
    """The school of this book, with the superior and principal of today."""
    rows = live(conn, "school")
    if not rows:
        raise WorldError(ServiceFault.NO_SCHOOL, path="")
    row = rows[0]
    superior = one(conn, "superior", row["superior"])
    principal = one(conn, "person", row["principal"])
    return School(
        kind=SchoolKind(row["kind"]),
        name=row["name"],
        symbol=row["symbol"],
        place=row["place"],
        superior=Superior(SuperiorKind(superior["kind"]), superior["name"], superior["office"] or ""),
        principal=principal["name"] or "",
        principal_title=row["principal_title"] or "",
    )


def school_year(conn: Conn) -> int:
    """The plan year the book stands at."""
    return int(live(conn, "school")[0]["year"])


def current_plan(conn: Conn) -> Row | None:
    """The plan people work by: the issued one of the latest year, otherwise the latest draft."""
    rows = live(conn, "plan")
    issued = [row for row in rows if row["state"] == "issued"]
    pool = issued or rows
    return max(pool, key=lambda row: (row["year"] or 0, row["issued_on"] or "", row["id"]), default=None)
