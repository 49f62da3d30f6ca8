"""Files dragged onto a widget, as the window system hands them over."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget


def drop(widget: QWidget, paths: list[Path], at: QPoint | None = None, moves: int = 0) -> bool:
    """Drag over, move so often, and drop; whether the drop was taken."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = at or widget.rect().center()
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, copy, mime, left, plain)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    for _ in range(moves):
        move = QDragMoveEvent(place, copy, mime, left, plain)
        move.ignore()
        QApplication.sendEvent(widget, move)
        assert move.isAccepted()
    event = QDropEvent(QPointF(place), copy, mime, left, plain)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()
