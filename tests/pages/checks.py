"""What holds for every screen: it fits the smallest window, and every control has a name."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLabel, QLineEdit, QWidget

SMALLEST = (1093 - 48, 560 - 65)  # the window without the narrow rail, without header and foot
ENGLISH = re.compile(
    r"\b(?:import|export|file|sync|hash|database|error|cancel|OK|open|save)\b", re.IGNORECASE
)


def unnamed(screen: QWidget) -> list[str]:
    """Widgets that take the focus and say nothing to a reader of the screen."""
    found = []
    for widget in screen.findChildren(QWidget):
        if widget.window() is not screen.window():  # the list a combo box drops
            continue
        inner = isinstance(widget.parent(), QComboBox | QAbstractSpinBox) or widget.objectName().startswith(
            "qt_"
        )
        focusable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if focusable and not inner and not widget.accessibleName():
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def too_big(screen: QWidget) -> bool:
    smallest = screen.minimumSizeHint()
    return smallest.width() > SMALLEST[0] or smallest.height() > SMALLEST[1]


def english(screen: QWidget) -> list[str]:
    """Words on the screen that office people do not use."""
    shown = [w.text() for kind in (QLabel, QAbstractButton) for w in screen.findChildren(kind)]
    shown += [w.placeholderText() for w in screen.findChildren(QLineEdit)]
    return [text for text in shown if ENGLISH.search(text)]
