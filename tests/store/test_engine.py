from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from app.domain.errors import FileFault, WorldError
from app.store.engine import connect, open_engine, quick_check
from app.store.outcomes import StoreFault

KEY = bytes(range(32))


@pytest.fixture
def path(folder: Path) -> Path:
    return folder / "so.db"


def test_pragmas_of_the_writer(path: Path) -> None:
    engine = open_engine(path, KEY)
    with engine.begin() as conn:
        got = {
            name: str(conn.exec_driver_sql(f"PRAGMA {name}").scalar())
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "temp_store")
        }
    engine.dispose()
    assert got == {
        "journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "trusted_schema": "0",
        "temp_store": "2",
    }  # fmt: skip


def test_the_file_is_encrypted_and_a_wrong_key_is_refused(
    path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    engine = open_engine(path, KEY)
    with engine.begin() as conn:
        conn.exec_driver_sql("CREATE TABLE school (name TEXT)")
        conn.exec_driver_sql("INSERT INTO school VALUES ('Trường Tiểu học Sông Hồng')")
    engine.dispose()
    assert b"SQLite" not in path.read_bytes() and "Sông".encode() not in path.read_bytes()
    for opener in (open_engine, connect):
        with pytest.raises(WorldError) as caught:
            opener(path, bytes(32))
        assert caught.value.outcome is StoreFault.WRONG_KEY
    assert capfd.readouterr() == ("", "")  # SQLCipher must not talk on the terminal


def test_a_reader_sees_a_stable_state_and_cannot_write(path: Path) -> None:
    writer = open_engine(path, KEY)
    with writer.begin() as conn:
        conn.exec_driver_sql("CREATE TABLE item (n INTEGER)")
    reader = open_engine(path, KEY, read_only=True)
    with reader.begin() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM item").scalar() == 0
        with writer.begin() as other:
            other.exec_driver_sql("INSERT INTO item VALUES (1)")
        assert conn.exec_driver_sql("SELECT count(*) FROM item").scalar() == 0
    with reader.begin() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM item").scalar() == 1
        with pytest.raises(WorldError) as caught:
            conn.exec_driver_sql("DELETE FROM item")
    assert caught.value.outcome is FileFault.READ_ONLY
    writer.dispose()
    reader.dispose()


def test_a_missing_database_is_not_created_by_a_reader(path: Path) -> None:
    with pytest.raises(WorldError) as caught:
        open_engine(path, KEY, read_only=True)
    assert caught.value.outcome is FileFault.MISSING
    assert not path.exists()


def test_writers_of_two_threads_wait_for_each_other(path: Path) -> None:
    engine = open_engine(path, KEY)
    with engine.begin() as conn:
        conn.exec_driver_sql("CREATE TABLE counter (n INTEGER)")
        conn.exec_driver_sql("INSERT INTO counter VALUES (0)")

    def add() -> None:
        for _ in range(25):
            with engine.begin() as conn:
                n = conn.exec_driver_sql("SELECT n FROM counter").scalar()
                conn.exec_driver_sql("UPDATE counter SET n = ?", (n + 1,))

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.begin() as conn:
        assert conn.exec_driver_sql("SELECT n FROM counter").scalar() == 100
    engine.dispose()


def test_ddl_takes_part_in_the_transaction(path: Path) -> None:
    engine = open_engine(path, KEY)
    with pytest.raises(ZeroDivisionError), engine.begin() as conn:
        conn.exec_driver_sql("CREATE TABLE half (n INTEGER)")
        raise ZeroDivisionError
    with engine.begin() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    engine.dispose()


def test_quick_check_names_damage(path: Path) -> None:
    engine = open_engine(path, KEY)
    with engine.begin() as conn:
        conn.exec_driver_sql("CREATE TABLE item (words TEXT)")
        for number in range(200):
            conn.exec_driver_sql("INSERT INTO item VALUES (?)", (f"{number} " + "việc " * 40,))
    quick_check(engine)
    engine.dispose()  # the last connection takes the WAL into the file
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    engine = open_engine(path, KEY)
    with pytest.raises(WorldError) as caught:
        quick_check(engine)
    engine.dispose()
    assert caught.value.outcome is StoreFault.DAMAGED


def test_a_full_database_is_the_worlds_fault(path: Path) -> None:
    engine = open_engine(path, KEY)
    with engine.begin() as conn:
        conn.exec_driver_sql("CREATE TABLE item (words BLOB)")
        conn.exec_driver_sql("PRAGMA max_page_count = 5")
    with pytest.raises(WorldError) as caught, engine.begin() as conn:
        conn.exec_driver_sql("INSERT INTO item VALUES (?)", (os.urandom(100_000),))
    assert caught.value.outcome is FileFault.DISK_FULL
    with engine.begin() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM item").scalar() == 0
    engine.dispose()
