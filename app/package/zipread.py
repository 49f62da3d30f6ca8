"""Reading a container back strictly: where every entry lies and whether each header byte is canonical.

Our own containers must equal the canonical form byte for byte. A container in which not a single local
header has that form was written by another program ("foreign"): its headers are read leniently, but
never with gaps, hidden bytes or two names for one entry.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from app.domain.errors import Notice
from app.package import zipform
from app.package.outcomes import PackageOutcome
from app.package.zipform import CENTRAL, CHUNK, END, END64, LOCAL, MAX16, MAX32, Entry, Watch

MAX_ENTRIES = 200_000
MAX_DIRECTORY = 64 << 20
_ENCRYPTED, _DESCRIPTOR, _UTF8 = 0x1, 0x8, 0x800


@dataclass(frozen=True)
class Found:
    """An entry as the container states it; `data_at` is an offset in the file."""

    entry: Entry
    data_at: int
    stored: bool  # neither compressed nor locked
    flags: int = 0
    canonical: bool = False  # its local header is the canonical one


@dataclass
class Layout:
    """What was found, and what is wrong with the form."""

    found: Sequence[Found] = ()
    ours: bool = False
    findings: list[Notice] = field(default_factory=list)

    def add(self, outcome: PackageOutcome, **params: object) -> None:
        self.findings.append(Notice(outcome, params))


@dataclass(frozen=True)
class _Directory:
    found: tuple[Found, ...]
    start: int  # of the directory, in the file
    end: int  # of the last record of the container
    shift: int  # bytes before the container


def bytes_at(handle: BinaryIO, offset: int, count: int) -> bytes:
    """Up to `count` bytes from `offset`."""
    handle.seek(max(offset, 0))
    pieces = []
    while count > 0 and (piece := handle.read(count)):
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def digest(handle: BinaryIO, offset: int, size: int, watch: Watch, crc: bool) -> tuple[str, int, int]:
    """(SHA-256, CRC-32 if asked for else 0, bytes read) of a region, in constant memory."""
    handle.seek(offset)
    sha, check, left = hashlib.sha256(), 0, size
    buffer = memoryview(bytearray(min(CHUNK, size) or 1))
    while left and (count := handle.readinto(buffer[: min(left, CHUNK)])):  # type: ignore[attr-defined]
        sha.update(buffer[:count])
        if crc:
            check = zlib.crc32(buffer[:count], check)
        left -= count
        watch(count)
    return sha.hexdigest(), check, size - left


def first_difference(handle: BinaryIO, entries: Sequence[Entry], watch: Watch) -> str | None:
    """Name of the first entry that differs from what was written ("" = the end), None if all is there."""
    position = 0
    for entry in entries:
        header = zipform.local_header(entry.name, entry.size, entry.crc)
        position = entry.offset + len(header)
        if bytes_at(handle, entry.offset, len(header)) != header:
            return entry.name
        if digest(handle, position, entry.size, watch, crc=False)[0] != entry.sha:
            return entry.name
        position += entry.size
    end = zipform.tail(entries, position)
    return None if bytes_at(handle, position, len(end) + 1) == end else ""


def verified_prefix(
    handle: BinaryIO, expected: Sequence[tuple[str, int, str]], watch: Watch
) -> tuple[list[Entry], int]:
    """Whole leading entries that equal `expected` (name, size, SHA-256), and where the next one starts."""
    kept: list[Entry] = []
    position = 0
    for name, size, sha in expected:
        length = len(zipform.local_header(name, size, 0))
        header = bytes_at(handle, position, length)
        if len(header) < length:
            break
        found, crc, _ = digest(handle, position + length, size, watch, crc=True)
        if found != sha or header != zipform.local_header(name, size, crc):
            break
        kept.append(Entry(name, size, crc, position, sha))
        position += length + size
    return kept, position


def read_layout(handle: BinaryIO, size: int) -> Layout:
    """Where the entries of a container of `size` bytes lie; never raises on damage."""
    layout = Layout()
    directory = _directory(handle, size)
    found = [_judge_local(handle, item) for item in directory.found] if directory else []
    layout.ours = any(item.canonical for item in found)
    if directory and directory.shift and not layout.ours and bytes_at(handle, 0, 4) == zipform.LOCAL_SIGN:
        directory = None  # of a .docx or .zip inside: the container's own is cut off or damaged
    if directory is None:
        _without_directory(handle, size, layout)
        return layout
    if directory.shift:
        layout.add(PackageOutcome.PREFIX_BYTES, count=directory.shift)
    if directory.end != size:
        layout.add(PackageOutcome.TRAILING_BYTES, count=size - directory.end)
    layout.found = found
    if not layout.ours:
        _foreign(handle, directory, layout)
        return layout
    if not _contiguous(found, directory):
        layout.add(PackageOutcome.DIRECTORY_CHANGED)
        walked, complete, _ = _walk(handle, size)
        layout.found = [_judge_local(handle, item) for item in walked] if complete else found
    elif bytes_at(handle, directory.start, directory.end - directory.start) != _tail(found, directory):
        layout.add(PackageOutcome.DIRECTORY_CHANGED)
    _report_headers(layout)
    return layout


def _report_headers(layout: Layout) -> None:
    for item in layout.found:
        if not item.canonical:
            layout.add(PackageOutcome.HEADER_CHANGED, entry=item.entry.name)


def _tail(found: Sequence[Found], directory: _Directory) -> bytes:
    entries = [replace(item.entry, offset=item.entry.offset - directory.shift) for item in found]
    try:
        return zipform.tail(entries, directory.start - directory.shift)
    except UnicodeEncodeError:
        return b""


def _contiguous(found: Sequence[Found], directory: _Directory) -> bool:
    position = directory.shift
    for item in found:
        if item.entry.offset != position:
            return False
        position = item.data_at + item.entry.size
    return position == directory.start


def _judge_local(handle: BinaryIO, item: Found) -> Found:
    """With `data_at` where the canonical header ends, and whether that header is there."""
    try:
        expected = zipform.local_header(item.entry.name, item.entry.size, item.entry.crc)
    except UnicodeEncodeError:
        return item
    actual = bytes_at(handle, item.entry.offset, len(expected))
    return replace(item, data_at=item.entry.offset + len(expected), canonical=actual == expected)


def _directory(handle: BinaryIO, size: int) -> _Directory | None:
    """The directory at the end, if it can be read at all and every entry lies before it."""
    base = max(0, size - END.size - MAX16)
    end_of_file = bytes_at(handle, base, size - base)
    if end_of_file[-END.size :].startswith(zipform.END_SIGN):
        place = size - END.size
    else:
        place = base + end_of_file.rfind(zipform.END_SIGN)
    raw = bytes_at(handle, place, END.size) if place >= base else b""
    if len(raw) < END.size:
        return None
    _, _, _, _, count, length, offset, _ = END.unpack(raw)
    stop = place
    wide = bytes_at(handle, place - 20 - END64.size, END64.size + 4)
    if (
        (MAX16 in (count,) or MAX32 in (length, offset))
        and wide.startswith(zipform.END64_SIGN)
        and wide.endswith(zipform.LOCATOR64_SIGN)
    ):
        *_, count, length, offset = END64.unpack(wide[: END64.size])
        stop = place - 20 - END64.size
    start = stop - length
    shift = start - offset
    if shift < 0 or start < 0 or count > MAX_ENTRIES or length > MAX_DIRECTORY:
        return None
    found = _records(bytes_at(handle, start, length), count, shift)
    if found is None or any(item.data_at + item.entry.size > start for item in found):
        return None
    return _Directory(found, start, place + END.size, shift)


def _records(raw: bytes, count: int, shift: int) -> tuple[Found, ...] | None:
    found, position = [], 0
    for _ in range(count):
        if len(raw) - position < CENTRAL.size or raw[position : position + 4] != zipform.CENTRAL_SIGN:
            return None
        fields = CENTRAL.unpack_from(raw, position)
        flags, method, crc, packed, size = fields[3], fields[4], fields[7], fields[8], fields[9]
        lengths, offset = fields[10:13], fields[16]
        position += CENTRAL.size
        name = raw[position : position + lengths[0]]
        extra = raw[position + lengths[0] : position + lengths[0] + lengths[1]]
        position += sum(lengths)
        size, packed, offset = _wide(extra, [size, packed, offset])
        stored = method == 0 and packed == size and not flags & _ENCRYPTED
        start = offset + shift
        entry = Entry(_text(name, flags), packed, crc, start)
        found.append(Found(entry, start + LOCAL.size + len(name), stored, flags))
    return tuple(found) if position == len(raw) and found else None


def _wide(extra: bytes, values: list[int]) -> list[int]:
    """Values with those that did not fit taken from the zip64 extra."""
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, position)
        position += 4
        if kind == 1:
            there = extra[position : position + length]
            for index, value in enumerate(values):
                if value == MAX32 and len(there) >= 8:
                    values[index] = int.from_bytes(there[:8], "little")
                    there = there[8:]
        position += length
    return values


def _text(raw: bytes, flags: int) -> str:
    """The name, or with undecodable bytes shown as `\\xNN` (then refused as an illegal name)."""
    return raw.decode("utf-8" if flags & _UTF8 else "ascii", errors="backslashreplace")


def _without_directory(handle: BinaryIO, size: int, layout: Layout) -> None:
    """Entries by their local headers only: the end is cut off or damaged."""
    walked, complete, stopped = _walk(handle, size)
    if not walked:
        layout.add(PackageOutcome.NOT_A_CONTAINER)
        return
    layout.found = [_judge_local(handle, item) for item in walked]
    layout.ours = any(item.canonical for item in layout.found)
    cut = stopped >= size
    if complete:
        entries = [item.entry for item in layout.found]
        rest = bytes_at(handle, stopped, size - stopped) if size - stopped < MAX_DIRECTORY else b"?"
        cut = _starts(entries, stopped, rest)
    layout.add(PackageOutcome.TRUNCATED if cut else PackageOutcome.DIRECTORY_CHANGED)
    _report_headers(layout)


def _starts(entries: Sequence[Entry], offset: int, rest: bytes) -> bool:
    try:
        return zipform.tail(entries, offset).startswith(rest)
    except UnicodeEncodeError:
        return False


def _walk(handle: BinaryIO, size: int) -> tuple[list[Found], bool, int]:
    """Entries by the chain of local headers; whether it ends at a directory; where it stopped."""
    found: list[Found] = []
    position = 0
    while len(found) < MAX_ENTRIES:
        raw = bytes_at(handle, position, LOCAL.size)
        if len(raw) < LOCAL.size or not raw.startswith(zipform.LOCAL_SIGN):
            cut = len(raw) < LOCAL.size and not raw.startswith(zipform.CENTRAL_SIGN)
            return found, raw.startswith(zipform.CENTRAL_SIGN), size if cut else position
        _, _, flags, method, _, _, crc, packed, length, names, extras = LOCAL.unpack(raw)
        rest = bytes_at(handle, position + LOCAL.size, names + extras)
        length, packed = _wide(rest[names:], [length, packed])
        start = position + LOCAL.size + names + extras
        if start + packed > size or len(rest) < names + extras:
            return found, False, size
        entry = Entry(_text(rest[:names], flags), packed, crc, position)
        found.append(Found(entry, start, method == 0 and not flags & (_ENCRYPTED | _DESCRIPTOR), flags))
        position = start + packed
    return found, False, position


def _foreign(handle: BinaryIO, directory: _Directory, layout: Layout) -> None:
    """Lenient reading of another program's headers; hidden bytes and double names are still refused."""
    read: list[Found] = []
    position = directory.shift
    for item in sorted(directory.found, key=lambda item: item.entry.offset):
        raw = bytes_at(handle, item.entry.offset, LOCAL.size)
        whole = len(raw) == LOCAL.size and raw.startswith(zipform.LOCAL_SIGN)
        fields = LOCAL.unpack(raw) if whole else (b"",) + (0,) * 10
        names, extras = fields[9], fields[10]
        name = _text(bytes_at(handle, item.entry.offset + LOCAL.size, names), fields[2])
        if not whole or name != item.entry.name or item.entry.offset != position or fields[2] != item.flags:
            layout.add(PackageOutcome.HEADER_CHANGED, entry=item.entry.name)
        data_at = item.entry.offset + LOCAL.size + names + extras
        read.append(replace(item, data_at=data_at, stored=item.stored and fields[3] == 0))
        position = data_at + item.entry.size
        if item.flags & _DESCRIPTOR:
            position += _descriptor(bytes_at(handle, position, 24), item.entry)
    if position != directory.start:
        layout.add(PackageOutcome.DIRECTORY_CHANGED)
    layout.found = read
    layout.add(PackageOutcome.FOREIGN_FORM)


def _descriptor(raw: bytes, entry: Entry) -> int:
    """Length of the data descriptor that follows an entry's data."""
    for form in ("<4xI2I", "<4xI2Q", "<I2I", "<I2Q"):
        length = struct.calcsize(form)
        if len(raw) >= length and struct.unpack_from(form, raw) == (entry.crc, entry.size, entry.size):
            return length
    return 0
