"""Opened copies that were edited outside: offered as a revision, never taken silently."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.domain.views import CopyChanged
from app.ui.month import texts
from app.ui.theme import Tone
from app.ui.widgets.parts import button, label, row


class CopyStrip(QFrame):
    """One changed copy at a time; what was declined is not offered again while the program runs."""

    kept = Signal(object)  # CopyChanged

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("wash", Tone.PART.value)
        self._waiting: list[CopyChanged] = []
        self._declined: set[CopyChanged] = set()
        self.words = label()
        self.keep = button(texts.KEEP, self._keep)
        self.leave = button(texts.DONT_KEEP, self._leave)
        line = row(self.words, self.keep, self.leave)
        line.setContentsMargins(12, 6, 8, 6)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()

    def offer(self, copies: Sequence[CopyChanged]) -> None:
        self._waiting = [copy for copy in copies if copy not in self._declined]
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._waiting))
        if self._waiting:
            self.words.setText(texts.CHANGED_COPY.format(name=self._waiting[0].name))

    def _keep(self) -> None:
        self.kept.emit(self._waiting.pop(0))
        self._show()

    def _leave(self) -> None:
        self._declined.add(self._waiting.pop(0))
        self._show()
