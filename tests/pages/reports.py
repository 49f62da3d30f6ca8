"""The report screen as a person uses it."""

from __future__ import annotations

from pathlib import Path

from app.domain.views import ReportView
from app.ui.reports.entries import Entry, deadline_of, mark_of, title_of
from app.ui.reports.screen import ReportScreen
from tests.pages.base import PageObject


class Reports(PageObject):
    def on(self, screen: ReportScreen) -> Reports:
        self.screen = screen
        self.opened: list[tuple[str, dict[str, object]]] = []
        self.handed: list[Path] = []
        screen.open_screen = lambda name, **where: self.opened.append((name, where))
        screen.open_path = lambda path: not self.handed.append(path)
        screen.refresh()
        self.settle()
        return self

    @property
    def entry(self) -> Entry:
        found = self.screen.table.current()
        assert isinstance(found, Entry)
        return found

    @property
    def made(self) -> ReportView:
        assert self.entry.made is not None
        return self.entry.made

    @property
    def lines(self) -> list[str]:
        """The list as it is read: period, deadline, state."""
        rows = self.screen.table.rows_model.rows
        return [f"{title_of(row)} | {deadline_of(row)} | {mark_of(row).word}" for row in rows]

    def write(self, part: str, words: str) -> None:
        field = self.screen.compose.fields[part]
        assert field.isVisible()
        field.setFocus()
        self.qtbot.keyClicks(field, words)

    def make(self) -> None:
        self.click(self.screen.make.make)
        self.settle()

    def sign_with_this_pc(self) -> None:
        self.click(self.screen.sign.choice.device)
        self.click(self.screen.sign.sign)
        self.settle()

    def number(self, text: str) -> None:
        self.type_in(self.screen.number.number, text)
        self.click(self.screen.number.enter)
        self.settle()

    def pack(self) -> None:
        self.click(self.screen.pack.pack)
        self.settle()
