"""The strip that asks about tasks of months before the plan's date: done, not to be done, or moved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.views import PastAnswer
from app.ui.month import texts
from app.ui.month.dates import Month
from app.ui.theme import Tone
from app.ui.widgets.parts import button, label, row


class PastStrip(QFrame):
    """`started` / `closed` switch the table to those tasks and back; `answered` carries the answer."""

    started = Signal()
    closed = Signal()
    answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("wash", Tone.WAIT.value)
        self.words = label()
        self.start = button(texts.PAST_START, self.started.emit)
        self.close_button = button(texts.PAST_CLOSE, self.closed.emit)
        self.answers = {answer: button("", lambda a=answer: self.answered.emit(a)) for answer in PastAnswer}
        self._asking = QWidget()
        self._asking.setLayout(row(*self.answers.values(), self.close_button, spacing=6))
        line = row(self.words, self._asking, self.start, spacing=10)
        line.setContentsMargins(12, 6, 8, 6)
        line.setStretch(0, 1)
        self.setLayout(line)

    def show_count(self, count: int, chosen: int, month: Month, *, asking: bool) -> None:
        self.setVisible(count > 0)
        pattern = texts.PAST_CHOSEN if asking else texts.PAST
        self.words.setText(pattern.format(n=count, chosen=chosen))
        self.start.setVisible(not asking)
        self._asking.setVisible(asking)
        for answer, made in self.answers.items():
            text = texts.PAST_ANSWERS[answer].format(month=month[1])
            made.setText(text)
            made.setAccessibleName(text)
            made.setEnabled(chosen > 0)
