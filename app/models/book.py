"""The opened school book (sổ): what every use case gets as its first argument."""

from __future__ import annotations

import contextlib
import shutil
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine

from app.crash import point
from app.domain.clock import Clock, today
from app.domain.errors import WorldError
from app.domain.journal import ChangeSet
from app.domain.org import Role
from app.models import incarnation, local, oplog
from app.models.journal import Applied, apply, undo
from app.models.migrate import migrate
from app.models.tables import t
from app.store.blobs import BlobStore
from app.store.engine import open_engine, quick_check, refuse_bad_root
from app.store.outcomes import StoreFault
from app.store.places import DATABASE_NAME, EVIDENCE_NAME, TEMP_NAME, SingleInstance

BEFORE_UPGRADE = "truoc-nang-cap"  # folder of copies made before a migration
_CLOSED = "closed"  # local: b"1" while nobody has the book open
_CHECKED = "checked_on"  # local: day of the last quick_check


@dataclass
class Book:
    """One school's data, open in this process only. `role` decides which use cases may be called."""

    profile: Path
    dek: bytes = field(repr=False)
    blobs: BlobStore
    clock: Clock
    device: str  # incarnation this PC writes under
    actor: str  # account id, "" = the program itself
    role: Role
    check_due: bool  # call `check()` once the first data is on screen
    _writer: Engine = field(repr=False)
    _reader: Engine = field(repr=False)
    _lock: SingleInstance = field(repr=False)
    filing: threading.Lock = field(default_factory=threading.Lock, repr=False)  # next evidence code → written
    _marking: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _marked: int = 0

    @property
    def temp(self) -> Path:
        """Folder for copies with a short life; emptied when the book is opened."""
        folder = self.profile / TEMP_NAME
        folder.mkdir(exist_ok=True)
        return folder

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A writing transaction (BEGIN IMMEDIATE), committed at the end; one at a time, not nested."""
        with self._writer.begin() as conn:
            yield conn

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent reading transaction, beside any writer."""
        with self._reader.begin() as conn:
            yield conn

    def apply(self, changeset: ChangeSet) -> Applied:
        """One action in one transaction of its own."""
        with self.write() as conn:
            applied = apply(conn, changeset, device=self.device, actor=self.actor, clock=self.clock)
        point("apply.4-committed")
        self.mark(applied)
        return applied

    def undo(self, txn_id: str) -> Applied:
        """Take an action back; see `journal.undo` for the refusals."""
        with self.write() as conn:
            applied = undo(conn, txn_id, device=self.device, actor=self.actor, clock=self.clock)
        self.mark(applied)
        return applied

    def mark(self, applied: Applied) -> None:
        """Note outside the database how far this PC has written; call after the commit.

        What is committed is never told as failed: a marker that cannot be replaced now (a full disk, a virus
        scanner) stays behind, which is harmless, and the next change catches up.
        """
        if not applied.ops:
            return
        with self._marking:  # a writer thread and a file worker may end at the same moment
            self._marked = max(self._marked, applied.ops[-1].id.seq)
            with contextlib.suppress(WorldError):
                incarnation.write_marker(self.profile, self.device, self._marked)

    def evidence_names(self) -> dict[str, str]:
        """SHA-256 → file name, for messages about a blob."""
        table = t["evidence_file"]
        with self.read() as conn:
            return {row.sha: row.name for row in conn.execute(table.select()) if row.sha}

    def check(self) -> None:
        """The daily integrity check. Raises WorldError(DAMAGED)."""
        quick_check(self._reader)
        with self.write() as conn:
            local.put_text(conn, _CHECKED, today(self.clock).isoformat())
        self.check_due = False

    def close(self) -> None:
        """Note the orderly end and let another program open the book."""
        try:
            with self.write() as conn:
                local.put(conn, _CLOSED, b"1")
        finally:
            self._reader.dispose()
            self._writer.dispose()
            self._lock.release()


def create_book(profile: Path, dek: bytes, clock: Clock, *, actor: str, role: Role) -> Book:
    """A new, empty book beside the key header that `keyring.create` wrote, opened.

    Raises WorldError: BOOK_EXISTS, ROOT_NETWORK, ROOT_REMOVABLE, ROOT_CLOUD, FileFault.
    """
    if (profile / DATABASE_NAME).exists():
        raise WorldError(StoreFault.BOOK_EXISTS, path=str(profile))
    refuse_bad_root(profile)
    return _open(profile, dek, clock, actor, role)


def open_book(profile: Path, dek: bytes, clock: Clock, *, actor: str, role: Role) -> Book:
    """Open the book in `profile` with its data key.

    Takes the single-instance lock, migrates, settles the device incarnation, removes half-written files,
    and checks the database after an unclean close. Raises WorldError: NO_BOOK,
    ALREADY_OPEN, WRONG_KEY, DAMAGED, NEWER_DATABASE, FileFault.
    """
    if not (profile / DATABASE_NAME).exists():
        raise WorldError(StoreFault.NO_BOOK, path=str(profile))
    return _open(profile, dek, clock, actor, role)


def _open(profile: Path, dek: bytes, clock: Clock, actor: str, role: Role) -> Book:
    lock = SingleInstance(profile)
    lock.acquire()
    engines: list[Engine] = []
    try:
        path = profile / DATABASE_NAME
        _empty_temp(profile)
        migrate(path, dek, profile / BEFORE_UPGRADE)
        engines.append(open_engine(path, dek))
        engines.append(open_engine(path, dek, read_only=True))
        blobs = BlobStore(profile / EVIDENCE_NAME)
        blobs.clean_temp()
        device, due = _begin(engines[0], profile, today(clock))
        return Book(profile, dek, blobs, clock, device, actor, role, due, engines[0], engines[1], lock)
    except BaseException:
        for engine in engines:
            engine.dispose()
        lock.release()
        raise


def _begin(engine: Engine, profile: Path, day: date) -> tuple[str, bool]:
    """Check after an unclean close, mark the book as open, settle who writes; is a check due today?"""
    with engine.connect() as conn:
        unclean = local.get(conn, _CLOSED) == b"0"
        checked = local.get_text(conn, _CHECKED)
    if unclean:
        quick_check(engine)
    with engine.begin() as conn:
        local.put(conn, _CLOSED, b"0")
        device = incarnation.settle(conn, profile)
        last = oplog.tips(conn).get(device, oplog.Tip()).seq
    incarnation.write_marker(profile, device, last)
    return device, checked != day.isoformat()


def _empty_temp(profile: Path) -> None:
    """Best effort: a copy that a viewer still holds open (Windows) goes next time."""
    temp = profile / TEMP_NAME
    for path in temp.rglob("*"):
        with contextlib.suppress(OSError):
            path.chmod(stat.S_IRWXU)  # Windows refuses to delete read-only files
    shutil.rmtree(temp, ignore_errors=True)
