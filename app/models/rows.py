"""Shared rows: what the journal's ops add up to. Only the journal writes here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, insert, select, update

from app.domain.registry import DELETED, ENTITIES
from app.models.tables import t

T = TypeVar("T")
Values = dict[str, Any]
CHUNK = 400  # parameters of one IN list


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """Lists short enough for one IN clause."""
    every = list(items)
    for start in range(0, len(every), CHUNK):
        yield every[start : start + CHUNK]


def get(conn: Connection, entity: str, entity_id: str) -> Values | None:
    """One row as {field: value}, tombstoned or not; None when it never existed."""
    return get_many(conn, entity, [entity_id]).get(entity_id)


def get_many(conn: Connection, entity: str, ids: Iterable[str]) -> dict[str, Values]:
    found: dict[str, Values] = {}
    table = t[entity]
    for part in chunks(ids):
        for row in conn.execute(select(table).where(table.c.id.in_(part))).mappings():
            found[row["id"]] = dict(row)
    return found


def put(conn: Connection, entity: str, changes: Mapping[str, Values]) -> None:
    """Set fields (registry names, `_deleted` included) of rows by id, creating missing rows."""
    table = t[entity]
    known: set[str] = set()
    for part in chunks(changes):
        known.update(conn.execute(select(table.c.id).where(table.c.id.in_(part))).scalars())
    empty: Values = {field.name: None for field in ENTITIES[entity].fields}
    fresh: list[Values] = []
    by_columns: dict[tuple[str, ...], list[Values]] = defaultdict(list)
    for row_id, values in changes.items():
        columns = {"deleted" if name == DELETED else name: value for name, value in values.items()}
        if "deleted" in columns:
            columns["deleted"] = bool(columns["deleted"])
        if row_id in known:
            by_columns[tuple(sorted(columns))].append({"row_id": row_id, **columns})
        else:
            fresh.append({"id": row_id, "deleted": False, **empty, **columns})
    if fresh:
        conn.execute(insert(table), fresh)
    for names, batch in by_columns.items():
        statement = update(table).where(table.c.id == bindparam("row_id"))
        conn.execute(statement.values({name: bindparam(name) for name in names}), batch)


def referring(conn: Connection, entity: str, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(entity, id) of every live row that points to one of `ids` of `entity`."""
    wanted = list(ids)
    for other in ENTITIES.values():
        table = t[other.name]
        for field in other.fields:
            if field.ref != entity:
                continue
            for part in chunks(wanted):
                query = select(table.c.id).where(table.c[field.name].in_(part), table.c.deleted.is_(False))
                yield from ((other.name, row_id) for row_id in conn.execute(query).scalars())
    link = t["evidence_link"]  # points by (entity, entity_id), not by a REF
    for part in chunks(wanted):
        query = select(link.c.id).where(
            link.c.entity == entity, link.c.entity_id.in_(part), link.c.deleted.is_(False)
        )
        yield from (("evidence_link", row_id) for row_id in conn.execute(query).scalars())


def shared_rows(conn: Connection) -> dict[str, dict[str, Values]]:
    """Every shared table: {entity: {id: {column: value}}}; two books with the same ops are equal here."""
    return {
        name: {row["id"]: dict(row) for row in conn.execute(select(t[name])).mappings()} for name in ENTITIES
    }
