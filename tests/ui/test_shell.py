"""The workbench on a real book: keys, rail, undo in words, locking."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.domain.errors import Cancelled, FileFault, WorldError
from app.services import months, setup
from app.ui import texts
from app.ui.dialogs import TextDialog
from app.ui.login.page import LoginPage
from app.ui.place import Place
from app.ui.rail import NARROW, WIDE
from app.ui.shell import SCREENS, action_words
from app.ui.window import MainWindow
from tests.helpers.logfail import LogWatch
from tests.pages.login import Login
from tests.pages.shell import Shell
from tests.ui.conftest import WORD


@pytest.fixture
def window(qtbot: QtBot, planned_place: Place) -> Iterator[MainWindow]:
    made = bootstrap.make_window(planned_place.profile, planned_place.clock)
    made.resize(1366, 706)
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def shell(qtbot: QtBot, window: MainWindow) -> Shell:
    login = window.pages.currentWidget()
    assert isinstance(login, LoginPage)
    Login(qtbot, window.desk).on(login).enter(WORD)
    return Shell(qtbot, window.desk).on(window)


def measure(shell: Shell) -> None:
    """A change: the first target gets its figures."""
    shell.go("targets")
    entry = shell.targets.entry
    shell.type_in(entry.first, "3")
    shell.type_in(entry.second, "4")
    shell.click(entry.save_button)
    shell.settle()


def test_the_header_says_school_superior_and_year(shell: Shell) -> None:
    bench = shell.bench
    assert bench.school.text() == "Trường Tiểu học Suối Đá"
    assert (bench.superior.text(), bench.year.text()) == ("Xã Suối Đá", "Năm 2026")


def test_the_rail_and_ctrl_numbers_open_the_same_screens(shell: Shell) -> None:
    for number, name in ((4, "targets"), (7, "settings"), (1, "home")):
        shell.keys(Qt.Key(Qt.Key.Key_0 + number), ctrl=True)
        assert shell.bench.current == name == SCREENS[number - 1][0]
        assert shell.bench.rail.button(name).isChecked()


def test_a_screen_is_made_when_first_shown(shell: Shell) -> None:
    assert set(shell.bench._shown) == {"home"}
    shell.go("settings")
    assert set(shell.bench._shown) == {"home", "settings"}


def test_a_change_is_saved_told_and_undone_by_the_button(shell: Shell) -> None:
    measure(shell)
    assert shell.saved == "Đã lưu 08:30"
    assert shell.strip.startswith("Đã lưu: nhập số liệu “")
    row = shell.targets.table.current()
    assert row.numerator == 3
    shell.click(shell.bench.strip.undo_button)
    shell.settle()
    assert shell.strip.startswith("Đã hoàn tác")
    assert shell.targets.table.current().numerator is None


def test_ctrl_z_undoes_the_last_change_and_says_when_there_is_none(shell: Shell) -> None:
    measure(shell)
    shell.go("home")
    shell.keys(Qt.Key.Key_Z, ctrl=True)
    shell.qtbot.waitUntil(lambda: shell.strip.startswith("Đã hoàn tác"))
    shell.settle()
    shell.go("targets")
    assert shell.targets.table.current().numerator is None


def test_ctrl_z_in_a_text_field_undoes_the_typing_only(shell: Shell) -> None:
    measure(shell)
    entry = shell.targets.entry
    shell.type_in(entry.first, "8")
    shell.press(entry.first, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    shell.settle()
    assert entry.first.text() != "8" and shell.targets.table.current().numerator == 3


def test_ctrl_s_confirms_that_all_is_saved(shell: Shell) -> None:
    shell.keys(Qt.Key.Key_S, ctrl=True)
    assert shell.strip == texts.ALREADY_SAVED


def test_f1_shows_the_keys_and_the_sheet_is_freed(shell: Shell) -> None:
    shell.keys(Qt.Key.Key_F1)
    (sheet,) = shell.dialogs()
    with shell.freed(sheet):
        sheet.accept()


def test_the_rail_shrinks_to_icons_and_back(shell: Shell) -> None:
    shell.window.resize(1093, 560)
    shell.qtbot.waitUntil(lambda: shell.bench.rail.width() == NARROW)
    assert shell.bench.rail.button("plan").toolTip() == "Kế hoạch (Ctrl+2)"
    shell.window.resize(1366, 706)
    shell.qtbot.waitUntil(lambda: shell.bench.rail.width() == WIDE)


def test_locking_closes_the_book_and_frees_the_screens(shell: Shell) -> None:
    with shell.freed(shell.bench):
        shell.click(shell.bench.rail.lock_button)
    login = shell.window.pages.currentWidget()
    assert isinstance(login, LoginPage) and shell.desk.book is None and shell.window.isEnabled()
    Login(shell.qtbot, shell.desk).on(login).enter(WORD)
    Shell(shell.qtbot, shell.desk).on(shell.window)


def test_faults_are_sentences_with_a_step_and_a_code(shell: Shell, expect_log: LogWatch) -> None:
    talk = shell.window.talk
    talk.fault(WorldError(FileFault.DISK_FULL, path="E:/báo cáo.pdf"))
    assert "Ổ đĩa đã đầy" in shell.strip and "E:/báo cáo.pdf" in shell.strip and "FIL-" in shell.strip
    talk.fault(Cancelled("x"))
    assert shell.strip == texts.STOPPED
    expect_log("a use case failed")
    talk.fault(ValueError("Nguyễn Văn Kín"))
    assert shell.strip.startswith(texts.OUR_FAULT) and "Kín" not in shell.strip
    shell.click(shell.bench.strip.close_button)
    assert shell.strip == ""


def test_a_question_has_two_verbs_and_the_safe_one_is_default(shell: Shell) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QMessageBox

    seen: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.extend((box.text(), box.defaultButton().text()))
        shell.press(box, Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)
    assert shell.window.talk.ask("Khôi phục?", "Đóng sổ", "Thôi") is False
    assert seen == ["Khôi phục?", "Thôi"]


def test_a_typed_answer_is_nfc(shell: Shell) -> None:
    dialog = TextDialog(shell.window, "Tiêu đề", "Số", "Hoa\u0300", secret=False)
    shell.qtbot.addWidget(dialog)
    assert dialog.answer() == "Hoà"


def test_a_long_subject_is_shortened_at_a_word() -> None:
    words = action_words("set_state", "Rèn kỹ năng số " * 9)
    assert words.startswith("ghi kết quả việc “Rèn kỹ năng") and words.endswith("…”") and len(words) < 90
    assert action_words("sign_report", "") == "ký báo cáo"


def test_the_password_field_has_the_focus_after_locking(shell: Shell) -> None:
    shell.click(shell.bench.rail.lock_button)
    shell.settle()
    login = shell.window.pages.currentWidget()
    assert isinstance(login, LoginPage) and login.word.hasFocus()


@pytest.mark.parametrize("name", ["plan", "month", "targets", "reports"])
def test_an_opened_screen_has_the_focus_in_its_list(shell: Shell, name: str) -> None:
    shell.go(name)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QAbstractItemView) and focused.isVisible()


def test_a_message_moves_nothing(shell: Shell) -> None:
    shell.go("plan")
    before = shell.bench.stack.geometry()
    shell.window.talk.tell("Đã ghi.", "Xem tiếp.")
    shell.bench.layout().activate()
    assert shell.strip and shell.bench.stack.geometry() == before
    shell.bench.strip.clear()
    shell.bench.layout().activate()
    assert shell.bench.stack.geometry() == before


def test_the_window_opens_within_the_screen(shell: Shell, planned_place: Place) -> None:
    window = MainWindow(shell.desk, planned_place, ("hieu_truong",))
    room = window.screen().availableSize()
    assert window.width() <= room.width() and window.height() <= room.height()
    window.deleteLater()


def test_file_choosers_start_in_the_documents_and_then_where_one_was(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_parent: object, _title: str, start: str, _filters: str) -> tuple[str, str]:
        asked.append(start)
        return str(tmp_path / "kế hoạch.txt"), ""

    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getOpenFileName", choose)
    for _ in range(2):
        shell.window.talk.open_file("Chọn tệp")
    assert Path(asked[0]).is_dir() and Path(asked[0]) != Path.cwd()
    assert asked[1] == str(tmp_path)


def test_a_message_before_the_book_is_open_moves_nothing_and_is_on_top(window: MainWindow) -> None:
    before = window.pages.geometry()
    window.talk.tell("Đã lưu mã.")
    window.centralWidget().layout().activate()
    assert window.pages.geometry() == before
    strip = window.gate_strip
    middle = strip.mapTo(window.centralWidget(), strip.rect().center())
    assert strip.isAncestorOf(
        window.centralWidget().childAt(middle)
    ) or strip is window.centralWidget().childAt(middle)


def test_an_undo_from_a_screen_says_what_was_taken_back(shell: Shell) -> None:
    shell.go("month")
    month = shell.bench.page("month")
    row = month.table.current()
    shell.press(month.table, Qt.Key.Key_X)
    shell.settle()
    shell.click(shell.bench.strip.undo_button)
    shell.settle()
    assert shell.strip.startswith("Đã hoàn tác: ") and row.words[:12] in shell.strip


def test_words_being_typed_are_kept_when_the_window_is_closed(shell: Shell, planned_place: Place) -> None:
    shell.go("month")
    month = shell.bench.page("month")
    shell.press(month.table, Qt.Key.Key_M)
    shell.settle()
    typed = month.panel.remedy.lineEdit()
    typed.setFocus()
    typed.setText("Mượn máy của xã")
    shell.window.close()
    book = setup.open_school(planned_place.profile, setup.FIRST_ACCOUNT, WORD, planned_place.clock)
    try:
        assert "Mượn máy của xã" in {row.remedy for row in months.month(book, 2026, 11).rows}
    finally:
        setup.close(book)
