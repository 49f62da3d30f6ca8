"""The recovery code, shown once; then two of its groups are asked back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from app.domain.errors import WorldError
from app.files import write_atomic
from app.jobs.desk import Desk
from app.ui import theme
from app.ui.gate import Page
from app.ui.recovery import texts
from app.ui.screen import Talk
from app.ui.widgets.basic import Card, Field, button, line
from app.ui.widgets.parts import Pages, label, taking


def paper(groups: tuple[str, ...], school: str, day: str) -> str:
    """The sheet to keep, as plain text."""
    named = [f"{number}: {group}" for number, group in enumerate(groups, 1)]  # two are asked back by number
    rows = ["    ".join(named[start : start + 4]) for start in range(0, len(named), 4)]
    parts = (texts.PAPER_TITLE, school, *rows, texts.PAPER_NOTE, texts.PAPER_DAY.format(day=day))
    return "\r\n\r\n".join(parts).replace("\n", "\r\n").replace("\r\r", "\r") + "\r\n"


class CodePage(Page):
    kept = Signal()
    save_wanted = Signal()

    def __init__(self, intro: str) -> None:
        super().__init__(texts.CODE, intro)
        self._text = ""
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.S)
        card = Card()
        card.body.addLayout(self._grid)
        self.body.addWidget(card)
        self.print_button = button(texts.PRINT, self.print, icon_name="printer")
        self.save_button = button(texts.SAVE_TEXT, self.save_wanted.emit, icon_name="save")
        self.kept_button = button(texts.WRITTEN_DOWN, self.kept.emit, kind="primary", icon_name="arrow-right")
        self.foot.addWidget(self.print_button)
        self.foot.addWidget(self.save_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.kept_button)

    def show_code(self, groups: tuple[str, ...], text: str) -> None:
        self._text = text
        for number, group in enumerate(groups):
            cell = label(group, "code", wrap=False)
            cell.setAlignment(Qt.AlignmentFlag.AlignCenter)
            cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            cell.setAccessibleName(texts.CODE_GROUP.format(number=number + 1, group=group))
            small = label(str(number + 1), "small", wrap=False)
            small.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._grid.addWidget(small, number // 4 * 2, number % 4)
            self._grid.addWidget(cell, number // 4 * 2 + 1, number % 4)
        self.kept_button.setFocus()

    def save_to(self, path: Path) -> None:
        """UTF-8 with a byte order mark, so that old Notepads read it. Raises WorldError."""
        write_atomic(path, self._text.encode("utf-8-sig"))

    def print(self) -> None:
        from PySide6.QtGui import QTextDocument
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            document = QTextDocument(self._text.replace("\r\n", "\n"))
            document.setDefaultFont(theme.font(16))
            document.print_(printer)
        dialog.deleteLater()


class AskPage(Page):
    """Two groups asked back, so that the code was really kept."""

    answered = Signal(object)  # Mapping[int, str], index from 0
    see_again = Signal()

    def __init__(self, finish: str) -> None:
        super().__init__(texts.ASK, texts.ASK_INTRO)
        self.asked: tuple[int, ...] = ()
        self.first, self.second = line(), line()
        self.fields = (Field("", self.first), Field("", self.second))
        self.sentence = label("", "fault")
        for field in self.fields:
            self.body.addWidget(field)
        self.body.addWidget(self.sentence)
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.returnPressed.connect(self._answer)
        self.again_button = button(texts.SEE_AGAIN, self.see_again.emit)
        self.finish_button = button(finish, self._answer, kind="primary", icon_name="check")
        self.end_with(self.again_button, self.finish_button)

    def ask(self, count: int) -> None:
        """Choose two groups at random; the same two until they are answered."""
        if not self.asked:
            self.asked = tuple(sorted(secrets.SystemRandom().sample(range(count), 2)))
        for field, index in zip(self.fields, self.asked, strict=True):
            words = texts.ASK_GROUP.format(number=index + 1)
            field.name.setText(words)
            field.editor.setAccessibleName(words)
        self.first.setFocus()

    def _answer(self) -> None:
        if not self.finish_button.isEnabled():  # Enter in a field while the answer is looked at
            return
        typed = (self.first.text(), self.second.text())
        groups: Mapping[int, str] = dict(zip(self.asked, typed, strict=True))
        self.answered.emit(groups)

    def refuse(self) -> None:
        self.sentence.setText(texts.ASK_WRONG)
        self.first.setFocus()
        self.first.selectAll()


class KeepCode(Pages):
    """The code, then two groups of it asked back; `kept` when they were right."""

    kept = Signal()

    def __init__(self, desk: Desk, talk: Talk, finish: str, intro: str = texts.CODE_INTRO) -> None:
        """`finish` stands on the last button: what comes after."""
        super().__init__()
        self.desk, self.talk = desk, talk
        self._groups: tuple[str, ...] = ()
        self.code, self.asking = CodePage(intro), AskPage(finish)
        for page in (self.code, self.asking):
            self.addWidget(page)
        self.code.save_wanted.connect(self._save)
        self.code.kept.connect(self._ask_back)
        self.asking.see_again.connect(lambda: self.setCurrentWidget(self.code))
        self.asking.answered.connect(self._check)

    def show_code(self, groups: tuple[str, ...], school: str, day: str) -> None:
        """`day` as it stands on the paper."""
        self._groups = groups
        self.code.show_code(groups, paper(groups, school, day))
        self.setCurrentWidget(self.code)
        self.code.kept_button.setFocus()

    def set_waiting(self, waiting: bool) -> None:
        """What comes after the right answer is under way."""
        for made in (self.asking.finish_button, self.asking.again_button):
            made.setEnabled(not waiting)

    def _save(self) -> None:
        path = self.talk.save_file(texts.SAVE_TITLE, texts.SAVE_NAME, texts.SAVE_FILTER)
        if path is None:
            return
        try:
            self.code.save_to(path)
        except WorldError as error:
            self.talk.fault(error)
        else:
            self.talk.tell(texts.SAVED.format(path=path))

    def _ask_back(self) -> None:
        self.setCurrentWidget(self.asking)
        self.asking.ask(len(self._groups))

    def _check(self, typed: object) -> None:
        def checked(right: bool) -> None:
            self.set_waiting(False)
            if right:
                self.kept.emit()
            else:
                self.asking.refuse()

        self.set_waiting(True)
        then = taking(self.talk, checked, lambda: self.set_waiting(False))
        self.desk.work("setup.check_groups", self._groups, typed, then=then)
