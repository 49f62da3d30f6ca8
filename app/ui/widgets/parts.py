"""Builders of labels, buttons, frames and rows; looks come from the theme by `role` and `kind`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import Cancelled
from app.ui.screen import Talk

# `Qt.TextFormat.PlainText`. The namespace `Qt` makes a hundred enums, a tenth of the time to the password
# screen, so nothing on the way to it names `Qt` (a test holds that).
PLAIN_TEXT = 0

Then = Callable[[Any, Exception | None], None]


def label(text: str = "", role: str = "", *, wrap: bool = True) -> QLabel:
    """Plain text only: words from files never become markup."""
    made = QLabel(text)
    made.setProperty("textFormat", PLAIN_TEXT)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def button(
    text: str, on_click: Callable[[], None] | None = None, *, kind: str = "", tip: str = "", name: str = ""
) -> QPushButton:
    made = QPushButton(text)
    made.setAccessibleName(name or text)
    made.setAutoDefault(True)  # Enter presses it when it has the focus
    if kind:
        made.setProperty("kind", kind)
    if tip:
        made.setToolTip(tip)
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


def frame(role: str = "card", layout: QLayout | None = None) -> QFrame:
    made = QFrame()
    made.setProperty("role", role)
    if layout is not None:
        made.setLayout(layout)
    return made


def row(*items: QWidget | QLayout | int, spacing: int = 8, margin: int = 0) -> QHBoxLayout:
    """Things beside each other; a number is a stretch."""
    made = QHBoxLayout()
    _fill(made, items, spacing, margin)
    return made


def column(*items: QWidget | QLayout | int, spacing: int = 8, margin: int = 0) -> QVBoxLayout:
    """Things below each other; a number is a stretch."""
    made = QVBoxLayout()
    _fill(made, items, spacing, margin)
    return made


def _fill(
    layout: QHBoxLayout | QVBoxLayout, items: tuple[QWidget | QLayout | int, ...], spacing: int, margin: int
) -> None:
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    for item in items:
        if isinstance(item, int):
            layout.addStretch(item)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)


def scrolled(content: QWidget) -> QScrollArea:
    """`content` in an area that scrolls up and down only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    from PySide6.QtCore import Qt

    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


class Pages(QStackedWidget):
    """Pages of which only the shown one asks for room."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _at: self.updateGeometry())

    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.sizeHint() if shown else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        shown = self.currentWidget()
        return bool(shown and shown.hasHeightForWidth())

    def heightForWidth(self, width: int) -> int:
        shown = self.currentWidget()
        return shown.heightForWidth(width) if shown else -1


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties the style sheet looks at and let it look again."""
    for key, value in properties.items():
        widget.setProperty(key, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def taking(talk: Talk, use: Callable[[Any], None], failed: Callable[[], None] | None = None) -> Then:
    """A desk callback: a stopped job is silent, a fault goes to the talk, a result to `use`."""

    def then(result: Any, error: Exception | None) -> None:
        if error is None:
            use(result)
            return
        if failed is not None:
            failed()
        if not isinstance(error, Cancelled):
            talk.fault(error)

    return then
