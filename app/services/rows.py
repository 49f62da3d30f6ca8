"""Reading rows and turning them into domain values; shared by the use cases."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from app.domain import codec
from app.domain.errors import WorldError
from app.domain.journal import ChangeSet
from app.domain.org import School, SchoolKind, Superior, SuperiorKind
from app.domain.plan import Clause, Schedule, ScheduleKind
from app.domain.views import Changed
from app.models.book import Book
from app.models.tables import t
from app.services.outcomes import ServiceFault


def live(conn: Connection, entity: str, **where: Any) -> list[RowMapping]:
    """Rows of an entity that are not deleted; `where` compares columns for equality."""
    table = t[entity]
    query = select(table).where(table.c.deleted.is_(False))
    for column, value in where.items():
        query = query.where(table.c[column] == value)
    if "position" in table.c:
        query = query.order_by(table.c.position)
    return list(conn.execute(query).mappings())


def among(conn: Connection, entity: str, column: str, values: Iterable[str]) -> list[RowMapping]:
    """Live rows whose `column` is one of `values`."""
    table = t[entity]
    query = select(table).where(table.c.deleted.is_(False), table.c[column].in_(list(values)))
    return list(conn.execute(query).mappings())


def one(conn: Connection, entity: str, entity_id: str) -> RowMapping:
    """The live row of that id; WorldError(GONE) when there is none."""
    table = t[entity]
    row = conn.execute(select(table).where(table.c.id == entity_id)).mappings().first()
    if row is None or row["deleted"]:
        raise WorldError(ServiceFault.GONE)
    return row


def apply(book: Book, changes: ChangeSet, subject: str = "") -> Changed:
    """Write one action through the journal and say what changed."""
    applied = book.apply(changes)
    return Changed(
        txn_id=applied.txn_id,
        action=changes.action.value,
        at=book.clock.now(),
        subject=subject,
        touched=applied.touched,
    )


def to_json(value: Any) -> Any:
    """A domain value as the plain JSON the journal stores."""
    return codec.plain(value)


def from_json(text: Any) -> Any:
    """A JSON column as read: text in the table, already plain when the driver decoded it."""
    return json.loads(text) if isinstance(text, str) else text


def as_date(value: Any) -> date | None:
    if value is None or isinstance(value, date):
        return value
    return date.fromisoformat(value)


def iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def clauses(row: RowMapping) -> tuple[Clause, ...]:
    return tuple(codec.from_plain(Clause, c) for c in from_json(row["clauses"]) or ())


def schedule(row: RowMapping) -> Schedule:
    plain = from_json(row["schedule"])
    return codec.from_plain(Schedule, plain) if plain else Schedule(ScheduleKind.UNKNOWN)


def words(row: RowMapping, column: str) -> tuple[str, ...]:
    return tuple(from_json(row[column]) or ())


def school_of(conn: Connection) -> School:
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


def school_year(conn: Connection) -> int:
    """The plan year the book stands at."""
    return int(live(conn, "school")[0]["year"])


def current_plan(conn: Connection) -> RowMapping | None:
    """The plan people work by: the issued one of the latest year, otherwise the latest draft."""
    rows = live(conn, "plan")
    issued = [row for row in rows if row["state"] == "issued"]
    pool = issued or rows
    return max(pool, key=lambda row: (row["year"] or 0, row["issued_on"] or "", row["id"]), default=None)
