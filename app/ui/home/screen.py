"""The overview screen; fits 1366×768 without scrolling."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.views import HomeView
from app.jobs.desk import Desk
from app.ui import texts as shell_texts
from app.ui import theme
from app.ui.home import texts
from app.ui.home.cards import CountCard, DueCard, MonthCard, TargetCard, show_backup, show_evidence
from app.ui.screen import Screen, Talk
from app.ui.theme import Tone
from app.ui.widgets.basic import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.marks import Chip
from app.ui.widgets.parts import label, taking


class HomeScreen(Screen):
    title = texts.TITLE
    icon = "layout-dashboard"
    loaded = Signal(object)  # HomeView; the header takes school and year from it

    def __init__(self, desk: Desk, talk: Talk, parent: QWidget | None = None) -> None:
        super().__init__(desk, talk, parent)
        self.heading = label(texts.TITLE, "title", wrap=False)
        self.day = label("", "muted", wrap=False)
        self.review = button("", lambda: self._open("plan"), kind="link", icon_name="flag")
        self.flags = button("", self._open_flags, kind="link", icon_name="triangle-alert")
        self.conflicts = Chip("", Tone.PART)
        self.due = DueCard(self._open)
        self.month = MonthCard(self._open)
        self.targets = TargetCard(self._open)
        self.evidence = CountCard(texts.EVIDENCE, "paperclip", lambda: self._open("month"))
        self.backup = CountCard(texts.BACKUP, "hard-drive", self._open_backup, texts.BACK_UP)
        self.empty = EmptyState(
            "clipboard-list",
            texts.EMPTY,
            texts.EMPTY_WHY,
            texts.IMPORT,
            lambda: self._open("plan", choose=True),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self._make_cards())
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        whole.setSpacing(theme.M)
        whole.addLayout(self._make_head())
        whole.addWidget(self.stack, 1)
        self._show_attention(0, 0, 0)

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(theme.M)
        head.addWidget(self.heading)
        head.addWidget(self.day)
        head.addStretch(1)
        head.addWidget(self.conflicts)
        head.addWidget(self.review)
        head.addWidget(self.flags)
        return head

    def _make_cards(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.M)
        grid.addWidget(self.due, 0, 0, 1, 1)
        grid.addWidget(self.month, 0, 1, 1, 2)
        grid.addWidget(self.targets, 1, 0)
        grid.addWidget(self.evidence, 1, 1)
        grid.addWidget(self.backup, 1, 2)
        for column in range(3):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 200)
        grid.setRowStretch(0, 1)
        return holder

    def _open(self, name: str, **where: object) -> None:
        self.open_screen(name, **where)

    def _open_flags(self) -> None:
        self.open_screen("plan", flags=True)

    def _open_backup(self) -> None:
        self.open_screen("settings", part="backup")

    def refresh(self) -> None:
        self.desk.read("home.home", then=taking(self.talk, self.show_view))

    def show_view(self, view: HomeView) -> None:
        now = self.clock.now()
        day = now.strftime(shell_texts.DAY)
        self.day.setText(texts.TODAY.format(weekday=shell_texts.WEEKDAYS[now.weekday()], day=day))
        nothing = not view.plan_id and not view.to_review
        self.stack.setCurrentIndex(1 if nothing else 0)
        self._show_attention(view.to_review, view.flags, view.conflicts)
        for card in (self.due, self.month, self.targets):
            card.show_view(view)
        show_evidence(self.evidence, view)
        show_backup(self.backup, view, now)
        self.loaded.emit(view)

    def _show_attention(self, to_review: int, flags: int, conflicts: int) -> None:
        links = (self.review, texts.REVIEW, to_review), (self.flags, texts.FLAGS, flags)
        for link, words, count in links:
            link.setText(words.format(count=count))
            link.setAccessibleName(link.text())
            link.setVisible(bool(count))
        self.conflicts.setText(texts.CONFLICTS.format(count=conflicts))
        self.conflicts.setVisible(bool(conflicts))
