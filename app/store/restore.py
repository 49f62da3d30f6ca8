"""Restore (khôi phục): a backup becomes a profile again, on this PC or another."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.crash import point
from app.domain.clock import Clock
from app.domain.errors import WorldError
from app.domain.ports import Progress, no_progress
from app.files import PART_SUFFIX, fsync_dir, world_errors
from app.store import keyring
from app.store.archive import DATABASE_ENTRY, ArchiveReader, Item
from app.store.blobs import BlobStore
from app.store.engine import open_engine, quick_check
from app.store.outcomes import StoreFault
from app.store.places import DATABASE_NAME, EVIDENCE_NAME, LOCK_NAME, SingleInstance, refuse_bad_root

_FILLING = ".khoi-phuc"  # sibling folder being filled
_READY = ".san-sang"  # sibling folder complete, to be renamed to the profile
_SPARE = 16 << 20


@dataclass(frozen=True)
class Damaged:
    """An evidence file the backup could not give back."""

    sha: str
    name: str  # what a person calls it; "" when unknown


@dataclass(frozen=True)
class RestoreInfo:
    profile: Path
    made_at: datetime  # of the backup
    evidence_files: int  # restored and verified
    damaged: tuple[Damaged, ...]
    set_aside: Path | None  # where the profile that stood there went
    accounts: tuple[str, ...]
    dek: bytes = field(repr=False)  # what the secret unlocked


def restore_backup(
    archive: Path, secret: str, profile: Path, clock: Clock, progress: Progress = no_progress
) -> RestoreInfo:
    """Rebuild `profile` from `archive` with the recovery code or any account's password.

    Everything goes to a fresh folder beside `profile` first; a profile that stands there is moved aside
    with a date, never overwritten. A damaged evidence file is named and the others restored. The marker
    of the device incarnation is not part of a backup, so opening the book starts a new incarnation.
    `progress` counts bytes. Raises WorldError: BACKUP_NOT_OURS, BACKUP_NEWER, BACKUP_DAMAGED (label,
    list or database), BACKUP_SECRET_WRONG or the fault of a mistyped code, NO_ROOM, ALREADY_OPEN,
    those of `refuse_bad_root`, FileFault; Cancelled. Then nothing has changed.
    """
    refuse_bad_root(profile)
    with ArchiveReader(archive) as source:
        header = source.header
        dek = _unlock(header, secret)
        items = source.items(dek)
        _refuse_open(profile)
        fresh = profile.with_name(profile.name + _FILLING)
        _check_room(profile, sum(item.size for item in items))
        _clear(fresh)
        try:
            with world_errors(profile), SingleInstance(fresh):  # so that no other program clears it away
                keyring.write_header(fresh, header)
                damaged = _fill(source, items, fresh, dek, progress)
            (fresh / LOCK_NAME).unlink(missing_ok=True)
            point("restore.1-filled")
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
    aside = _put_in_place(fresh, profile, clock)
    return RestoreInfo(
        profile,
        source.label.made_at,
        len(items) - 1 - len(damaged),
        damaged,
        aside,
        tuple(header.accounts),
        dek,
    )


def settle_restore(profile: Path) -> None:
    """Finish or clear away a restore that was cut off; call at start, before looking for a book."""
    ready = profile.with_name(profile.name + _READY)
    with world_errors(profile):
        if ready.exists() and not profile.exists():
            ready.rename(profile)
    with suppress(WorldError):  # another program is restoring just now
        _clear(profile.with_name(profile.name + _FILLING))
    shutil.rmtree(ready, ignore_errors=True)


def _clear(left: Path) -> None:
    """Remove what a restore that was cut off left; WorldError(ALREADY_OPEN) while one is under way."""
    if left.exists():
        with SingleInstance(left):
            pass
        shutil.rmtree(left, ignore_errors=True)


def _unlock(header: keyring.Header, secret: str) -> bytes:
    """`secret` is tried as recovery code, then as password of each account."""
    typed: WorldError | None = None
    try:
        return keyring.unlock_recovery_with(header, secret)
    except WorldError as error:
        typed = error
    for account in header.accounts:
        try:
            return keyring.unlock_with(header, account, secret)
        except WorldError:
            continue
    looks_like_code = sum(char.isalnum() for char in secret) >= 24 and secret.upper() == secret
    raise typed if looks_like_code else WorldError(StoreFault.BACKUP_SECRET_WRONG)


def _refuse_open(profile: Path) -> None:
    if profile.exists():
        with SingleInstance(profile):
            pass


def _check_room(profile: Path, need: int) -> None:
    with world_errors(profile):
        profile.parent.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(profile.parent).free
    if free < need + _SPARE:
        raise WorldError(StoreFault.NO_ROOM, path=str(profile.parent), need=need + _SPARE, free=free)


def _fill(
    source: ArchiveReader, items: tuple[Item, ...], fresh: Path, dek: bytes, progress: Progress
) -> tuple[Damaged, ...]:
    total, done = sum(item.size for item in items), 0

    def watch(size: int) -> None:
        nonlocal done
        done += size
        progress(min(done, total), total)

    blobs = BlobStore(fresh / EVIDENCE_NAME)
    (fresh / EVIDENCE_NAME).mkdir()
    part = fresh / ("tep" + PART_SUFFIX)
    damaged: list[Damaged] = []
    for item in items:
        whole = _extract(source, item, part, watch)
        if item.entry == DATABASE_ENTRY:
            if not whole:
                raise WorldError(StoreFault.BACKUP_DAMAGED, name=DATABASE_ENTRY)
            part.replace(fresh / DATABASE_NAME)
            _check_database(fresh / DATABASE_NAME, dek)
        elif whole and item.whole:
            blobs.adopt(part, item.sha)
        else:
            damaged.append(Damaged(item.sha, item.name))
        part.unlink(missing_ok=True)
    if not (fresh / DATABASE_NAME).exists():
        raise WorldError(StoreFault.BACKUP_DAMAGED, name=DATABASE_ENTRY)
    fsync_dir(fresh)
    return tuple(damaged)


def _extract(source: ArchiveReader, item: Item, part: Path, watch: Callable[[int], None]) -> bool:
    with part.open("wb") as out:
        whole = source.extract(item, out, watch)
        out.flush()
        os.fsync(out.fileno())
    return whole


def _check_database(path: Path, dek: bytes) -> None:
    engine = open_engine(path, dek)
    try:
        quick_check(engine)
    finally:
        engine.dispose()


def _put_in_place(fresh: Path, profile: Path, clock: Clock) -> Path | None:
    """Three renames; `settle_restore` finishes them after a power cut."""
    ready = profile.with_name(profile.name + _READY)
    aside: Path | None = None
    with world_errors(profile):
        shutil.rmtree(ready, ignore_errors=True)
        fresh.rename(ready)
        point("restore.2-ready")
        if profile.exists():
            (profile / LOCK_NAME).unlink(missing_ok=True)
            if any(profile.iterdir()):
                aside = _aside_name(profile, clock)
                profile.rename(aside)
            else:
                profile.rmdir()
        point("restore.3-aside")
        ready.rename(profile)
        fsync_dir(profile.parent)
    return aside


def _aside_name(profile: Path, clock: Clock) -> Path:
    stem = f"{profile.name}-cu-{clock.now():%Y%m%d-%H%M}"
    path, number = profile.with_name(stem), 1
    while path.exists():
        number += 1
        path = profile.with_name(f"{stem}-{number}")
    return path
