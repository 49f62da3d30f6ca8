"""What a folder's disk can take: free bytes, the FAT limit, reading past the cache."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import BinaryIO

FAT_LIMIT = (1 << 32) - 1  # bytes of the largest file on FAT12/16/32
_FAT_NAMES = frozenset({"vfat", "msdos", "fat", "fat12", "fat16", "fat32"})
_MOUNTS = Path("/proc/self/mountinfo")


def free_bytes(folder: Path) -> int:
    """Bytes the user may still write there; OSError when the disk is gone."""
    return shutil.disk_usage(folder).free


def file_limit(folder: Path) -> int | None:
    """Largest file in bytes the folder's file system takes; None = no limit worth naming."""
    return FAT_LIMIT if file_system(folder).casefold() in _FAT_NAMES else None


def file_system(folder: Path) -> str:
    """Name of the folder's file system ("vfat", "FAT32", "ext4"), "" when the system does not tell."""
    if sys.platform == "win32":
        return _windows_file_system(folder)
    if _MOUNTS.exists():
        return mounted_as(folder.resolve(), _MOUNTS.read_text("utf-8", errors="surrogateescape"))
    return ""


def mounted_as(folder: Path, mountinfo: str) -> str:
    """The type of the innermost mount that holds `folder`, from Linux's mountinfo."""
    best, kind = -1, ""
    for line in mountinfo.splitlines():
        left, _, right = line.partition(" - ")
        point = re.sub(r"\\([0-7]{3})", lambda m: chr(int(m.group(1), 8)), left.split(" ")[4])
        if folder.is_relative_to(point) and len(point) >= best:
            best, kind = len(point), right.split(" ")[0]
    return kind


def _windows_file_system(folder: Path) -> str:
    if sys.platform == "win32":
        import ctypes

        name = ctypes.create_unicode_buffer(64)
        root = Path(folder.resolve().anchor)
        done = ctypes.windll.kernel32.GetVolumeInformationW(str(root), None, 0, None, None, None, name, 64)
        return name.value if done else ""
    return ""


def drop_cache(handle: BinaryIO) -> None:
    """Ask that the next read comes from the device; call after fsync (Linux only, else no effect)."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
