"""Backup (sao lưu): database by SQLite's backup API, keys and evidence, one encrypted verified file."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from app.crash import point
from app.domain.clock import Clock
from app.domain.codec import plain
from app.domain.errors import WorldError
from app.domain.ports import Progress, no_progress
from app.files import PART_SUFFIX, fsync_dir, world_errors
from app.store import keyring
from app.store.archive import DATABASE_ENTRY, FORMAT, ArchiveReader, ArchiveWriter, Item, Label
from app.store.blobs import BlobStore, sha_of
from app.store.engine import connect
from app.store.outcomes import StoreFault
from app.store.places import DATABASE_NAME, TEMP_NAME
from app.store.restore import Damaged, RestoreInfo, restore_backup, settle_restore

__all__ = [
    "BackupInfo", "Damaged", "RestoreInfo", "copy_database", "list_backups", "make_backup",
    "restore_backup", "settle_restore",
]  # fmt: skip

SUFFIX = ".socds"
KEEP = 3  # backups of one book left in a folder
_PATTERN = "sao-luu-*" + SUFFIX
_SPARE = 16 << 20  # bytes left free, and the container's own


@dataclass(frozen=True)
class BackupInfo:
    path: Path
    made_at: datetime  # the PC's clock, a claim
    size: int  # bytes
    evidence_files: int
    serial: int  # order of the backups of one book; never by clock
    book_id: str
    damaged: tuple[str, ...] = ()  # evidence found already harmed on the PC while backing up


def copy_database(path: Path, key: bytes, target: Path) -> None:
    """A consistent encrypted copy of a live database, checked by opening it; `target` is replaced.

    SQLite's backup API, never a file copy: that would miss what the WAL holds.
    """
    part = target.with_name(target.name + PART_SUFFIX)
    part.unlink(missing_ok=True)
    try:
        with world_errors(part):
            source, copy = connect(path, key), connect(part, key)
            try:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, no -wal beside it
                found = [row[0] for row in copy.execute("PRAGMA quick_check(1)")]
            finally:
                copy.close()
                source.close()
            if found != ["ok"]:
                raise WorldError(StoreFault.DAMAGED, path=str(path), detail=str(found))
            part.replace(target)
            fsync_dir(target.parent)
    finally:
        part.unlink(missing_ok=True)


def make_backup(
    profile: Path,
    dek: bytes,
    blobs: BlobStore,
    folder: Path,
    clock: Clock,
    progress: Progress = no_progress,
    *,
    names: Mapping[str, str] | None = None,
    keep: int = KEEP,
) -> BackupInfo:
    """Write `sao-luu-YYYYMMDD-HHMM.socds` into `folder` and prove it by reading it back.

    `names`: SHA-256 → what a person calls the file. `progress` counts bytes, twice (write, read back).
    Older backups of this book beyond `keep` are removed afterwards. On failure or cancel nothing is
    left in `folder`. Raises WorldError: NO_ROOM, BACKUP_NOT_VERIFIED, FileFault; Cancelled.
    """
    header = keyring.read_header(profile)
    with world_errors(profile), tempfile.TemporaryDirectory(dir=_temp(profile)) as temp:
        copy = Path(temp) / DATABASE_NAME
        copy_database(profile / DATABASE_NAME, dek, copy)
        shas = list(blobs.all())
        total = copy.stat().st_size + sum(blobs.size(sha) for sha in shas)
        _check_room(folder, total + 1000 * len(shas))
        _remove_stale_parts(folder)
        serial = max((info.serial for info in _of_book(folder, header.id)), default=0) + 1
        made_at = clock.now()
        label = Label(FORMAT, made_at, serial, len(shas), "", plain(header))
        path = _free_name(folder, made_at)
        part = path.with_name(path.name + PART_SUFFIX)
        count = _counter(progress, 2 * total)
        try:
            with world_errors(path):
                items = _write(part, dek, label, copy, blobs, shas, names or {}, count)
                point("backup.2-synced")
                _prove(part, dek, items, count)
                point("backup.3-verified")
                part.replace(path)
                fsync_dir(folder)
        finally:
            part.unlink(missing_ok=True)
    _rotate(folder, header.id, keep)
    harmed = tuple(item.sha for item in items if not item.whole)
    return BackupInfo(path, made_at, path.stat().st_size, len(shas), serial, header.id, harmed)


def list_backups(folder: Path) -> tuple[BackupInfo, ...]:
    """Readable backups in `folder`, of any school, newest first within each book; WorldError(FileFault)."""
    found: list[BackupInfo] = []
    with world_errors(folder):
        for path in sorted(folder.glob(_PATTERN)):
            try:
                with ArchiveReader(path) as archive:
                    label, book = archive.label, archive.header.id
            except WorldError:
                continue
            size = path.stat().st_size
            found.append(BackupInfo(path, label.made_at, size, label.files, label.serial, book))
    return tuple(sorted(found, key=lambda info: (info.book_id, -info.serial)))


def _write(
    part: Path,
    dek: bytes,
    label: Label,
    database: Path,
    blobs: BlobStore,
    shas: list[str],
    names: Mapping[str, str],
    count: Callable[[int], None],
) -> list[Item]:
    items: list[Item] = []
    with part.open("wb") as out:
        point("backup.1-part")
        with ArchiveWriter(out, dek, label) as writer:
            for number, sha in enumerate(shas, 1):
                with blobs.open(sha) as source:
                    items.append(writer.add(f"{number:06}.age", source, sha, names.get(sha, ""), count))
            whole = Item(DATABASE_ENTRY, sha_of(database), database.stat().st_size)
            items.append(whole)
            writer.add_list(0, items)
            with database.open("rb") as source:
                writer.add(whole.entry, source, whole.sha, "", count)
            writer.add_list(1, items)
        out.flush()
        os.fsync(out.fileno())
        _forget_cache(out)
    return items


def _prove(part: Path, dek: bytes, items: list[Item], count: Callable[[int], None]) -> None:
    """Read everything back from the medium and compare every hash."""
    with ArchiveReader(part) as archive:
        for item in archive.items(dek):
            if not archive.extract(item, None, count) and item.whole:
                raise WorldError(StoreFault.BACKUP_NOT_VERIFIED, name=item.name or item.entry)


def _forget_cache(file: BinaryIO) -> None:
    """Make the next read come from the medium, not from memory (Linux)."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _counter(progress: Progress, total: int) -> Callable[[int], None]:
    done = 0

    def count(size: int) -> None:
        nonlocal done
        done += size
        progress(min(done, total), total)

    return count


def _temp(profile: Path) -> Path:
    temp = profile / TEMP_NAME
    temp.mkdir(exist_ok=True)
    return temp


def _check_room(folder: Path, need: int) -> None:
    with world_errors(folder):
        free = shutil.disk_usage(folder).free
    if free < need + _SPARE:
        raise WorldError(StoreFault.NO_ROOM, path=str(folder), need=need + _SPARE, free=free)


def _remove_stale_parts(folder: Path) -> None:
    with world_errors(folder):
        for stale in folder.glob(_PATTERN + PART_SUFFIX):
            stale.unlink()


def _free_name(folder: Path, made_at: datetime) -> Path:
    stem = f"sao-luu-{made_at:%Y%m%d-%H%M}"
    path, number = folder / (stem + SUFFIX), 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{SUFFIX}"
    return path


def _of_book(folder: Path, book_id: str) -> list[BackupInfo]:
    """Backups of one book in `folder`, newest first."""
    return [info for info in list_backups(folder) if info.book_id == book_id]


def _rotate(folder: Path, book_id: str, keep: int) -> None:
    """Remove the oldest backups of this book; the new, verified one always stays."""
    for info in _of_book(folder, book_id)[max(keep, 1) :]:
        with world_errors(info.path):
            info.path.unlink()
