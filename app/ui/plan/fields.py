"""Input fields that save themselves: on Enter, on a pick, or when the focus leaves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from app.domain.text import nfc
from app.ui.plan import texts
from app.ui.widgets.parts import button


def split_words(text: str) -> tuple[str, ...]:
    """Several things in one line, between semicolons."""
    return tuple(part.strip() for part in nfc(text).split(";") if part.strip())


class LineField(QLineEdit):
    """`saved` is called with the text once it differs from what was shown."""

    def __init__(self, saved: Callable[[str], None], tip: str = "") -> None:
        super().__init__()
        self._shown = ""
        self._saved = saved
        self.setToolTip(tip)
        self.setAcceptDrops(False)
        self.editingFinished.connect(self.commit)

    def show_text(self, text: str, *, fresh: bool = True) -> None:
        """Without `fresh` (the same thing shown again) a field being typed in keeps its text."""
        self._shown = text
        if fresh or not self.hasFocus():
            self.setText(text)
            self.setCursorPosition(0)

    def commit(self) -> None:
        text = nfc(self.text().strip())
        if text != self._shown:
            self._shown = text
            self._saved(text)


class WordsField(QPlainTextEdit):
    """A few lines of words; Enter saves (Shift+Enter breaks the line where `lines` allows it)."""

    def __init__(self, saved: Callable[[str], None], *, lines: bool = False) -> None:
        super().__init__()
        self._shown = ""
        self._saved = saved
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)

    def show_text(self, text: str, *, fresh: bool = True) -> None:
        """Without `fresh` (the same thing shown again) a field being typed in keeps its text."""
        self._shown = text
        if fresh or not self.hasFocus():
            self.setPlainText(text)

    def commit(self) -> None:
        text = nfc(self.toPlainText().strip())
        if text != self._shown:
            self._shown = text
            self._saved(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not self._lines and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.commit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()


class MonthsField(QWidget):
    """Twelve toggles of one year; arrow keys move between them."""

    picked = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(3)
        self.toggles = []
        for month in range(1, 13):
            toggle = button(str(month), kind="month", name=texts.MONTH_NAME.format(month=month))
            toggle.setCheckable(True)
            toggle.setMinimumWidth(24)
            toggle.clicked.connect(self._toggled)
            self._group.addButton(toggle)
            self.toggles.append(toggle)
            line.addWidget(toggle)

    def show_months(self, months: tuple[int, ...]) -> None:
        for month, toggle in enumerate(self.toggles, 1):
            toggle.setChecked(month in months)

    def _toggled(self) -> None:
        self.picked.emit(tuple(month for month, toggle in enumerate(self.toggles, 1) if toggle.isChecked()))
