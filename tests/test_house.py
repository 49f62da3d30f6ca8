"""The rules of tests/conftest.py bite."""

from __future__ import annotations

import logging
import os
import re
import socket
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from app.domain.clock import FrozenClock
from app.paths import default_profile
from tests.conftest import REPO
from tests.helpers.logfail import LogWatch
from tests.helpers.offline import WentOnline, is_here


def test_profile_has_vietnamese_letters_and_is_the_programs_own(profile: Path) -> None:
    assert default_profile() == profile
    assert profile.name == unicodedata.normalize("NFC", "Hồ sơ Trường Tiểu học")
    assert Path.home() == profile.parent / "home"
    assert os.environ["XDG_CONFIG_HOME"].startswith(str(Path.home()))


def test_clock_stands_still(clock: FrozenClock) -> None:
    assert clock.now() == clock.now()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost", None, b"localhost"])
def test_this_computer(host: object) -> None:
    assert is_here(host)


@pytest.mark.parametrize("host", ["10.0.0.1", "192.168.1.1", "example.invalid", "::2", b"example.invalid"])
def test_another_computer(host: object) -> None:
    assert not is_here(host)


def test_connecting_elsewhere_raises() -> None:
    with socket.socket() as sock:
        with pytest.raises(WentOnline, match=r"192\.0\.2\.1"):
            sock.connect(("192.0.2.1", 80))
        with pytest.raises(WentOnline):
            socket.getaddrinfo("example.invalid", 80)


def test_connecting_here_works() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_expected_record_passes(expect_log: LogWatch) -> None:
    expect_log("almost full")
    logging.getLogger("app.store").warning("disk is almost full")


def watch_of(*levels: int) -> LogWatch:
    watch = LogWatch()
    for level in levels:
        record = logging.LogRecord("app", level, __file__, 1, "disk at %d %%", (99,), None)
        if level >= watch.level:
            watch.handle(record)
    return watch


def test_unexpected_record_is_a_complaint() -> None:
    assert watch_of(logging.INFO).complaints() == []
    assert watch_of(logging.WARNING).complaints() == ["unexpected log record: WARNING app: disk at 99 %"]


def test_expected_and_absent_record_is_a_complaint() -> None:
    watch = watch_of(logging.WARNING)
    watch("disk")
    watch("stick")
    assert watch.complaints() == ["never logged: stick"]


CARELESS = """
import logging, threading, warnings
from PySide6.QtCore import qWarning

def test_log():
    logging.getLogger("x").warning("careless")

def test_warning():
    warnings.warn("careless")

def test_deprecation():
    warnings.warn("careless", DeprecationWarning)

def test_qt():
    qWarning("careless")

def test_open_file():
    open(__file__)

def test_thread():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()

def test_careful():
    pass
"""


def test_each_carelessness_fails_its_test(tmp_path: Path) -> None:
    file = tmp_path / "test_careless.py"
    file.write_text(CARELESS, encoding="utf-8")
    settings = ["-c", str(REPO / "pyproject.toml"), "--rootdir", str(tmp_path), "-p", "tests.conftest"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *settings, "--no-xvfb", str(file)],
        cwd=REPO,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    bad = set(re.findall(r"(?:FAILED|ERROR) \S+::(\w+)", done.stdout))
    assert bad == set(re.findall(r"def (test_\w+)", CARELESS)) - {"test_careful"}, done.stdout + done.stderr
