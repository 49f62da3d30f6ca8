"""The facts of a verdict as rows: what is wrong first, then what is right, then what to mind."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.domain.views import Finding
from app.ui.theme import Tone
from app.ui.verify import texts
from app.ui.widgets.paint import paint_background, paint_mark, paint_text
from app.ui.widgets.rows import ROW, Column, Index, RowsTable
from app.ui.widgets.tone import Mark
from app.wording import say

GOOD = Mark("✓", texts.GOOD, Tone.GOOD)
NOTE = Mark("!", texts.NOTE, Tone.PART)
BAD = Mark("✕", texts.BAD, Tone.BAD)
DOUBT = Mark("?", texts.DOUBT, Tone.PART)
ORDER = (BAD, DOUBT, GOOD, NOTE)
MARK_WIDTH = 96  # logical pixels


@dataclass(frozen=True)
class Row:
    id: str
    mark: Mark
    text: str
    next_step: str


def rows(findings: tuple[Finding, ...]) -> list[Row]:
    """One row for each thing said; two signatures of one signer say it once."""
    found: list[Row] = []
    for number, finding in enumerate(findings):
        mark = GOOD if finding.good else NOTE if finding.note else DOUBT if finding.doubt else BAD
        sentence = say(finding.notice)
        row = Row(str(number), mark, sentence.text, sentence.next_step)
        if not any((row.mark, row.text) == (other.mark, other.text) for other in found):
            found.append(row)
    return sorted(found, key=lambda row: ORDER.index(row.mark))


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        paint_background(painter, option)
        box = option.rect.adjusted(12, 4, -12, -4)
        paint_mark(painter, QRect(box.left(), box.top(), MARK_WIDTH, box.height()), row.mark, option)
        words = box.adjusted(MARK_WIDTH, 0, 0, 0)
        if not row.next_step:
            paint_text(painter, words, row.text, option, 2)
            return
        half = words.height() // 2
        paint_text(painter, QRect(words.left(), words.top(), words.width(), half), row.text, option)
        low = QRect(words.left(), words.top() + half, words.width(), words.height() - half)
        paint_text(painter, low, row.next_step, option, muted=True)


class FindingList(RowsTable):
    def __init__(self) -> None:
        spoken = Column(texts.FACTS, lambda row: f"{row.mark.word}: {row.text} {row.next_step}".strip())
        super().__init__((spoken,), texts.FACTS, row_height=46)
        self.setItemDelegate(_Delegate(self))
        self.horizontalHeader().hide()

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 100)
