"""The month's table: what each column says of a `TaskRow`."""

from __future__ import annotations

from app.domain.views import TaskRow
from app.ui.month import texts
from app.ui.theme import Tone
from app.ui.widgets.rows import Column, RowsTable
from app.ui.widgets.tone import Mark
from app.ui.words import texts as words
from app.ui.words.plain import readable

PRODUCTS, LEADS = 2, 3  # columns hidden where the window is narrow and the panel open


def mark_of(row: TaskRow) -> Mark:
    if row.overdue:
        return Mark("!", texts.LATE, Tone.BAD)
    return words.STATES[row.state]


def months_of(row: TaskRow) -> str:
    """ "4–5" for a task of several months: short, the column's heading says tháng."""
    if not row.months:
        return ""
    first, last = row.months[0], row.months[-1]
    return str(first[1]) if first == last else f"{first[1]}–{last[1]}"


def columns() -> tuple[Column, ...]:
    return (
        Column(texts.COLUMN_STATE, lambda row: mark_of(row).word, 152, mark=mark_of),
        Column(texts.COLUMN_WORDS, lambda row: readable(row.words), weight=5),
        Column(texts.COLUMN_PRODUCTS, lambda row: "; ".join(row.products), weight=3),
        Column(texts.COLUMN_LEADS, lambda row: "; ".join(row.leads), weight=2),
        Column(texts.COLUMN_MONTHS, months_of, 58, centred=True),
        Column(texts.COLUMN_EVIDENCE, lambda row: str(row.evidence_count or ""), 48, centred=True),
    )


class MonthTable(RowsTable):
    def __init__(self) -> None:
        super().__init__(columns(), texts.TABLE)

    def show_people(self, on: bool) -> None:
        for column in (PRODUCTS, LEADS):
            self.setColumnHidden(column, not on)
        self.fit_columns()
