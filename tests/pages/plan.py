"""The plan screen as a person uses it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.domain.views import PlanItem, PlanView
from app.ui.plan.rows import Entry, Group
from app.ui.plan.screen import PlanScreen
from tests.pages.base import PageObject


class Plan(PageObject):
    def on(self, screen: PlanScreen) -> Plan:
        self.screen = screen
        self.opened: list[tuple[str, dict[str, object]]] = []
        screen.open_screen = lambda name, **where: self.opened.append((name, where))
        screen.refresh()
        self.settle()
        return self

    @property
    def view(self) -> PlanView:
        assert self.screen.view is not None
        return self.screen.view

    @property
    def entries(self) -> list[Entry]:
        return [e for e in self.screen.review.list.entries_model.entries if not e.heading]

    @property
    def current(self) -> Entry:
        entry = self.screen.review.list.current()
        assert entry is not None
        return entry

    @property
    def words(self) -> str:
        """What the detail pane says."""
        page = self.screen.review.stack.currentWidget()
        return "\n".join(w.text() for w in page.findChildren(QLabel) if w.isVisibleTo(page))

    def item(self, part: str) -> PlanItem:
        return next(item for item in self.view.items if part in item.words)

    def group(self, group: Group) -> None:
        self.screen.review.show_group(group)

    def go_to(self, part: str) -> Entry:
        """Select the row whose title holds `part`."""
        found = next(entry for entry in self.entries if part in entry.title)
        assert self.screen.review.list.select(found.id)
        self.screen.review.list.setFocus()
        return found

    def key(self, key: Qt.Key) -> None:
        self.press(self.screen.review.list, key)
        self.settle()
