"""Ticking, reasons, earlier months and evidence; by keys and by mouse, on a real book."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from app.domain.report import TaskState
from app.domain.views import Created, MonthView, PlanState
from app.jobs.desk import Desk
from app.services import evidence, setup
from app.ui.month import texts
from app.ui.month.evidence import current_file
from app.ui.month.screen import MonthScreen
from app.ui.place import Place
from tests.helpers.held import HeldDesk
from tests.helpers.talk import RecordedTalk
from tests.pages.checks import english, too_big, unnamed
from tests.pages.drops import drop
from tests.pages.month import Month
from tests.ui.conftest import WORD

TASK = "Thao giảng"
OTHER = "không dùng tiền mặt"
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def month(qtbot: QtBot, open_desk: Desk, talk: RecordedTalk) -> Month:
    return show(qtbot, open_desk, talk)


def show(qtbot: QtBot, desk: Desk, talk: RecordedTalk) -> Month:
    screen = MonthScreen(desk, talk)
    qtbot.addWidget(screen)
    screen.resize(1198, 640)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    return Month(qtbot, desk).on(screen)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "Ảnh thao giảng.png"
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("#3a7"))
    assert image.save(str(path))
    return path


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "Biên bản họp tổ.txt"
    path.write_text("Biên bản họp tổ chuyên môn", encoding="utf-8")
    return path


def test_opens_on_the_clocks_month(month: Month) -> None:
    assert month.screen.month == (2026, 11)
    assert month.screen.month_name.text() == "Tháng 11/2026"
    assert month.counts == {
        "done": "0",
        "partly": "0",
        "not_done": "0",
        "open": str(len(month.rows)),
        "evidence": "0",
    }


@pytest.mark.parametrize(
    ("key", "state"),
    [
        (Qt.Key.Key_1, TaskState.DONE),
        (Qt.Key.Key_X, TaskState.DONE),
        (Qt.Key.Key_2, TaskState.PARTLY),
        (Qt.Key.Key_M, TaskState.PARTLY),
        (Qt.Key.Key_3, TaskState.NOT_DONE),
        (Qt.Key.Key_C, TaskState.NOT_DONE),
    ],
)
def test_one_key_records_a_state(month: Month, talk: RecordedTalk, key: Qt.Key, state: TaskState) -> None:
    month.go_to(TASK)
    month.key(key)
    assert talk.faults == []
    assert month.row(TASK).state is state
    assert month.screen.table.hasFocus()  # the next arrow key goes on to the next task


def test_buttons_record_too_and_undo_takes_it_back(month: Month, talk: RecordedTalk) -> None:
    month.go_to(TASK)
    month.click(month.screen.panel.buttons[TaskState.DONE])
    month.settle()
    assert month.counts["done"] == "1"
    assert talk.undos[-1][0].startswith("Đã ghi “Xong”: Thao giảng")
    talk.undos[-1][1]()
    month.settle()
    assert month.row(TASK).state is TaskState.OPEN
    assert month.counts["done"] == "0"


def test_a_held_key_does_not_unselect_the_row_gone_to(month: Month) -> None:
    month.go_to(TASK)
    month.key(Qt.Key.Key_PageDown, CTRL)
    month.key(Qt.Key.Key_PageUp, CTRL)
    assert [row.id for row in month.screen.table.selected()] == [month.screen.table.current().id]


def test_several_rows_with_one_key(month: Month) -> None:
    month.screen.table.select_row(0)
    month.screen.table.setFocus()
    month.key(Qt.Key.Key_Down, SHIFT)
    month.key(Qt.Key.Key_X)
    assert month.counts["done"] == "2"


def test_not_done_asks_for_three_picks_and_requires_none(month: Month) -> None:
    month.go_to(TASK)
    month.key(Qt.Key.Key_C)
    panel = month.screen.panel
    assert month.row(TASK).state is TaskState.NOT_DONE
    assert panel.cause.isVisible()
    assert panel.cause.currentText() == "Chưa rõ"
    assert month.row(TASK).new_date is None


def test_cause_remedy_and_new_date_by_keys(month: Month) -> None:
    month.go_to(TASK)
    month.key(Qt.Key.Key_C)
    month.key(Qt.Key.Key_Return)
    panel = month.screen.panel
    assert panel.cause.hasFocus()
    month.press(panel.cause, Qt.Key.Key_Down)
    month.settle()
    assert month.row(TASK).cause == "no_time"
    month.type_in(panel.remedy.lineEdit(), "Mượn máy chiếu")
    month.press(panel.remedy.lineEdit(), Qt.Key.Key_Tab)
    month.settle()
    assert month.row(TASK).remedy == "Mượn máy chiếu"
    panel.new_date.setFocus()
    month.press(panel.new_date, Qt.Key.Key_Down)
    month.press(panel.new_date, Qt.Key.Key_Down)
    month.settle()
    found = month.row(TASK)
    assert (found.cause, found.remedy, found.new_date) == ("no_time", "Mượn máy chiếu", date(2026, 12, 15))


def test_a_remedy_being_typed_stays_with_its_task(month: Month) -> None:
    month.go_to(TASK)
    month.key(Qt.Key.Key_C)
    month.type_in(month.screen.panel.remedy.lineEdit(), "Mượn máy")
    assert month.screen.table.select_id(month.row(OTHER).id)
    month.settle()
    assert month.row(TASK).remedy == "Mượn máy"
    assert month.row(OTHER).remedy == ""
    assert month.screen.panel.remedy.currentText() == ""


def test_done_after_not_done_forgets_the_reason(month: Month) -> None:
    month.go_to(TASK)
    month.key(Qt.Key.Key_M)
    month.key(Qt.Key.Key_X)
    assert not month.screen.panel.cause.isVisible()
    assert month.row(TASK).cause == ""


def test_months_by_keys(month: Month) -> None:
    month.key(Qt.Key.Key_PageDown, CTRL)
    assert (month.screen.month, month.row("Đề xuất chỉ tiêu").months[0]) == ((2026, 12), (2026, 12))
    month.key(Qt.Key.Key_PageUp, CTRL)
    month.key(Qt.Key.Key_PageUp, CTRL)
    assert month.screen.month == (2026, 10)
    month.click(month.screen.today)
    month.settle()
    assert month.screen.month == (2026, 11)


def test_a_month_without_tasks_says_so(month: Month) -> None:
    month.screen.show_at(year=2031, month=3)
    month.screen.refresh()
    month.settle()
    assert month.screen.free.isVisible()
    assert "Tháng 3/2031" in month.screen.free.text()


def test_without_a_plan_the_one_button_leads_to_the_plan(
    qtbot: QtBot, desk: Desk, talk: RecordedTalk, empty_place: Place, created: Created
) -> None:
    desk.book = setup.open_school(empty_place.profile, created.account_id, WORD, empty_place.clock)
    month = show(qtbot, desk, talk)
    month.click(month.screen.no_plan.action)
    assert month.opened == [("plan", {})]


def test_earlier_months_are_asked_about_not_late(month: Month) -> None:
    asked = len(month.view.past)
    assert asked > 0
    assert str(asked) in month.screen.past.words.text()
    month.click(month.screen.past.start)
    assert all(row.asks_past and not row.overdue for row in month.rows)
    assert f"Đang chọn {asked} trên {asked}" in month.screen.past.words.text()
    month.screen.table.select_row(0)
    first = month.rows[0]
    month.click(month.screen.past.answers["done"])
    month.settle()
    assert len(month.view.past) == asked - 1
    assert first.id not in {row.id for row in month.rows}
    month.screen.table.selectAll()
    month.click(month.screen.past.answers["moved"])
    month.settle()
    assert month.view.past == ()
    assert not month.screen.past.isVisible()
    assert len(month.rows) > 2  # moved into this month


def test_the_plans_own_sentence_answers_why(month: Month) -> None:
    found = month.go_to(TASK)
    month.click(month.screen.panel.why)
    month.settle()
    panel = month.screen.panel
    assert "Thao giảng các tiết dạy" in panel.answer.quote.text()
    assert "12/KH-TH" in panel.answer.origin.text() and "dòng" in panel.answer.origin.text()
    month.screen.panel.plan_wanted.emit()
    assert month.opened == [("plan", {"item": found.task_id})]


def test_a_file_dropped_on_a_row_belongs_to_that_row(month: Month, photo: Path, minutes: Path) -> None:
    month.go_to(OTHER)
    assert month.drop_on(TASK, photo, minutes)
    assert month.row(TASK).evidence_count == 2
    assert month.row(OTHER).evidence_count == 0
    assert month.counts["evidence"] == "2"
    assert sorted(month.files) == ["Biên bản họp tổ.txt", "Ảnh thao giảng.png"]


def test_a_file_dropped_beside_the_table_goes_to_the_current_row(month: Month, minutes: Path) -> None:
    month.go_to(OTHER)
    assert drop(month.screen, [minutes])
    month.settle()
    assert month.row(OTHER).evidence_count == 1


def test_the_same_file_twice_says_where_it_is(month: Month, minutes: Path, talk: RecordedTalk) -> None:
    month.drop_on(TASK, minutes)
    month.drop_on(TASK, minutes)
    assert month.row(TASK).evidence_count == 1
    assert "Biên bản họp tổ" in talk.told[-1]
    assert "đã có sẵn" in talk.told[-1]


def test_a_bad_file_is_refused_and_the_good_one_stays(
    month: Month, minutes: Path, tmp_path: Path, talk: RecordedTalk
) -> None:
    empty = tmp_path / "rỗng.docx"
    empty.write_bytes(b"")
    month.drop_on(TASK, empty, minutes)
    assert month.row(TASK).evidence_count == 1
    assert len(talk.faults) == 1


def test_attach_button_and_key(month: Month, minutes: Path, photo: Path, talk: RecordedTalk) -> None:
    month.go_to(TASK)
    talk.files = [minutes]
    month.click(month.screen.panel.evidence.attach)
    month.settle()
    talk.files = [photo]
    month.key(Qt.Key.Key_A, CTRL | SHIFT)
    assert month.row(TASK).evidence_count == 2


def test_a_picture_is_pasted(month: Month) -> None:
    month.go_to(TASK)
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(image)
    month.key(Qt.Key.Key_V, CTRL)
    assert month.files[0].startswith("Ảnh dán 2026-11-17")
    QGuiApplication.clipboard().clear()


def test_pasting_nothing_is_told(month: Month, talk: RecordedTalk) -> None:
    QGuiApplication.clipboard().clear()
    month.go_to(TASK)
    month.key(Qt.Key.Key_V, CTRL)
    assert talk.told[-1].startswith(texts.NOTHING_TO_PASTE)


def test_taken_off_with_delete_and_brought_back(month: Month, minutes: Path, talk: RecordedTalk) -> None:
    month.drop_on(TASK, minutes)
    month.press(month.screen.panel.evidence.list, Qt.Key.Key_Delete)
    month.settle()
    assert month.row(TASK).evidence_count == 0
    talk.undos[-1][1]()
    month.settle()
    assert month.files == ["Biên bản họp tổ.txt"]


def test_a_changed_copy_is_offered_as_a_revision(month: Month, minutes: Path) -> None:
    found = month.drop_on(TASK, minutes) and month.row(TASK)
    assert found
    month.click(month.screen.panel.evidence.open)
    month.settle()
    copy = month.handed[0]
    assert copy.read_text(encoding="utf-8") == "Biên bản họp tổ chuyên môn"
    copy.chmod(0o600)
    copy.write_text("Biên bản họp tổ chuyên môn, đã ký", encoding="utf-8")
    month.screen.filing.look_for_changed_copies()
    month.settle()
    assert "Biên bản họp tổ" in month.screen.copies.words.text()
    month.click(month.screen.copies.keep)
    month.settle()
    assert not month.screen.copies.isVisible()
    (kept,) = evidence.of(month.desk.book, "occurrence", found.id)
    assert sorted(bool(file.revision_of) for file in kept.files) == [False, True]
    shown = current_file(kept)
    assert shown is not None and shown.revision_of


def test_a_declined_copy_is_not_offered_again(month: Month, minutes: Path) -> None:
    month.drop_on(TASK, minutes)
    month.click(month.screen.panel.evidence.open)
    month.settle()
    month.handed[0].chmod(0o600)
    month.handed[0].write_text("sửa", encoding="utf-8")
    month.screen.filing.look_for_changed_copies()
    month.settle()
    month.click(month.screen.copies.leave)
    month.screen.filing.look_for_changed_copies()
    month.settle()
    assert not month.screen.copies.isVisible()


def test_narrow_windows_have_a_drawer(month: Month) -> None:
    month.screen.resize(1045, 495)
    assert not month.screen.panel.isVisible()
    assert month.screen.details.isVisible()
    month.go_to(TASK)
    month.key(Qt.Key.Key_Return)
    assert month.screen.panel.isVisible()
    month.press(month.screen.panel.buttons[TaskState.DONE], Qt.Key.Key_Escape)
    assert not month.screen.panel.isVisible()


def test_the_screen_fits_and_every_control_is_named(month: Month, photo: Path) -> None:
    month.drop_on(TASK, photo)
    month.key(Qt.Key.Key_C)
    assert unnamed(month.screen) == []
    assert english(month.screen) == []
    month.screen.resize(1045, 495)
    assert not too_big(month.screen)


def test_a_month_with_tasks_is_not_called_free_by_a_late_answer(month: Month, qtbot: QtBot) -> None:
    screen, full = month.screen, month.view
    screen.desk = held = HeldDesk(month.desk.book)
    screen.move_month(1)
    nothing = MonthView(2026, 12, (), (), 0, 0, 0, 0, 0)
    held.answer("months.month", nothing)
    screen.move_month(-1)
    held.answer("months.month", full)
    held.answer("plans.current_plan", "p")
    if any(job.use_case == "plans.plan" for job in held.held):
        held.answer("plans.plan", SimpleNamespace(state=PlanState.ISSUED))
    assert screen.stack.currentWidget() is screen._listed


def test_files_are_looked_at_once_however_long_they_are_dragged(
    month: Month, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []
    is_file, here = Path.is_file, threading.current_thread()

    def watched(path: Path) -> bool:
        if threading.current_thread() is here:  # filing looks, too, on a worker
            looked.append(path)
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", watched)
    assert drop(month.screen, [photo], moves=20)
    assert len([path for path in looked if path == photo]) <= 2
    month.settle()
