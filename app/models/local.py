"""Facts about this PC alone (`local`): never in the journal, never exchanged."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from app.models.tables import t

_LOCAL = t["local"]


def get(conn: Connection, key: str) -> bytes | None:
    return conn.execute(select(_LOCAL.c.value).where(_LOCAL.c.key == key)).scalar_one_or_none()


def put(conn: Connection, key: str, value: bytes) -> None:
    statement = insert(_LOCAL).values(key=key, value=value)
    conn.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def get_text(conn: Connection, key: str) -> str:
    """ "" when nothing is stored."""
    return (get(conn, key) or b"").decode()


def put_text(conn: Connection, key: str, value: str) -> None:
    put(conn, key, value.encode())
