"""The panel beside the list: the target's words, where it comes from, and its figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QVBoxLayout, QWidget

from app.domain.plan import Clause
from app.domain.target import Measured, ratio
from app.domain.views import TargetRow
from app.ui import theme
from app.ui.targets import texts
from app.ui.targets.figures import Asks, asks
from app.ui.widgets.basic import Field, button, line
from app.ui.widgets.marks import Chip
from app.ui.widgets.parts import label
from app.ui.widgets.why import WhyBox
from app.ui.words.numbers import number, parse
from app.ui.words.texts import TARGET_STATUS
from app.ui.words.texts import clause as clause_words

_NAMES = {
    Asks.RATIO: texts.NUMERATOR,
    Asks.COUNT: texts.VALUE,
    Asks.LEVEL: texts.LEVEL,
    Asks.CASES: texts.CASES,
}


def _figures(row: TargetRow) -> tuple[object, ...]:
    """What the fields show of a target."""
    return row.id, row.clauses, row.numerator, row.denominator, row.value, row.done, row.estimate


class EntryPanel(QFrame):
    entered = Signal(dict)  # keyword arguments of targets.measure
    why_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.row: TargetRow | None = None
        self.hint = label(texts.PICK, "muted")
        self.words = label("", "field")
        self.status = Chip()
        self.clause = QComboBox()
        self.clause.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.clause.setMinimumContentsLength(12)
        self.clause_field = Field(texts.CLAUSE, self.clause)
        self.first, self.second, self.result = line(), line(), QComboBox()
        self.result.addItems([texts.NO, texts.YES])
        self.first_field = Field(texts.NUMERATOR, self.first)
        self.second_field = Field(texts.DENOMINATOR, self.second)
        self.result_field = Field(texts.DONE, self.result)
        self.same_button = button("", self.same, kind="link", icon_name="history")
        self.percent = label("", "small")
        self.estimate = QCheckBox(texts.IS_ESTIMATE)
        self.estimate.setAccessibleName(texts.IS_ESTIMATE)
        self.save_button = button(texts.SAVE, self.save, kind="primary", icon_name="check")
        self.why_button = button(texts.WHY, self.why_wanted.emit, kind="link", icon_name="info")
        self.answer = WhyBox()
        self._parts = (
            self.words, self.status, self.clause_field, self.first_field, self.second_field, self.percent,
            self.result_field, self.same_button, self.estimate, self.save_button, self.why_button,
        )  # fmt: skip
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        box.setSpacing(theme.S)
        for widget in (self.hint, *self._parts, self.answer):
            box.addWidget(widget)
        box.addStretch(1)
        self.clause.activated.connect(self._clause_chosen)
        self.first.textChanged.connect(self._show_percent)
        self.second.textChanged.connect(self._show_percent)
        self.first.returnPressed.connect(self._first_done)
        self.second.returnPressed.connect(self.save)
        self.show_row(None)

    def show_row(self, row: TargetRow | None) -> None:
        """Another target; the same one refreshed keeps what is being typed."""
        same = row is not None and self.row is not None and _figures(row) == _figures(self.row)
        self.row = row
        for widget in self._parts:
            widget.setVisible(row is not None)
        self.hint.setVisible(row is None)
        if row is None:
            self.answer.hide()
            return
        word, tone = TARGET_STATUS[row.status]
        self.status.show_as(f"{texts.LETTERS[row.status]}  {word}", tone)
        self.words.setText(row.words)
        if same:
            self._arrange()
            return
        self.answer.hide()
        self.clause.clear()
        for part in row.clauses:
            self.clause.addItem(clause_words(part))
        self._clause_chosen()

    def _clause(self) -> Clause | None:
        if self.row is None or not self.row.clauses:
            return None
        return self.row.clauses[max(0, self.clause.currentIndex())]

    def _clause_chosen(self) -> None:
        """The figures of the first clause are known; those of the others are typed afresh."""
        assert self.row is not None
        main = self.clause.currentIndex() <= 0
        kind = asks(self._clause())
        known = self.row if main else None
        first = None if known is None else (known.numerator if kind is Asks.RATIO else known.value)
        second = known.denominator if known is not None else None
        part = self._clause()
        total = part.total if kind is Asks.RATIO and part is not None else None
        self.first.setText(number(first))
        self.second.setText(number(second if second is not None else total or None))
        self.result.setCurrentIndex(1 if known is not None and known.done else 0)
        self.estimate.setChecked(known is not None and known.estimate)
        self._arrange()

    def _arrange(self) -> None:
        kind = asks(self._clause())
        self.clause_field.setVisible(self.clause.count() > 1)
        self.first_field.setVisible(kind is not Asks.DONE)
        self.second_field.setVisible(kind is Asks.RATIO)
        previous = self.row.previous if self.row is not None and self.clause.currentIndex() <= 0 else ""
        words = texts.SAME.format(figure=previous)
        self.same_button.setText(words)
        self.same_button.setAccessibleName(words)
        self.same_button.setVisible(bool(previous) and kind is not Asks.DONE)
        self.result_field.setVisible(kind is Asks.DONE)
        if kind in _NAMES:
            self.first_field.name.setText(_NAMES[kind])
            self.first.setAccessibleName(_NAMES[kind])
        for field in (self.first_field, self.second_field):
            field.fault("")
        self._show_percent()

    def _show_percent(self) -> None:
        part = None
        try:
            part = ratio(Measured(numerator=parse(self.first.text()), denominator=parse(self.second.text())))
        except ValueError:
            pass
        shown = asks(self._clause()) is Asks.RATIO and part is not None and self.row is not None
        self.percent.setText(texts.RATIO.format(percent=number(part)) if shown and part is not None else "")
        self.percent.setVisible(shown)

    def same(self) -> None:
        """Fill in the figures of the period before; nothing is saved until the person says so."""
        assert self.row is not None
        first, _, second = self.row.previous.partition("/")
        self.first.setText(first)
        if second:
            self.second.setText(second)
        self.save_button.setFocus()

    def _first_done(self) -> None:
        if self.second_field.isVisible():
            self.second.setFocus()
            self.second.selectAll()
        else:
            self.save()

    def save(self) -> None:
        kind = asks(self._clause())
        values: dict[str, Any] = {
            "clause": max(0, self.clause.currentIndex()),
            "estimate": self.estimate.isChecked(),
        }
        if kind is Asks.DONE:
            values["done"] = self.result.currentIndex() == 1
        elif kind is Asks.RATIO:
            values["numerator"] = self._number(self.first_field, self.first.text)
            values["denominator"] = self._number(self.second_field, self.second.text)
        else:
            values["value"] = self._number(self.first_field, self.first.text)
        if None not in values.values():
            self.entered.emit(values)

    def _number(self, field: Field, text: Callable[[], str]) -> float | None:
        """The typed number; None with the fault shown when it is missing or no number."""
        try:
            value = parse(text())
        except ValueError:
            field.fault(texts.NOT_A_NUMBER)
        else:
            field.fault("" if value is not None else texts.NEED_NUMBER)
            return value
        return None
