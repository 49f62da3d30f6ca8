"""A keyboard-first table of dataclasses: cells of one to two lines, a state as letter and word.

Rows have one fixed height; columns a fixed width or a share of what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.ui.widgets.paint import paint_background, paint_mark, paint_text
from app.ui.widgets.tone import Mark

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
MARK = Qt.ItemDataRole.UserRole + 1
TYPED = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Column:
    """`width` in logical pixels; 0 = takes a share of what is left by `weight`."""

    head: str
    text: Callable[[Any], str]
    width: int = 0
    weight: int = 1
    mark: Callable[[Any], Mark] | None = None
    centred: bool = False


class RowsModel(QAbstractTableModel):
    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[Any, ...] = ()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Same ids in the same order change in place, so selection and scroll stay."""
        fresh = tuple(rows)
        if fresh and [row.id for row in fresh] == [row.id for row in self.rows]:
            self.rows = fresh
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self.rows = fresh
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.text(row) or None
        if role == ROW:
            return row
        if role == MARK:
            return column.mark(row) if column.mark else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column.centred:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            centred = self.columns[section].centred
            side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class CellDelegate(QStyledItemDelegate):
    """Draws a mark as letter and word, other cells as at most two lines of text."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table = option.widget
        if isinstance(table, RowsTable):  # the edge stands at the left, in whichever cell the cursor is
            first = index.column() == 0 and index.row() == table.currentIndex().row() and table.hasFocus()
            without = option.state & ~QStyle.StateFlag.State_HasFocus
            option.state = without | QStyle.StateFlag.State_HasFocus if first else without
        paint_background(painter, option)
        box = option.rect.adjusted(8, 4, -8, -4)
        mark = index.data(MARK)
        if mark is not None:
            paint_mark(painter, box, mark, option)
            return
        centred = index.data(Qt.ItemDataRole.TextAlignmentRole) is not None
        paint_text(painter, box, str(index.data() or ""), option, 2, centred=centred)


class RowsTable(QTableView):
    """Arrow keys move, Enter opens, letters are commands given in `keys`."""

    current_row = Signal(object)
    opened = Signal(object)

    def __init__(self, columns: Sequence[Column], name: str, row_height: int = 46) -> None:
        super().__init__()
        self.rows_model = RowsModel(columns, self)
        self.keys: dict[str, Callable[[], None]] = {}
        self.setModel(self.rows_model)
        self.setAccessibleName(name)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW)))

    def set_rows(self, rows: Sequence[Any]) -> None:
        """New rows; the current one stays current where it is still there."""
        wanted = self.current()
        self.rows_model.set_rows(rows)
        if self.current() is None and not (wanted and self.select_id(wanted.id)) and rows:
            self.select_row(0)

    def current(self) -> Any:
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def selected(self) -> list[Any]:
        """The selected rows in screen order."""
        return [index.data(ROW) for index in sorted(self.selectionModel().selectedRows())]

    def select_id(self, wanted: str) -> bool:
        for number, row in enumerate(self.rows_model.rows):
            if row.id == wanted:
                self.select_row(number)
                return True
        return False

    def select_row(self, number: int) -> None:
        """Make one row the current and only chosen one; `selectRow` would mind a held Ctrl key."""
        only = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        index = self.rows_model.index(number, 0)
        self.selectionModel().setCurrentIndex(index, only)
        self.scrollTo(index)

    def row_at(self, y: int) -> Any:
        number = self.rowAt(y)
        return self.rows_model.rows[number] if number >= 0 else None

    def fit_columns(self) -> None:
        columns = self.rows_model.columns
        shown = [(at, columns[at]) for at in range(len(columns)) if not self.isColumnHidden(at)]
        left = self.viewport().width() - sum(column.width for _, column in shown)
        weights = sum(column.weight for _, column in shown if not column.width) or 1
        for at, column in shown:
            self.setColumnWidth(at, column.width or max(60, left * column.weight // weights))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text().upper()
        if event.modifiers() in TYPED and key in self.keys:
            self.keys[key]()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() is not None:
            self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(400, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 100)

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_row.emit(current.data(ROW) if current.isValid() else None)
