"""The right panel: one task's words, its state with cause and new date, its reason, its evidence."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from app.domain.report import TaskState
from app.domain.text import nfc
from app.domain.views import Cause, TaskRow
from app.ui.month import texts
from app.ui.month.dates import Month, offered
from app.ui.month.evidence import EvidencePanel
from app.ui.widgets.fields import day_field, field
from app.ui.widgets.parts import button, column, label, row, scrolled
from app.ui.widgets.why import WhyBox
from app.ui.words import texts as words
from app.ui.words.plain import readable

UNFINISHED = (TaskState.PARTLY, TaskState.NOT_DONE)
STATES = (
    (TaskState.DONE, texts.STATE_DONE),
    (TaskState.PARTLY, texts.STATE_PARTLY),
    (TaskState.NOT_DONE, texts.STATE_NOT),
)
OTHER = "other"  # the pick that opens the date field


class TaskPanel(QFrame):
    """`picked` carries state, cause, remedy and new date, each time one of them is chosen."""

    picked = Signal(object, str, str, object)
    why_asked = Signal()
    plan_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.row: TaskRow | None = None
        self._month: Month = (2026, 1)
        self.words = label("", "heading")
        self.facts = label("", "small")
        self.buttons = {}
        for state, text in STATES:
            made = button(text, lambda state=state: self.choose(state))
            made.setCheckable(True)
            made.setProperty("state", words.STATES[state].tone.value)
            made.setAccessibleName(texts.STATE_NAME.format(state=words.STATES[state].word))
            self.buttons[state] = made
        self.cause = QComboBox()
        for cause, text in words.CAUSES.items():
            self.cause.addItem(text, cause.value)
        self.remedy = QComboBox()
        self.remedy.setEditable(True)
        self.remedy.setCompleter(None)  # a completer would break Unikey's retyping
        self.remedy.addItems(list(texts.REMEDIES))
        self.remedy.lineEdit().setPlaceholderText(texts.REMEDY_HINT)
        self.new_date = QComboBox()
        for picks in (self.cause, self.remedy, self.new_date):
            picks.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            picks.setMinimumContentsLength(8)
        self.day = day_field(texts.OTHER_DAY_NAME)
        self.why = button(texts.WHY, self.why_asked.emit, kind="link")
        self.answer = WhyBox(button(texts.WHY_OPEN, self.plan_wanted.emit, kind="link"))
        self.evidence = EvidencePanel()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.reasons = QWidget()
        picks = column(
            field(texts.CAUSE, self.cause),
            field(texts.REMEDY, self.remedy),
            field(texts.NEW_DATE, self.new_date),
            self.day,
            spacing=6,
        )
        self.reasons.setLayout(picks)
        self.content = QWidget()
        self.content.setLayout(
            column(
                self.words,
                self.facts,
                row(*self.buttons.values(), spacing=4),
                self.reasons,
                row(self.why, 1),
                self.answer,
                self.evidence,
                1,
                spacing=8,
            )
        )
        self.none = label(texts.NOTHING_CHOSEN, "muted")
        self.setLayout(column(self.none, scrolled(self.content), spacing=0, margin=12))
        self.show_row(None, self._month)

    def _connect(self) -> None:
        self.cause.activated.connect(lambda _at: self._send())
        self.remedy.activated.connect(lambda _at: self._send())
        self.remedy.lineEdit().editingFinished.connect(self._remedy_typed)
        self.new_date.activated.connect(self._date_picked)
        self.day.editingFinished.connect(self._day_typed)

    def show_row(self, row: TaskRow | None, month: Month) -> None:
        same = row is not None and self.row is not None and row.id == self.row.id
        if not same:
            self._remedy_typed()  # what was typed belongs to the row shown until now
        self.row, self._month = row, month
        self.none.setVisible(row is None)
        self.content.setVisible(row is not None)
        if row is None:
            return
        self.words.setText(readable(row.words))
        self.facts.setText(facts(row))
        for state, made in self.buttons.items():
            made.setChecked(state is row.state)
        self.reasons.setVisible(row.state in UNFINISHED)
        self.cause.setCurrentIndex(max(0, self.cause.findData(row.cause)))
        if not same or not self.remedy.lineEdit().hasFocus():
            self.remedy.setEditText(row.remedy)
        self._show_date(row.new_date)
        if not same:
            self.answer.hide()

    def choose(self, state: TaskState, *, by_key: bool = False) -> None:
        """Record the state at once with what is picked so far; a key on the table stays on the table."""
        for found, made in self.buttons.items():
            made.setChecked(found is state)
        self._send(state)
        if state in UNFINISHED and not by_key:
            self.cause.setFocus()

    def _send(self, state: TaskState | None = None) -> None:
        if self.row is None:
            return
        state = state or self.row.state
        if state in UNFINISHED:
            cause = self.cause.currentData() or Cause.UNKNOWN.value
            self.picked.emit(state, cause, nfc(self.remedy.currentText().strip()), self._date())
        else:
            self.picked.emit(state, "", "", None)

    def _remedy_typed(self) -> None:
        typed = nfc(self.remedy.currentText().strip())
        if self.row is not None and self.row.state in UNFINISHED and typed != self.row.remedy:
            self._send()

    def _show_date(self, chosen: date | None) -> None:
        self.new_date.clear()
        self.new_date.addItem(texts.NO_NEW_DATE, None)
        patterns = (texts.END_OF_MONTH, texts.MIDDLE_OF_NEXT, texts.END_OF_NEXT)
        for pattern, day in zip(patterns, offered(self._month), strict=True):
            self.new_date.addItem(pattern.format(day=words.day(day)), day.isoformat())
        self.new_date.addItem(texts.OTHER_DAY, OTHER)
        at = self.new_date.findData(chosen.isoformat() if chosen else None)
        other = chosen is not None and at < 0
        self.new_date.setCurrentIndex(self.new_date.findData(OTHER) if other else max(0, at))
        self.day.setVisible(other)
        shown = chosen or offered(self._month)[2]
        self.day.setDate(QDate(shown.year, shown.month, shown.day))

    def _date(self) -> date | None:
        picked = self.new_date.currentData()
        if picked == OTHER:
            shown = self.day.date()
            return date(shown.year(), shown.month(), shown.day())
        return date.fromisoformat(picked) if picked else None

    def _date_picked(self, _at: int) -> None:
        other = self.new_date.currentData() == OTHER
        self.day.setVisible(other)
        if other:
            self.day.setFocus()
        self._send()

    def _day_typed(self) -> None:
        if self.row is not None and self.row.new_date != self._date():
            self._send()


def facts(row: TaskRow) -> str:
    lines = []
    if row.products:
        lines.append(texts.PRODUCTS.format(words="; ".join(row.products)))
    if row.leads:
        lines.append(texts.LEADS.format(words="; ".join(row.leads)))
    when = words.schedule(row.schedule) or words.months(row.months)
    if when:
        lines.append(texts.WHEN.format(words=when))
    return "\n".join(lines)
