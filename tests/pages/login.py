"""The password screen."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.ui.login.page import LoginPage
from tests.pages.base import PageObject


class Login(PageObject):
    def on(self, page: LoginPage) -> Login:
        self.page = page
        return self

    def enter(self, word: str) -> None:
        """Type the password and press Enter."""
        self.type_in(self.page.word, word)
        self.press(self.page.word, Qt.Key.Key_Return)
        self.settle()

    @property
    def sentence(self) -> str:
        """What stands under the password field."""
        return self.page.field.note.text()

    @property
    def may_try(self) -> bool:
        return self.page.open_button.isEnabled()

    def forgot(self) -> None:
        self.click(self.page.forgot_button)

    def reset(self, code: str, word: str, again: str | None = None) -> None:
        forgot = self.page.forgot
        self.type_in(forgot.code, code)
        self.type_in(forgot.new.first, word)
        self.type_in(forgot.new.second, word if again is None else again)
        self.click(forgot.reset_button)
        self.settle()
