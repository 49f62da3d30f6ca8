"""The one canonical zip form of a package: every header byte follows from names, sizes and CRC-32.

Stored entries only, fixed time (1980-01-01 00:00), no flags, ASCII names, no comments, no gaps;
zip64 fields only where a value does not fit. `docs/package-format.md` gives the form byte by byte.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol

CHUNK = 1 << 20
MAX16, MAX32 = 0xFFFF, 0xFFFFFFFF
LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
END64 = struct.Struct("<4sQ2H2I4Q")
LOCATOR64 = struct.Struct("<4sIQI")
LOCAL_SIGN, CENTRAL_SIGN, END_SIGN = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
END64_SIGN, LOCATOR64_SIGN = b"PK\x06\x06", b"PK\x06\x07"
PLAIN_VERSION, ZIP64_VERSION = 10, 45
TIME, DATE = 0, 0x21
CRC_AT = 14  # offset of the CRC-32 in a local header

Watch = Callable[[int], None]  # told how many more bytes have passed


@dataclass(frozen=True)
class Entry:
    """One stored file: sizes and offset in bytes, `sha` lower-case hexadecimal."""

    name: str
    size: int
    crc: int
    offset: int
    sha: str = ""


class Readable(Protocol):
    def read(self, count: int, /) -> bytes: ...


class WrongSize(Exception):
    """A source gave more or fewer bytes than announced."""


def local_header(name: str, size: int, crc: int) -> bytes:
    """The canonical local header, with its zip64 extra where `size` needs one."""
    raw = name.encode("ascii")
    extra, version, shown = b"", PLAIN_VERSION, size
    if size >= MAX32:
        extra, version, shown = struct.pack("<2H2Q", 1, 16, size, size), ZIP64_VERSION, MAX32
    fields = (version, 0, 0, TIME, DATE, crc, shown, shown, len(raw), len(extra))
    return LOCAL.pack(LOCAL_SIGN, *fields) + raw + extra


def central_header(entry: Entry) -> bytes:
    """The canonical directory record of one entry."""
    raw = entry.name.encode("ascii")
    big, far = entry.size >= MAX32, entry.offset >= MAX32
    values = [entry.size, entry.size] * big + [entry.offset] * far
    extra = struct.pack(f"<2H{len(values)}Q", 1, 8 * len(values), *values) if values else b""
    version = ZIP64_VERSION if values else PLAIN_VERSION
    size, offset = (MAX32 if big else entry.size), (MAX32 if far else entry.offset)
    fields = (version, version, 0, 0, TIME, DATE, entry.crc, size, size, len(raw), len(extra), 0, 0, 0, 0)
    return CENTRAL.pack(CENTRAL_SIGN, *fields, offset) + raw + extra


def end_records(count: int, size: int, offset: int) -> bytes:
    """The end of a container whose directory of `count` records and `size` bytes starts at `offset`."""
    head = b""
    if count >= MAX16 or size >= MAX32 or offset >= MAX32:
        version = ZIP64_VERSION
        head = END64.pack(END64_SIGN, END64.size - 12, version, version, 0, 0, count, count, size, offset)
        head += LOCATOR64.pack(LOCATOR64_SIGN, 0, offset + size, 1)
    few = min(count, MAX16)
    return head + END.pack(END_SIGN, 0, 0, few, few, min(size, MAX32), min(offset, MAX32), 0)


def tail(entries: Sequence[Entry], offset: int) -> bytes:
    """Everything after the last file's data: directory and end records."""
    directory = b"".join(map(central_header, entries))
    return directory + end_records(len(entries), len(directory), offset)


def total_size(names_and_sizes: Sequence[tuple[str, int]]) -> int:
    """Bytes of the whole container, known before anything is written."""
    offset, entries = 0, []
    for name, size in names_and_sizes:
        entries.append(Entry(name, size, 0, offset))
        offset += len(local_header(name, size, 0)) + size
    return offset + len(tail(entries, offset))


class ZipSink:
    """Writes the canonical form to any seekable binary file in one pass, hashing as it goes.

    Data passes once, at most `CHUNK` bytes in memory; of an entry larger than that only the four
    CRC bytes of its header are written a second time. `kept` are entries already in the file.
    """

    def __init__(self, out: BinaryIO, kept: Sequence[Entry] = ()) -> None:
        self._out = out
        self.entries = list(kept)
        self.position = 0
        if kept:
            last = kept[-1]
            self.position = last.offset + len(local_header(last.name, last.size, last.crc)) + last.size
        out.seek(self.position)

    def add(self, name: str, size: int, source: Readable, watch: Watch = lambda n: None) -> Entry:
        """Append `size` bytes of `source`; WrongSize when it holds more or fewer."""
        digest, crc, done = hashlib.sha256(), 0, 0
        start = self.position
        chunk = source.read(CHUNK)
        first = zlib.crc32(chunk) if size <= CHUNK else 0
        self._out.write(local_header(name, size, first))
        while chunk:
            done += len(chunk)
            if done > size:
                raise WrongSize(name)
            digest.update(chunk)
            crc = zlib.crc32(chunk, crc)
            self._out.write(chunk)
            watch(len(chunk))
            chunk = source.read(CHUNK)
        if done != size:
            raise WrongSize(name)
        self.position += len(local_header(name, size, crc)) + size
        if crc != first:
            self._out.seek(start + CRC_AT)
            self._out.write(struct.pack("<I", crc))
            self._out.seek(self.position)
        entry = Entry(name, size, crc, start, digest.hexdigest())
        self.entries.append(entry)
        return entry

    def finish(self) -> int:
        """Write directory and end; returns the size of the whole container in bytes."""
        end = tail(self.entries, self.position)
        self._out.write(end)
        self.position += len(end)
        return self.position
