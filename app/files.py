"""Writing files so that nothing is ever half-written: temp → fsync → replace.

Standard library only (plus `app.domain`); every package may import it.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.domain.errors import FileFault, Outcome, WorldError
from app.domain.text import nfc

PART_SUFFIX = ".part"

_BY_ERRNO: dict[int, Outcome] = {
    errno.ENOSPC: FileFault.DISK_FULL,
    errno.EDQUOT: FileFault.DISK_FULL,
    errno.EROFS: FileFault.READ_ONLY,
    errno.EACCES: FileFault.READ_ONLY,
    errno.EPERM: FileFault.READ_ONLY,
    errno.ENOENT: FileFault.MISSING,
    errno.ENOTDIR: FileFault.MISSING,
    errno.EIO: FileFault.DEVICE_GONE,
    errno.ENODEV: FileFault.DEVICE_GONE,
    errno.ENXIO: FileFault.DEVICE_GONE,
    errno.EFBIG: FileFault.TOO_BIG_FOR_DISK,
    errno.EBUSY: FileFault.IN_USE,
}
if hasattr(errno, "ESTALE"):
    _BY_ERRNO[errno.ESTALE] = FileFault.DEVICE_GONE


# Windows says more than its errno, which is "permission denied" for most of these.
_BY_WINERROR: dict[int, Outcome] = {
    19: FileFault.READ_ONLY,  # write-protected medium
    21: FileFault.DEVICE_GONE,  # device not ready
    32: FileFault.IN_USE,  # sharing violation
    33: FileFault.IN_USE,  # lock violation
    39: FileFault.DISK_FULL,
    112: FileFault.DISK_FULL,
    433: FileFault.DEVICE_GONE,  # no such device
    1167: FileFault.DEVICE_GONE,  # device not connected
}

# Some network and stick file systems cannot flush a folder; their rename is as safe as they are.
_NO_FOLDER_FLUSH = (errno.EINVAL, errno.ENOTSUP)


def fault_of(error: OSError) -> Outcome:
    """Which `FileFault` an operating-system error is."""
    known = _BY_WINERROR.get(getattr(error, "winerror", None) or 0)
    if known is not None:
        return known
    return _BY_ERRNO.get(error.errno or 0, FileFault.OTHER)


@contextmanager
def world_errors(path: Path) -> Iterator[None]:
    """Turn an `OSError` about `path` into a `WorldError` that names it."""
    try:
        yield
    except OSError as error:
        raise WorldError(fault_of(error), path=str(path), detail=str(error)) from error


def shown_name(path: Path) -> str:
    """The file's name as text that can be stored and shown: NFC, bytes that are no text as U+FFFD."""
    return nfc(os.fsencode(path.name).decode("utf-8", errors="replace"))


def fsync_dir(folder: Path) -> None:
    """Make a rename in `folder` durable; a no-op where directories cannot be opened."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_FLUSH:
            raise
    finally:
        os.close(handle)


def write_atomic(path: Path, data: bytes) -> None:
    """Replace `path` by `data`: the old file stays whole until the new one is on disk.

    Raises WorldError(FileFault) and leaves no temporary file behind. Where only the last step failed
    (flushing the folder) the new file is already in place, whole.
    """
    part = path.with_name(path.name + PART_SUFFIX)
    with world_errors(path):
        try:
            with part.open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            part.replace(path)
        except BaseException:
            with suppress(OSError):  # the first error is the one to tell
                part.unlink(missing_ok=True)
            raise
        fsync_dir(path.parent)
