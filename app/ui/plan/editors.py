"""Editing an item or the head of the plan in place; the source words never change."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from app.domain.plan import Clause, Operator, Schedule, ScheduleKind, Unit
from app.domain.views import ItemKind, PlanItem, PlanView
from app.ui.plan import texts
from app.ui.plan.fields import LineField, MonthsField, WordsField, split_words
from app.ui.widgets.fields import field
from app.ui.widgets.parts import column, label, row
from app.ui.words import texts as words
from app.ui.words.numbers import number, parse
from app.ui.words.plain import readable

NO_VALUE = frozenset({Operator.NONE_ALLOWED, Operator.MILESTONE, Operator.REFERENCE})


def parse_day(text: str) -> date | None:
    """ "4/3/2026", "04-03-2026"; ValueError where it is not a day; None where it is empty."""
    if not text.strip():
        return None
    found = re.fullmatch(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\s*", text)
    if not found:
        raise ValueError(text)
    return date(int(found[3]), int(found[2]), int(found[1]))


class ClauseLine(QWidget):
    """One measurable part: comparison, number, unit, of whom."""

    changed = Signal()

    def __init__(self, clause: Clause) -> None:
        super().__init__()
        self.clause = clause
        self.operator = QComboBox()
        for operator, shown in words.OPERATORS.items():
            self.operator.addItem(shown, operator)
        self.value = LineField(self._value_typed)
        self.value.setFixedWidth(64)
        self.unit = QComboBox()
        for unit, shown in texts.UNITS.items():
            self.unit.addItem(shown, Unit(unit))
        self.population = LineField(self._population_typed)
        for picks, width in ((self.operator, 104), (self.unit, 92)):
            picks.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            picks.setFixedWidth(width)
            picks.view().setMinimumWidth(150)
        line = row(self.operator, self.value, self.unit, self.population, spacing=6)
        line.setStretch(3, 1)
        self.setLayout(line)
        for editor, name in (
            (self.operator, texts.OPERATOR),
            (self.value, texts.VALUE),
            (self.unit, texts.UNIT),
            (self.population, texts.POPULATION),
        ):
            editor.setAccessibleName(name)
            editor.setToolTip(name)
        self.population.setPlaceholderText(texts.POPULATION)
        self.operator.activated.connect(lambda _at: self._put(operator=Operator(self.operator.currentData())))
        self.unit.activated.connect(lambda _at: self._put(unit=Unit(self.unit.currentData())))
        self.show_clause(clause)

    def show_clause(self, clause: Clause) -> None:
        self.clause = clause
        self.operator.setCurrentIndex(self.operator.findData(clause.operator))
        self.value.show_text(number(clause.value), fresh=False)
        self.value.setEnabled(clause.operator not in NO_VALUE)
        self.unit.setCurrentIndex(self.unit.findData(clause.unit))
        self.population.show_text(clause.population, fresh=False)

    def _value_typed(self, text: str) -> None:
        try:
            self._put(value=parse(text))
        except ValueError:
            self.value.setText(number(self.clause.value))

    def _population_typed(self, text: str) -> None:
        self._put(population=text)

    def _put(self, **values: Any) -> None:
        self.clause = replace(self.clause, **values)
        self.value.setEnabled(self.clause.operator not in NO_VALUE)
        self.changed.emit()


class ItemEditor(QWidget):
    """`edited` carries the item and the keyword arguments of `plans.edit_item`."""

    edited = Signal(object, dict)

    def __init__(self) -> None:
        super().__init__()
        self.item: PlanItem | None = None
        self._year = 0
        self.hint = label("", "small")
        self.words = WordsField(lambda text: self._send(words=text))
        self.words.setFixedHeight(60)
        self._clauses = column(spacing=4)
        self._clause_box = QWidget()
        self._clause_box.setLayout(column(label(texts.CLAUSES, "small"), self._clauses, spacing=2))
        self.months = MonthsField()
        self.months.picked.connect(self._months_picked)
        self.schedule = label("", "small")
        months = QWidget()
        months.setLayout(column(self.schedule, self.months, spacing=2))
        self.products = LineField(lambda text: self._send(products=split_words(text)), texts.PRODUCTS_TIP)
        self.leads = LineField(lambda text: self._send(leads=split_words(text)), texts.LEADS_TIP)
        self._task_box = QWidget()
        pair = row(field(texts.PRODUCTS, self.products), field(texts.LEADS, self.leads), spacing=10)
        self._task_box.setLayout(column(months, pair, spacing=6))
        self.setLayout(
            column(self.hint, field(texts.WORDS, self.words), self._clause_box, self._task_box, 1, spacing=6)
        )

    @property
    def lines(self) -> list[ClauseLine]:
        found = [self._clauses.itemAt(at).widget() for at in range(self._clauses.count())]
        return [line for line in found if isinstance(line, ClauseLine)]

    def show_item(self, item: PlanItem, year: int, hint: str) -> None:
        """Fill the fields; what was typed for another item is sent first."""
        same = self.item is not None and self.item.id == item.id
        if not same:
            self.commit()
        self.item, self._year = item, year
        self.hint.setText(hint)
        self.words.show_text(readable(item.words), fresh=not same)
        task = item.kind is ItemKind.TASK
        self._clause_box.setVisible(not task and bool(item.clauses))
        self._task_box.setVisible(task)
        if task:
            self._show_schedule(item.schedule)
            self.products.show_text(texts.SEPARATOR.join(item.products), fresh=not same)
            self.leads.show_text(texts.SEPARATOR.join(item.leads), fresh=not same)
        elif same and len(self.lines) == len(item.clauses):
            for line, clause in zip(self.lines, item.clauses, strict=True):
                line.show_clause(clause)
        else:
            self._build_clauses(item.clauses)

    def commit(self) -> None:
        """Send what is typed and not yet sent."""
        self.words.commit()
        for editor in self.findChildren(LineField):
            editor.commit()

    def _build_clauses(self, clauses: tuple[Clause, ...]) -> None:
        for line in self.lines:
            self._clauses.removeWidget(line)
            line.hide()
            line.deleteLater()
        for clause in clauses:
            line = ClauseLine(clause)
            line.changed.connect(self._clauses_changed)
            self._clauses.addWidget(line)

    def _show_schedule(self, schedule: Schedule | None) -> None:
        known = schedule.months if schedule is not None else ()
        self.months.show_months(tuple(month for year, month in known if year == self._year))
        shown = words.schedule(schedule)
        name = texts.MONTHS + " · " + texts.MONTH_YEAR.format(year=self._year)
        self.schedule.setText(f"{name} · {shown}" if shown and not known else name)

    def _clauses_changed(self) -> None:
        self._send(clauses=tuple(line.clause for line in self.lines))

    def _months_picked(self, months: tuple[int, ...]) -> None:
        old = self.item.schedule if self.item else None
        other = tuple(pair for pair in (old.months if old else ()) if pair[0] != self._year)
        chosen = tuple(sorted(other + tuple((self._year, month) for month in months)))
        kind = ScheduleKind.MONTHS if chosen else ScheduleKind.UNKNOWN
        self._send(schedule=Schedule(kind, chosen, None, old.words if old else ""))

    def _send(self, **values: Any) -> None:
        if self.item is not None and values.get("words") != "":
            self.edited.emit(self.item, values)


class HeaderEditor(QWidget):
    """Number, date, signer and recipients; every one may stay blank. `edited` carries field values."""

    edited = Signal(dict)
    wrong_day = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, LineField] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        places = (
            ("number", texts.NUMBER, 0, 0),
            ("symbol", texts.SYMBOL, 0, 1),
            ("issued_on", texts.DATE, 0, 2),
            ("place", texts.PLACE, 1, 0),
            ("signer_title", texts.SIGNER_TITLE, 1, 1),
            ("signer_name", texts.SIGNER_NAME, 1, 2),
        )
        for key, name, line, at in places:
            editor = LineField(lambda text, key=key: self._typed(key, text))
            editor.setPlaceholderText(texts.BLANK)
            self.fields[key] = editor
            grid.addWidget(field(name, editor), line, at)
        self.fields["issued_on"].setToolTip(texts.DATE_TIP)
        self.recipients = WordsField(self._recipients_typed, lines=True)
        self.recipients.setMinimumHeight(76)
        self.recipients.setToolTip(texts.RECIPIENTS_TIP)
        box = column(grid, field(texts.RECIPIENTS, self.recipients), spacing=6)
        box.setStretch(1, 1)
        self.setLayout(box)

    def show_plan(self, view: PlanView) -> None:
        shown = {
            "number": view.number,
            "symbol": view.symbol,
            "issued_on": words.day(view.issued_on),
            "place": view.place,
            "signer_title": view.signer_title,
            "signer_name": view.signer_name,
        }
        for key, text in shown.items():
            self.fields[key].show_text(text, fresh=False)
        self.recipients.show_text("\n".join(view.recipients), fresh=False)

    def _typed(self, key: str, text: str) -> None:
        if key != "issued_on":
            self.edited.emit({key: text})
            return
        try:
            self.edited.emit({key: parse_day(text)})
        except ValueError:
            self.wrong_day.emit(text)

    def _recipients_typed(self, text: str) -> None:
        self.edited.emit({"recipients": tuple(line.strip() for line in text.splitlines() if line.strip())})
