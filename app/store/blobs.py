"""Evidence files by their SHA-256: `evidence/<aa>/<sha256>` (design.md §3, Evidence store).

Written temp → fsync → rename → directory fsync; originals are never modified; nobody outside sees
a path. A plain file has no suffix: a suffix would name an encoding, so encryption at rest can be
switched on later without moving anything.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.crash import point
from app.domain.errors import WorldError
from app.domain.ports import Progress, no_progress
from app.files import fsync_dir, world_errors
from app.store.outcomes import StoreFault

CHUNK = 1 << 20  # bytes read at a time
_SHA = re.compile(r"[0-9a-f]{64}")
_TEMP = "tam"  # folder of half-written files, emptied at start


@dataclass(frozen=True)
class Stored:
    sha: str  # lower-case hexadecimal
    size: int  # bytes
    new: bool  # False: the same content was there already


def sha_of(path: Path) -> str:
    """SHA-256 of a file, lower-case hexadecimal, in constant memory."""
    with world_errors(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class BlobStore:
    """The evidence folder. Implements `domain.ports.BlobSource`. Safe to use from several threads."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._temp = root / _TEMP

    def add(self, source: BinaryIO | Path, progress: Progress = no_progress) -> Stored:
        """Store a file in one pass; the same content is kept once.

        `progress` gets bytes done and total (0 = unknown) and may raise Cancelled. Raises
        WorldError(FileFault); then nothing is left behind.
        """
        if isinstance(source, Path):
            with world_errors(source), source.open("rb") as file:
                return self._add(file, source, os.fstat(file.fileno()).st_size, progress)
        return self._add(source, Path(str(getattr(source, "name", ""))), 0, progress)

    def _add(self, source: BinaryIO, name: Path, total: int, progress: Progress) -> Stored:
        with world_errors(self._root):
            self._temp.mkdir(parents=True, exist_ok=True)
            handle, temp_name = tempfile.mkstemp(dir=self._temp)
        temp = Path(temp_name)
        try:
            with world_errors(self._root), os.fdopen(handle, "wb") as out:
                point("blob.1-temp-open")
                sha, size = self._copy(source, name, out, total, progress)
                out.flush()
                point("blob.2-written")
                os.fsync(out.fileno())
            point("blob.3-synced")
            return Stored(sha, size, self.adopt(temp, sha))
        finally:
            temp.unlink(missing_ok=True)

    def _copy(
        self, source: BinaryIO, name: Path, out: BinaryIO, total: int, progress: Progress
    ) -> tuple[str, int]:
        digest = hashlib.sha256()
        size = 0
        while True:
            with world_errors(name):
                chunk = source.read(CHUNK)
            if not chunk:
                return digest.hexdigest(), size
            digest.update(chunk)
            out.write(chunk)
            size += len(chunk)
            progress(size, total)

    def adopt(self, temp: Path, sha: str) -> bool:
        """Move a whole, synced file with hash `sha` on the same disk into its place.

        False (and `temp` stays) when the content is there already, unharmed.
        """
        place = self._path(sha)
        with world_errors(place):
            if place.exists() and sha_of(place) == sha:
                return False
            created = not place.parent.exists()
            place.parent.mkdir(parents=True, exist_ok=True)
            temp.replace(place)
            point("blob.4-renamed")
            fsync_dir(place.parent)
            if created:
                fsync_dir(self._root)
        return True

    def open(self, sha: str) -> BinaryIO:
        """The stored bytes. Raises WorldError(BLOB_MISSING)."""
        path = self._found(sha)
        with world_errors(path):
            return path.open("rb")

    def size(self, sha: str) -> int:
        return self._found(sha).stat().st_size

    def has(self, sha: str) -> bool:
        return self._path(sha).is_file()

    def verify(self, sha: str) -> None:
        """Re-read the file. Raises WorldError: BLOB_MISSING, BLOB_DAMAGED."""
        if sha_of(self._found(sha)) != sha:
            raise WorldError(StoreFault.BLOB_DAMAGED, sha=sha)

    def all(self) -> Iterator[str]:
        """Every stored SHA-256, in order."""
        for folder in sorted(self._root.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(entry.name for entry in folder.iterdir() if _SHA.fullmatch(entry.name))

    def clean_temp(self) -> int:
        """Remove what a killed program left half-written; how many files there were."""
        stray = list(self._temp.iterdir()) if self._temp.exists() else []
        for path in stray:
            path.unlink()
        return len(stray)

    def _path(self, sha: str) -> Path:
        if not _SHA.fullmatch(sha):
            raise ValueError("not a SHA-256")
        return self._root / sha[:2] / sha

    def _found(self, sha: str) -> Path:
        path = self._path(sha)
        if not path.is_file():
            raise WorldError(StoreFault.BLOB_MISSING, sha=sha)
        return path
