"""The list at the left of the review: two-line rows under group headings, letters as commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.plan import texts
from app.ui.plan.rows import Entry, Group
from app.ui.theme import MUTED, Tone
from app.ui.widgets.paint import paint_background, paint_mark, paint_text
from app.ui.widgets.rows import NOWHERE, ROW, TYPED, Index
from app.ui.widgets.tone import HEADING, Mark
from app.ui.words.texts import REVIEWS

ROW_HEIGHT = 50
HEADING_HEIGHT = 34
FLAG_MARK = Mark("!", "", Tone.PART)
HEADER_MARK = Mark("§", "", Tone.CALM)
UNUSED_MARK = Mark("–", "", Tone.CALM)


def mark_of(entry: Entry) -> Mark:
    if entry.item is not None:
        return REVIEWS[entry.item.review]
    if entry.flag is not None:
        return FLAG_MARK
    return HEADER_MARK if entry.group is Group.HEADER else UNUSED_MARK


class ReviewModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def set_entries(self, entries: Sequence[Entry]) -> None:
        fresh = tuple(entries)
        if fresh and [entry.id for entry in fresh] == [entry.id for entry in self.entries]:
            self.entries = fresh
            self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
            return
        self.beginResetModel()
        self.entries = fresh
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ROW:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.ToolTipRole and not entry.heading:
            return f"{entry.title}\n{entry.second}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            mark = "" if entry.heading else mark_of(entry).word
            return ", ".join(part for part in (mark, entry.title, entry.second) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.entries[index.row()].heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ReviewDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, HEADING_HEIGHT if index.data(ROW).heading else ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ROW)
        if entry.heading:
            self._heading(painter, option, entry)
            return
        paint_background(painter, option)
        box = option.rect.adjusted(10, 4, -10, -4)
        mark = mark_of(entry)
        paint_mark(
            painter, QRect(box.left(), box.top(), 24, box.height()), Mark(mark.letter, "", mark.tone), option
        )
        words = box.adjusted(32, 0, 0, 0)
        if not entry.second:
            paint_text(painter, words, entry.title, option, 2)
            return
        half = words.height() // 2
        paint_text(painter, QRect(words.left(), words.top(), words.width(), half), entry.title, option)
        low = QRect(words.left(), words.top() + half, words.width(), words.height() - half)
        paint_text(painter, low, entry.second, option, muted=True)

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        painter.fillRect(option.rect, QColor(HEADING))
        box = option.rect.adjusted(12, 0, -12, 0)
        paint_text(painter, box, entry.title, option, bold=True)
        painter.save()
        painter.setFont(option.font)
        painter.setPen(QColor(MUTED))
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(box, side, entry.second)
        painter.restore()


class ReviewList(QListView):
    moved = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.keys: dict[str, Callable[[], None]] = {}
        self.entries_model = ReviewModel(self)
        self.setModel(self.entries_model)
        self.setItemDelegate(ReviewDelegate(self))
        self.setAccessibleName(texts.LIST_NAME)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._moved)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        wanted = self.current()
        self.entries_model.set_entries(entries)
        if not (wanted and self.select(wanted.id)):
            self.select_next(lambda entry: not entry.heading, from_start=True)

    def current(self) -> Entry | None:
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def selected(self) -> list[Entry]:
        return [index.data(ROW) for index in sorted(self.selectionModel().selectedIndexes())]

    def select(self, entry_id: str) -> bool:
        for number, entry in enumerate(self.entries_model.entries):
            if entry.id == entry_id and not entry.heading:
                only = QItemSelectionModel.SelectionFlag.ClearAndSelect  # whatever keys are held
                self.selectionModel().setCurrentIndex(self.entries_model.index(number), only)
                self.scrollTo(self.currentIndex())
                return True
        return False

    def select_next(self, fits: Callable[[Entry], bool], *, from_start: bool = False) -> bool:
        """Go to the next row that fits, below the current one first, then from the top."""
        rows = self.entries_model.entries
        start = 0 if from_start else self.currentIndex().row() + 1
        for number in [*range(start, len(rows)), *range(start)]:
            if not rows[number].heading and fits(rows[number]):
                return self.select(rows[number].id)
        return False

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The arrow keys pass over headings."""
        rows, at = self.entries_model.entries, super().moveCursor(action, modifiers).row()
        if 0 <= at < len(rows) and rows[at].heading:
            up = action in (
                QAbstractItemView.CursorAction.MoveUp,
                QAbstractItemView.CursorAction.MovePageUp,
            )
            ways = (range(at - 1, -1, -1), range(at, len(rows)))
            steps = [*ways[0], *ways[1]] if up else [*ways[1], *ways[0]]
            at = next((number for number in steps if not rows[number].heading), -1)
        return self.entries_model.index(at) if at >= 0 else QModelIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text().upper()
        if event.modifiers() in TYPED and key in self.keys:
            self.keys[key]()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and "\r" in self.keys:
            self.keys["\r"]()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 120)

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.moved.emit(current.data(ROW) if current.isValid() else None)
