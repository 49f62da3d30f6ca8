from __future__ import annotations

import contextlib
import errno
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from app.domain.clock import FrozenClock
from app.domain.errors import Cancelled, FileFault, WorldError
from app.store import backup, keyring
from app.store.archive import ArchiveReader
from app.store.backup import copy_database, list_backups, make_backup, restore_backup, settle_restore
from app.store.blobs import BlobStore
from app.store.engine import connect
from app.store.outcomes import StoreFault
from app.store.places import SingleInstance
from app.store.recovery import RecoveryCode
from tests.store.conftest import CHEAP, PASSWORD

ROOT = Path(__file__).resolve().parents[2]
WORDS = "Trường Tiểu học Sông Hồng"


class Sample:
    """A profile with a database, two evidence files and a stick."""

    def __init__(self, base: Path) -> None:
        self.profile = base / "Hồ sơ"
        self.stick = base / "USB của cô"
        self.stick.mkdir()
        self.clock = FrozenClock()
        self.dek, self.code = keyring.create(self.profile, "a1", PASSWORD, CHEAP)
        raw = connect(self.profile / "so.db", self.dek)
        raw.execute("CREATE TABLE school (name TEXT)")
        raw.execute("INSERT INTO school VALUES (?)", (WORDS,))
        raw.close()
        self.blobs = BlobStore(self.profile / "evidence")
        self.shas = sorted(self.blobs.add(io.BytesIO(os.urandom(size))).sha for size in (70_000, 200_000))
        self.names = dict(zip(self.shas, ("ảnh 1.jpg", "ảnh 2.jpg"), strict=True))

    def backup(self, **options: object) -> backup.BackupInfo:
        return make_backup(
            self.profile,
            self.dek,
            self.blobs,
            self.stick,
            self.clock,
            names=self.names,
            **options,  # type: ignore[arg-type]
        )

    def restore(self, archive: Path, to: Path, secret: str = "") -> backup.RestoreInfo:
        return restore_backup(archive, secret or str(self.code), to, self.clock)

    def stick_names(self) -> list[str]:
        return sorted(path.name for path in self.stick.iterdir())


@pytest.fixture
def sample(folder: Path) -> Sample:
    return Sample(folder)


def school_in(profile: Path, dek: bytes) -> str:
    raw = connect(profile / "so.db", dek)
    try:
        return str(raw.execute("SELECT name FROM school").fetchone()[0])
    finally:
        raw.close()


def fault_of(call: object, *args: object, **named: object) -> WorldError:
    with pytest.raises(WorldError) as caught:
        call(*args, **named)  # type: ignore[operator]
    return caught.value


def test_the_copy_of_a_live_database_has_what_the_wal_holds(sample: Sample) -> None:
    path = sample.profile / "so.db"
    live = connect(path, sample.dek)
    live.execute("INSERT INTO school VALUES ('chỉ trong WAL')")
    assert (sample.profile / "so.db-wal").stat().st_size > 0
    copy = sample.profile / "bản sao.db"
    copy_database(path, sample.dek, copy)
    live.close()
    raw = connect(copy, sample.dek)
    assert raw.execute("SELECT count(*) FROM school").fetchone() == (2,)
    raw.close()


def test_restored_elsewhere_with_the_recovery_code_alone(sample: Sample, folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    info = sample.backup(progress=lambda done, total: seen.append((done, total)))
    assert sample.stick_names() == ["sao-luu-20261117-0830.socds"]
    assert (info.evidence_files, info.damaged, info.serial) == (2, (), 1)
    assert seen[-1][0] == seen[-1][1] and seen == sorted(seen)
    other = folder / "máy khác" / "Hồ sơ"
    restored = sample.restore(info.path, other, str(sample.code).lower().replace("-", " "))
    assert (restored.evidence_files, restored.damaged, restored.set_aside) == (2, (), None)
    assert restored.made_at == sample.clock.now() and restored.accounts == ("a1",)
    dek = keyring.unlock_recovery(other, sample.code)
    assert dek == sample.dek == keyring.unlock(other, "a1", PASSWORD)
    assert school_in(other, dek) == WORDS
    blobs = BlobStore(other / "evidence")
    assert list(blobs.all()) == sample.shas
    for sha in sample.shas:
        blobs.verify(sha)
    assert sorted(path.name for path in other.parent.iterdir()) == ["Hồ sơ"]
    assert not (other / "may.json").exists()
    assert sorted(path.name for path in other.iterdir()) == [
        "evidence",
        "khoa-1.json",
        "khoa-2.json",
        "so.db",
    ]


def test_a_password_restores_too_and_a_wrong_secret_does_not(sample: Sample, folder: Path) -> None:
    path = sample.backup().path
    sample.restore(path, folder / "b", PASSWORD)
    for secret, outcome in (
        ("sai mật khẩu 1", StoreFault.BACKUP_SECRET_WRONG),
        (str(RecoveryCode.random()), StoreFault.RECOVERY_WRONG),
        (str(sample.code)[:-1], StoreFault.RECOVERY_GROUP),
    ):
        assert fault_of(sample.restore, path, folder / "c", secret).outcome is outcome
    assert not (folder / "c").exists()


def test_nothing_readable_lies_on_the_stick(sample: Sample) -> None:
    data = sample.backup().path.read_bytes()
    with sample.blobs.open(sample.shas[0]) as file:
        piece = file.read(64)
    assert piece not in data and WORDS.encode() not in data and "ảnh 1".encode() not in data
    assert sample.shas[0].encode() not in data and sample.dek not in data


def test_existing_profile_is_moved_aside(sample: Sample) -> None:
    path = sample.backup().path
    raw = connect(sample.profile / "so.db", sample.dek)
    raw.execute("UPDATE school SET name = 'sau khi sao lưu'")
    raw.close()
    info = sample.restore(path, sample.profile)
    assert info.set_aside == sample.profile.with_name("Hồ sơ-cu-20261117-0830")
    assert school_in(sample.profile, sample.dek) == WORDS
    assert school_in(info.set_aside, sample.dek) == "sau khi sao lưu"
    assert sample.restore(path, sample.profile).set_aside == sample.profile.with_name(
        "Hồ sơ-cu-20261117-0830-2"
    )


def test_an_open_book_is_not_replaced(sample: Sample) -> None:
    from app.store.places import SingleInstance

    path = sample.backup().path
    with SingleInstance(sample.profile):
        assert fault_of(sample.restore, path, sample.profile).outcome is StoreFault.ALREADY_OPEN
    assert school_in(sample.profile, sample.dek) == WORDS


def entry_range(path: Path, entry: str) -> tuple[int, int]:
    """Offsets of an entry's bytes in the zip."""
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(entry)
        with archive.open(info):
            pass
        start = info.header_offset + 30 + len(info.filename) + len(info.extra or b"")
        return start, start + info.compress_size


def flip(path: Path, offset: int) -> None:
    data = bytearray(path.read_bytes())
    data[offset] ^= 1
    path.write_bytes(data)


def test_a_damaged_file_is_named_and_the_others_restored(sample: Sample, folder: Path) -> None:
    path = sample.backup().path
    start, end = entry_range(path, "000002.age")
    flip(path, (start + end) // 2)
    info = sample.restore(path, folder / "b")
    assert [(item.sha, item.name) for item in info.damaged] == [(sample.shas[1], "ảnh 2.jpg")]
    assert info.evidence_files == 1
    assert list(BlobStore(folder / "b" / "evidence").all()) == [sample.shas[0]]
    assert school_in(folder / "b", sample.dek) == WORDS
    assert not list((folder / "b").rglob("*.part"))


def test_a_damaged_database_is_refused_and_nothing_left(sample: Sample, folder: Path) -> None:
    path = sample.backup().path
    start, end = entry_range(path, "so.age")
    flip(path, (start + end) // 2)
    error = fault_of(sample.restore, path, folder / "b")
    assert (error.outcome, error.params["name"]) == (StoreFault.BACKUP_DAMAGED, "so.age")
    assert not list(folder.glob("b*"))


def test_one_flipped_byte_anywhere_never_goes_unnoticed_or_breaks_everything(
    sample: Sample, folder: Path
) -> None:
    """Every region of the file: the rest is restored whole, or the backup is refused with a sentence."""
    path = sample.backup().path
    whole = path.read_bytes()
    for number, offset in enumerate(range(0, len(whole), len(whole) // 60)):
        path.write_bytes(whole)
        flip(path, offset)
        to = folder / f"b{number}"
        try:
            info = sample.restore(path, to)
        except WorldError as error:
            assert error.outcome in (StoreFault.BACKUP_DAMAGED, StoreFault.BACKUP_NOT_OURS)
            assert not to.exists()
            continue
        blobs = BlobStore(to / "evidence")
        for sha in blobs.all():
            blobs.verify(sha)
        assert info.evidence_files + len(info.damaged) == 2
        assert school_in(to, sample.dek) == WORDS


def test_no_flipped_bit_of_the_directory_ends_the_program(sample: Sample, folder: Path) -> None:
    """The container's own table of contents: unreadable is said, and the other backups are still found."""
    good = sample.backup().path
    data = good.read_bytes()
    bad = sample.stick / "sao-luu-hong.socds"
    records = [data.index(b"PK\x01\x02"), data.rindex(b"PK\x01\x02")]
    for place in (*range(records[0], records[0] + 46), *range(records[1], len(data))):
        for bit in range(8):
            changed = bytearray(data)
            changed[place] ^= 1 << bit
            bad.write_bytes(changed)
            assert good in [info.path for info in list_backups(sample.stick)]
            with contextlib.suppress(WorldError), ArchiveReader(bad) as archive:
                for item in archive.items(sample.dek):
                    archive.extract(item, None, lambda count: None)


def test_a_stick_pulled_while_looking_is_said(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: Path, pattern: str) -> list[Path]:
        raise OSError(errno.EIO, "no such device", str(path))

    monkeypatch.setattr(Path, "glob", gone)
    with pytest.raises(WorldError) as caught:
        list_backups(sample.stick)
    assert caught.value.outcome is FileFault.DEVICE_GONE


@pytest.mark.parametrize("label", ["khoa-1.json", "khoa-2.json", "muc-luc-1.age", "muc-luc-2.age"])
def test_label_and_list_stand_twice(sample: Sample, folder: Path, label: str) -> None:
    path = sample.backup().path
    start, end = entry_range(path, label)
    flip(path, (start + end) // 2)
    assert sample.restore(path, folder / "b").damaged == ()


@pytest.mark.parametrize("content", [b"", b"PK", b"x" * 1000])
def test_another_file_is_not_a_backup(sample: Sample, folder: Path, content: bytes) -> None:
    odd = folder / "sao-luu-20200101-0000.socds"
    odd.write_bytes(content)
    assert fault_of(sample.restore, odd, folder / "b").outcome is StoreFault.BACKUP_NOT_OURS
    path = sample.backup().path
    odd.write_bytes(path.read_bytes()[:-500])
    assert fault_of(sample.restore, odd, folder / "b").outcome is StoreFault.BACKUP_NOT_OURS


def test_a_backup_of_a_newer_program(sample: Sample, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("app.store.backup.FORMAT", 2)
        patch.setattr("app.store.archive.FORMAT", 2)
        path = sample.backup().path
    assert fault_of(sample.restore, path, folder / "b").outcome is StoreFault.BACKUP_NEWER


def test_evidence_harmed_on_the_pc_is_said_and_not_given_back(sample: Sample, folder: Path) -> None:
    sha = sample.shas[0]
    (sample.profile / "evidence" / sha[:2] / sha).write_bytes(b"rotten")
    info = sample.backup()
    assert info.damaged == (sha,)
    restored = sample.restore(info.path, folder / "b")
    assert [item.sha for item in restored.damaged] == [sha] and restored.evidence_files == 1


# order and rotation


def test_the_last_three_of_this_book_stay_whatever_the_clock_says(sample: Sample, folder: Path) -> None:
    (folder / "trường khác").mkdir()
    other = Sample(folder / "trường khác")
    other.stick = sample.stick
    theirs = other.backup().path
    for _ in range(3):
        sample.clock.advance(hours=1)
        sample.backup()
    sample.clock.moment = sample.clock.moment.replace(year=2010)
    newest = sample.backup()
    mine = [info for info in list_backups(sample.stick) if info.book_id == newest.book_id]
    assert [info.serial for info in mine] == [4, 3, 2]
    assert mine[0].path == newest.path and theirs.exists()
    assert mine[0].made_at.year == 2010


def test_two_backups_within_a_minute(sample: Sample) -> None:
    sample.backup()
    sample.backup()
    assert sample.stick_names() == ["sao-luu-20261117-0830-2.socds", "sao-luu-20261117-0830.socds"]


# broken on purpose


def test_what_reads_back_wrong_is_thrown_away(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = sample.backup().path

    def harm(file: io.BufferedWriter) -> None:
        offset = entry_range(Path(file.name), "000001.age")[0] + 500
        flip(Path(file.name), offset)

    monkeypatch.setattr(backup, "_forget_cache", harm)
    error = fault_of(sample.backup)
    assert (error.outcome, error.params["name"]) == (StoreFault.BACKUP_NOT_VERIFIED, "ảnh 1.jpg")
    assert sample.stick_names() == [kept.name]


def test_cancel_leaves_nothing(sample: Sample, folder: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done > total // 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        sample.backup(progress=stop)
    assert sample.stick_names() == [] and not list((sample.profile / "tam").iterdir())
    path = sample.backup().path
    with pytest.raises(Cancelled):
        restore_backup(path, str(sample.code), folder / "b", sample.clock, stop)
    assert not list(folder.glob("b*"))


def test_a_stick_too_small_is_said_beforehand(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("usage", (), {"free": 1000})
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    assert fault_of(sample.backup).outcome is StoreFault.NO_ROOM
    assert sample.stick_names() == []


def test_a_disk_that_fills_up_while_writing(
    sample: Sample, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = sample.backup().path
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        assert fault_of(sample.backup).outcome is FileFault.DISK_FULL
        assert fault_of(sample.restore, path, folder / "b").outcome is FileFault.DISK_FULL
    assert sample.stick_names() == [path.name] and not list(folder.glob("b*"))


def test_a_write_error_inside_the_encryption_keeps_its_reason(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = zipfile._ZipWriteFile.write  # type: ignore[attr-defined]

    def gone(self: object, data: bytes) -> int:
        if len(data) > 4000:
            raise OSError(5, "Input/output error")
        return int(real(self, data))

    monkeypatch.setattr(zipfile._ZipWriteFile, "write", gone)  # type: ignore[attr-defined]
    assert fault_of(sample.backup).outcome is FileFault.DEVICE_GONE
    assert sample.stick_names() == []


def run_and_die(at: str, code: str, *args: object) -> None:
    head = "import sys; from pathlib import Path; from app.domain.clock import FrozenClock\n"
    ended = subprocess.run(
        [sys.executable, "-c", head + code, *map(str, args)],
        cwd=ROOT,
        env={**os.environ, "SOCDS_CRASH_AT": at},
        check=False,
    )
    assert ended.returncode == -9


@pytest.mark.parametrize("at", ["backup.1-part", "backup.2-synced", "backup.3-verified"])
def test_killed_while_backing_up(sample: Sample, at: str) -> None:
    kept = sample.backup().path
    run_and_die(
        at,
        "from app.store.backup import make_backup; from app.store.blobs import BlobStore\n"
        "profile = Path(sys.argv[1])\n"
        "make_backup(profile, bytes.fromhex(sys.argv[3]), BlobStore(profile / 'evidence'),"
        " Path(sys.argv[2]), FrozenClock())",
        sample.profile,
        sample.stick,
        sample.dek.hex(),
    )
    assert [info.path for info in list_backups(sample.stick)] == [kept]
    assert len(sample.stick_names()) == 2  # the half-written .part
    sample.backup()
    assert not list(sample.stick.glob("*.part"))


@pytest.mark.parametrize("at", ["restore.1-filled", "restore.2-ready", "restore.3-aside"])
def test_killed_while_restoring(sample: Sample, folder: Path, at: str) -> None:
    path = sample.backup().path
    raw = connect(sample.profile / "so.db", sample.dek)
    raw.execute("UPDATE school SET name = 'sau khi sao lưu'")
    raw.close()
    run_and_die(
        at,
        "from app.store.backup import restore_backup\n"
        "restore_backup(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), FrozenClock())",
        path,
        sample.code,
        sample.profile,
    )
    settle_restore(sample.profile)
    wanted = WORDS if at == "restore.3-aside" else "sau khi sao lưu"
    assert school_in(sample.profile, sample.dek) == wanted
    left = [name.name for name in sample.profile.parent.iterdir() if name.name.startswith("Hồ sơ")]
    assert not [name for name in left if name.endswith((".khoi-phuc", ".san-sang"))]
    sample.restore(path, sample.profile)
    assert school_in(sample.profile, sample.dek) == WORDS


def test_a_restore_under_way_is_left_alone_by_another_program(tmp_path: Path) -> None:
    profile = tmp_path / "Hồ sơ"
    filling = profile.with_name(profile.name + ".khoi-phuc")
    with SingleInstance(filling):
        (filling / "so.db").write_bytes(b"half")
        settle_restore(profile)
        assert (filling / "so.db").exists()
    settle_restore(profile)
    assert not filling.exists()
