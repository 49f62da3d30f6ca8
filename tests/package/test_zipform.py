"""The canonical form: bytes of headers, one pass, constant memory, zip64 only when needed."""

from __future__ import annotations

import hashlib
import io
import struct
import tracemalloc
import zipfile
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.package import zipform
from app.package.zipform import MAX32, Entry, WrongSize, ZipSink, central_header, end_records, local_header
from app.package.zipread import first_difference, read_layout, verified_prefix

NAMES = st.from_regex(r"data/[0-9]{4}\.[a-z]{3}", fullmatch=True)
FILES = st.dictionaries(NAMES, st.binary(max_size=300), min_size=1, max_size=6)


def written(files: dict[str, bytes]) -> tuple[bytes, list[Entry]]:
    out = io.BytesIO()
    sink = ZipSink(out)
    for name, data in files.items():
        sink.add(name, len(data), io.BytesIO(data))
    assert sink.finish() == len(out.getvalue())
    return out.getvalue(), sink.entries


def test_local_header_byte_by_byte() -> None:
    assert local_header("a.b", 5, 0x01020304).hex(" ") == (
        "50 4b 03 04 0a 00 00 00 00 00 00 00 21 00 04 03 02 01 05 00 00 00 05 00 00 00 03 00 00 00 61 2e 62"
    )


def test_directory_record_and_end_byte_by_byte() -> None:
    assert central_header(Entry("a.b", 5, 0x01020304, 7)).hex(" ") == (
        "50 4b 01 02 0a 00 0a 00 00 00 00 00 00 00 21 00 04 03 02 01 05 00 00 00 05 00 00 00 "
        "03 00 00 00 00 00 00 00 00 00 00 00 00 00 07 00 00 00 61 2e 62"
    )
    assert end_records(2, 98, 300).hex(" ") == (
        "50 4b 05 06 00 00 00 00 02 00 02 00 62 00 00 00 2c 01 00 00 00 00"
    )


@given(FILES)
def test_round_trip_with_another_reader_and_with_ours(files: dict[str, bytes]) -> None:
    data, entries = written(files)
    with zipfile.ZipFile(io.BytesIO(data)) as other:
        assert {name: other.read(name) for name in other.namelist()} == files
        assert other.testzip() is None
    layout = read_layout(io.BytesIO(data), len(data))
    assert (layout.ours, layout.findings) == (True, [])
    assert [found.entry.name for found in layout.found] == list(files)
    assert first_difference(io.BytesIO(data), entries, lambda n: None) is None
    assert zipform.total_size([(e.name, e.size) for e in entries]) == len(data)
    assert [e.sha for e in entries] == [hashlib.sha256(f).hexdigest() for f in files.values()]


@given(FILES, st.integers(min_value=0))
def test_whole_leading_entries_are_kept_of_any_cut(files: dict[str, bytes], cut: int) -> None:
    data, entries = written(files)
    cut %= len(data) + 1
    kept, end = verified_prefix(
        io.BytesIO(data[:cut]), [(e.name, e.size, e.sha) for e in entries], lambda n: None
    )
    starts = [entry.offset for entry in entries] + [entries[-1].offset + 43 + entries[-1].size]
    assert kept == entries[: len(kept)]
    assert end == starts[len(kept)] == max(start for start in starts if start <= cut)


@pytest.mark.parametrize("announced", [2, 4, zipform.CHUNK + 1])
def test_wrong_size_is_noticed(announced: int) -> None:
    with pytest.raises(WrongSize):
        ZipSink(io.BytesIO()).add("a", announced, io.BytesIO(b"abc"))


class Zeros:
    """`size` zero bytes that take no memory."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, count: int, /) -> bytes:
        count = min(count, self.left)
        self.left -= count
        return bytes(count)


class Nowhere(io.RawIOBase):
    """A file that only counts."""

    def __init__(self) -> None:
        self.place = 0

    def write(self, data: object) -> int:
        self.place += len(memoryview(data))  # type: ignore[arg-type]
        return len(memoryview(data))  # type: ignore[arg-type]

    def seek(self, place: int, whence: int = 0) -> int:
        self.place = place
        return place


def test_large_entry_gets_its_crc_and_memory_stays_flat() -> None:
    size = 48 << 20
    tracemalloc.start()
    try:
        sink = ZipSink(Nowhere())  # type: ignore[arg-type]
        entry = sink.add("data/0001.bin", size, Zeros(size))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * zipform.CHUNK
    assert sink.position == len(local_header(entry.name, size, 0)) + size


def test_crc_of_an_entry_larger_than_a_chunk_is_written_back() -> None:
    big = bytes(range(256)) * 5000
    data, entries = written({"big": big, "small": b"x"})
    assert data.startswith(local_header("big", len(big), entries[0].crc))
    with zipfile.ZipFile(io.BytesIO(data)) as other:
        assert other.testzip() is None


class Sparse(io.RawIOBase):
    """A file of holes: only what is written is kept, the rest reads as zeros."""

    def __init__(self, size: int) -> None:
        self.size, self.place = size, 0
        self.pieces: dict[int, bytes] = {}

    def put(self, place: int, data: bytes) -> None:
        self.pieces[place] = data

    def seek(self, place: int, whence: int = 0) -> int:
        self.place = place
        return place

    def read(self, count: int = -1) -> bytes:
        left = self.size - self.place
        out = bytearray(max(0, left if count < 0 else min(count, left)))
        for start, data in self.pieces.items():
            low, high = max(start, self.place), min(start + len(data), self.place + len(out))
            if low < high:
                out[low - self.place : high - self.place] = data[low - start : high - start]
        self.place += len(out)
        return bytes(out)


def huge() -> tuple[BinaryIO, list[Entry], int]:
    """Two entries, the first over 4 GiB: only the headers exist."""
    size = MAX32 + 10
    first = Entry("data/0001.bin", size, 1, 0)
    second = Entry("data/0002.bin", 3, 2, len(local_header("data/0001.bin", size, 1)) + size)
    place = second.offset + len(local_header("data/0002.bin", 3, 2)) + 3
    end = zipform.tail([first, second], place)
    file = Sparse(place + len(end))
    for entry in (first, second):
        file.put(entry.offset, local_header(entry.name, entry.size, entry.crc))
    file.put(place, end)
    return file, [first, second], place + len(end)  # type: ignore[return-value]


def test_zip64_fields_stand_only_where_a_value_does_not_fit() -> None:
    assert len(local_header("a", MAX32 - 1, 0)) == 31
    wide = local_header("a", MAX32, 0)
    assert wide[31:] == struct.pack("<2H2Q", 1, 16, MAX32, MAX32)
    assert struct.unpack_from("<H", wide, 4) == (45,)
    assert central_header(Entry("a", 1, 0, MAX32))[47:] == struct.pack("<2HQ", 1, 8, MAX32)
    assert len(end_records(0xFFFE, 1, 1)) == 22
    assert len(end_records(0xFFFF, 1, 1)) == 22 + 76
    assert len(end_records(1, 1, MAX32)) == 22 + 76


def test_zip64_container_is_read_by_us_and_by_another_reader() -> None:
    file, entries, size = huge()
    layout = read_layout(file, size)
    assert (layout.ours, layout.findings) == (True, [])
    assert [(f.entry.size, f.entry.offset) for f in layout.found] == [(e.size, e.offset) for e in entries]

    class Readable(Sparse):
        def seek(self, place: int, whence: int = 0) -> int:
            return super().seek((0, self.place, self.size)[whence] + place)

        def tell(self) -> int:
            return self.place

        def seekable(self) -> bool:
            return True

    again = Readable(size)
    again.pieces = file.pieces  # type: ignore[attr-defined]
    with zipfile.ZipFile(again) as other:  # type: ignore[arg-type]
        assert [(i.file_size, i.header_offset) for i in other.infolist()] == [
            (e.size, e.offset) for e in entries
        ]


def test_every_flipped_bit_of_a_zip64_end_is_found() -> None:
    file, _, size = huge()
    place = max(file.pieces)  # type: ignore[attr-defined]
    end = bytearray(file.pieces[place])  # type: ignore[attr-defined]
    for index in range(len(end)):
        end[index] ^= 1 << index % 8
        file.put(place, bytes(end))  # type: ignore[attr-defined]
        end[index] ^= 1 << index % 8
        assert read_layout(file, size).findings, index
