"""Settings: back up, check the journal, change the password, restore on the spot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.domain.errors import Cancelled, WorldError
from app.domain.views import Created
from app.jobs.desk import Desk
from app.ui.login.page import LoginPage
from app.ui.place import Place
from app.ui.restore.page import RestorePage
from app.ui.settings.screen import SettingsScreen
from app.ui.texts import STOPPED, WORD_RULE
from app.ui.widgets.faults import sentence_of
from app.ui.window import MainWindow
from tests.helpers.talk import RecordedTalk
from tests.pages.login import Login
from tests.pages.settings import Restore, Settings
from tests.ui.conftest import WORD


@pytest.fixture
def settings(qtbot: QtBot, open_desk: Desk, talk: RecordedTalk, place: Place) -> Settings:
    screen = SettingsScreen(open_desk, talk)
    screen.clock = place.clock
    qtbot.addWidget(screen)
    screen.resize(1198, 900)
    screen.show()
    screen.refresh()
    page = Settings(qtbot, open_desk).on(screen)
    page.settle()
    return page


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "USB xanh"
    made.mkdir()
    return made


def test_the_school_and_this_pc_are_shown(settings: Settings, created: Created) -> None:
    assert "Trường Tiểu học Suối Đá" in settings.words and "Hoàng Thị Mây" in settings.words
    shown = settings.screen.computer.fingerprint.text().replace(" ", "").lower()
    assert len(shown) == 32


def test_the_schools_facts_are_corrected_in_the_first_runs_form(
    settings: Settings, talk: RecordedTalk, created: Created
) -> None:
    settings.click(settings.screen.school.edit_button)
    form = settings.form
    assert form.name.text() == "Trường Tiểu học Suối Đá"
    assert form.superior_name.text() == "Suối Đá"
    settings.type_in(form.principal, "Vàng Thị Súa")
    with settings.freed(form):
        settings.click(form.next_button)
        settings.settle()
    settings.screen.refresh()
    settings.settle()
    assert "Vàng Thị Súa" in settings.words
    assert not talk.faults


def test_leaving_the_form_changes_nothing(settings: Settings) -> None:
    settings.click(settings.screen.school.edit_button)
    settings.type_in(settings.form.name, "Trường khác")
    settings.click(settings.form.back_button)
    settings.screen.refresh()
    settings.settle()
    assert "Trường Tiểu học Suối Đá" in settings.words


def test_a_backup_is_made_checked_and_remembered(settings: Settings, talk: RecordedTalk, stick: Path) -> None:
    assert "Chưa sao lưu" in settings.last_backup
    talk.folder = stick
    settings.click(settings.screen.backup.backup_button)
    settings.settle()
    assert not talk.faults and any(stick.iterdir())
    assert "08:30 ngày 17/11/2026" in settings.last_backup and "đã kiểm tra" in settings.last_backup
    assert "Có thể rút USB" in talk.told[-1]


def test_no_folder_chosen_backs_up_nothing(settings: Settings, talk: RecordedTalk) -> None:
    settings.click(settings.screen.backup.backup_button)
    assert settings.desk.idle and not talk.told


def test_a_lost_stick_is_the_worlds_fault(settings: Settings, talk: RecordedTalk, stick: Path) -> None:
    talk.folder = stick / "đã rút"
    settings.click(settings.screen.backup.backup_button)
    settings.settle()
    assert len(talk.faults) == 1 and settings.screen.backup.backup_button.isEnabled()


def test_the_journal_is_checked_in_a_sentence(settings: Settings) -> None:
    settings.click(settings.screen.journal.check_button)
    settings.settle()
    assert "Nguyên vẹn" in settings.screen.journal.sentence.text()


def test_the_password_is_changed_with_the_old_one(settings: Settings, talk: RecordedTalk) -> None:
    settings.change_password("không phải nó", "sen hồng 2027 nhé")
    card = settings.screen.password
    assert card.old_field.note.text() and not talk.told, "said where the wrong word was typed"
    assert card.new.first_field.note.text() == WORD_RULE
    settings.change_password(WORD, "ngắn")
    assert not card.old_field.note.text() and card.new.first_field.note.text() != WORD_RULE
    settings.change_password(WORD, "sen hồng 2027 nhé")
    assert "Đã đổi mật khẩu" in talk.told[-1]
    assert settings.screen.password.old.text() == ""


def test_a_new_recovery_code_is_shown_once_kept_and_opens_the_book(
    settings: Settings, talk: RecordedTalk, created: Created, planned_place: Place, tmp_path: Path
) -> None:
    from app.store.keyring import unlock_recovery

    talk.text = WORD
    settings.renew_code()
    groups = settings.groups
    assert len(groups) == 8 and groups != created.recovery_groups
    assert "Mã cũ không còn mở được sổ này" in settings.words
    talk.target = tmp_path / "mã mới.txt"
    assert settings.screen.keeping is not None
    settings.click(settings.screen.keeping.code.save_button)
    kept = talk.target.read_text(encoding="utf-8-sig")
    assert all(group in kept for group in (*groups, "Trường Tiểu học Suối Đá", "17/11/2026"))
    settings.answer(created.recovery_groups)
    assert settings.screen.keeping is not None, "the old code is not the one shown"
    with settings.freed(settings.screen.keeping):
        settings.answer(groups)
    assert settings.groups == () and "Mã khôi phục mới" in talk.told[-1]
    assert unlock_recovery(planned_place.profile, " ".join(groups))
    with pytest.raises(WorldError):
        unlock_recovery(planned_place.profile, " ".join(created.recovery_groups))


def test_no_new_code_without_the_right_password(settings: Settings, talk: RecordedTalk) -> None:
    talk.text = None
    settings.renew_code()
    assert settings.groups == () and not talk.faults
    talk.text = "không phải nó"
    settings.renew_code()
    assert settings.groups == () and len(talk.faults) == 1
    assert settings.screen.recovery.renew_button.isEnabled()


def test_restoring_is_asked_first(settings: Settings, talk: RecordedTalk, qtbot: QtBot) -> None:
    talk.agree = False
    with qtbot.assertNotEmitted(settings.screen.restore_wanted):
        settings.click(settings.screen.backup.restore_button)
    talk.agree = True
    with qtbot.waitSignal(settings.screen.restore_wanted):
        settings.click(settings.screen.backup.restore_button)


@pytest.fixture
def fresh_window(qtbot: QtBot, place: Place) -> Iterator[MainWindow]:
    window = bootstrap.make_window(place.profile, place.clock)
    window.show()
    yield window
    window.close()
    window.deleteLater()


def test_a_book_is_restored_on_another_pc_with_the_code_only(
    settings: Settings,
    talk: RecordedTalk,
    stick: Path,
    created: Created,
    qtbot: QtBot,
    tmp_path: Path,
    place: Place,
) -> None:
    settings.screen.backup.back_up(stick)
    settings.settle()
    other = Place(tmp_path / "máy khác" / "hồ sơ", place.clock, tmp_path / "khác.log")
    page = RestorePage(settings.desk, talk, other)
    qtbot.addWidget(page)
    page.show()
    restore = Restore(qtbot, settings.desk).on(page)
    talk.folder = tmp_path / "máy khác"
    talk.folder.mkdir()
    restore.choose()
    assert "Không có bản sao lưu" in restore.sentence and not page.start_button.isEnabled()
    talk.folder = stick
    restore.choose()
    assert restore.backups == ["08:30 ngày 17/11/2026"]
    restore.start("AAAA " * 8)
    assert restore.sentence and not other.profile.exists()
    with qtbot.waitSignal(page.restored, timeout=20_000) as back:
        restore.start(" ".join(created.recovery_groups))
    assert back.args == [(created.account_id,)]
    assert "Đã khôi phục sổ của Trường Tiểu học Suối Đá" in talk.told[-1]


def test_a_fresh_profile_starts_with_the_first_run_and_may_restore(fresh_window: MainWindow) -> None:
    from app.ui.first_run.page import FirstRunPage

    page = fresh_window.pages.currentWidget()
    assert isinstance(page, FirstRunPage)
    page.welcome.restore_button.click()
    page = fresh_window.pages.currentWidget()
    assert isinstance(page, RestorePage)
    page.back_button.click()
    assert isinstance(fresh_window.pages.currentWidget(), FirstRunPage)


def test_after_a_restore_the_password_screen_opens_the_book(
    qtbot: QtBot, planned_place: Place, created: Created
) -> None:
    window = bootstrap.make_window(planned_place.profile, planned_place.clock)
    window.show()
    try:
        window.accounts = ()
        window._restored((created.account_id,))
        page = window.pages.currentWidget()
        assert isinstance(page, LoginPage)
        Login(qtbot, window.desk).on(page).enter(WORD)
        qtbot.waitUntil(lambda: window.desk.book is not None)
        qtbot.waitUntil(lambda: window.desk.idle, timeout=20_000)
    finally:
        window.close()
        window.deleteLater()


def test_a_restore_that_was_stopped_is_no_fault_of_ours() -> None:
    assert sentence_of(Cancelled("backups.restore")) == STOPPED
