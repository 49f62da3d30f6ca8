"""Settings and backup: the school, this PC, backups, the password, the journal."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.clock import today
from app.domain.org import School
from app.jobs.desk import Desk
from app.ui import theme
from app.ui.gate import PAGE
from app.ui.recovery.pages import KeepCode
from app.ui.screen import Screen, Talk
from app.ui.settings import texts
from app.ui.settings.cards import (
    BackupCard,
    ComputerCard,
    JournalCard,
    PasswordCard,
    RecoveryCard,
    SchoolCard,
)
from app.ui.texts import DAY
from app.ui.widgets.parts import Pages, column, label, row, scrolled, taking


class SettingsScreen(Screen):
    title = texts.TITLE
    icon = "settings"
    restore_wanted = Signal()  # the shell closes the book and shows the restore page

    def __init__(self, desk: Desk, talk: Talk, parent: QWidget | None = None) -> None:
        super().__init__(desk, talk, parent)
        self.backup = BackupCard(desk, talk)
        self.backup.restore_wanted.connect(self.restore_wanted)
        self.school, self.computer = SchoolCard(), ComputerCard(talk)
        self.password, self.journal = PasswordCard(desk, talk), JournalCard(desk, talk)
        self.school.edit_wanted.connect(self._edit_school)
        self.recovery = RecoveryCard(desk, talk)
        self.recovery.renewed.connect(self._show_code)
        self.keeping: KeepCode | None = None  # while a new code is on the screen
        self.area = scrolled(self._make_cards())
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.stack = Pages()
        self.stack.addWidget(self.area)
        whole = column(label(texts.TITLE, "title", wrap=False), self.stack, spacing=theme.M)
        whole.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _make_cards(self) -> QWidget:
        columns = QHBoxLayout()
        columns.setSpacing(theme.M)
        columns.setContentsMargins(0, 0, theme.XS, 0)
        beside = (self.backup, self.recovery, self.password), (self.school, self.computer, self.journal)
        for cards in beside:
            box = QVBoxLayout()
            box.setSpacing(theme.M)
            for card in cards:
                box.addWidget(card)
            box.addStretch(1)
            columns.addLayout(box, 1)
        holder = QWidget()
        holder.setLayout(columns)
        return holder

    def _show_code(self, groups: tuple[str, ...]) -> None:
        """The code stays until two of its groups were asked back, whatever other screen is looked at."""
        self.keeping = KeepCode(self.desk, self.talk, texts.FINISH, texts.RENEWED_INTRO)
        self.keeping.kept.connect(self._code_kept)
        self._lay_over(self.keeping)
        known = self.school.school
        self.keeping.show_code(groups, known.name if known else "", today(self.clock).strftime(DAY))

    def _code_kept(self) -> None:
        self.keeping = None
        self._take_off(self.recovery.renew_button)
        self.talk.tell(texts.RENEWED, texts.RENEWED_DO)

    def _edit_school(self) -> None:
        """The same form as at the first run, over the cards."""
        from app.ui.first_run.school import SchoolPage

        form = SchoolPage(self.school.school)
        form.left.connect(self._school_left)
        form.done.connect(self._save_school)
        self._lay_over(form)
        form.begin()

    def _school_left(self) -> None:
        self._take_off(self.school.edit_button)

    def _lay_over(self, content: QWidget) -> None:
        """A page over the cards, until it is taken off."""
        content.setMaximumWidth(PAGE)
        page = QWidget()
        page.setLayout(row(content))
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    def _take_off(self, focus: QWidget) -> None:
        page = self.stack.currentWidget()
        if page is not self.area:  # taken off already: a button may be pressed twice
            self.stack.removeWidget(page)
            page.deleteLater()
            focus.setFocus()

    def _save_school(self, school: School) -> None:
        known = self.school.school
        if known is not None:
            school = replace(school, principal_title=known.principal_title)

        def saved(_changed: object) -> None:
            self._school_left()
            self.talk.tell(texts.SCHOOL_SAVED, texts.SCHOOL_SAVED_DO)

        self.desk.write("setup.edit_school", school, then=taking(self.talk, saved))

    def show_at(self, **where: object) -> None:
        """`part="backup"`: the focus goes to the backup button."""
        if where.get("part") == "backup":
            self.backup.backup_button.setFocus()

    def refresh(self) -> None:
        self.backup.refresh()
        self.desk.read("setup.school", then=taking(self.talk, self.school.show_school))
        self.desk.read("reports.this_device", then=taking(self.talk, self.computer.show_signer))
