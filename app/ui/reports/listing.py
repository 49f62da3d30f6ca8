"""The list of reports: two lines a row, the state as letter and word."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.ui.reports import texts
from app.ui.reports.entries import Entry, deadline_of, mark_of, spoken, title_of
from app.ui.widgets.paint import BADGE, paint_background, paint_mark, paint_text
from app.ui.widgets.rows import ROW, Column, Index, RowsTable
from app.ui.widgets.tone import Mark

STATE_WIDTH = 96  # logical pixels for the word at the right of the second line


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ROW)
        paint_background(painter, option)
        box = option.rect.adjusted(10, 5, -8, -5)
        mark = mark_of(entry)
        paint_mark(
            painter,
            QRect(box.left(), box.top(), BADGE, box.height()),
            Mark(mark.letter, "", mark.tone),
            option,
        )
        words = box.adjusted(BADGE + 10, 0, 0, 0)
        half = words.height() // 2
        high = QRect(words.left(), words.top(), words.width() - STATE_WIDTH, half)
        state = QRect(words.right() - STATE_WIDTH, words.top(), STATE_WIDTH, half)
        low = QRect(words.left(), words.top() + half, words.width(), words.height() - half)
        paint_text(painter, high, title_of(entry), option, bold=True)
        paint_text(painter, state, mark.word, option, colour=mark.ink, right=True)
        paint_text(painter, low, deadline_of(entry), option, muted=True)


class ReportList(RowsTable):
    def __init__(self) -> None:
        super().__init__((Column(texts.COLUMN_REPORT, spoken),), texts.LIST, row_height=50)
        self.setItemDelegate(_Delegate(self))
        self.horizontalHeader().hide()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 100)
