"""The way of a report in the office's order; by clicks and keys, on a real book."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.domain.views import Created, LeftOver, ReportState
from app.jobs.desk import Desk
from app.services import packages, setup
from app.ui.place import Place
from app.ui.reports import texts
from app.ui.reports.screen import ReportScreen
from tests.helpers.held import HeldDesk
from tests.helpers.talk import RecordedTalk
from tests.pages.checks import english, too_big, unnamed
from tests.pages.reports import Reports
from tests.ui.conftest import WORD


@pytest.fixture
def reports(qtbot: QtBot, open_desk: Desk, talk: RecordedTalk) -> Reports:
    return show(qtbot, open_desk, talk)


def show(qtbot: QtBot, desk: Desk, talk: RecordedTalk) -> Reports:
    screen = ReportScreen(desk, talk)
    qtbot.addWidget(screen)
    screen.resize(1198, 640)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    return Reports(qtbot, desk).on(screen)


def test_opens_on_this_months_report_with_its_last_safe_day(reports: Reports) -> None:
    assert "Tháng 11 năm 2026 | Hạn an toàn 19/11 · còn 2 ngày | Chưa lập" in reports.lines
    assert (reports.entry.year, reports.entry.month) == (2026, 11)
    assert reports.screen.compose.isVisible()
    assert not reports.screen.sign.body.isVisible()


def test_without_a_plan_the_one_button_leads_to_the_plan(
    qtbot: QtBot, desk: Desk, talk: RecordedTalk, empty_place: Place, created: Created
) -> None:
    desk.book = setup.open_school(empty_place.profile, created.account_id, WORD, empty_place.clock)
    reports = show(qtbot, desk, talk)
    reports.click(reports.screen.empty.action)
    assert reports.opened == [("plan", {})]


def test_made_and_made_again_with_the_written_parts_kept(reports: Reports) -> None:
    reports.write("situation", "Truong thuc hien dung tien do.")
    reports.make()
    assert reports.made.state is ReportState.FROZEN
    assert reports.made.narrative.situation == "Truong thuc hien dung tien do."
    assert f"{reports.made.tasks} việc" in reports.screen.make.summary.text()
    assert not reports.screen.preview.sheet.picture.pixmap().isNull()
    reports.click(reports.screen.make.words)
    reports.write("proposals", "Cap them may tinh.")
    reports.make()
    assert reports.made.narrative.situation == "Truong thuc hien dung tien do."
    assert reports.made.narrative.proposals == "Cap them may tinh."


def test_words_of_a_report_not_yet_made_wait_for_it(reports: Reports) -> None:
    reports.write("difficulties", "Mang yeu.")
    here, there = reports.entry.id, reports.screen.table.rows_model.rows[0].id
    assert reports.screen.table.select_id(there)
    assert reports.screen.compose.fields["difficulties"].toPlainText() == ""
    reports.screen.table.select_id(here)
    assert reports.screen.compose.fields["difficulties"].toPlainText() == "Mang yeu."


def test_words_of_a_report_not_yet_made_outlive_the_program(
    reports: Reports, qtbot: QtBot, open_desk: Desk, talk: RecordedTalk
) -> None:
    reports.write("difficulties", "May chieu phong 3 hong")
    qtbot.waitUntil(lambda: not reports.screen.compose._pause.isActive())
    reports.settle()
    again = ReportScreen(open_desk, talk)
    qtbot.addWidget(again)
    again.show()
    anew = Reports(qtbot, open_desk).on(again)
    assert anew.screen.compose.fields["difficulties"].toPlainText() == "May chieu phong 3 hong"
    anew.make()
    assert "May chieu phong 3 hong" in anew.made.narrative.difficulties
    third = ReportScreen(open_desk, talk)
    qtbot.addWidget(third)
    third.show()
    Reports(qtbot, open_desk).on(third)
    assert third._drafts == {}


def test_pages_are_turned_by_keys_and_buttons(reports: Reports) -> None:
    reports.make()
    preview = reports.screen.preview
    assert preview.pages > 1
    assert preview.number.text() == f"Trang 1/{preview.pages}"
    preview.sheet.setFocus()
    preview.sheet.verticalScrollBar().setValue(preview.sheet.verticalScrollBar().maximum())
    reports.press(preview.sheet, Qt.Key.Key_PageDown)
    reports.settle()
    assert preview.page == 1
    reports.press(preview.sheet, Qt.Key.Key_PageUp)
    reports.settle()
    assert preview.page == 0
    assert not preview.before.isEnabled()


def test_the_whole_way_with_this_pc(reports: Reports, talk: RecordedTalk, tmp_path: Path) -> None:
    reports.make()
    reports.sign_with_this_pc()
    assert reports.made.state is ReportState.SIGNED
    assert reports.screen.sign.summary.text().startswith("Máy này (")
    assert not reports.screen.make.make.isVisible()  # a signed report is made no more
    reports.number("7")
    assert (reports.made.state, reports.made.number) == (ReportState.NUMBERED, "07")
    assert "Số 07/" in reports.screen.number.summary.text()
    stick = tmp_path / "USB của trường"
    stick.mkdir()
    talk.folder = stick
    reports.pack()
    assert talk.faults == []
    (package,) = stick.iterdir()
    assert reports.made.state is ReportState.PACKED
    assert package.name in reports.screen.pack.summary.text()
    assert texts.EJECT in talk.told[-1]
    assert reports.screen.pack.result_box.isVisible()
    reports.click(reports.screen.pack.check)
    assert reports.opened == [("verify", {"path": str(package)})]
    reports.click(reports.screen.pack.open_folder)
    assert reports.handed == [stick]


def test_signing_with_a_certificate_file(
    reports: Reports, talk: RecordedTalk, p12: Path, p12_password: str
) -> None:
    reports.make()
    choice = reports.screen.sign.choice
    reports.click(choice.file)
    reports.click(reports.screen.sign.sign)
    assert talk.told[-1].startswith(texts.P12_FIRST)
    talk.files = [p12]
    reports.click(choice.choose)
    assert choice.name.text() == p12.name
    reports.type_in(choice.password, "sai")
    reports.click(reports.screen.sign.sign)
    reports.settle()
    assert len(talk.faults) == 1
    assert reports.made.state is ReportState.FROZEN
    assert choice.password.text() == ""  # never tried again by itself
    reports.type_in(choice.password, p12_password)
    reports.click(reports.screen.sign.sign)
    reports.settle()
    assert reports.made.state is ReportState.SIGNED
    assert "Máy này" not in reports.screen.sign.summary.text()
    assert reports.screen.pack.choice.name.text() == p12.name  # offered again for the package


def test_a_missing_number_is_told_and_packing_needs_none(reports: Reports, talk: RecordedTalk) -> None:
    reports.make()
    reports.sign_with_this_pc()
    reports.click(reports.screen.number.enter)
    assert talk.told[-1].startswith(texts.NUMBER_EMPTY)
    assert reports.screen.pack.no_number.isVisible()
    assert reports.screen.pack.pack.isEnabled()


def test_packing_into_a_folder_that_is_gone_is_told(
    reports: Reports, talk: RecordedTalk, tmp_path: Path
) -> None:
    reports.make()
    reports.sign_with_this_pc()
    talk.folder = tmp_path / "USB đã rút"
    reports.pack()
    assert len(talk.faults) == 1
    assert reports.screen.pack.pack.isEnabled()
    assert not reports.screen.pack.progress.isVisible()


def test_a_half_written_package_is_offered(reports: Reports, talk: RecordedTalk, tmp_path: Path) -> None:
    reports.make()
    reports.sign_with_this_pc()
    left = tmp_path / "bao-cao-cu.asice.part"
    left.write_bytes(b"PK" + bytes(2_000_000))
    talk.folder = tmp_path
    reports.pack()
    pack = reports.screen.pack
    assert pack.left_box.isVisible()
    assert "2,0 MB" in pack.left_words.text()
    assert reports.made.state is ReportState.SIGNED  # nothing is written before the answer
    reports.click(pack.discard)
    reports.settle()
    assert not left.exists()
    assert reports.made.state is ReportState.PACKED


def test_resuming_is_asked_for(reports: Reports) -> None:
    reports.make()
    reports.sign_with_this_pc()
    pack = reports.screen.pack
    pack.offer_left(LeftOver("bao-cao.asice.part", 3_000_000))
    with reports.qtbot.waitSignal(pack.resumed):
        reports.click(pack.resume)


def test_the_pdf_opens_outside_as_a_copy(reports: Reports) -> None:
    reports.make()
    reports.click(reports.screen.preview.pdf)
    reports.settle()
    (copy,) = reports.handed
    assert copy.read_bytes().startswith(b"%PDF")


def test_opened_at_a_month(reports: Reports) -> None:
    reports.screen.show_at(year=2026, month=9)
    reports.screen.refresh()
    reports.settle()
    assert reports.entry.month == 9


def test_the_screen_fits_and_every_control_is_named(reports: Reports) -> None:
    reports.make()
    reports.click(reports.screen.sign.choice.file)
    assert unnamed(reports.screen) == []
    assert english(reports.screen) == []
    assert not too_big(reports.screen)
    reports.click(reports.screen.sign.choice.device)
    reports.sign_with_this_pc()
    assert not too_big(reports.screen)


def test_words_changed_after_the_pages_were_made_are_not_signed_away(
    reports: Reports, talk: RecordedTalk
) -> None:
    reports.make()
    reports.click(reports.screen.make.words)
    reports.write("situation", "Them mot y.")
    reports.sign_with_this_pc()
    assert reports.made.state is ReportState.FROZEN
    assert talk.told[-1].startswith(texts.WORDS_CHANGED)
    reports.make()
    reports.sign_with_this_pc()
    assert reports.made.state is ReportState.SIGNED
    assert reports.made.narrative.situation == "Them mot y."


def test_the_package_is_signed_with_the_certificate_file_too(
    reports: Reports, talk: RecordedTalk, tmp_path: Path, p12: Path, p12_password: str
) -> None:
    reports.make()
    reports.sign_with_this_pc()
    choice = reports.screen.pack.choice
    reports.click(choice.file)
    reports.click(reports.screen.pack.pack)
    assert talk.told[-1].startswith(texts.P12_FIRST)
    talk.files, talk.folder = [p12], tmp_path
    reports.click(choice.choose)
    reports.type_in(choice.password, "sai")
    reports.pack()
    assert talk.faults and not list(tmp_path.glob("*.asice*"))
    assert choice.password.hasFocus() and choice.password.text() == ""
    reports.type_in(choice.password, p12_password)
    reports.press(choice.password, Qt.Key.Key_Return)
    reports.settle()
    [package] = tmp_path.glob("*.asice")
    assert not packages.verify(package, reports.desk.book.clock, reports.desk.book).signed_by_device


def test_the_focus_waits_in_the_list_while_a_report_is_made(reports: Reports) -> None:
    reports.screen.make.make.setFocus()
    reports.press(reports.screen.make.make, Qt.Key.Key_Return)
    reports.settle()
    assert reports.made.state is ReportState.FROZEN
    assert reports.screen.table.hasFocus()


def picture(width: int) -> bytes:
    made, data = QImage(width, 10, QImage.Format.Format_RGB32), QByteArray()
    made.fill(0)
    buffer = QBuffer(data)
    assert buffer.open(QIODevice.OpenModeFlag.WriteOnly) and made.save(buffer, "PNG")
    return data.data()


def test_a_late_picture_does_not_replace_a_newer_one(reports: Reports) -> None:
    reports.make()
    screen = reports.screen
    screen.desk = held = HeldDesk(reports.desk.book)
    screen._ask_page(0, 300)
    screen._ask_page(0, 500)
    held.answer("reports.page_image", picture(500), newest=True)
    held.answer("reports.page_image", picture(300))
    assert screen.preview.sheet.picture.pixmap().width() == 500


def test_another_report_does_not_show_the_pages_of_the_one_before(reports: Reports) -> None:
    reports.make()
    shown = reports.screen.preview.sheet.picture
    assert not shown.pixmap().isNull()
    reports.screen.table.select_row(0)
    assert shown.pixmap().isNull()


def test_a_number_typed_for_one_report_is_not_given_to_another(reports: Reports) -> None:
    for row in (0, 1):
        reports.screen.table.select_row(row)
        reports.make()
        reports.sign_with_this_pc()
        assert reports.made.state is ReportState.SIGNED
        if row == 0:
            reports.type_in(reports.screen.number.number, "14")
    assert reports.screen.number.number.text() == ""


def test_a_refused_seal_keeps_the_number_that_was_typed(
    reports: Reports, talk: RecordedTalk, tmp_path: Path
) -> None:
    reports.make()
    reports.sign_with_this_pc()
    broken = tmp_path / "con dấu.p12"
    broken.write_bytes(b"not a certificate")
    choice = reports.screen.number.choice
    reports.click(choice.file)
    choice.offer(broken)
    reports.number("14")
    assert talk.faults and reports.screen.number.number.text() == "14"
