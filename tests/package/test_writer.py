"""Writing: whole or not at all, a sentence for every fault, a left `.part` continued."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import shutil
import signal
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest

from app import wording
from app.domain.errors import Cancelled, FileFault, Outcome, WorldError
from app.domain.report import EvidenceLine
from app.package import disk, writer
from app.package.leftover import discard, find_parts, resume
from app.package.manifest import parse
from app.package.outcomes import Overall, PackageOutcome
from app.package.writer import write_package
from tests.conftest import REPO
from tests.package.samples import (
    AT,
    NAME,
    PROOFS,
    Blobs,
    FixedSigner,
    LenientJudge,
    check,
    parts,
    whole,
    write,
)

GOLDEN = REPO / "tests" / "golden" / "package"
GOLDEN_SHA = "8ec0897f000b1d613f82a0c60104fa2a3946f465be3510e3356306b224f7d15f"
BIG = (("Ảnh sân trường", "san truong.jpg", "image/jpeg", bytes(range(256)) * 12_000),)


def home(folder: Path) -> Path:
    """A new folder on the PC's own disk."""
    made = folder / f"máy {len(list(folder.iterdir()))}"
    made.mkdir()
    return made


def test_bytes_of_a_package_never_change() -> None:
    """Fails = the format changed: raise the schema, keep the old file in golden and add a new one."""
    assert hashlib.sha256(whole()).hexdigest() == GOLDEN_SHA
    assert (GOLDEN / "v1.asice").read_bytes() == whole()


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.asice")), ids=lambda path: path.stem)
def test_every_package_ever_written_is_still_read(path: Path) -> None:
    assert check(path, LenientJudge()).overall is Overall.HOLDS


def test_what_is_told_of_a_written_package(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    blobs = Blobs()
    info = write_package(
        tmp_path, NAME, parts(blobs), blobs, FixedSigner(), AT, lambda done, total: told.append((done, total))
    )
    assert info.path == tmp_path / NAME
    assert info.size == info.path.stat().st_size
    assert info.files == 5
    with zipfile.ZipFile(info.path) as package:
        assert info.identity == hashlib.sha256(package.read("goi.json")).hexdigest()
        assert package.namelist() == [
            "mimetype",
            "goi.json",
            "data/bao-cao.pdf",
            "MO-TOI.html",
            "data/0001.jpg",
            "data/0002.xlsx",
            "data/0003.pdf",
            "META-INF/ASiCManifest.xml",
            "META-INF/signature.p7s",
        ]
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert [path.name for path in tmp_path.glob("*.asice*")] == [NAME]


@pytest.mark.parametrize("command", [["unzip", "-t"], ["7z", "t"]], ids=["unzip", "7z"])
def test_other_programs_accept_the_container(tmp_path: Path, command: list[str]) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run([*command, write(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert "warning" not in done.stdout.lower()


def test_an_older_package_of_that_name_is_kept(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"older")
    with pytest.raises(WorldError) as caught:
        write(tmp_path)
    assert caught.value.outcome is PackageOutcome.ALREADY_THERE
    assert (tmp_path / NAME).read_bytes() == b"older"


class Faulty(io.BufferedRandom):
    """A real file whose disk fails once `limit` bytes were written."""

    limit = 0
    code = errno.ENOSPC

    def write(self, data: object, /) -> int:
        if self.tell() >= self.limit:
            raise OSError(self.code, os.strerror(self.code))
        return super().write(data)  # type: ignore[arg-type]


@pytest.mark.parametrize("limit", [0, 500, 2_000_000])
@pytest.mark.parametrize(
    ("code", "outcome", "left"),
    [
        (errno.ENOSPC, FileFault.DISK_FULL, False),
        (errno.EROFS, FileFault.READ_ONLY, False),
        (errno.EIO, FileFault.DEVICE_GONE, True),
        (errno.ENODEV, FileFault.DEVICE_GONE, True),
        (errno.EFBIG, FileFault.TOO_BIG_FOR_DISK, False),
    ],
)
def test_disk_fails_while_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int, code: int, outcome: Outcome, left: bool
) -> None:
    def open_part(part: Path, mode: str) -> BinaryIO:
        made = Faulty(io.FileIO(part, "w+"))  # type: ignore[arg-type]
        made.limit, made.code = limit, code
        return made

    with monkeypatch.context() as patched, pytest.raises(WorldError) as caught:
        patched.setattr(writer, "open_part", open_part)
        write(tmp_path, BIG)
    assert caught.value.outcome is outcome
    assert wording.say(caught.value).next_step
    assert not (tmp_path / NAME).exists()
    assert [part.file_name for part in find_parts(tmp_path)] == ([NAME] if left else [])
    if left:
        blobs = Blobs()
        made = parts(blobs, BIG)
        info = resume(find_parts(tmp_path)[0], made, blobs, FixedSigner(), AT)
        assert info.path.read_bytes() == write(home(tmp_path), BIG).read_bytes()


def test_folder_that_is_gone_or_read_only(tmp_path: Path) -> None:
    with pytest.raises(WorldError) as caught:
        write(tmp_path / "gone")
    assert caught.value.outcome is FileFault.MISSING
    if os.geteuid() == 0:
        return  # root may write anywhere
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    with pytest.raises(WorldError) as caught:
        write(folder)
    assert caught.value.outcome is FileFault.READ_ONLY


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 1 MiB."""
    folder = tmp_path / "USB nhỏ"
    folder.mkdir()
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can mount a small disk")
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", folder], capture_output=True
    ).returncode:
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_full_disk(tiny_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WorldError) as caught:
        write(tiny_disk, BIG)
    assert caught.value.outcome is PackageOutcome.NO_SPACE
    assert wording.say(caught.value).text.endswith("chỉ còn 1 MB trống, gói cần 3 MB; chưa ghi gì.")
    monkeypatch.setattr(disk, "free_bytes", lambda folder: 1 << 40)  # another program was quicker
    with pytest.raises(WorldError) as caught:
        write(tiny_disk, BIG)
    assert caught.value.outcome is FileFault.DISK_FULL
    assert list(tiny_disk.iterdir()) == []


def test_read_only_disk(tiny_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", tiny_disk], check=True)
    with pytest.raises(WorldError) as caught:
        write(tiny_disk)
    assert caught.value.outcome is FileFault.READ_ONLY


def test_fat_takes_no_file_of_four_gib(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "file_limit", lambda folder: 1 << 20)
    with pytest.raises(WorldError) as caught:
        write(tmp_path, BIG)
    assert caught.value.outcome is PackageOutcome.TOO_BIG_FOR_FAT
    assert list(tmp_path.glob("*.asice*")) == []


def test_file_system_of_the_innermost_mount() -> None:
    info = (
        "22 1 254:1 / / rw - ext4 /dev/a rw\n"
        "40 22 8:1 / /media/u\\040s rw - vfat /dev/b rw\n"
        "41 40 8:2 / /media/u\\040s/in rw - exfat /dev/c rw\n"
    )
    assert disk.mounted_as(Path("/media/u s/x"), info) == "vfat"
    assert disk.mounted_as(Path("/media/u s/in"), info) == "exfat"
    assert disk.mounted_as(Path("/media/u"), info) == "ext4"
    assert disk.file_limit(Path("/")) is None


def test_write_that_reads_back_differently(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stick that takes bytes and gives others: one bit changes between fsync and reading back."""

    def spoil(handle: BinaryIO) -> None:
        with Path(handle.name).open("r+b") as stick:
            stick.seek(-40, os.SEEK_END)
            byte = stick.read(1)
            stick.seek(-1, os.SEEK_CUR)
            stick.write(bytes([byte[0] ^ 4]))

    monkeypatch.setattr(disk, "drop_cache", spoil)
    with pytest.raises(WorldError) as caught:
        write(tmp_path)
    assert caught.value.outcome is PackageOutcome.READ_BACK_DIFFERS
    assert list(tmp_path.glob("*.asice*")) == []


def test_cancel_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done * 4 > total:
            raise Cancelled

    blobs = Blobs()
    with pytest.raises(Cancelled):
        write_package(tmp_path, NAME, parts(blobs, BIG), blobs, FixedSigner(), AT, stop)
    assert list(tmp_path.glob("*.asice*")) == []


def test_failed_signature_writes_nothing(tmp_path: Path) -> None:
    class Locked(FixedSigner):
        def sign_detached(self, content: bytes, at: object) -> bytes:
            raise WorldError(FileFault.UNREADABLE)

    blobs = Blobs()
    with pytest.raises(WorldError):
        write_package(tmp_path, NAME, parts(blobs), blobs, Locked(), AT)
    assert list(tmp_path.glob("*.asice*")) == []


class Rotten(Blobs):
    """An evidence store that has lost bits (same size), or a whole file."""

    error: OSError | None = None

    def open(self, sha: str) -> BinaryIO:
        if self.error:
            raise self.error
        return io.BytesIO(bytes([self.data[sha][0] ^ 1]) + self.data[sha][1:])


@pytest.mark.parametrize("error", [None, OSError(errno.EIO, "bad sector")])
def test_damaged_evidence_is_named_and_not_packed(tmp_path: Path, error: OSError | None) -> None:
    blobs = Rotten()
    blobs.error = error
    with pytest.raises(WorldError) as caught:
        write_package(tmp_path, NAME, parts(blobs), blobs, FixedSigner(), AT)
    assert caught.value.outcome in (PackageOutcome.EVIDENCE_CHANGED, PackageOutcome.EVIDENCE_UNREADABLE)
    assert (caught.value.outcome is PackageOutcome.EVIDENCE_UNREADABLE) == (error is not None)
    assert PROOFS[0][0] in wording.say(caught.value).text
    assert list(tmp_path.glob("*.asice*")) == []


def test_evidence_of_another_size_is_refused_before_writing(tmp_path: Path) -> None:
    blobs = Blobs()
    made = parts(blobs)
    line: EvidenceLine = made.snapshot.evidence[0]
    wrong = replace(made.snapshot, evidence=(replace(line, size=line.size + 1),))
    with pytest.raises(WorldError) as caught:
        write_package(tmp_path, NAME, replace(made, snapshot=wrong), blobs, FixedSigner(), AT)
    assert caught.value.outcome is PackageOutcome.EVIDENCE_CHANGED


KILLED = """
import os, signal, sys
from pathlib import Path
from app.package.writer import write_package
from tests.package.samples import AT, NAME, Blobs, FixedSigner, parts
from tests.package.test_writer import THREE
limit = int(sys.argv[2])
def die(done, total):
    if done >= limit:
        os.kill(os.getpid(), signal.SIGKILL)
blobs = Blobs()
write_package(Path(sys.argv[1]), NAME, parts(blobs, THREE), blobs, FixedSigner(), AT, die)
"""
THREE = tuple((f"Ảnh {n}", f"{n}.jpg", "image/jpeg", bytes([n]) * 1_300_000) for n in range(3))


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is of POSIX")
@pytest.mark.parametrize(
    "point", [1, 2_000_000, 3_900_000, 5_000_000], ids=["start", "middle", "end", "reread"]
)
def test_killed_package_is_recognised_and_continued(tmp_path: Path, point: int) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, tmp_path, str(point)], cwd=REPO, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert not (tmp_path / NAME).exists()
    (left,) = find_parts(tmp_path)
    assert left.file_name == NAME
    blobs, opened = Blobs(), []
    made = parts(blobs, THREE)
    fresh = write(home(tmp_path), THREE).read_bytes()
    if left.size > 3000:
        assert left.goi is not None
        assert left.goi.id == made.package_id

    class Counting(Blobs):
        def open(self, sha: str) -> BinaryIO:
            opened.append(sha)
            return blobs.open(sha)

    info = resume(left, made, Counting(blobs.data), FixedSigner(), AT)
    assert info.path.read_bytes() == fresh
    assert find_parts(tmp_path) == []
    assert len(opened) <= {1: 3, 2_000_000: 2, 3_900_000: 1, 5_000_000: 0}[point]


def test_part_of_other_contents_is_written_anew(tmp_path: Path) -> None:
    write(home(tmp_path), BIG).rename(tmp_path / f"{NAME}.part")
    blobs = Blobs()
    info = resume(find_parts(tmp_path)[0], parts(blobs), blobs, FixedSigner(), AT)
    assert info.path.read_bytes() == write(home(tmp_path)).read_bytes()


def test_part_of_the_same_sizes_but_other_bytes_is_written_anew(tmp_path: Path) -> None:
    other = tuple((*proof[:3], proof[3][::-1]) for proof in PROOFS)
    write(home(tmp_path), other).rename(tmp_path / f"{NAME}.part")
    blobs = Blobs()
    info = resume(find_parts(tmp_path)[0], parts(blobs), blobs, FixedSigner(), AT)
    assert info.path.read_bytes() == write(home(tmp_path)).read_bytes()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\0" * 4096])
def test_part_without_a_list_is_recognised_and_discarded(tmp_path: Path, data: bytes) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(data)
    (tmp_path / "other.part").write_bytes(b"not ours")
    (left,) = find_parts(tmp_path)
    assert (left.goi, left.size) == (None, len(data))
    discard(left)
    assert [path.name for path in tmp_path.glob("*.part")] == ["other.part"]


def test_memory_does_not_grow_with_the_package(tmp_path: Path) -> None:
    class Zeros(Blobs):
        def open(self, sha: str) -> BinaryIO:
            return io.BufferedReader(Endless(SIZE))  # type: ignore[type-var]

        def size(self, sha: str) -> int:
            return SIZE

    blobs = Zeros()
    made = parts(blobs, PROOFS[:1])
    sha = hashlib.sha256(bytes(SIZE)).hexdigest()
    line = replace(made.snapshot.evidence[0], sha=sha, size=SIZE)
    large = replace(made, snapshot=replace(made.snapshot, evidence=(line,)))
    tracemalloc.start()
    try:
        info = write_package(tmp_path, NAME, large, blobs, FixedSigner(), AT)
        assert check(info.path, LenientJudge()).overall is Overall.HOLDS
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 16 << 20


SIZE = 40 << 20


class Endless(io.RawIOBase):
    """`size` zero bytes."""

    def __init__(self, size: int) -> None:
        self.left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        count = min(len(view), self.left)
        view[:count] = bytes(count)
        self.left -= count
        return count


def test_list_in_the_package_is_the_frozen_one(tmp_path: Path) -> None:
    with zipfile.ZipFile(write(tmp_path)) as package:
        goi = parse(package.read("goi.json"))
    assert (goi.id, goi.number, goi.revision) == ("goi-0001", "05/BC-TH", 1)
    assert [claim.proofs for claim in goi.claims] == [("data/0001.jpg", "data/0002.xlsx"), ("data/0003.pdf",)]
