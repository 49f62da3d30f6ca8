from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.errors import WorldError
from app.store import places
from app.store.outcomes import StoreFault
from app.store.places import SingleInstance, refuse_bad_root


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        (r"\\may-chu\chung\so", StoreFault.ROOT_NETWORK),
        ("//may-chu/chung/so", StoreFault.ROOT_NETWORK),
        ("/media/co-giao/KINGSTON/so", StoreFault.ROOT_REMOVABLE),
        ("/home/a/OneDrive - Truong Hoc/so", StoreFault.ROOT_CLOUD),
        ("/home/a/Dropbox/so", StoreFault.ROOT_CLOUD),
        ("/home/a/Google Drive/so", StoreFault.ROOT_CLOUD),
        ("/home/a/Drive của tôi/so", StoreFault.ROOT_CLOUD),
    ],
)
def test_bad_roots_are_refused(path: str, fault: StoreFault) -> None:
    with pytest.raises(WorldError) as caught:
        refuse_bad_root(Path(path))
    assert caught.value.outcome is fault


def test_a_folder_that_windows_says_is_onedrives_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(folder))
    with pytest.raises(WorldError) as caught:
        refuse_bad_root(folder / "sổ")
    assert caught.value.outcome is StoreFault.ROOT_CLOUD


def test_a_network_mount_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = folder / "mounts"
    shared = str(folder / "chung").replace(" ", "\\040")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\n//nas/chung {shared} cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(places, "MOUNTS", mounts)
    refuse_bad_root(folder / "riêng")
    with pytest.raises(WorldError) as caught:
        refuse_bad_root(folder / "chung" / "sổ")
    assert caught.value.outcome is StoreFault.ROOT_NETWORK


def test_an_ordinary_folder_is_fine(folder: Path) -> None:
    refuse_bad_root(folder)


def test_only_one_instance(folder: Path) -> None:
    with SingleInstance(folder):
        with pytest.raises(WorldError) as caught:
            SingleInstance(folder).acquire()
        assert caught.value.outcome is StoreFault.ALREADY_OPEN
    with SingleInstance(folder):
        pass


def test_the_lock_of_a_killed_process_is_gone(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from app.store.places import SingleInstance\n"
        "held = SingleInstance(Path(sys.argv[1]))\nheld.acquire()\n"
        "print('held', flush=True)\nsys.stdin.read()"
    )
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        with pytest.raises(WorldError):
            SingleInstance(folder).acquire()
        child.kill()
    with SingleInstance(folder):
        pass
