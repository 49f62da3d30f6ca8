"""Việc tháng: tick, give a reason, attach evidence; everything by keys or by mouse (journey b)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.report import TaskState
from app.domain.views import ItemKind, MonthView, PastAnswer, PlanState, PlanView, TaskRow
from app.jobs.desk import Desk
from app.ui.month import texts
from app.ui.month.copies import CopyStrip
from app.ui.month.dates import Month, shifted
from app.ui.month.filing import Filing
from app.ui.month.panel import UNFINISHED, TaskPanel
from app.ui.month.past import PastStrip
from app.ui.month.recording import Recording
from app.ui.month.summary import MonthSummary
from app.ui.month.table import MonthTable
from app.ui.screen import Screen, Talk
from app.ui.widgets.basic import tool
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.files import FileDrop
from app.ui.widgets.now import clock_of
from app.ui.widgets.parts import button, column, label, row, taking
from app.ui.widgets.progress import ProgressStrip
from app.ui.widgets.tone import SHEET

NARROW_BELOW = 1150  # logical pixels of the window: the panel becomes a drawer
PANEL_WIDTH = 320


class MonthScreen(Screen):
    title = texts.TITLE
    icon = "calendar-check"

    def __init__(self, desk: Desk, talk: Talk, parent: QWidget | None = None) -> None:
        super().__init__(desk, talk, parent)
        self.setStyleSheet(SHEET)
        self.month: Month = (0, 0)  # set at the first refresh
        self.view: MonthView | None = None
        self.asking_past = False
        self._narrow = False
        self._drawer = False
        self.month_name = label("", "title", wrap=False)
        self.details = button(texts.DETAILS, self.toggle_drawer, tip=texts.DETAILS_TIP)
        self.summary = MonthSummary()
        self.past = PastStrip()
        self.copies = CopyStrip()
        self.progress = ProgressStrip()
        self.table = MonthTable()
        self.panel = TaskPanel()
        self.filing = Filing(desk, talk, self.panel.evidence, self.progress, self.copies, self.refresh)
        self.recording = Recording(desk, talk, self.refresh)
        self.no_plan = EmptyState(
            "calendar-check",
            texts.NO_PLAN_TITLE,
            texts.NO_PLAN_WORDS,
            texts.NO_PLAN_ACTION,
            lambda: self.open_screen("plan"),
        )
        self.free = label("", "heading")
        self.stack = QStackedWidget()
        self.setFocusProxy(self.table)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.before = tool("chevron-left", texts.BEFORE, lambda: self.move_month(-1))
        self.after = tool("chevron-right", texts.AFTER, lambda: self.move_month(1))
        self.today = button(texts.TODAY, self.go_today)
        top = row(self.before, self.month_name, self.after, self.today, 1, self.details, spacing=8)
        self.month_name.setMinimumWidth(150)
        self.month_name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing = QWidget()
        hint = label(texts.FREE_WORDS, "muted")
        for words_label in (self.free, hint):
            words_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing.setLayout(column(1, self.free, hint, 2))
        listed = QWidget()
        hint_line = label(texts.HINT, "small")
        listed.setLayout(column(self.table, hint_line, spacing=6))
        self._listed, self._nothing = listed, nothing
        for page in (listed, nothing, self.no_plan):
            self.stack.addWidget(page)
        self.panel.setFixedWidth(PANEL_WIDTH)
        body = row(self.stack, self.panel, spacing=12)
        body.setStretch(0, 1)
        whole = column(top, self.summary, self.past, self.copies, self.progress, body, spacing=8, margin=16)
        whole.setStretch(whole.count() - 1, 1)
        self.setLayout(whole)
        self.past.hide()

    def _connect(self) -> None:
        self.table.current_row.connect(self._show_row)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._count_past())
        self.table.opened.connect(lambda _row: self.open_details())
        self.table.clicked.connect(lambda _index: self._open_drawer())
        for keys, state in (
            ("1X", TaskState.DONE),
            ("2M", TaskState.PARTLY),
            ("3C", TaskState.NOT_DONE),
        ):
            for key in keys:
                self.table.keys[key] = lambda state=state: self.record(state)
        self.panel.picked.connect(self._picked)
        self.panel.why_asked.connect(self._ask_why)
        self.panel.plan_wanted.connect(self._open_plan)
        self.past.started.connect(lambda: self._ask_past(True))
        self.past.closed.connect(lambda: self._ask_past(False))
        self.past.answered.connect(self._answer_past)
        for keys, slot in (
            ("Ctrl+PgUp", lambda: self.move_month(-1)),
            ("Ctrl+PgDown", lambda: self.move_month(1)),
            ("Ctrl+Shift+A", self.filing.choose),
            ("Ctrl+V", self.filing.paste),
            ("Esc", self.close_drawer),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        FileDrop(self, self._dropped, hovering=self.panel.evidence.hover)
        FileDrop(self.table.viewport(), self._dropped_on_row, hovering=self.panel.evidence.hover)
        for field in self.panel.findChildren(QWidget):
            field.setAcceptDrops(False)

    # what is shown ------------------------------------------------------------

    def refresh(self) -> None:
        if self.month == (0, 0):
            now = clock_of(self.desk).now()
            self.month = (now.year, now.month)
        self.month_name.setText(texts.MONTH.format(month=self.month[1], year=self.month[0]))
        self.desk.read("months.month", *self.month, then=taking(self.talk, self._got_month))

    def show_at(self, **where: object) -> None:
        """`year` and `month` to show, `item`: an occurrence to go to."""
        year, month = where.get("year"), where.get("month")
        if isinstance(year, int) and isinstance(month, int):
            self.month = (year, month)
        item = where.get("item")
        if isinstance(item, str):
            self.table.select_id(item)

    def move_month(self, by: int) -> None:
        self.month = shifted(self.month, by)
        self.asking_past = False
        self.refresh()

    def go_today(self) -> None:
        self.month = (0, 0)
        self.refresh()

    def _got_month(self, view: MonthView) -> None:
        if (view.year, view.month) != self.month:
            return
        self.view = view
        self.asking_past = self.asking_past and bool(view.past)
        rows = view.past if self.asking_past else view.rows
        self.summary.show_month(view)
        self.table.set_rows(rows)
        self._count_past()
        self._show_row(self.table.current())
        if rows:
            self._show_page(self._listed)
        elif view.past:
            self._show_free()
        else:
            self._ask_whether_planned(view)

    def _ask_whether_planned(self, view: MonthView) -> None:
        """A month without tasks is free, unless no plan is issued yet."""

        def got_id(plan_id: str) -> None:
            if plan_id:
                self.desk.read("plans.plan", plan_id, then=taking(self.talk, got))
            elif self.view is view:  # still the month that was asked about
                self._show_page(self.no_plan)

        def got(plan: PlanView) -> None:
            if self.view is view and plan.state is PlanState.DRAFT:
                self._show_page(self.no_plan)
            elif self.view is view:
                self._show_free()

        self.desk.read("plans.current_plan", then=taking(self.talk, got_id))

    def _show_free(self) -> None:
        self.free.setText(texts.FREE_TITLE.format(month=self.month[1], year=self.month[0]))
        self._show_page(self._nothing)

    def _show_page(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        self.summary.setVisible(page is not self.no_plan)
        self._lay_out()

    def _show_row(self, row: TaskRow | None) -> None:
        self.panel.show_row(row, self.month)
        self.filing.show(row)

    # states -------------------------------------------------------------------

    def record(self, state: TaskState) -> None:
        """A key on the table: one row keeps its reasons, several get the state alone."""
        rows = self.table.selected()
        if self.asking_past or not rows:
            return
        if len(rows) == 1:
            self.panel.choose(state, by_key=True)
            if state in UNFINISHED:
                self._open_drawer()
        else:
            self.recording.write_state(rows, state, "", "", None)

    def _picked(self, state: TaskState, cause: str, remedy: str, new_date: date | None) -> None:
        if self.panel.row is not None:
            self.recording.write_state([self.panel.row], state, cause, remedy, new_date)

    # earlier months -----------------------------------------------------------

    def _ask_past(self, on: bool) -> None:
        self.asking_past = on and self.view is not None
        if self.view is not None:
            self._got_month(self.view)
        if on:
            self.table.selectAll()
            self.table.setFocus()

    def _count_past(self) -> None:
        count = len(self.view.past) if self.view else 0
        chosen = len(self.table.selected()) if self.asking_past else 0
        self.past.show_count(count, chosen, self.month, asking=self.asking_past)

    def _answer_past(self, answer: PastAnswer) -> None:
        self.recording.answer_past(self.table.selected(), answer, self.month)

    # reasons and evidence -------------------------------------------------------

    def _ask_why(self) -> None:
        if self.panel.row is not None:
            then = taking(self.talk, self.panel.answer.show_why)
            self.desk.read("plans.why", ItemKind.TASK, self.panel.row.task_id, then=then)

    def _open_plan(self) -> None:
        if self.panel.row is not None:
            self.open_screen("plan", item=self.panel.row.task_id)

    def _dropped(self, paths: list[Path], _event: QDropEvent) -> None:
        self.filing.attach(self.table.current(), paths)

    def _dropped_on_row(self, paths: list[Path], event: QDropEvent) -> None:
        found = self.table.row_at(int(event.position().y()))
        if found is not None:
            self.table.select_id(found.id)
        self.filing.attach(self.table.current(), paths)

    # the drawer -----------------------------------------------------------------

    def open_details(self) -> None:
        """Enter on a row: to the picks of an unfinished task, otherwise to its state."""
        self._open_drawer()
        found = self.table.current()
        first = self.panel.cause if found.state in UNFINISHED else self.panel.buttons[TaskState.DONE]
        first.setFocus()

    def toggle_drawer(self) -> None:
        self._drawer = not self._drawer
        self._lay_out()

    def close_drawer(self) -> None:
        self._drawer = False
        self._lay_out()
        self.table.setFocus()

    def _open_drawer(self) -> None:
        self._drawer = True
        self._lay_out()

    def _lay_out(self) -> None:
        listed = self.stack.currentWidget() is self._listed
        self.details.setVisible(self._narrow and listed)
        shown = listed and (self._drawer or not self._narrow)
        self.panel.setVisible(shown)
        self.table.show_people(not (self._narrow and shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._narrow = self.window().width() < NARROW_BELOW
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        back = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if back and self.isVisible() and self.desk.book is not None:
            self.filing.look_for_changed_copies()
