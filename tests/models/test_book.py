from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.clock import FrozenClock
from app.domain.errors import FileFault, WorldError
from app.domain.journal import Action, Changes
from app.domain.org import Role
from app.evidence.copies import materialise
from app.models import incarnation, journal, local, rows
from app.models.book import Book, create_book, open_book
from app.store import keyring
from app.store.outcomes import StoreFault
from tests.models.conftest import CHEAP, DEK, PASSWORD

ROOT = Path(__file__).resolve().parents[2]


def name_unit(book: Book, name: str) -> journal.Applied:
    changes = Changes(Action.EDIT_SCHOOL)
    changes.put("unit", "u", {"name": name})
    return book.apply(changes.done())


def unit_name(book: Book) -> str | None:
    with book.read() as conn:
        row = rows.get(conn, "unit", "u")
    return None if row is None else row["name"]


def reopen(book: Book) -> Book:
    return open_book(book.profile, DEK, book.clock, actor="a1", role=Role.PRINCIPAL)


def test_a_book_lives_on(book: Book) -> None:
    name_unit(book, "Tổ 1")
    device = book.device
    book.close()
    again = reopen(book)
    assert unit_name(again) == "Tổ 1"
    assert again.device == device
    applied = name_unit(again, "Tổ 2")
    assert applied.ops[0].id.seq == 2
    again.undo(applied.txn_id)
    assert unit_name(again) == "Tổ 1"
    again.close()


def test_what_is_there_and_what_is_not(tmp_path: Path, clock: FrozenClock) -> None:
    profile = tmp_path / "mới"
    who = {"actor": "a1", "role": Role.PRINCIPAL}
    with pytest.raises(WorldError) as caught:
        open_book(profile, DEK, clock, **who)  # type: ignore[arg-type]
    assert caught.value.outcome is StoreFault.NO_BOOK
    dek, _ = keyring.create(profile, "a1", PASSWORD, CHEAP)
    create_book(profile, dek, clock, **who).close()  # type: ignore[arg-type]
    with pytest.raises(WorldError) as caught:
        create_book(profile, dek, clock, **who)  # type: ignore[arg-type]
    assert caught.value.outcome is StoreFault.BOOK_EXISTS
    with pytest.raises(WorldError) as caught:
        open_book(profile, bytes(32), clock, **who)  # type: ignore[arg-type]
    assert caught.value.outcome is StoreFault.WRONG_KEY
    open_book(profile, dek, clock, **who).close()  # type: ignore[arg-type]  # the lock was let go


def test_a_second_instance_is_refused(book: Book) -> None:
    with pytest.raises(WorldError) as caught:
        reopen(book)
    assert caught.value.outcome is StoreFault.ALREADY_OPEN
    assert unit_name(book) is None


def test_readers_and_writers_of_several_threads(book: Book) -> None:
    errors: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(5):
                name_unit(book, f"Tổ {number}.{turn}")
                unit_name(book)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with book.read() as conn:
        report = journal.verify_journal(conn)
    assert (report.ops, report.problems) == (15, ())


def test_what_is_written_is_never_told_as_failed(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """A virus scanner that holds the marker for a moment takes nothing back; the next change catches up."""
    before = incarnation.read_marker(book.profile)

    def held(path: Path, data: bytes) -> None:
        raise WorldError(FileFault.IN_USE, path=str(path))

    with monkeypatch.context() as scanner:
        scanner.setattr(incarnation, "write_atomic", held)
        name_unit(book, "Tổ 1")
    assert incarnation.read_marker(book.profile) == before
    assert unit_name(book) == "Tổ 1"
    last = name_unit(book, "Tổ một").ops[-1]
    marker = incarnation.read_marker(book.profile)
    assert marker is not None
    assert marker.last_seq == last.id.seq


def test_temporary_copies_are_gone_after_reopening(book: Book) -> None:
    sha = book.blobs.add(Path(__file__)).sha
    copy = materialise(book.blobs, book.temp, "tep", sha, "bản xem.py")
    (book.profile / "evidence" / "tam" / "nửa").write_bytes(b"half")
    book.close()
    again = reopen(book)
    assert not copy.exists() and book.blobs.has(sha)
    assert list((book.profile / "evidence" / "tam").iterdir()) == []
    again.close()


def test_a_daily_check_is_due_once(book: Book, clock: FrozenClock) -> None:
    assert book.check_due
    book.check()
    book.close()
    again = reopen(book)
    assert not again.check_due
    again.close()
    clock.advance(days=1)
    again = reopen(book)
    assert again.check_due
    again.close()


def test_the_database_is_checked_after_an_unclean_end(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[object] = []
    monkeypatch.setattr("app.models.book.quick_check", checked.append)
    book.close()
    again = reopen(book)
    assert checked == []
    kill(again)
    reopen(book).close()
    assert len(checked) == 1


def kill(book: Book) -> None:
    """Let go of the files without an orderly end."""
    book._reader.dispose()
    book._writer.dispose()
    book._lock.release()


# device incarnation


def put_back_old_database(book: Book) -> None:
    old = (book.profile / "so.db").read_bytes()
    again = reopen(book)
    name_unit(again, "Tổ 9")
    again.close()
    (book.profile / "so.db").write_bytes(old)


def lose_marker(book: Book) -> None:
    (book.profile / incarnation.MARKER_NAME).unlink()


def other_marker(book: Book) -> None:
    incarnation.write_marker(book.profile, "0123456789abcdef", 1)


def damaged_marker(book: Book) -> None:
    (book.profile / incarnation.MARKER_NAME).write_bytes(b"{")


def other_pc(book: Book) -> None:
    path = book.profile / incarnation.MARKER_NAME
    path.write_text(path.read_text(encoding="utf-8").replace('"host":"', '"host":"khac-'), encoding="utf-8")


@pytest.mark.parametrize(
    "happened", [put_back_old_database, lose_marker, other_marker, damaged_marker, other_pc]
)
def test_a_new_incarnation_when_in_doubt(book: Book, happened: Callable[[Book], None]) -> None:
    name_unit(book, "Tổ 1")
    book.close()
    happened(book)
    again = reopen(book)
    assert again.device != book.device
    name_unit(again, "Tổ 2")
    with again.read() as conn:
        devices = [op.id.device for op in journal.history(conn, "unit", "u")]
        assert journal.verify_journal(conn).problems == ()
    assert devices == [book.device, again.device]
    device = again.device
    again.close()
    third = reopen(book)
    assert third.device == device
    third.close()


def test_a_database_ahead_of_the_marker_goes_on(book: Book) -> None:
    """A power cut between commit and marker is no restore."""
    name_unit(book, "Tổ 1")
    name_unit(book, "Tổ 2")
    book.close()
    incarnation.write_marker(book.profile, book.device, 1)
    again = reopen(book)
    assert again.device == book.device
    again.close()


# kill -9


@pytest.mark.parametrize(
    ("at", "name"),
    [
        ("apply.1-begun", "Tổ 1"),
        ("apply.2-ops", "Tổ 1"),
        ("apply.3-rows", "Tổ 1"),
        ("apply.4-committed", "Tổ 2"),
    ],
)
def test_killed_while_writing_shows_the_last_committed_state(book: Book, at: str, name: str) -> None:
    name_unit(book, "Tổ 1")
    book.close()
    code = (
        "import sys; from pathlib import Path\n"
        "from app.domain.clock import FrozenClock; from app.domain.org import Role\n"
        "from app.domain.journal import Action, Changes; from app.models.book import open_book\n"
        "who = {'actor': 'a1', 'role': Role.PRINCIPAL}\n"
        "book = open_book(Path(sys.argv[1]), bytes(range(32)), FrozenClock(), **who)\n"
        "changes = Changes(Action.EDIT_SCHOOL); changes.put('unit', 'u', {'name': 'Tổ 2'})\n"
        "book.apply(changes.done())"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(book.profile)],
        cwd=ROOT,
        env={**os.environ, "SOCDS_CRASH_AT": at},
        check=False,
    )
    assert ended.returncode == -9
    again = reopen(book)
    assert unit_name(again) == name
    assert again.device == book.device
    with again.read() as conn:
        assert journal.verify_journal(conn).problems == ()
    name_unit(again, "Tổ 3")
    again.close()
    stray = {path.name for path in book.profile.rglob("*")} - {
        "so.db", "so.lock", "may.json", "evidence", "tam",
    }  # fmt: skip
    assert stray == set()


def test_local_facts(book: Book) -> None:
    with book.write() as conn:
        local.put_text(conn, "last_backup", "hôm qua")
        local.put_text(conn, "last_backup", "hôm nay")
    with book.read() as conn:
        assert local.get_text(conn, "last_backup") == "hôm nay"
        assert local.get(conn, "khác") is None
