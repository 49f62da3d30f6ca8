"""Settings and backup: the school, this PC, backups, the password, the journal."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.jobs.desk import Desk
from app.ui import theme
from app.ui.screen import Screen, Talk
from app.ui.settings import texts
from app.ui.settings.cards import BackupCard, ComputerCard, JournalCard, PasswordCard, SchoolCard
from app.ui.widgets.parts import label, taking


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
        columns = QHBoxLayout()
        columns.setSpacing(theme.M)
        for cards in ((self.backup, self.password), (self.school, self.computer, self.journal)):
            box = QVBoxLayout()
            box.setSpacing(theme.M)
            for card in cards:
                box.addWidget(card)
            box.addStretch(1)
            columns.addLayout(box, 1)
        holder = QWidget()
        holder.setLayout(columns)
        columns.setContentsMargins(0, 0, theme.XS, 0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(holder)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        whole.setSpacing(theme.M)
        whole.addWidget(label(texts.TITLE, "title", wrap=False))
        whole.addWidget(self.area, 1)

    def show_at(self, **where: object) -> None:
        """`part="backup"`: the focus goes to the backup button."""
        if where.get("part") == "backup":
            self.backup.backup_button.setFocus()

    def refresh(self) -> None:
        self.backup.refresh()
        self.desk.read("setup.school", then=taking(self.talk, self.school.show_school))
        self.desk.read("reports.this_device", then=taking(self.talk, self.computer.show_signer))
