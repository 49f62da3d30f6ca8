"""Reading shared rows: what use cases ask of the tables, so that SQL stays here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, RowMapping, create_engine, func, select
from sqlalchemy.pool import StaticPool

from app.models.audit import replay
from app.models.rows import shared_rows
from app.models.tables import metadata, t

Conn = Connection
Row = RowMapping


def live(conn: Conn, entity: str, /, **where: Any) -> list[Row]:
    """Rows of an entity that are not deleted, in order of position; `where` compares columns for equality."""
    table = t[entity]
    query = select(table).where(table.c.deleted.is_(False))
    for column, value in where.items():
        query = query.where(table.c[column] == value)
    if "position" in table.c:
        query = query.order_by(table.c.position)
    return list(conn.execute(query).mappings())


def among(conn: Conn, entity: str, column: str, values: Iterable[str]) -> list[Row]:
    """Live rows whose `column` is one of `values`."""
    table = t[entity]
    query = select(table).where(table.c.deleted.is_(False), table.c[column].in_(list(values)))
    return list(conn.execute(query).mappings())


def find(conn: Conn, entity: str, entity_id: str) -> Row | None:
    """The row of that id, deleted or not."""
    table = t[entity]
    return conn.execute(select(table).where(table.c.id == entity_id)).mappings().first()


def count(conn: Conn, entity: str, *, deleted: bool = False) -> int:
    """How many rows of an entity there are; `deleted` counts the deleted ones too."""
    query = select(func.count()).select_from(t[entity])
    if not deleted:
        query = query.where(t[entity].c.deleted.is_(False))
    return conn.execute(query).scalar_one()


def evidence_counts(conn: Conn, entity: str) -> dict[str, int]:
    """How many pieces of evidence each row of `entity` has."""
    link = t["evidence_link"]
    query = (
        select(link.c.entity_id, func.count())
        .where(link.c.deleted.is_(False), link.c.entity == entity)
        .group_by(link.c.entity_id)
    )
    return {row[0]: row[1] for row in conn.execute(query)}


def unlinked_evidence(conn: Conn) -> int:
    """Pieces of evidence that stand on no task and no target."""
    evidence, link = t["evidence"], t["evidence_link"]
    linked = select(link.c.evidence).where(link.c.deleted.is_(False))
    query = select(func.count()).select_from(evidence)
    return conn.execute(query.where(evidence.c.deleted.is_(False), evidence.c.id.not_in(linked))).scalar_one()


def replays_equal(conn: Conn) -> bool:
    """Whether the journal, replayed from empty, gives the shared tables as they are."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        with engine.begin() as empty:
            metadata.create_all(empty)
            replay(conn, empty)
            return shared_rows(empty) == shared_rows(conn)
    finally:
        engine.dispose()
