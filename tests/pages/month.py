"""The month screen as a person uses it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt

from app.domain.views import MonthView, TaskRow
from app.ui.month.screen import MonthScreen
from tests.pages.base import PageObject
from tests.pages.drops import drop


class Month(PageObject):
    def on(self, screen: MonthScreen) -> Month:
        self.screen = screen
        self.opened: list[tuple[str, dict[str, object]]] = []
        self.handed: list[Path] = []  # what was handed to the outside viewer
        screen.open_screen = lambda name, **where: self.opened.append((name, where))
        screen.filing.open_path = lambda path: not self.handed.append(path)
        screen.refresh()
        self.settle()
        return self

    @property
    def view(self) -> MonthView:
        assert self.screen.view is not None
        return self.screen.view

    @property
    def rows(self) -> tuple[TaskRow, ...]:
        return self.screen.table.rows_model.rows

    @property
    def counts(self) -> dict[str, str]:
        """The strip of numbers as it is read."""
        return {name: figure.text() for name, figure in self.screen.summary.figures.items()}

    def row(self, part: str) -> TaskRow:
        return next(row for row in self.rows if part in row.words)

    def go_to(self, part: str) -> TaskRow:
        found = self.row(part)
        assert self.screen.table.select_id(found.id)
        self.screen.table.setFocus()
        self.settle()
        return found

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        self.press(self.screen.table, key, modifier)
        self.settle()

    def drop_on(self, part: str, *paths: Path) -> bool:
        """Drop files on the row whose words hold `part`."""
        table = self.screen.table
        number = self.rows.index(self.row(part))
        at = QPoint(40, table.rowViewportPosition(number) + table.rowHeight(number) // 2)
        taken = drop(table.viewport(), list(paths), at)
        self.settle()
        return taken

    @property
    def files(self) -> list[str]:
        """First lines of the evidence list."""
        shown = self.screen.panel.evidence.list
        return [shown.item(number).text().splitlines()[0] for number in range(shown.count())]
