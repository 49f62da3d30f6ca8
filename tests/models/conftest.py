from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from app.domain.clock import FrozenClock
from app.domain.org import Role
from app.models.book import Book, create_book
from app.models.tables import metadata
from app.store import keyring

CHEAP = keyring.Cost(memory=64, iterations=1, lanes=1)
PASSWORD = "sông hồng mùa thu 26"
DEK = bytes(range(32))


def memory_engine() -> Engine:
    """An empty book in memory (plain SQLite), for tests of the journal alone."""
    engine = create_engine("sqlite://", poolclass=StaticPool)

    @event.listens_for(engine, "connect")
    def _connect(raw: object, _: object) -> None:
        raw.isolation_level = None  # type: ignore[attr-defined]
        raw.execute("PRAGMA foreign_keys = ON")  # type: ignore[attr-defined]

    @event.listens_for(engine, "begin")
    def _begin(conn: object) -> None:
        conn.exec_driver_sql("BEGIN")  # type: ignore[attr-defined]

    metadata.create_all(engine)
    return engine


@pytest.fixture
def engine() -> Iterator[Engine]:
    made = memory_engine()
    yield made
    made.dispose()


@pytest.fixture
def new_book(tmp_path: Path, clock: FrozenClock) -> Iterator[Callable[[], Book]]:
    """Makes new, empty books; those still open are closed at the end."""
    made: list[Book] = []
    numbers = itertools.count(1)

    def make() -> Book:
        profile = tmp_path / f"Hồ sơ {next(numbers)}"
        profile.mkdir()
        made.append(create_book(profile, DEK, clock, actor="a1", role=Role.PRINCIPAL))
        return made[-1]

    yield make
    for book in made:
        book._reader.dispose()
        book._writer.dispose()
        book._lock.release()


@pytest.fixture
def book(new_book: Callable[[], Book]) -> Book:
    return new_book()
