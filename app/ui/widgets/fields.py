"""Small fields: an editor under its label, and a day picked from a calendar."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDateEdit, QWidget

from app.ui.widgets.parts import column, label
from app.ui.words.texts import DATE_SHAPE


def field(name: str, editor: QWidget) -> QWidget:
    """An editor under its label."""
    box = QWidget()
    head = label(name, "small", wrap=False)
    head.setBuddy(editor)
    editor.setAccessibleName(name)
    box.setLayout(column(head, editor, spacing=2))
    return box


def day_field(name: str) -> QDateEdit:
    made = QDateEdit()
    made.setDisplayFormat(DATE_SHAPE)
    made.setCalendarPopup(True)
    made.setLocale(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    made.setAccessibleName(name)
    return made
