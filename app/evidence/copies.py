"""Opened copies: the viewer gets a read-only temporary copy, never the stored original.

A copy whose content changed is noticed and offered as a revision; unchanged copies are removed when
the book is opened.
Layout: `<folder>/<file id>/<sha256>/<file name>`.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.domain.ports import BlobSource
from app.domain.text import nfc
from app.files import world_errors

BUFFER = 1 << 20
MAX_NAME, MAX_SUFFIX = 120, 20
_ILLEGAL = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")  # names Windows keeps to itself


@dataclass(frozen=True)
class Copy:
    """An edited copy of a file, and the SHA-256 of what it holds now."""

    file_id: str
    sha: str
    path: Path


def materialise(blobs: BlobSource, folder: Path, file_id: str, sha: str, name: str) -> Path:
    """A read-only copy under the file's own name; an unchanged one that is there is used again."""
    path = folder / file_id / sha / safe_name(name)
    with world_errors(path):
        if path.exists() and _digest(path) == sha:
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path = _free_name(path)
        with blobs.open(sha) as source, path.open("wb") as out:
            shutil.copyfileobj(source, out, BUFFER)
        path.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)
    return path


def changed_copies(folder: Path) -> Iterator[Copy]:
    """Copies in `folder` whose content is no longer that of the stored file, new siblings included.

    One that cannot be read now (a viewer is writing it) is for the next look.
    """
    for path in sorted(folder.glob("*/*/*")):
        if path.name.startswith((".", "~")) or path.suffix.lower() in (".tmp", ".lock"):
            continue
        try:
            sha = _digest(path) if path.is_file() and path.stat().st_size else ""
        except OSError:
            continue
        if sha not in ("", path.parent.name):
            yield Copy(path.parent.parent.name, sha, path)


def clean(folder: Path) -> None:
    """Remove opened copies that say what the stored file says; edited ones wait to be offered.

    Called when the book is opened, before any viewer of ours can hold one.
    """
    edited = {copy.path for copy in changed_copies(folder)}
    for path in folder.glob("*/*/*"):
        if path in edited:
            continue
        with suppress(OSError):  # still open in a viewer (Windows): the next start removes it
            path.chmod(stat.S_IREAD | stat.S_IWRITE)
            path.unlink()
    for empty in (*folder.glob("*/*"), *folder.glob("*")):
        with suppress(OSError):
            empty.rmdir()


def safe_name(name: str) -> str:
    """`name` as a file name every system takes: NFC, at most 120 characters, its ending kept."""
    clean = _ILLEGAL.sub("_", nfc(name)).strip(" .") or "tep"
    if _RESERVED.match(clean):
        clean = "_" + clean
    suffix = Path(clean).suffix
    if len(suffix) > MAX_SUFFIX:
        return clean[:MAX_NAME]
    return clean.removesuffix(suffix)[: MAX_NAME - len(suffix)] + suffix


def _free_name(path: Path) -> Path:
    number = 2
    while path.with_stem(f"{path.stem} ({number})").exists():
        number += 1
    return path.with_stem(f"{path.stem} ({number})")


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
