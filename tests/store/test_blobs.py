from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.errors import Cancelled, FileFault, WorldError
from app.store.blobs import BlobStore
from app.store.outcomes import StoreFault

ROOT = Path(__file__).resolve().parents[2]
DATA = "ảnh chụp buổi tập huấn".encode() * 1000
SHA = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def blobs(folder: Path) -> BlobStore:
    return BlobStore(folder / "evidence")


def files_of(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_stored_once_by_hash(blobs: BlobStore, folder: Path) -> None:
    source = folder / "ảnh.jpg"
    source.write_bytes(DATA)
    seen: list[tuple[int, int]] = []
    first = blobs.add(source, lambda done, total: seen.append((done, total)))
    second = blobs.add(io.BytesIO(DATA))
    assert (first.sha, first.size, first.new) == (SHA, len(DATA), True)
    assert (second.sha, second.new) == (SHA, False)
    assert files_of(folder / "evidence") == [f"{SHA[:2]}/{SHA}"]
    assert seen == [(len(DATA), len(DATA))]
    assert list(blobs.all()) == [SHA] and blobs.has(SHA) and blobs.size(SHA) == len(DATA)
    with blobs.open(SHA) as stored:
        assert stored.read() == DATA
    blobs.verify(SHA)
    assert source.read_bytes() == DATA


def test_missing_and_damaged_are_said_and_adding_again_heals(blobs: BlobStore, folder: Path) -> None:
    with pytest.raises(WorldError) as caught:
        blobs.open("0" * 64)
    assert caught.value.outcome is StoreFault.BLOB_MISSING
    blobs.add(io.BytesIO(DATA))
    place = folder / "evidence" / SHA[:2] / SHA
    place.write_bytes(b"X" + DATA[1:])
    with pytest.raises(WorldError) as caught:
        blobs.verify(SHA)
    assert caught.value.outcome is StoreFault.BLOB_DAMAGED
    assert blobs.add(io.BytesIO(DATA)).new
    blobs.verify(SHA)


def test_a_path_cannot_be_smuggled_in(blobs: BlobStore) -> None:
    for odd in ("../../so.db", "A" * 64, ""):
        with pytest.raises(ValueError):
            blobs.open(odd)


@pytest.mark.parametrize("broken", ["os.fsync", "pathlib.Path.replace"])
def test_a_full_disk_leaves_nothing(
    blobs: BlobStore, folder: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(broken, full)
        with pytest.raises(WorldError) as caught:
            blobs.add(io.BytesIO(DATA))
    assert caught.value.outcome is FileFault.DISK_FULL
    assert files_of(folder / "evidence") == []


def test_a_source_that_goes_away_is_named(blobs: BlobStore, folder: Path) -> None:
    class Gone(io.BytesIO):
        name = "/usb/ảnh.jpg"

        def read(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(WorldError) as caught:
        blobs.add(Gone())
    assert caught.value.outcome is FileFault.DEVICE_GONE
    assert caught.value.params["path"] == "/usb/ảnh.jpg"
    assert files_of(folder / "evidence") == []


def test_cancel_leaves_nothing(blobs: BlobStore, folder: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        blobs.add(io.BytesIO(DATA), stop)
    assert files_of(folder / "evidence") == []


@pytest.mark.parametrize(
    ("at", "kept"),
    [("blob.1-temp-open", 0), ("blob.2-written", 0), ("blob.3-synced", 0), ("blob.4-renamed", 1)],
)
def test_killed_while_storing(blobs: BlobStore, folder: Path, at: str, kept: int) -> None:
    source = folder / "ảnh.jpg"
    source.write_bytes(DATA)
    code = (
        "import sys; from pathlib import Path; from app.store.blobs import BlobStore\n"
        "BlobStore(Path(sys.argv[1])).add(Path(sys.argv[2]))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(folder / "evidence"), str(source)],
        cwd=ROOT,
        env={**os.environ, "SOCDS_CRASH_AT": at},
        check=False,
    )
    assert ended.returncode == -9
    assert len(list(blobs.all())) == kept  # a half file is never counted
    assert blobs.clean_temp() == 1 - kept
    assert len(files_of(folder / "evidence")) == kept
    assert blobs.add(source).new is (kept == 0)
    blobs.verify(SHA)
