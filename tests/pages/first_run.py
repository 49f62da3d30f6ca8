"""The first run, page by page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from app.ui.first_run.page import FirstRunPage
from tests.pages.base import PageObject


class FirstRun(PageObject):
    def on(self, page: FirstRunPage) -> FirstRun:
        self.page = page
        return self

    def start(self) -> None:
        self.click(self.page.welcome.start_button)

    def choose(self, box: QComboBox, words: str) -> None:
        """Pick an entry as a person does, so that `activated` is heard."""
        index = box.findText(words)
        assert index >= 0, words
        box.setCurrentIndex(index)
        box.activated.emit(index)

    def describe(self, name: str, superior: str, principal: str) -> None:
        school = self.page.school
        self.type_in(school.name, name)
        self.type_in(school.superior_name, superior)
        self.type_in(school.principal, principal)

    def enter(self) -> None:
        """Enter in whatever has the focus."""
        focus = QApplication.focusWidget() or self.page.focusWidget()
        assert focus is not None
        self.press(focus, Qt.Key.Key_Return)

    def next(self) -> None:
        self.click(self.page.school.next_button)

    def set_password(self, word: str, again: str | None = None) -> None:
        page = self.page.password
        self.type_in(page.new.first, word)
        self.type_in(page.new.second, word if again is None else again)
        self.click(page.next_button)
        self.settle()

    @property
    def groups(self) -> tuple[str, ...]:
        """The recovery code as it stands on the screen."""
        labels = self.page.keeping.code.findChildren(QLabel)
        return tuple(label.text() for label in labels if label.property("role") == "code")

    def keep_code(self) -> None:
        self.click(self.page.keeping.code.kept_button)

    def answer(self, groups: tuple[str, ...], *, wrong: bool = False) -> None:
        asking = self.page.keeping.asking
        for editor, index in zip((asking.first, asking.second), asking.asked, strict=True):
            self.type_in(editor, "0000" if wrong else groups[index].lower())
        self.click(asking.finish_button)
        self.settle()
