"""Cards, fields, pictures and icon buttons dressed by the theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme
from app.ui.icons import icon, pixmap, spaced_icon
from app.ui.widgets import parts
from app.ui.widgets.parts import column, label, restyle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QToolButton


def picture(name: str, colour: str = theme.MUTED, size: int = 20) -> QLabel:
    """An icon that only decorates."""
    made = QLabel()
    made.setPixmap(pixmap(name, colour, size))
    made.setFixedSize(size, size)
    return made


def button(
    text: str, pressed: Callable[[], object] | None = None, *, kind: str = "", icon_name: str = ""
) -> QPushButton:
    """`parts.button` with an icon."""
    made = parts.button(text, None if pressed is None else lambda: _call(pressed), kind=kind)
    if kind in ("link", "number"):
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if icon_name:
        colour = {"primary": theme.SURFACE, "strip": theme.SURFACE, "link": theme.ACCENT}
        onward = icon_name == "arrow-right"
        made.setIcon(spaced_icon(icon_name, colour.get(kind, theme.TEXT), before=onward))
        made.setIconSize(QSize(20, 16))
        if onward:  # the arrow stands after the words
            from PySide6.QtCore import Qt

            made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return made


def _call(pressed: Callable[[], object]) -> None:
    pressed()


def tool(icon_name: str, name: str, pressed: Callable[[], object]) -> QToolButton:
    """A flat button that shows only an icon; `name` is its tooltip and accessible name."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QToolButton

    made = QToolButton()
    made.setProperty("kind", "flat")
    made.setIcon(icon(icon_name, theme.TEXT, 18))
    made.setIconSize(QSize(18, 18))
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.clicked.connect(lambda _checked=False: _call(pressed))
    return made


class Card(QFrame):
    """A white panel with an optional heading row (`head`); `body` takes the content."""

    def __init__(self, heading: str = "", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        self.body.setSpacing(theme.S)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.S)
        self.heading = label(heading, "heading", wrap=False)
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
        self.name = label(name, "field", wrap=False)
        self.name.setBuddy(editor)
        editor.setAccessibleName(name)
        self._hint = hint
        self.note = label(hint, "small")
        self.note.setVisible(bool(hint))
        self.setLayout(column(self.name, editor, self.note, spacing=theme.XS))

    def fault(self, sentence: str) -> None:
        """Show what is wrong under the field; "" brings the hint back."""
        self.note.setText(sentence or self._hint)
        restyle(self.note, role="fault" if sentence else "small")
        self.note.setVisible(bool(sentence or self._hint))
        self.editor.setAccessibleDescription(sentence)


def line(placeholder: str = "", text: str = "") -> QLineEdit:
    made = QLineEdit(text)
    made.setPlaceholderText(placeholder)
    return made
