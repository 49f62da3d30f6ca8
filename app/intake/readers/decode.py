"""Bytes of a text file → NFC text."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

from app.domain.errors import WorldError
from app.domain.ports import Progress, no_progress
from app.domain.text import nfc
from app.files import world_errors
from app.intake.outcomes import IntakeFault

MAX_BYTES = 2 * 1024 * 1024  # a plan is some tens of kilobytes; reading takes about 2 s per megabyte
_CHUNK = 1024 * 1024
_BINARY_SHARE = 0.02  # more control characters than this: not a text
_PACKED = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(path: Path, progress: Progress = no_progress) -> str:
    """The text of `path` in NFC, line ends as they are.

    Raises WorldError: FileFault for the disk, IntakeFault.TOO_BIG (refused by its size, before
    a byte is read), EMPTY, NOT_TEXT, OTHER_FORMAT.
    """
    with world_errors(path), path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size > MAX_BYTES:
            raise _too_big(path, size)
        chunks: list[bytes] = []
        done = 0
        while chunk := file.read(_CHUNK):
            chunks.append(chunk)
            done += len(chunk)
            if done > MAX_BYTES:  # a file that grows, or a device without a size
                raise _too_big(path, done)
            progress(done, max(size, done))
    return decode(b"".join(chunks), str(path))


def _too_big(path: Path, size: int) -> WorldError:
    return WorldError(
        IntakeFault.TOO_BIG,
        path=str(path),
        size_mb=-(-size // (1024 * 1024)),
        limit_mb=MAX_BYTES // (1024 * 1024),
    )


def decode(data: bytes, name: str = "") -> str:
    """NFC text of UTF-8, UTF-16/32 (with a mark, or UTF-16 by its zero bytes) or Windows-1258 bytes."""
    if data.startswith(_PACKED):
        raise WorldError(IntakeFault.OTHER_FORMAT, path=name)
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _looks_binary(text):
            return nfc(text.removeprefix("\ufeff"))
    raise WorldError(IntakeFault.NOT_TEXT, path=name)


def _candidates(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return (encoding,)
    head = data[:4096]
    if head.count(0) * 5 > len(head):  # Latin letters in UTF-16 have a zero byte each
        little = head[1::2].count(0) >= head[::2].count(0)
        return ("utf-16-le" if little else "utf-16-be",)
    return ("utf-8", "cp1258")


def _looks_binary(text: str) -> bool:
    strange = sum(1 for char in text[:100_000] if (char < " " and char not in "\t\n\r\f\v") or char == "\x7f")
    return strange > _BINARY_SHARE * min(len(text), 100_000)
