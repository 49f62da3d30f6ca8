"""Dropped, pasted and opened files; a pasted picture becomes a file of its own first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QImage
from PySide6.QtWidgets import QWidget

from app.ui.words.texts import PASTED_NAME


def local_files(mime: QMimeData, suffixes: Sequence[str] = ()) -> list[Path]:
    """Existing files named by `mime`; folders and web addresses are left out."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths if path.is_file() and (not suffixes or path.suffix.lower() in suffixes)]


def pasted_files(mime: QMimeData, folder: QTemporaryDir, moment: datetime) -> list[Path]:
    """Files on the clipboard, or its picture written into `folder` as PNG."""
    paths = local_files(mime)
    if paths or not mime.hasImage():
        return paths
    image = QImage(mime.imageData())
    target = Path(folder.filePath(PASTED_NAME.format(moment=moment)))
    return [target] if not image.isNull() and image.save(str(target), "PNG") else []


def open_outside(path: Path) -> bool:
    """Hand a file to the program the system has for it; False where it has none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class FileDrop(QObject):
    """Makes a widget a place to drop files; `hovering` lets it show so."""

    def __init__(
        self,
        widget: QWidget,
        dropped: Callable[[list[Path], QDropEvent], None],
        suffixes: Sequence[str] = (),
        hovering: Callable[[bool], None] | None = None,
    ) -> None:
        super().__init__(widget)
        self._dropped = dropped
        self._suffixes = tuple(suffixes)
        self._paths: list[Path] = []
        self._hovering = hovering or (lambda over: None)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragLeave:
            self._hovering(False)
        if not isinstance(event, QDropEvent):  # drag enter and drag move are drop events too
            return False
        if event.type() != QEvent.Type.DragMove:  # looking at files takes time, and a drag moves often
            self._paths = local_files(event.mimeData(), self._suffixes)
        paths, dropped = self._paths, event.type() == QEvent.Type.Drop
        self._hovering(bool(paths) and not dropped)
        if not paths:
            return False
        event.acceptProposedAction()
        if dropped:
            self._dropped(paths, event)
        return True
