"""Prints the smallest size of every page and dialog of this area, in logical pixels (a child process)."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from app import bootstrap
from app.domain.clock import FrozenClock
from app.domain.views import BackupView
from app.jobs.desk import Desk
from app.ui.dialogs import HelpSheet, TextDialog
from app.ui.first_run.page import FirstRunPage
from app.ui.login.page import LoginPage
from app.ui.place import Place
from app.ui.restore.page import Found, RestorePage
from app.ui.shell import Workbench
from app.ui.strip import MessageStrip
from app.ui.talk import WindowTalk
from tests.ui.test_home import FULL
from tests.ui.test_targets import PERCENT, target

LONG = "Kế hoạch chuyển đổi số của nhà trường có một tên rất dài để xem chữ có bị cắt hay không. " * 3
GROUPS = ("AB3D", "EF7H", "K2MN", "PQ4R", "ST6V", "WX8Y", "Z2B4", "C5D7")


def gates(desk: Desk, talk: WindowTalk, place: Place) -> Iterator[tuple[str, QWidget]]:
    login = LoginPage(desk, talk, place, ("hieu_truong", "van_thu"))
    login.field.fault(LONG)
    yield "login", login
    first_run = FirstRunPage(desk, talk, place)
    first_run.start()
    first_run.school.next()
    first_run.password.new.first_field.fault(LONG)
    first_run.keeping.show_code(GROUPS, LONG, "")
    first_run.keeping.asking.ask(8)
    first_run.keeping.asking.refuse()
    yield "first run", first_run
    restore = RestorePage(desk, talk, place)
    backup = BackupView("x", place.clock.now(), 10**9, 800, verified=True)
    restore.table.set_rows([Found(backup)])
    for widget in (restore.table, restore.code_field):
        widget.show()
    restore._say(LONG)
    restore.progress.begin(LONG)
    yield "restore", restore


def benches(desk: Desk, talk: WindowTalk, place: Place) -> Iterator[tuple[str, QWidget]]:
    bench = Workbench(desk, talk, place)
    home, targets = bench.page("home"), bench.page("targets")
    home.clock = place.clock
    home.show_view(FULL)
    targets.show_rows((target(PERCENT, PERCENT, words=LONG),))
    bench.page("settings")
    yield "workbench", bench
    bench.strip.offer_undo(LONG, lambda: None)
    yield "workbench with the strip", bench


def sizes() -> dict[str, tuple[int, int]]:
    place = Place(Path(tempfile.gettempdir()) / "không có", FrozenClock(), Path("so.log"), demo=True)
    desk, owner = Desk(), QWidget()
    talk = WindowTalk(owner, MessageStrip(owner), place.log_file)
    found = {}
    for name, widget in (*gates(desk, talk, place), *benches(desk, talk, place)):
        widget.show()
        QApplication.processEvents()
        widget.resize(1093, 560)
        QApplication.processEvents()
        found[name] = widget.minimumSizeHint().toTuple()
        found[f"{name}, shown"] = widget.size().toTuple()
    for name, widget in (("help", HelpSheet(owner)), ("question", TextDialog(owner, LONG, LONG, LONG, True))):
        found[name] = widget.minimumSizeHint().toTuple()
    desk.close()
    return found


if __name__ == "__main__":
    app = QApplication([])
    bootstrap.dress(app)
    print(json.dumps({"ratio": app.devicePixelRatio(), "sizes": sizes()}, ensure_ascii=False))
    sys.stdout.flush()
