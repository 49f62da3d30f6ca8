"""Folder → list of backups by date → recovery code → restored, verified, back to the password screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.text import nfc
from app.domain.views import AccountView, BackupView, Restored
from app.jobs.desk import Desk
from app.ui import theme
from app.ui.gate import Gate, Page
from app.ui.place import Place
from app.ui.restore import texts
from app.ui.screen import Talk
from app.ui.texts import MOMENT
from app.ui.widgets.basic import Field, button, line
from app.ui.widgets.faults import sentence_of
from app.ui.widgets.parts import column, label, row, taking
from app.ui.widgets.progress import ProgressStrip
from app.ui.widgets.rows import Column, RowsTable
from app.ui.words.texts import size


@dataclass(frozen=True)
class Found:
    """A backup as a row of the list."""

    backup: BackupView

    @property
    def id(self) -> str:
        return self.backup.path


COLUMNS = (
    Column(texts.WHEN, lambda row: row.backup.made_at.strftime(MOMENT)),
    Column(texts.FILES, lambda row: str(row.backup.evidence_files), width=110, centred=True),
    Column(texts.SIZE, lambda row: size(row.backup.size), width=110, centred=True),
)


class RestorePage(Gate):
    restored = Signal(object)  # ids of the accounts that open the restored book
    left = Signal()

    def __init__(self, desk: Desk, talk: Talk, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.desk, self.talk, self.place = desk, talk, place
        page = Page(texts.TITLE, texts.INTRO)
        self.folder = label(texts.NONE_CHOSEN, "muted")
        self.choose_button = button(texts.CHOOSE, self.choose, icon_name="folder-open")
        self.table = RowsTable(COLUMNS, texts.LIST, theme.ROW_PX)
        self.table.hide()
        self.code = line()
        self.code.returnPressed.connect(self.start)
        self.code_field = Field(texts.CODE, self.code, texts.CODE_HINT)
        self.code_field.hide()
        self.sentence = label("", "fault")
        self.sentence.hide()
        self.progress = ProgressStrip()
        self.back_button = button(texts.BACK, self.left.emit)
        self.start_button = button(texts.START, self.start, kind="primary", icon_name="archive-restore")
        self.start_button.setEnabled(False)
        where = row(self.choose_button, self.folder)
        where.setStretch(1, 1)
        page.body.addLayout(column(label(texts.FOLDER, "field"), where, spacing=theme.XS))
        for widget in (self.table, self.code_field, self.sentence, self.progress):
            page.body.addWidget(widget)
        page.end_with(self.back_button, self.start_button)
        self.stack.addWidget(page)

    def _say(self, sentence: str) -> None:
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))

    def choose(self) -> None:
        folder = self.talk.choose_folder(texts.CHOOSE_TITLE)
        if folder is not None:
            self.look_in(folder)

    def look_in(self, folder: Path) -> None:
        self.folder.setText(nfc(str(folder)))
        self._say("")

        def found(backups: tuple[BackupView, ...]) -> None:
            newest_first = sorted(backups, key=lambda backup: backup.made_at, reverse=True)
            self.table.set_rows([Found(backup) for backup in newest_first])
            for widget in (self.table, self.code_field):
                widget.setVisible(bool(backups))
            self.start_button.setEnabled(bool(backups))
            self._say("" if backups else texts.NOT_FOUND)
            if backups:
                self.table.select_row(0)
                self.code.setFocus()

        self.desk.work("backups.found", folder, then=taking(self.talk, found))

    def start(self) -> None:
        chosen: Found | None = self.table.current()
        code = nfc(self.code.text()).strip()
        self._say("" if chosen else texts.NEED_BACKUP)
        self.code_field.fault("" if code else texts.NEED_CODE)
        if chosen is None or not code or not self.start_button.isEnabled():
            return
        self._set_working(True)
        job = self.desk.work(
            "backups.restore",
            Path(chosen.backup.path),
            code,
            self.place.profile,
            self.place.clock,
            then=self._answered,
            on_progress=self.progress.step,
        )
        self.progress.watch(job)

    def _set_working(self, working: bool) -> None:
        for widget in (self.start_button, self.back_button, self.choose_button, self.code, self.table):
            widget.setEnabled(not working)
        if working:
            self.progress.begin(texts.WORKING)
        else:
            self.progress.end()

    def _answered(self, result: Any, error: Exception | None) -> None:
        self._set_working(False)
        if error is not None:
            self._say(sentence_of(error))
            self.code.setFocus()
            return
        self._tell(result)
        self.desk.work("setup.accounts", self.place.profile, then=taking(self.talk, self._leave))

    def _tell(self, result: Restored) -> None:
        pattern = texts.DONE if result.made_at else texts.DONE_SHORT
        moment = result.made_at.strftime(MOMENT) if result.made_at else ""
        sentence = pattern.format(school=result.school, moment=moment, files=result.evidence_files)
        if result.damaged:
            names = ", ".join(result.damaged[:5])
            sentence += " " + texts.DAMAGED.format(count=len(result.damaged), names=names)
        self.talk.tell(sentence, texts.DONE_STEP)

    def _leave(self, accounts: tuple[AccountView, ...]) -> None:
        self.restored.emit(tuple(account.id for account in accounts))
