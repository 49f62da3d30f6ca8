"""Where a school book may lie, and that only one program has it open."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath
from types import TracebackType
from typing import IO

from app.domain.errors import Outcome, WorldError
from app.domain.text import fold
from app.files import world_errors
from app.store.outcomes import StoreFault

LOCK_NAME = "so.lock"
DATABASE_NAME = "so.db"
EVIDENCE_NAME = "evidence"
TEMP_NAME = "tam"  # half-written files; emptied when the book is opened
MOUNTS = Path("/proc/self/mounts")

_CLOUD = (
    "onedrive", "dropbox", "google drive", "googledrive", "my drive", "drive cua toi",
    "icloud drive", "icloud~", "box sync", "pcloud", "nextcloud", "owncloud", "megasync",
)  # fmt: skip
_NETWORK_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "davfs", "afs", "ncpfs"}
)
_REMOVABLE_ROOTS = ("/media/", "/run/media/")
_DRIVE_REMOVABLE, _DRIVE_REMOTE = 2, 4  # GetDriveTypeW


def refuse_bad_root(profile: Path) -> None:
    """Raise WorldError when a book must not live in `profile`.

    ROOT_NETWORK: a shared folder (SQLite's WAL needs shared memory on one machine);
    ROOT_REMOVABLE: a stick; ROOT_CLOUD: a folder another program copies behind our back.
    """
    full = profile.expanduser().absolute()
    fault = _cloud(full) or (_windows_drive(full) if sys.platform == "win32" else _mount(full))
    if _is_unc(str(profile)) or _is_unc(str(full)):
        fault = StoreFault.ROOT_NETWORK
    if fault is not None:
        raise WorldError(fault, path=str(profile))


def _is_unc(path: str) -> bool:
    return path.startswith("\\\\") or (path.startswith("//") and not path.startswith("///"))


def _cloud(path: PurePath) -> Outcome | None:
    named = any(fold(part).startswith(_CLOUD) for part in path.parts)
    roots = (os.environ.get(name) for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"))
    inside = any(root and path.is_relative_to(root) for root in roots)
    return StoreFault.ROOT_CLOUD if named or inside else None


def _mount(path: Path) -> Outcome | None:
    """Judge by the mount point that holds `path` (Linux)."""
    if str(path).startswith(_REMOVABLE_ROOTS):
        return StoreFault.ROOT_REMOVABLE
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    mounts = [
        (fields[1].replace("\\040", " "), fields[2]) for line in lines if len(fields := line.split()) > 2
    ]
    holding = [(where, kind) for where, kind in mounts if path.is_relative_to(where)]
    kind = max(holding, key=lambda mount: len(mount[0]), default=("", ""))[1]
    return StoreFault.ROOT_NETWORK if kind in _NETWORK_TYPES else None


def _windows_drive(path: Path) -> Outcome | None:
    import ctypes

    kind = ctypes.windll.kernel32.GetDriveTypeW(path.anchor)  # type: ignore[attr-defined,unused-ignore]
    return {_DRIVE_REMOVABLE: StoreFault.ROOT_REMOVABLE, _DRIVE_REMOTE: StoreFault.ROOT_NETWORK}.get(kind)


class SingleInstance:
    """The right to open the book in `profile`, held until `release()` or the end of the process.

    An operating-system lock on `so.lock`: a killed program leaves none behind.
    """

    def __init__(self, profile: Path) -> None:
        self._path = profile / LOCK_NAME
        self._file: IO[bytes] | None = None

    def acquire(self) -> None:
        """Raises WorldError(ALREADY_OPEN), or a FileFault when the folder cannot be written."""
        with world_errors(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = self._path.open("ab")
        try:
            _lock(file)
        except OSError as error:
            file.close()
            raise WorldError(StoreFault.ALREADY_OPEN, path=str(self._path.parent)) from error
        self._file = file

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> SingleInstance:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
