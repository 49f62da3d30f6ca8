"""The cards of the settings screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.errors import WorldError
from app.domain.org import School
from app.domain.ports import SignerInfo
from app.domain.text import nfc
from app.domain.views import BackupView, JournalCheck
from app.jobs.desk import Desk
from app.ui import theme
from app.ui.screen import Talk
from app.ui.settings import texts
from app.ui.texts import MOMENT, REPLACING_AGAIN, REPLACING_WORD, superior_words
from app.ui.theme import Tone
from app.ui.widgets.basic import Card, Field, button
from app.ui.widgets.faults import sentence_of
from app.ui.widgets.marks import Chip
from app.ui.widgets.new_password import NewPassword
from app.ui.widgets.parts import label, row, taking
from app.ui.widgets.password import PasswordEdit
from app.ui.widgets.progress import ProgressStrip
from app.ui.words.texts import size


class BackupCard(Card):
    """Back up to a stick, see the last one and those found beside it, restore."""

    restore_wanted = Signal()

    def __init__(self, desk: Desk, talk: Talk) -> None:
        super().__init__(texts.BACKUP, "hard-drive")
        self.desk, self.talk = desk, talk
        self.last = label("")
        self.found = label("", "small")
        self.progress = ProgressStrip()
        self.backup_button = button(texts.BACK_UP, self.choose, kind="primary", icon_name="usb")
        self.restore_button = button(texts.RESTORE, self._ask, icon_name="archive-restore")
        self.body.addWidget(self.last)
        self.body.addWidget(self.found)
        self.body.addWidget(label(texts.BACKUP_WHY, "small"))
        self.body.addWidget(self.progress)
        self.body.addLayout(row(self.backup_button, self.restore_button, 1))

    def refresh(self) -> None:
        self.desk.read("backups.last", then=taking(self.talk, self.show_last))

    def show_last(self, last: BackupView | None) -> None:
        if last is None:
            self.last.setText(texts.NEVER)
            self.found.hide()
            return
        self.last.setText(
            texts.LAST.format(
                moment=last.made_at.strftime(MOMENT),
                size=size(last.size),
                files=last.evidence_files,
                checked=texts.CHECKED if last.verified else texts.NOT_CHECKED,
            )
        )
        self.found.setText(texts.WHERE.format(path=nfc(last.path)))
        self.found.show()

    def choose(self) -> None:
        folder = self.talk.choose_folder(texts.CHOOSE)
        if folder is not None:
            self.back_up(folder)

    def back_up(self, folder: Path) -> None:
        self._set_working(True)
        job = self.desk.work(
            "backups.backup",
            folder,
            then=self._answered,
            on_progress=self.progress.step,
            with_book=True,
        )
        self.progress.watch(job)

    def _answered(self, made: Any, error: Exception | None) -> None:
        self._set_working(False)
        if error is not None:
            self.talk.fault(error)
            return
        self.show_last(made)
        self.talk.tell(texts.BACKED_UP.format(files=made.evidence_files, size=size(made.size)))

    def _set_working(self, working: bool) -> None:
        self.backup_button.setEnabled(not working)
        self.restore_button.setEnabled(not working)
        if working:
            self.progress.begin(texts.BACKING_UP)
        else:
            self.progress.end()

    def _ask(self) -> None:
        if self.talk.ask(texts.ASK_RESTORE, texts.DO_RESTORE, texts.DO_NOT):
            self.restore_wanted.emit()


class SchoolCard(Card):
    edit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(texts.SCHOOL, "school")
        self.school: School | None = None
        self.edit_button = button(texts.EDIT_SCHOOL, self.edit_wanted.emit)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.L)
        self._grid.setVerticalSpacing(theme.XS)
        self._grid.setColumnStretch(1, 1)
        names = (texts.NAME, texts.SYMBOL, texts.PLACE, texts.SUPERIOR, texts.OFFICE, texts.PRINCIPAL)
        self._values = {name: label() for name in names}
        for number, (name, value) in enumerate(self._values.items()):
            self._grid.addWidget(label(name, "muted", wrap=False), number, 0)
            self._grid.addWidget(value, number, 1)
        self.body.addLayout(self._grid)
        self.body.addLayout(row(self.edit_button, 1))

    def show_school(self, school: School) -> None:
        self.school = school
        shown = (
            school.name, school.symbol, school.place, superior_words(school.superior),
            school.superior.office, school.principal,
        )  # fmt: skip
        for widget, text in zip(self._values.values(), shown, strict=True):
            widget.setText(text or "–")


class ComputerCard(Card):
    def __init__(self, talk: Talk) -> None:
        super().__init__(texts.PC, "fingerprint-pattern")
        self.talk = talk
        self._whole = ""
        self.fingerprint = label("", "field")
        self.fingerprint.setAccessibleName(texts.FINGERPRINT)
        self.copy_button = button(texts.COPY, self._copy)
        self.body.addLayout(row(self.fingerprint, 1, self.copy_button))
        self.body.addWidget(label(texts.PC_WHY, "small"))

    def show_signer(self, signer: SignerInfo) -> None:
        self._whole = signer.fingerprint
        start = signer.fingerprint.upper()[:32]
        self.fingerprint.setText(" ".join(start[at : at + 4] for at in range(0, len(start), 4)))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._whole)
        self.talk.tell(texts.COPIED)


class PasswordCard(Card):
    def __init__(self, desk: Desk, talk: Talk) -> None:
        super().__init__(texts.WORD, "lock")
        self.desk, self.talk = desk, talk
        self.old = PasswordEdit()
        self.old_field = Field(texts.OLD, self.old)
        self.new = NewPassword(REPLACING_WORD, REPLACING_AGAIN)
        self.change_button = button(texts.CHANGE, self.change)
        self.old.returnPressed.connect(self.new.first.setFocus)
        self.new.first.returnPressed.connect(self.new.second.setFocus)
        self.new.second.returnPressed.connect(self.change)
        self.body.addWidget(self.old_field)
        self.body.addWidget(self.new)
        self.body.addLayout(row(self.change_button, 1))

    def change(self) -> None:
        old = nfc(self.old.text())
        self.old_field.fault("" if old else texts.EMPTY_OLD)
        new = self.new.value()
        if not (old and new) or not self.change_button.isEnabled():
            return
        self.change_button.setEnabled(False)
        self.desk.work("setup.change_password", old, new, then=self._answered, with_book=True)

    def _answered(self, _result: Any, error: Exception | None) -> None:
        self.change_button.setEnabled(True)
        if isinstance(error, WorldError) and error.outcome.value == "store.wrong_password":
            self.old_field.fault(sentence_of(error))
            self.old.setFocus()
            self.old.selectAll()
            return
        if error is not None:
            self.new.refuse(sentence_of(error))
            return
        self.old.clear()
        self.new.clear()
        self.talk.tell(texts.CHANGED)


class RecoveryCard(Card):
    """A new recovery code against the password; `renewed` carries its groups."""

    renewed = Signal(tuple)

    def __init__(self, desk: Desk, talk: Talk) -> None:
        super().__init__(texts.RENEWAL, "key-round")
        self.desk, self.talk = desk, talk
        self.renew_button = button(texts.RENEW, self.renew)
        self.body.addWidget(label(texts.RENEWAL_WHY, "small"))
        self.body.addLayout(row(self.renew_button, 1))

    def renew(self) -> None:
        word = self.talk.ask_text(texts.RENEW, texts.RENEW_WORD, secret=True)
        if not word:
            return
        self.renew_button.setEnabled(False)
        self.desk.work("setup.renew_recovery", word, then=self._answered, with_book=True)

    def _answered(self, groups: tuple[str, ...] | None, error: Exception | None) -> None:
        self.renew_button.setEnabled(True)
        if error is not None or groups is None:
            self.talk.fault(error or RuntimeError())
            self.renew_button.setFocus()
            return
        self.renewed.emit(groups)


class JournalCard(Card):
    def __init__(self, desk: Desk, talk: Talk, parent: QWidget | None = None) -> None:
        super().__init__(texts.JOURNAL, "history", parent)
        self.desk, self.talk = desk, talk
        self.sentence = label(texts.JOURNAL_WHY, "small")
        self.chip = Chip()
        self.chip.hide()
        self.check_button = button(texts.CHECK, self.check, icon_name="shield-check")
        self.body.addWidget(self.sentence)
        self.body.addLayout(row(self.check_button, self.chip, 1))

    def check(self) -> None:
        self.check_button.setEnabled(False)
        self.check_button.setText(texts.CHECKING)
        self.desk.read("journal.verify", then=self._answered)

    def _answered(self, result: JournalCheck | None, error: Exception | None) -> None:
        self.check_button.setEnabled(True)
        self.check_button.setText(texts.CHECK)
        if error is not None or result is None:
            self.talk.fault(error or RuntimeError())
            return
        good = not result.problems and result.replay_equal
        self.chip.show_as(texts.GOOD_SHORT if good else texts.BAD_SHORT, Tone.GOOD if good else Tone.BAD)
        self.chip.show()
        if good:
            self.sentence.setText(texts.GOOD.format(ops=result.ops, devices=result.devices))
            return
        problems = [sentence_of(notice) for notice in result.problems[:3]]
        if not result.replay_equal:
            problems.append(texts.NOT_EQUAL)
        self.sentence.setText(f"{texts.BAD.format(problems=' '.join(problems))} {texts.BAD_STEP}")
