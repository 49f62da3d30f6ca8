"""The password screen and the way back with the recovery code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.domain.views import Created
from app.jobs.desk import Desk
from app.ui.login.page import DELAYS, LoginPage
from app.ui.place import Place
from tests.helpers.talk import RecordedTalk
from tests.pages.login import Login
from tests.ui.conftest import WORD


@pytest.fixture
def login(
    qtbot: QtBot, desk: Desk, talk: RecordedTalk, empty_place: Place, created: Created
) -> Iterator[Login]:
    page = LoginPage(desk, talk, empty_place, (created.account_id,))
    qtbot.addWidget(page)
    page.show()
    opened: list[object] = []
    page.opened.connect(opened.append)
    login = Login(qtbot, desk).on(page)
    login.opened = opened
    yield login
    for book in opened:
        book.close()


def test_the_right_password_opens_the_book(login: Login) -> None:
    login.enter(WORD)
    assert len(login.opened) == 1


def test_an_empty_password_asks_for_one_and_opens_nothing(login: Login) -> None:
    login.enter("")
    assert "nhập mật khẩu" in login.sentence
    assert login.desk.idle and not login.opened


def test_a_wrong_password_gets_a_sentence_and_then_a_growing_wait(login: Login) -> None:
    waits = []
    for _ in range(4):
        login.enter("sai mật khẩu rồi")
        waits.append(login.page._left)
        assert login.sentence and "store." not in login.sentence
        while login.page._left:
            assert not login.may_try and str(login.page._left) in login.sentence
            login.page._count_down()
        assert login.may_try
    assert waits == list(DELAYS[:4]) and waits == sorted(waits)
    login.enter(WORD)
    assert len(login.opened) == 1


def test_one_account_needs_no_chooser_and_several_get_one(
    qtbot: QtBot, desk: Desk, talk: RecordedTalk, empty_place: Place, login: Login
) -> None:
    assert login.page.chooser is None
    page = LoginPage(desk, talk, empty_place, ("hieu_truong", "van_thu"))
    qtbot.addWidget(page)
    page.show()
    assert page.chooser is not None and page.chooser.isVisible()
    assert [page.chooser.itemText(n) for n in range(2)] == ["Hiệu trưởng", "Văn thư"]


def test_the_recovery_code_sets_a_new_password(login: Login, created: Created) -> None:
    login.forgot()
    login.reset(" ".join(created.recovery_groups).lower(), "sen hồng 2027 nhé")
    assert len(login.opened) == 1
    login.opened.pop().close()
    login.page.forgot.left.emit()
    login.enter(WORD)
    assert login.sentence and not login.opened
    login.enter("sen hồng 2027 nhé")
    assert len(login.opened) == 1


@pytest.mark.parametrize("again", ["", "khác hẳn"])
def test_two_different_new_passwords_change_nothing(login: Login, created: Created, again: str) -> None:
    login.forgot()
    login.reset("-".join(created.recovery_groups), "sen hồng 2027 nhé", again)
    assert "chưa giống" in login.page.forgot.new.second_field.note.text()
    assert not login.opened


def test_a_wrong_recovery_code_gets_a_sentence(login: Login, created: Created) -> None:
    login.forgot()
    login.reset(" ".join(reversed(created.recovery_groups)), "sen hồng 2027 nhé")
    assert login.page.forgot.sentence.text() and not login.opened


def test_nothing_else_may_be_begun_while_the_book_is_opened(login: Login) -> None:
    ways = (login.page.forgot_button, login.page.restore_button)
    login.type_in(login.page.word, WORD)
    login.page.try_open()
    assert not any(way.isEnabled() for way in ways)
    login.settle()
    assert len(login.opened) == 1


def test_enter_pressed_twice_resets_the_password_once(login: Login, created: Created) -> None:
    login.page.show_forgot()
    forgot = login.page.forgot
    assert forgot is not None
    forgot.code.setText(" ".join(created.recovery_groups))
    for editor in (forgot.new.first, forgot.new.second):
        editor.setText("sen hồng 2027 nhé")
    forgot.reset()
    assert not forgot.back_button.isEnabled()
    forgot.reset()
    login.settle()
    assert len(login.opened) == 1 and not forgot.sentence.text()
