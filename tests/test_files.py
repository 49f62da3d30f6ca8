"""Atomic writing, broken on purpose at every step (style.md habit 12)."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import FileFault, Outcome, WorldError
from app.files import fault_of, fsync_dir, world_errors, write_atomic

OLD, NEW = b"old", b"new and longer"


@pytest.fixture
def target(profile: Path) -> Path:
    path = profile / "số liệu.json"
    path.write_bytes(OLD)
    return path


def failing(real: Callable[..., Any], code: int, at_call: int = 1) -> Callable[..., Any]:
    """`real`, whose `at_call`-th call raises the operating system's error `code`."""
    calls = 0

    def call(*args: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at_call:
            raise OSError(code, os.strerror(code))
        return real(*args, **named)

    return call


class FullDisk:
    """A file that takes half of what is written, then says that the disk is full."""

    def __init__(self, path: Path, mode: str) -> None:
        self._file = io.FileIO(path, mode)

    def __enter__(self) -> FullDisk:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> None:
        self._file.write(data[: len(data) // 2])
        self._file.flush()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_writes_and_replaces(target: Path) -> None:
    write_atomic(target, NEW)
    assert target.read_bytes() == NEW
    write_atomic(target.with_name("mới"), b"")
    assert names(target.parent) == ["mới", "số liệu.json"]


def test_content_is_on_disk_before_the_name_changes(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    for name in ("fsync", "replace"):
        real = getattr(os, name)
        monkeypatch.setattr(
            os, name, lambda *args, _real=real, _name=name: (order.append(_name), _real(*args))[1]
        )
    write_atomic(target, NEW)
    assert order == ["fsync", "replace", "fsync"]


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (errno.ENOSPC, FileFault.DISK_FULL),
        (errno.EROFS, FileFault.READ_ONLY),
        (errno.EACCES, FileFault.READ_ONLY),
        (errno.EIO, FileFault.DEVICE_GONE),
        (errno.EFBIG, FileFault.TOO_BIG_FOR_DISK),
        (errno.EBUSY, FileFault.IN_USE),
        (errno.ENAMETOOLONG, FileFault.OTHER),
    ],
)
@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_step_that_fails_leaves_the_old_file_whole(
    target: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int, outcome: Outcome
) -> None:
    owner = Path if step == "open" else os
    monkeypatch.setattr(owner, step, failing(getattr(owner, step), code))
    with pytest.raises(WorldError) as caught:
        write_atomic(target, NEW)
    assert caught.value.outcome is outcome
    assert caught.value.params["path"] == str(target)
    assert target.read_bytes() == OLD
    assert names(target.parent) == [target.name]


def test_disk_that_fills_up_half_way(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch, pytest.raises(WorldError) as caught:
        patch.setattr(Path, "open", lambda path, mode: FullDisk(path, mode))
        write_atomic(target, NEW)
    assert caught.value.outcome is FileFault.DISK_FULL
    assert target.read_bytes() == OLD
    assert names(target.parent) == [target.name]


def test_the_first_error_is_told_when_tidying_fails_too(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", failing(os.replace, errno.ENOSPC))
    monkeypatch.setattr(Path, "unlink", failing(Path.unlink, errno.EIO))
    with pytest.raises(WorldError) as caught:
        write_atomic(target, NEW)
    assert caught.value.outcome is FileFault.DISK_FULL


def test_interruption_leaves_no_temporary_file(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(target, NEW)
    assert names(target.parent) == [target.name]


def test_folder_that_cannot_be_flushed_is_told_but_the_new_file_is_whole(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", failing(os.fsync, errno.EIO, at_call=2))
    with pytest.raises(WorldError) as caught:
        write_atomic(target, NEW)
    assert caught.value.outcome is FileFault.DEVICE_GONE
    assert target.read_bytes() == NEW


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP])
def test_file_system_without_folder_flush_is_no_fault(
    target: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(os, "fsync", failing(os.fsync, code))
    fsync_dir(target.parent)


def test_missing_folder(profile: Path) -> None:
    with pytest.raises(WorldError) as caught:
        write_atomic(profile / "không có" / "a", NEW)
    assert caught.value.outcome is FileFault.MISSING


def test_a_folder_stands_in_the_way(profile: Path) -> None:
    (profile / "a").mkdir()
    with pytest.raises(WorldError):
        write_atomic(profile / "a", NEW)
    assert names(profile) == ["a"]


@pytest.mark.parametrize(
    ("winerror", "outcome"),
    [
        (32, FileFault.IN_USE),
        (112, FileFault.DISK_FULL),
        (21, FileFault.DEVICE_GONE),
        (5, FileFault.READ_ONLY),
    ],
)
def test_windows_own_numbers_say_more_than_errno(winerror: int, outcome: Outcome) -> None:
    error = OSError(errno.EACCES, "refused")
    error.winerror = winerror  # type: ignore[attr-defined]  # set by Windows only
    assert fault_of(error) is outcome


def test_an_error_without_number_is_other() -> None:
    assert fault_of(OSError("?")) is FileFault.OTHER


def test_world_errors_keeps_the_cause(profile: Path) -> None:
    with pytest.raises(WorldError) as caught, world_errors(profile):
        raise TimeoutError(errno.ETIMEDOUT, "slow")
    assert isinstance(caught.value.__cause__, TimeoutError)
    assert "slow" in str(caught.value.params["detail"])
