"""Starting: nothing heavy before the first paint, faults to a log without personal data."""

from __future__ import annotations

import faulthandler
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, qInstallMessageHandler
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.__main__ import wants_window
from app.domain.errors import FileFault, WorldError
from app.ui.login.page import LoginPage
from app.ui.place import Place

REPO = Path(bootstrap.__file__).resolve().parent.parent

HEAVY = (
    "sqlalchemy", "sqlcipher3", "alembic", "openpyxl", "xlsxwriter", "reportlab", "docx", "pyhanko",
    "cryptography", "httpx", "PIL", "pypdfium2", "lxml", "asn1crypto",
)  # fmt: skip

FIRST_PAINT = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app import bootstrap
from app.domain.clock import SystemClock

app = QApplication([])
bootstrap.dress(app)
window = bootstrap.make_window(Path(sys.argv[1]), SystemClock())
class Seen(type(window)):
    pass
painted = type(window).paintEvent
def paint(self, event):
    painted(self, event)
    QTimer.singleShot(0, done)
def done():
    page = type(window.pages.currentWidget()).__name__
    loaded = vars(sys.modules["PySide6.QtCore"])
    modules = sorted({name.partition(".")[0] for name in sys.modules})
    print(json.dumps({"page": page, "qt": "Qt" in loaded, "modules": modules}))
    app.quit()
type(window).paintEvent = paint
window.show()
app.exec()
"""


def at_first_paint(profile: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(profile)],
        cwd=REPO,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_password_screen_is_painted_with_nothing_heavy_loaded(planned_place: Place) -> None:
    seen = at_first_paint(planned_place.profile)
    assert seen["page"] == "LoginPage"
    assert not seen["qt"], "something on the way to the password screen names the namespace Qt"
    assert set(HEAVY).isdisjoint(seen["modules"])


def test_the_first_run_is_painted_with_nothing_heavy_loaded(place: Place) -> None:
    seen = at_first_paint(place.profile)
    assert seen["page"] == "FirstRunPage"
    assert set(HEAVY).isdisjoint(seen["modules"])


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--demo"], True),
        (["--profile", "D:/hồ sơ", "--demo"], True),
        (["--profile=D:/hồ sơ"], True),
        (["verify", "gói.asice"], False),
        (["--help"], False),
        (["--profile", "x", "init"], False),
        (["--profile"], False),
    ],
)
def test_only_a_bare_start_opens_the_window(arguments: list[str], window: bool) -> None:
    assert wants_window(arguments) is window


@pytest.fixture
def hooks() -> Iterator[None]:
    before, crash = sys.excepthook, faulthandler.is_enabled()
    handlers = list(logging.getLogger().handlers)
    yield
    sys.excepthook = before
    qInstallMessageHandler(None)
    for handler in logging.getLogger().handlers[:]:
        if handler not in handlers:
            logging.getLogger().removeHandler(handler)
            handler.close()
    if crash:
        faulthandler.enable()
    else:
        faulthandler.disable()


def test_the_log_names_the_place_and_kind_of_a_fault_but_no_person(
    hooks: None, tmp_path: Path, expect_log: object
) -> None:
    file = tmp_path / "so.log"
    bootstrap.start_log(file)
    assert not file.exists()  # only written when there is something to say
    try:
        raise ValueError("Nguyễn Văn Kín, D:/riêng tư")
    except ValueError:
        logging.getLogger("app").error("unexpected", exc_info=True)
    try:
        raise WorldError(FileFault.DISK_FULL, path="D:/riêng tư")
    except WorldError:
        logging.getLogger("app").error("unexpected", exc_info=True)
    expect_log("unexpected")
    text = file.read_text(encoding="utf-8")
    assert "test_bootstrap.py" in text and "ValueError" in text and "file.disk_full" in text
    assert "Kín" not in text and "riêng tư" not in text


def test_a_folder_that_cannot_be_written_does_not_stop_the_start(hooks: None, tmp_path: Path) -> None:
    blocker = tmp_path / "tệp"
    blocker.write_text("")
    bootstrap.start_log(blocker / "so.log")
    assert faulthandler.is_enabled()


def test_exceptions_in_slots_are_told_and_do_not_end_the_program(hooks: None) -> None:
    told: list[Exception] = []
    bootstrap.install_hooks(told.append)
    error = RuntimeError("x")
    sys.excepthook(RuntimeError, error, None)
    assert told == [error]


def test_dates_and_numbers_are_vietnamese() -> None:
    assert QLocale().name() == "vi_VN"
    assert QLocale().toString(1234.5, "f", 1) == "1.234,5"


def test_the_key_files_looked_for_are_those_of_the_key_ring() -> None:
    from app.store import keyring

    assert all(Path(name).match(bootstrap.KEY_FILES) for name in keyring.NAMES)


@pytest.mark.parametrize(
    ("arguments", "demo", "folder"),
    [
        ([], False, "Hồ sơ Trường Tiểu học"),
        (["--demo"], True, "Hồ sơ Trường Tiểu học - truong mau"),
        (["--profile", "a b"], False, "a b"),
        (["--demo", "--profile=c"], True, "c"),
    ],
)
def test_the_profile_is_the_named_one_or_the_own_of_the_sample(
    arguments: list[str], demo: bool, folder: str
) -> None:
    chosen, profile = bootstrap.chosen(arguments)
    assert (chosen, profile.name) == (demo, folder)


def test_a_restore_cut_off_before_its_last_step_is_finished_at_start(
    empty_place: Place, qtbot: QtBot
) -> None:
    from app.store import restore

    profile = empty_place.profile
    profile.rename(profile.with_name(profile.name + restore._READY))
    window = bootstrap.make_window(profile, empty_place.clock)
    try:
        assert isinstance(window.pages.currentWidget(), LoginPage)
        assert profile.is_dir() and window.accounts
    finally:
        window.close()
        window.deleteLater()


def test_a_damaged_key_file_is_said_on_the_password_screen(empty_place: Place, qtbot: QtBot) -> None:
    for file in empty_place.profile.glob(bootstrap.KEY_FILES):
        file.write_text("{", encoding="utf-8")
    window = bootstrap.make_window(empty_place.profile, empty_place.clock)
    window.show()
    try:
        page = window.pages.currentWidget()
        assert isinstance(page, LoginPage)
        qtbot.waitUntil(lambda: bool(page.field.note.text()))
        assert page.restore_button.isVisible()
    finally:
        window.close()
        window.deleteLater()
