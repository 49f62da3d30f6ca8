"""Opened copies: the viewer gets a read-only temporary copy, never the stored original.

A copy whose content changed is noticed and offered as a revision; copies are cleaned at start.
Layout: `<folder>/<file id>/<sha256>/<file name>`.
"""

from __future__ import annotations

import hashlib
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.ports import BlobSource
from app.files import world_errors

BUFFER = 1 << 20


@dataclass(frozen=True)
class Copy:
    file_id: str
    sha: str
    path: Path


def open_copy(blobs: BlobSource, folder: Path, file_id: str, sha: str, name: str) -> Path:
    """A read-only copy under the file's own name; an existing unchanged one is reused."""
    path = folder / file_id / sha / safe_name(name)
    if path.exists() and _digest(path) == sha:
        return path
    with world_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path = _free_name(path)
        with blobs.open(sha) as source, path.open("wb") as out:
            shutil.copyfileobj(source, out, BUFFER)
        path.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)
    return path


def changed_copies(folder: Path) -> Iterator[Copy]:
    """Copies in `folder` whose content is no longer that of the stored file, new siblings included."""
    if not folder.is_dir():
        return
    for path in sorted(folder.glob("*/*/*")):
        sha = path.parent.name
        hidden = path.name.startswith((".", "~")) or path.suffix.lower() in (".tmp", ".lock")
        if path.is_file() and not hidden and path.stat().st_size and _digest(path) != sha:
            yield Copy(path.parent.parent.name, sha, path)


def clean(folder: Path) -> None:
    """Remove all copies; called at start, when no viewer of ours can hold one."""
    if not folder.is_dir():
        return
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(stat.S_IWRITE | stat.S_IREAD)
    shutil.rmtree(folder, ignore_errors=True)


def safe_name(name: str) -> str:
    """A file name legal on Windows and FAT, at most 120 characters, its ending kept."""
    cleaned = "".join("_" if char in '<>:"/\\|?*' or ord(char) < 32 else char for char in name).strip(" .")
    stem, dot, ending = cleaned.rpartition(".")
    if not dot:
        return cleaned[:120] or "tep"
    return f"{stem[: 119 - len(ending)]}.{ending}"


def _free_name(path: Path) -> Path:
    number = 2
    while path.with_stem(f"{path.stem} ({number})").exists():
        number += 1
    return path.with_stem(f"{path.stem} ({number})")


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
