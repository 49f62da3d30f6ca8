"""The first run with real clicks, on the real use cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.org import SchoolKind, SuperiorKind
from app.jobs.desk import Desk
from app.ui.first_run import suggest
from app.ui.first_run.page import FirstRunPage
from app.ui.place import Place
from tests.helpers.talk import RecordedTalk
from tests.pages.first_run import FirstRun


@pytest.fixture
def first_run(qtbot: QtBot, desk: Desk, talk: RecordedTalk, place: Place) -> Iterator[FirstRun]:
    page = FirstRunPage(desk, talk, place)
    qtbot.addWidget(page)
    page.show()
    opened: list[object] = []
    page.opened.connect(opened.append)
    first_run = FirstRun(qtbot, desk).on(page)
    first_run.opened = opened
    yield first_run
    for book in opened:
        book.close()


def test_from_the_welcome_to_the_open_book(first_run: FirstRun, talk: RecordedTalk, tmp_path: Path) -> None:
    first_run.start()
    first_run.describe("Trường Tiểu học Suối Đá", "Suối Đá", "Hoàng Thị Mây")
    first_run.next()
    first_run.set_password("hoa ban trắng 2026")
    groups = first_run.groups
    assert len(groups) == 8 and all(len(group) == 4 for group in groups)
    talk.target = tmp_path / "mã.txt"
    first_run.click(first_run.page.keeping.code.save_button)
    kept = talk.target.read_text(encoding="utf-8-sig")
    assert all(group in kept for group in groups) and "Trường Tiểu học Suối Đá" in kept
    first_run.keep_code()
    first_run.answer(groups, wrong=True)
    assert first_run.page.keeping.asking.sentence.text() and not first_run.opened
    first_run.answer(groups)
    assert len(first_run.opened) == 1
    from app.services import setup

    school = setup.school(first_run.opened[0])
    assert (school.name, school.symbol, school.place) == ("Trường Tiểu học Suối Đá", "THSĐ", "Suối Đá")
    assert school.superior.kind is SuperiorKind.WARD


def test_the_code_may_be_seen_again_and_the_same_groups_are_asked(first_run: FirstRun) -> None:
    page = first_run.page
    groups = ("AB3D", "EF7H", "K2MN", "PQ4R", "ST6V", "WX8Y", "Z2B4", "C5D7")
    page._go(page.keeping, 2)
    page.keeping.show_code(groups, "", "")
    first_run.keep_code()
    asked = page.keeping.asking.asked
    first_run.click(page.keeping.asking.again_button)
    assert page.keeping.currentWidget() is page.keeping.code and first_run.groups == groups
    first_run.keep_code()
    assert page.keeping.asking.asked == asked and len(set(asked)) == 2


def test_enter_goes_through_the_fields_and_on(first_run: FirstRun) -> None:
    first_run.start()
    first_run.describe("Trường Tiểu học Suối Đá", "Suối Đá", "Hoàng Thị Mây")
    first_run.page.school.name.setFocus()
    for _ in range(7):
        first_run.enter()
    assert first_run.page.stack.currentWidget() is first_run.page.password


def test_only_what_is_needed_blocks(first_run: FirstRun) -> None:
    first_run.start()
    first_run.next()
    school = first_run.page.school
    faults = [
        field.note.text() for field in (school.name_field, school.superior_field, school.principal_field)
    ]
    assert all(faults) and first_run.page.stack.currentWidget() is school
    first_run.describe("Trường Tiểu học A", "B", "C")
    school.symbol.clear()
    school.place.clear()
    school.office.clear()
    first_run.next()
    assert first_run.page.stack.currentWidget() is first_run.page.password


def test_suggestions_never_touch_what_a_person_typed(first_run: FirstRun) -> None:
    first_run.start()
    school = first_run.page.school
    first_run.type_in(school.symbol, "TH1")
    first_run.type_in(school.place, "Bản Mo")
    first_run.describe("Trường Tiểu học Suối Đá", "Suối Đá", "Mây")
    assert (school.symbol.text(), school.place.text()) == ("TH1", "Bản Mo")


def test_the_superior_names_the_words(first_run: FirstRun) -> None:
    first_run.start()
    school = first_run.page.school
    for kind, words in (("Xã", "xã"), ("Đặc khu", "đặc khu"), ("Phường", "phường")):
        first_run.choose(school.superior_kind, kind)
        assert words in school.superior_field.name.text() and school.office.isEnabled()
    first_run.choose(school.superior_kind, "Sở Giáo dục và Đào tạo")
    assert not school.office.isEnabled() and school.office.text() == ""


def test_a_weak_password_is_refused_with_the_reason(first_run: FirstRun, place: Place) -> None:
    first_run.start()
    first_run.describe("Trường Tiểu học A", "B", "C")
    first_run.next()
    first_run.set_password("ngắn")
    assert first_run.page.stack.currentWidget() is first_run.page.password
    assert first_run.page.password.new.first_field.note.text() and not place.profile.exists()


@pytest.mark.parametrize(
    ("kind", "name", "symbol"),
    [
        (SchoolKind.PRIMARY, "Trường Tiểu học Sông Hồng", "THSH"),
        (SchoolKind.PRIMARY, "Trường TH Lê Lợi", "THLL"),
        (SchoolKind.PRESCHOOL, "Trường Mầm non Hoa Đào", "MNHĐ"),
        (SchoolKind.PRIMARY_LOWER, "Trường Tiểu học và Trung học cơ sở Mường Than", "TH&THCSMT"),
        (SchoolKind.LOWER_SECONDARY, "Trường THCS số 2", "THCSS2"),
        (SchoolKind.PRIMARY, "Trường Tiểu học ", "TH"),
        (SchoolKind.PRIMARY, "", "TH"),
    ],
)
def test_the_symbol_is_suggested_from_the_name(kind: SchoolKind, name: str, symbol: str) -> None:
    assert suggest.symbol(kind, name) == symbol


def test_enter_pressed_twice_opens_the_book_once(first_run: FirstRun, talk: RecordedTalk) -> None:
    first_run.start()
    first_run.describe("Trường Tiểu học Suối Đá", "Suối Đá", "Hoàng Thị Mây")
    first_run.next()
    first_run.set_password("hoa ban trắng 2026")
    groups = first_run.groups
    first_run.keep_code()
    asking = first_run.page.keeping.asking
    for editor, index in zip((asking.first, asking.second), asking.asked, strict=True):
        editor.setText(groups[index])
    for _ in range(2):
        first_run.press(asking.second, Qt.Key.Key_Return)
    first_run.settle()
    assert len(first_run.opened) == 1 and not talk.faults
