"""Builders of labels, buttons and frames; looks come from the theme through the property `role`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.errors import Cancelled
from app.ui.screen import Talk
from app.ui.widgets.tone import Mark


def label(text: str = "", role: str = "", *, wrap: bool = True) -> QLabel:
    """Plain text only: words from files never become markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def button(
    text: str, on_click: Callable[[], None] | None = None, *, role: str = "", tip: str = "", name: str = ""
) -> QPushButton:
    made = QPushButton(text)
    made.setAccessibleName(name or text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if tip:
        made.setToolTip(tip)
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


def frame(role: str = "card") -> QFrame:
    made = QFrame()
    made.setProperty("role", role)
    return made


def row(*items: QWidget | int, spacing: int = 8) -> QHBoxLayout:
    """Widgets beside each other; a number is a stretch."""
    return _filled(QHBoxLayout(), items, spacing)


def column(*items: QWidget | QLayout | int, spacing: int = 8) -> QVBoxLayout:
    return _filled(QVBoxLayout(), items, spacing)


def _filled(layout: Any, items: tuple[Any, ...], spacing: int) -> Any:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for item in items:
        if isinstance(item, int):
            layout.addStretch(item)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    return layout


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties the theme looks at and let it look again."""
    for key, value in properties.items():
        widget.setProperty(key, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def taking(
    talk: Talk, use: Callable[[Any], None], failed: Callable[[], None] | None = None
) -> Callable[[Any, Exception | None], None]:
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


class Pill(QLabel):
    """A state as letter and word on its tone."""

    def __init__(self, mark: Mark | None = None) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if mark:
            self.show_mark(mark)

    def show_mark(self, mark: Mark) -> None:
        self.setText(f"{mark.letter}  {mark.word}")
        self.setStyleSheet(
            f"background: {mark.wash.name()}; color: {mark.ink.name()}; border-radius: 9px;"
            "padding: 2px 10px; font-weight: 600;"
        )
