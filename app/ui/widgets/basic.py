"""Labels, buttons, cards and fields dressed by the theme's roles."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme
from app.ui.icons import icon, pixmap

_Box = TypeVar("_Box", bound=QBoxLayout)


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label in a role of the theme: title, heading, number, muted, small, fault, field."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def picture(name: str, colour: str = theme.MUTED, size: int = 20) -> QLabel:
    """An icon that only decorates."""
    made = QLabel()
    made.setPixmap(pixmap(name, colour, size))
    made.setFixedSize(size, size)
    return made


def button(
    text: str, pressed: Callable[[], object] | None = None, *, kind: str = "", icon_name: str = ""
) -> QPushButton:
    """A push button; kinds: "" (plain), primary, link, number, strip. Enter presses it when focused."""
    made = QPushButton(text)
    made.setAutoDefault(True)
    made.setAccessibleName(text)
    if kind:
        made.setProperty("kind", kind)
    if kind in ("link", "number"):
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if icon_name:
        colour = {"primary": "#FFFFFF", "strip": "#FFFFFF", "link": theme.ACCENT}.get(kind, theme.TEXT)
        made.setIcon(icon(icon_name, colour, 16))
        made.setIconSize(QSize(16, 16))
    if pressed is not None:
        made.clicked.connect(lambda _checked=False: pressed())
    return made


def tool(icon_name: str, name: str, pressed: Callable[[], object]) -> QToolButton:
    """A flat button that shows only an icon; `name` is its tooltip and accessible name."""
    made = QToolButton()
    made.setProperty("kind", "flat")
    made.setIcon(icon(icon_name, theme.TEXT, 18))
    made.setIconSize(QSize(18, 18))
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.clicked.connect(lambda _checked=False: pressed())
    return made


def column(*items: QWidget | int | None, margins: int = 0, spacing: int = theme.S) -> QVBoxLayout:
    """Widgets below each other; an int is a fixed space, None a stretch."""
    return _fill(QVBoxLayout(), items, margins, spacing)


def row(*items: QWidget | int | None, margins: int = 0, spacing: int = theme.S) -> QHBoxLayout:
    """Widgets side by side; an int is a fixed space, None a stretch."""
    return _fill(QHBoxLayout(), items, margins, spacing)


def _fill(box: _Box, items: tuple[QWidget | int | None, ...], margins: int, spacing: int) -> _Box:
    box.setContentsMargins(margins, margins, margins, margins)
    box.setSpacing(spacing)
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int):
            box.addSpacing(item)
        else:
            box.addWidget(item)
    return box


class Card(QFrame):
    """A white panel with an optional heading row; `body` takes the content."""

    def __init__(self, heading: str = "", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        self.body.setSpacing(theme.S)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.S)
        self.heading = label(heading, "heading")
        if heading:
            if icon_name:
                self.head.addWidget(picture(icon_name, theme.ACCENT, 18))
            self.head.addWidget(self.heading)
            self.head.addStretch(1)
            self.body.addLayout(self.head)


class Field(QWidget):
    """A label above its input, with room for a hint or a fault below."""

    def __init__(self, name: str, editor: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.name = label(name, "field")
        self.name.setBuddy(editor)
        editor.setAccessibleName(name)
        self._hint = hint
        self.note = label(hint, "small", wrap=True)
        self.note.setVisible(bool(hint))
        self.setLayout(column(self.name, editor, self.note, spacing=theme.XS))

    def fault(self, sentence: str) -> None:
        """Show what is wrong under the field; "" brings the hint back."""
        self.note.setText(sentence or self._hint)
        self.note.setProperty("role", "fault" if sentence else "small")
        self.note.style().polish(self.note)
        self.note.setVisible(bool(sentence or self._hint))
        self.editor.setAccessibleDescription(sentence)


def line(placeholder: str = "", text: str = "") -> QLineEdit:
    made = QLineEdit(text)
    made.setPlaceholderText(placeholder)
    return made
