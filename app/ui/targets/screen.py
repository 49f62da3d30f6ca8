"""The year's targets as a list with their status; figures are typed beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.report import TargetStatus
from app.domain.views import ItemKind, TargetRow
from app.jobs.desk import Desk
from app.ui import theme
from app.ui.screen import Screen, Talk
from app.ui.targets import texts
from app.ui.targets.entry import EntryPanel
from app.ui.targets.figures import reached
from app.ui.widgets.basic import tool
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.parts import label, taking
from app.ui.widgets.rows import Column, RowsTable
from app.ui.widgets.tone import SHEET, Mark
from app.ui.words.texts import TARGET_STATUS


def mark_of(row: TargetRow) -> Mark:
    word, tone = TARGET_STATUS[row.status]
    return Mark(texts.LETTERS[row.status], word, tone)


COLUMNS = (
    Column(texts.WORDS, lambda row: row.words),
    Column(texts.PLANNED, lambda row: row.planned, width=90),
    Column(texts.PREVIOUS, lambda row: row.previous, width=80),
    Column(texts.NOW, reached, width=150),
    Column(texts.STATUS, lambda row: mark_of(row).word, width=150, mark=mark_of),
)


class TargetScreen(Screen):
    title = texts.TITLE
    icon = "target"

    def __init__(self, desk: Desk, talk: Talk, parent: QWidget | None = None) -> None:
        super().__init__(desk, talk, parent)
        self.setStyleSheet(SHEET)
        self.year = self.month = 0  # the clock's month when first shown
        self._rows: tuple[TargetRow, ...] = ()
        self._wanted = ""
        self.heading = label(texts.TITLE, "title", wrap=False)
        self.month_words = label("", "heading", wrap=False)
        self.status = QComboBox()
        self.status.setAccessibleName(texts.STATUS)
        self.status.addItem(texts.ALL, None)
        for status in TargetStatus:
            self.status.addItem(TARGET_STATUS[status][0], status.value)
        self.status.activated.connect(lambda _index: self._show_rows())
        self.table = RowsTable(COLUMNS, texts.LIST)
        self.table.current_row.connect(self._row_chosen)
        self.setFocusProxy(self.table)
        self.entry = EntryPanel()
        self.table.opened.connect(lambda _row: self.entry.first.setFocus())
        self.entry.entered.connect(self._measure)
        self.entry.why_wanted.connect(self._why)
        self.empty = EmptyState(
            "target", texts.EMPTY, texts.EMPTY_WHY, texts.EMPTY_DO, lambda: self.open_screen("plan")
        )
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.S)
        head.addWidget(self.heading)
        head.addSpacing(theme.L)
        head.addWidget(tool("chevron-left", texts.BEFORE, lambda: self.turn(-1)))
        head.addWidget(self.month_words)
        head.addWidget(tool("chevron-right", texts.AFTER, lambda: self.turn(1)))
        head.addStretch(1)
        head.addWidget(self.status)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.M)
        split.addWidget(self.table)
        beside = QScrollArea()
        beside.setWidgetResizable(True)
        beside.setFrameShape(QFrame.Shape.NoFrame)
        beside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        beside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        beside.setWidget(self.entry)
        beside.setMinimumWidth(260)
        split.addWidget(beside)
        split.setStretchFactor(0, 1)
        split.setSizes([800, 300])
        self.stack = QStackedWidget()
        self.stack.addWidget(split)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        whole.setSpacing(theme.M)
        whole.addLayout(head)
        whole.addWidget(self.stack, 1)

    def turn(self, months: int) -> None:
        count = self.year * 12 + self.month - 1 + months
        self.year, self.month = count // 12, count % 12 + 1
        self.entry.show_row(None)  # what was typed belongs to the month left
        self.refresh()

    def show_at(self, **where: object) -> None:
        """`status`: a TargetStatus to filter by; `item`: a target; `year` and `month`."""
        if "status" in where:
            self.status.setCurrentIndex(max(0, self.status.findData(str(where["status"]))))
        elif "item" in where:
            self.status.setCurrentIndex(0)
            self._wanted = str(where["item"])
        if "year" in where and "month" in where:
            self.year, self.month = int(str(where["year"])), int(str(where["month"]))

    def refresh(self) -> None:
        if not self.year:
            now = self.clock.now()
            self.year, self.month = now.year, now.month
        self.month_words.setText(texts.MONTH.format(month=self.month, year=self.year))
        self.desk.read("targets.targets", self.year, self.month, then=taking(self.talk, self.show_rows))

    def show_rows(self, rows: tuple[TargetRow, ...]) -> None:
        self._rows = rows
        self.stack.setCurrentIndex(0 if rows else 1)
        self._show_rows()

    def _show_rows(self) -> None:
        wanted = self.status.currentData()
        shown = [row for row in self._rows if wanted is None or row.status == wanted]
        self.table.set_rows(shown)
        if self._wanted:
            self.table.select_id(self._wanted)
            self._wanted = ""
        self.entry.hint.setText(texts.PICK if shown else texts.NO_RESULT)
        self.entry.show_row(self.table.current())

    def _row_chosen(self, row: TargetRow | None) -> None:
        self.entry.show_row(row)

    def _measure(self, values: dict[str, Any]) -> None:
        row = self.entry.row
        if row is not None:
            then = taking(self.talk, lambda _changed: self.refresh())
            self.desk.write("targets.measure", row.id, self.year, self.month, then=then, **values)

    def _why(self) -> None:
        row = self.entry.row
        if row is not None:
            then = taking(self.talk, self.entry.answer.show_why)
            self.desk.read("plans.why", ItemKind.TARGET, row.id, then=then)
