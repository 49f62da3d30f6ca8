"""What holds for every test: its own profile, a frozen clock, no network, no unexpected log record.

Warnings and Qt messages fail by the settings in pyproject.toml; the order of tests is random.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from app.domain.clock import FrozenClock
from tests.helpers import offline
from tests.helpers.logfail import LogWatch

REPO = Path(__file__).resolve().parent.parent
PROFILE_NAME = "Hồ sơ Trường Tiểu học"

# No deadline: the machines are slow and shared. In CI the same examples on each run.
settings.register_profile(
    "house",
    deadline=None,
    print_blob=True,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    offline.install()
    # Qt wants a private run-time folder, which a CI job's user often lacks.
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="socds-run-")


def pytest_unconfigure(config: pytest.Config) -> None:
    folder = Path(os.environ["XDG_RUNTIME_DIR"])
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty profile folder with Vietnamese letters and spaces; the home folder is a test's own too."""
    home = tmp_path / "home"
    folder = tmp_path / PROFILE_NAME
    home.mkdir()
    folder.mkdir()
    monkeypatch.setenv("SOCDS_PROFILE", str(folder))
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    return folder


@pytest.fixture(autouse=True)
def expect_log() -> Iterator[LogWatch]:
    """Fails the test on a log record ≥ WARNING; `expect_log("pattern")` asks for one instead."""
    watch = LogWatch()
    root = logging.getLogger()
    root.addHandler(watch)
    yield watch
    root.removeHandler(watch)
    complaints = watch.complaints()
    if complaints:
        pytest.fail("\n".join(complaints))


@pytest.fixture
def clock() -> FrozenClock:
    """Stands still at 08:30 on 17/11/2026 until moved."""
    return FrozenClock()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The project's shared papers (requirements, seed plans), which lie beside the repository."""
    folder = REPO.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared papers are not beside the repository")
    return folder
