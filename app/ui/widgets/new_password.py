"""A new password, typed twice, with its rule told beforehand."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.domain.text import nfc
from app.ui import texts, theme
from app.ui.widgets.basic import Field
from app.ui.widgets.parts import column
from app.ui.widgets.password import PasswordEdit


class NewPassword(QWidget):
    def __init__(
        self, name: str = texts.NEW_WORD, again: str = texts.AGAIN, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.first, self.second = PasswordEdit(), PasswordEdit()
        self.first_field = Field(name, self.first, texts.WORD_RULE)
        self.second_field = Field(again, self.second)
        self.setLayout(column(self.first_field, self.second_field, spacing=theme.M))

    def value(self) -> str:
        """The password, or "" with the fault shown beside the field."""
        word = nfc(self.first.text())
        same = word == nfc(self.second.text())
        self.first_field.fault("" if word else texts.EMPTY_WORD)
        self.second_field.fault("" if same else texts.DIFFERENT)
        if not word:
            self.first.setFocus()
        elif not same:
            self.second.setFocus()
        return word if same else ""

    def refuse(self, sentence: str) -> None:
        """Show why the use case did not take it."""
        self.first_field.fault(sentence)
        self.first.setFocus()
        self.first.selectAll()

    def clear(self) -> None:
        for editor in (self.first, self.second):
            editor.clear()
