"""The message strip in the foot of the window: it never covers or moves what is being worked on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui import texts, theme
from app.ui.icons import pixmap
from app.ui.widgets.basic import button, picture, tool
from app.ui.widgets.parts import column, label, restyle

TELL_MS = 7_000
UNDO_MS = 15_000


def _announce(widget: QWidget, text: str) -> None:
    """Have a screen reader speak it."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class MessageStrip(QFrame):
    """Its parts are made when it first has something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setAccessibleName(texts.MESSAGE)
        self._undo: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.text, self.next_step = label(), label("", "small")
        self.hide()

    def _make(self) -> None:
        self._mark = picture("info", theme.SURFACE, 18)
        self.undo_button = button(texts.UNDO_SHORT, self._pressed, kind="strip", icon_name="undo-2")
        self.close_button = tool("x", texts.CLOSE, self.clear)
        self.close_button.setIcon(pixmap("x", theme.SURFACE, 16))
        box = QHBoxLayout(self)
        box.setContentsMargins(theme.M, 2, theme.S, 2)
        box.setSpacing(theme.M)
        box.addWidget(self._mark)
        box.addLayout(column(self.text, self.next_step, spacing=0), 1)
        box.addWidget(self.undo_button)
        box.addWidget(self.close_button)

    def tell(self, text: str, next_step: str = "") -> None:
        self._show(text, next_step, "", "circle-check")
        self._timer.start(TELL_MS)

    def fault(self, text: str, next_step: str) -> None:
        """Stays until closed or replaced."""
        self._show(text, next_step, "bad", "triangle-alert")
        self._timer.stop()

    def offer_undo(self, text: str, undo: Callable[[], None], on_button: str = texts.UNDO_SHORT) -> None:
        self._show(text, "", "", "circle-check")
        self._undo = undo
        self.undo_button.setText(on_button)
        self.undo_button.setAccessibleName(on_button)
        self.undo_button.show()
        self._timer.start(UNDO_MS)

    def clear(self) -> None:
        self._undo = None
        self.hide()

    def _show(self, text: str, next_step: str, tone: str, icon_name: str) -> None:
        if self.layout() is None:
            self._make()
        self._undo = None
        self.undo_button.hide()
        self.text.setText(text)
        self.next_step.setText(next_step)
        self.next_step.setVisible(bool(next_step))
        self._mark.setPixmap(pixmap(icon_name, theme.SURFACE, 18))
        restyle(self, tone=tone)
        self.show()
        _announce(self, f"{text} {next_step}")

    def _pressed(self) -> None:
        undo = self._undo
        self.clear()
        if undo is not None:
            undo()
