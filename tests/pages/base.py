"""Real clicks and keys, and waiting for the desk instead of for time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.jobs.desk import Desk


class PageObject:
    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot, self.desk = qtbot, desk

    def click(self, widget: QAbstractButton) -> None:
        assert widget.isVisible() and widget.isEnabled(), widget.text()
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def type_in(self, editor: QLineEdit, text: str) -> None:
        """Replace what stands in the field, by keys."""
        assert editor.isVisible() and editor.isEnabled(), editor.accessibleName()
        editor.setFocus()
        editor.selectAll()
        self.press(editor, Qt.Key.Key_Delete)
        for char in text:
            if char.isascii():
                self.qtbot.keyClicks(editor, char)
            else:  # what an input method hands over; QTest's keys are ASCII only
                event = QInputMethodEvent()
                event.setCommitString(char)
                QApplication.sendEvent(editor, event)
        assert editor.text() == text

    def press(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        self.qtbot.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)

    @contextmanager
    def freed(self, widget: QWidget) -> Iterator[None]:
        """Within this block `widget` must be freed."""
        gone: list[bool] = []
        widget.destroyed.connect(lambda: gone.append(True))
        yield
        self.qtbot.waitUntil(lambda: bool(gone))

    def settle(self) -> None:
        """Until no work is under way."""
        self.qtbot.waitUntil(lambda: self.desk.idle, timeout=20_000)
