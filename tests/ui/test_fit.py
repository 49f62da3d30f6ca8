"""Every page and dialog fits 1093×560 logical pixels at each common scale, and speaks to screen readers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.jobs.desk import Desk
from app.ui.dialogs import HelpSheet, TextDialog
from app.ui.place import Place
from app.ui.strip import MessageStrip
from app.ui.talk import WindowTalk
from tests.pages.checks import english, unnamed
from tests.ui import fit

REPO = Path(__file__).resolve().parents[2]
WIDTH, HEIGHT = 1093, 560


@pytest.mark.parametrize("scale", ["1", "1.25", "1.5"])
def test_everything_fits_the_smallest_screen(scale: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.fit"],
        cwd=REPO,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["ratio"] == float(scale)
    too_big = {name: size for name, size in seen["sizes"].items() if size[0] > WIDTH or size[1] > HEIGHT}
    assert too_big == {} and len(seen["sizes"]) >= 8


def test_every_control_has_a_name_and_no_word_is_english(qtbot: QtBot, desk: Desk, place: Place) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    talk = WindowTalk(owner, MessageStrip(owner), place.log_file)
    pages = dict((*fit.gates(desk, talk, place), *fit.benches(desk, talk, place)))
    pages |= {"help": HelpSheet(owner), "question": TextDialog(owner, "Số", "Số", "", False)}
    for name, page in pages.items():
        qtbot.addWidget(page)
        assert (name, unnamed(page)) == (name, [])
        assert (name, english(page)) == (name, [])
