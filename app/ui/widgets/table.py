"""A table model over dataclasses with its own index of visible rows.

Never `QSortFilterProxyModel` (37-200 times slower at 100 000 rows) and never `ResizeToContents`
(desktop.md §5): rows have one fixed height, folded texts are computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QBrush, QColor

from app.domain.text import fold, matches, sort_key
from app.ui.theme import SHADES, Tone

_NO_PARENT = QModelIndex()


@dataclass(frozen=True)
class Column:
    """One column: its heading, what a row shows in it, and how it sorts (Vietnamese order by default)."""

    title: str
    text: Callable[[Any], str]
    sort: Callable[[Any], Any] | None = None
    right: bool = False
    tone: Callable[[Any], Tone | None] | None = None


class RowsModel(QAbstractTableModel):
    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: Sequence[Any] = ()
        self._folded: list[str] = []
        self._shown: list[int] = []
        self._query = ""
        self._order: tuple[int, Qt.SortOrder] | None = None

    def set_rows(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self._rows = rows
        self._folded = [fold(" ".join(column.text(row) for column in self.columns)) for row in rows]
        self._index()
        self.endResetModel()

    def at(self, row: int) -> Any:
        """The dataclass shown in visible row `row`."""
        return self._rows[self._shown[row]]

    def find(self, is_it: Callable[[Any], bool]) -> int:
        """The visible row that holds a match, -1 when there is none."""
        return next((n for n, place in enumerate(self._shown) if is_it(self._rows[place])), -1)

    def filter(self, query: str) -> None:
        """Keep rows in which every word of `query` starts a word; marks and case ignored."""
        self.beginResetModel()
        self._query = query
        self._index()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self._order = (column, order) if 0 <= column < len(self.columns) else None
        self._index()
        self.endResetModel()

    def _index(self) -> None:
        self._shown = [
            n for n, text in enumerate(self._folded) if not self._query or matches(self._query, text)
        ]
        if self._order is not None:
            column = self.columns[self._order[0]]
            key = column.sort or (lambda row: sort_key(column.text(row)))
            self._shown.sort(
                key=lambda n: key(self._rows[n]), reverse=self._order[1] is Qt.SortOrder.DescendingOrder
            )

    def rowCount(self, parent: QModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: QModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self._align(section)
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(self.at(index.row()))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._align(index.column())
        if role == Qt.ItemDataRole.ForegroundRole and column.tone is not None:
            tone = column.tone(self.at(index.row()))
            return QBrush(QColor(SHADES[tone].strong)) if tone else None
        return None

    def _align(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if self.columns[column].right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)
