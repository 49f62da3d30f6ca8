"""Settings and the restore page."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from app.ui.first_run.school import SchoolPage
from app.ui.restore.page import RestorePage
from app.ui.settings.screen import SettingsScreen
from tests.pages.base import PageObject


class Settings(PageObject):
    def on(self, screen: SettingsScreen) -> Settings:
        self.screen = screen
        return self

    @property
    def words(self) -> str:
        return "\n".join(label.text() for label in self.screen.findChildren(QLabel))

    @property
    def last_backup(self) -> str:
        return self.screen.backup.last.text()

    def change_password(self, old: str, new: str) -> None:
        card = self.screen.password
        self.type_in(card.old, old)
        self.type_in(card.new.first, new)
        self.type_in(card.new.second, new)
        self.click(card.change_button)
        self.settle()

    @property
    def form(self) -> SchoolPage:
        """The school's facts while they are corrected."""
        found = self.screen.stack.currentWidget().findChild(SchoolPage)
        assert isinstance(found, SchoolPage)
        return found

    def renew_code(self) -> None:
        self.click(self.screen.recovery.renew_button)
        self.settle()

    @property
    def groups(self) -> tuple[str, ...]:
        """The new recovery code as it stands on the screen; () where none does."""
        labels = self.screen.findChildren(QLabel)
        return tuple(label.text() for label in labels if label.property("role") == "code")

    def answer(self, groups: tuple[str, ...]) -> None:
        """Say the code is kept, then type the groups asked back."""
        keeping = self.screen.keeping
        assert keeping is not None
        if keeping.currentWidget() is keeping.code:
            self.click(keeping.code.kept_button)
        asking = keeping.asking
        for editor, index in zip((asking.first, asking.second), asking.asked, strict=True):
            self.type_in(editor, groups[index])
        self.click(asking.finish_button)
        self.settle()


class Restore(PageObject):
    def on(self, page: RestorePage) -> Restore:
        self.page = page
        return self

    def choose(self) -> None:
        self.click(self.page.choose_button)
        self.settle()

    @property
    def sentence(self) -> str:
        return self.page.sentence.text()

    @property
    def backups(self) -> list[str]:
        model = self.page.table.rows_model
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def start(self, code: str) -> None:
        self.type_in(self.page.code, code)
        self.click(self.page.start_button)
        self.settle()
