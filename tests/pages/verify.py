"""The screen that checks a package, as a person uses it."""

from __future__ import annotations

from pathlib import Path

from app.ui.verify.screen import VerifyScreen
from tests.pages.base import PageObject
from tests.pages.drops import drop


class Verify(PageObject):
    def on(self, screen: VerifyScreen) -> Verify:
        self.screen = screen
        screen.refresh()
        self.settle()
        return self

    def drop(self, path: Path) -> bool:
        taken = drop(self.screen, [path])
        self.settle()
        return taken

    @property
    def word(self) -> str:
        return self.screen.banner.word.text()

    @property
    def sentence(self) -> str:
        return self.screen.banner.sentence.text()

    @property
    def facts(self) -> dict[str, str]:
        return {name: value.text() for name, value in self.screen.facts.values.items()}

    @property
    def findings(self) -> list[str]:
        return [f"{row.mark.word}: {row.text}" for row in self.screen.table.rows_model.rows]
