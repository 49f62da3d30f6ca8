"""The evidence of one task: thumbnails, opening, taking off, and a place to drop."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from app.domain.views import EvidenceFile, EvidenceView
from app.ui import theme
from app.ui.icons import icon
from app.ui.month import texts
from app.ui.widgets.parts import button, column, frame, label, restyle, row
from app.ui.words.texts import size

THUMB = 40  # logical pixels
PIXELS = THUMB * 2  # asked of the store, sharp on a 200 % screen
FILE = Qt.ItemDataRole.UserRole


def current_file(view: EvidenceView) -> EvidenceFile | None:
    """The latest revision, which no other file revises: what "Mở" opens."""
    revised = {file.revision_of for file in view.files}
    return next((file for file in reversed(view.files) if file.id not in revised), None)


class _List(QListWidget):
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(texts.FILES_NAME)
        self.setIconSize(QSize(THUMB, THUMB))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setUniformItemSizes(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, THUMB + 12)

    def sizeHint(self) -> QSize:
        """Room for up to three files; more scroll."""
        return QSize(200, max(1, min(3, self.count())) * (THUMB + 10) + 6)


class EvidencePanel(QWidget):
    attach_wanted = Signal()
    open_wanted = Signal(object)  # EvidenceFile
    detach_wanted = Signal(object)  # EvidenceView
    thumbnail_wanted = Signal(str)  # sha

    def __init__(self) -> None:
        super().__init__()
        self._views: tuple[EvidenceView, ...] = ()
        self._pictures: dict[str, QPixmap] = {}
        self.head = label("", "field", wrap=False)
        self.list = _List()
        self.none = label(texts.NO_FILES, "small")
        self.open = button(texts.OPEN_FILE, self._open)
        self.detach = button(texts.DETACH, self._detach)
        self.attach = button(texts.ATTACH, self.attach_wanted.emit, tip=texts.ATTACH_TIP)
        self._tools = QWidget()
        self._tools.setLayout(row(self.open, self.detach, 1, spacing=6))
        words = label(texts.DROP, "small")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.drop = frame("drop", column(words, row(1, self.attach, 1), spacing=6, margin=8))
        self.setLayout(column(self.head, self.none, self.list, self._tools, self.drop, spacing=6))
        self.list.itemActivated.connect(lambda _item: self._open())
        self.list.removed.connect(self._detach)

    def show_evidence(self, views: Sequence[EvidenceView]) -> None:
        kept = self.list.currentRow()
        self._views = tuple(views)
        self.head.setText(texts.FILES.format(n=len(self._views)))
        self.list.clear()
        for view in self._views:
            self._add(view)
        some = bool(self._views)
        self.list.setVisible(some)
        self._tools.setVisible(some)
        self.none.setVisible(not some)
        if some:
            self.list.setCurrentRow(min(max(0, kept), len(self._views) - 1))
        self.list.updateGeometry()

    def show_thumbnail(self, sha: str, png: bytes | None) -> None:
        picture = QPixmap()
        if png and picture.loadFromData(png):
            self._pictures[sha] = picture
            for number, view in enumerate(self._views):
                found = current_file(view)
                if found and found.sha == sha:
                    self.list.item(number).setIcon(QIcon(picture))

    def hover(self, over: bool) -> None:
        restyle(self.drop, over=over)

    def _add(self, view: EvidenceView) -> None:
        found = current_file(view)
        name = found.name if found else view.title
        second = view.code
        if found:
            second += f" · {size(found.size)}" + (f" · {texts.REVISION}" if found.revision_of else "")
        item = QListWidgetItem(f"{name}\n{second}")
        item.setToolTip(f"{name}\n{second}")
        item.setSizeHint(QSize(100, THUMB + 10))
        self.list.addItem(item)
        if found:
            self._picture(item, found)

    def _picture(self, item: QListWidgetItem, found: EvidenceFile) -> None:
        if found.sha in self._pictures:
            item.setIcon(QIcon(self._pictures[found.sha]))
            return
        name = "image" if found.media_type.startswith("image/") else "file-text"
        item.setIcon(icon(name, theme.MUTED, THUMB))
        self.thumbnail_wanted.emit(found.sha)

    def _chosen(self) -> EvidenceView | None:
        number = self.list.currentRow()
        return self._views[number] if 0 <= number < len(self._views) else None

    def _open(self) -> None:
        view = self._chosen()
        found = current_file(view) if view else None
        if found:
            self.open_wanted.emit(found)

    def _detach(self) -> None:
        view = self._chosen()
        if view:
            self.detach_wanted.emit(view)
