"""Writing a package: space check → `.part` → fsync → re-read past the cache → rename (design.md §5).

The signature is asked for before the first byte is written: every digest is known by then, so a wrong
password or an expired certificate costs no copying and leaves nothing on the stick.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from app.crash import point
from app.domain.errors import FileFault, WorldError
from app.domain.ports import BlobSource, CmsSigner, Progress, no_progress
from app.files import PART_SUFFIX, fsync_dir, world_errors
from app.package import asic, disk, texts, zipform
from app.package.compose import Composed, PackageParts, Planned, compose, planned_bytes
from app.package.manifest import ItemRole
from app.package.outcomes import PackageOutcome
from app.package.zipread import first_difference, verified_prefix

SUFFIX = ".asice"


@dataclass(frozen=True)
class PackageInfo:
    """A package that stands whole at `path`; `size` and `free_after` in bytes, `files` without META-INF."""

    path: Path
    identity: str
    size: int
    files: int
    free_after: int


@contextmanager
def _source_faults(entry: Planned) -> Iterator[None]:
    """A fault of reading evidence is told apart from a fault of writing the package."""
    try:
        yield
    except OSError as error:
        raise WorldError(
            PackageOutcome.EVIDENCE_UNREADABLE, title=entry.title, name=entry.name, detail=str(error)
        ) from error


class _Source:
    """The bytes of one entry."""

    def __init__(self, handle: BinaryIO, entry: Planned) -> None:
        self._handle, self._entry = handle, entry

    def read(self, count: int) -> bytes:
        with _source_faults(self._entry):
            return self._handle.read(count)


class _Count:
    """Bytes passed, reported as one job of `total` bytes."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, max(total, 1), 0

    def __call__(self, more: int) -> None:
        self._done = min(self._done + more, self._total)
        self._progress(self._done, self._total)


def write_package(
    destination_dir: Path,
    file_name: str,
    parts: PackageParts,
    blobs: BlobSource,
    signer: CmsSigner,
    at: datetime,
    progress: Progress = no_progress,
) -> PackageInfo:
    """Write `destination_dir/file_name` in one pass; it appears whole or not at all.

    WorldError with a PackageOutcome or FileFault; Cancelled from `progress`. No `.part` stays behind,
    except when the disk was pulled out or the program was killed (see `app.package.leftover`).
    """
    return write(destination_dir / file_name, parts, blobs, signer, at, progress, keep=False)


def write(
    target: Path,
    parts: PackageParts,
    blobs: BlobSource,
    signer: CmsSigner,
    at: datetime,
    progress: Progress,
    keep: bool,
) -> PackageInfo:
    """As `write_package`; with `keep`, whole entries of a left `.part` are checked and not written again."""
    composed = compose(parts, blobs)
    _check_sizes(composed, blobs)
    with world_errors(target):
        if target.exists():
            raise WorldError(PackageOutcome.ALREADY_THERE, name=target.name, folder=str(target.parent))
    entries = (*composed.entries, *_signed(composed, signer, at))
    part = target.with_name(target.name + PART_SUFFIX)
    kept: Sequence[zipform.Entry] = ()
    count = _Count(progress, 2 * sum(entry.size for entry in entries))
    try:
        with world_errors(target):
            if keep:
                kept = _kept(part, entries, count)
            _check_space(target, entries, kept)
            written = _write_part(part, entries, kept, count)
            point("pack.2-written")
            _read_back(part, target, written, count)
            point("pack.3-read-back")
            part.rename(target)
            point("pack.4-renamed")
            fsync_dir(target.parent)
            size, free = target.stat().st_size, disk.free_bytes(target.parent)
    except BaseException as error:
        if not (isinstance(error, WorldError) and error.outcome is FileFault.DEVICE_GONE):
            _remove(part)
        raise
    return PackageInfo(target, composed.identity, size, len(composed.goi.items), free)


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        pass  # the disk is gone or read-only: the .part is recognised later


def _check_sizes(composed: Composed, blobs: BlobSource) -> None:
    for item in composed.goi.items:
        if item.role == ItemRole.EVIDENCE and blobs.size(item.sha256) != item.size:
            raise WorldError(PackageOutcome.EVIDENCE_CHANGED, title=item.title, name=item.name)


def _signed(composed: Composed, signer: CmsSigner, at: datetime) -> tuple[Planned, Planned]:
    signature = signer.sign_detached(composed.asic_manifest, at)
    return (
        planned_bytes(asic.MANIFEST_NAME, composed.asic_manifest, texts.SIGNED_LIST_TITLE),
        planned_bytes(asic.SIGNATURE_NAME, signature, texts.SIGNATURE_TITLE),
    )


def _check_space(target: Path, entries: Sequence[Planned], kept: Sequence[zipform.Entry]) -> None:
    total = zipform.total_size([(entry.name, entry.size) for entry in entries])
    limit = disk.file_limit(target.parent)
    if limit is not None and total > limit:
        raise WorldError(
            PackageOutcome.TOO_BIG_FOR_FAT, name=target.name, size_mb=total >> 20, limit_mb=limit >> 20
        )
    there = kept[-1].offset + kept[-1].size if kept else 0
    free = disk.free_bytes(target.parent)
    if total - there > free:
        needed_mb, free_mb = -(-(total - there) >> 20), free >> 20
        raise WorldError(
            PackageOutcome.NO_SPACE, folder=str(target.parent), needed_mb=needed_mb, free_mb=free_mb
        )


def open_part(part: Path, mode: str) -> BinaryIO:
    """The only place a package is opened for writing."""
    return cast(BinaryIO, part.open(mode))


def _kept(part: Path, entries: Sequence[Planned], count: _Count) -> Sequence[zipform.Entry]:
    with open_part(part, "r+b") as handle:
        expected = [(entry.name, entry.size, entry.sha) for entry in entries]
        kept, end = verified_prefix(handle, expected, count)
        handle.truncate(end)
    return kept


def _write_part(
    part: Path, entries: Sequence[Planned], kept: Sequence[zipform.Entry], count: _Count
) -> Sequence[zipform.Entry]:
    with open_part(part, "r+b" if kept else "wb") as out:
        sink = zipform.ZipSink(out, kept)
        point("pack.1-part-open")
        for entry in entries[len(kept) :]:
            if entry is entries[-1]:
                point("pack.1-unsigned")
            _add(sink, entry, count)
        sink.finish()
        out.flush()
        os.fsync(out.fileno())
    return sink.entries


def _add(sink: zipform.ZipSink, entry: Planned, count: _Count) -> None:
    changed = WorldError(PackageOutcome.EVIDENCE_CHANGED, title=entry.title, name=entry.name)
    with _source_faults(entry):
        source = entry.open()
    with source:
        try:
            done = sink.add(entry.name, entry.size, _Source(source, entry), count)
        except zipform.WrongSize as error:
            raise changed from error
    if done.sha != entry.sha:
        raise changed


def _read_back(part: Path, target: Path, written: Sequence[zipform.Entry], count: _Count) -> None:
    with part.open("rb") as handle:
        disk.drop_cache(handle)
        if first_difference(handle, written, count) is not None:
            raise WorldError(PackageOutcome.READ_BACK_DIFFERS, name=target.name, folder=str(target.parent))
