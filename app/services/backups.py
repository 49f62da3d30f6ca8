"""Backup and restore (sao lưu, khôi phục): encrypted, evidence included, verified by opening it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from app.domain import codec
from app.domain.clock import Clock
from app.domain.ports import Progress, no_progress
from app.domain.views import BackupView, Restored
from app.models.book import Book
from app.services import rows, setup
from app.services.access import EVERYONE, WRITERS, allowed

LAST = "last_backup"  # row of the local table: a BackupView in JSON


@allowed(WRITERS)
def backup(book: Book, folder: Path, progress: Progress = no_progress) -> BackupView:
    """Write an encrypted backup into `folder` and prove it by reading every file of it back."""
    from app.store.backup import make_backup

    made = make_backup(
        book.profile, book.dek, book.blobs, folder, book.clock, progress, names=book.evidence_names()
    )
    view = BackupView(str(made.path), made.made_at, made.size, made.evidence_files, verified=True)
    rows.put_local(book, {LAST: codec.dumps(view).encode()})
    return view


@allowed(EVERYONE)
def last(book: Book) -> BackupView | None:
    """The last backup this PC made."""
    plain = rows.local_value(book, LAST)
    return codec.loads(BackupView, plain.decode()) if plain else None


def last_made(book: Book) -> datetime | None:
    """When this PC last made a backup."""
    view = last(book)
    return view.made_at if view else None


def found(folder: Path) -> tuple[BackupView, ...]:
    """Backups lying in a folder, newest first, not yet verified."""
    from app.store.backup import list_backups

    return tuple(
        BackupView(str(info.path), info.made_at, info.size, info.evidence_files, verified=False)
        for info in list_backups(folder)
    )


def restore(
    archive: Path, secret: str, profile: Path, clock: Clock, progress: Progress = no_progress
) -> Restored:
    """Rebuild the book in `profile` with the recovery code or a password; this PC is then a new device.

    A book that stands there is moved aside, never overwritten.
    """
    from app.store.restore import restore_backup

    done = restore_backup(archive, secret, profile, clock, progress)
    book = setup.open_with_key(profile, done.dek, clock)
    try:
        school = setup.school(book)
    finally:
        setup.close(book)
    return Restored(
        school=school.name,
        made_at=done.made_at,
        evidence_files=done.evidence_files,
        damaged=tuple(item.name or item.sha for item in done.damaged),
        moved_aside=str(done.set_aside or ""),
    )
