"""The pages of a report as pictures, one at a time."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from app.ui.reports import texts
from app.ui.widgets.basic import tool
from app.ui.widgets.parts import button, column, label, row

MARGIN = 24  # logical pixels kept free beside the page


class _Sheet(QScrollArea):
    """Page Up and Page Down scroll inside the page first, then turn it."""

    turned = Signal(int)
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(texts.PREVIEW)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.picture = QLabel()
        self.setWidget(self.picture)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown and bar.value() == bar.maximum():
            self.turned.emit(1)
        elif event.key() == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.turned.emit(-1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 160)


class Preview(QWidget):
    """`page_wanted` asks for a picture: page from 0, width in device pixels."""

    page_wanted = Signal(int, int)
    pdf_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.page, self.pages = 0, 0
        self._asked = (-1, 0)
        self.sheet = _Sheet()
        self.sheet.turned.connect(self.turn)
        self.sheet.resized.connect(self.ask)
        self.before = tool("chevron-left", texts.PAGE_BEFORE, lambda: self.turn(-1))
        self.after = tool("chevron-right", texts.PAGE_AFTER, lambda: self.turn(1))
        self.number = label("", wrap=False)
        self.pdf = button(texts.OPEN_PDF, self.pdf_wanted.emit)
        bar = row(self.before, self.number, self.after, 1, self.pdf, spacing=6)
        box = column(bar, self.sheet, spacing=6)
        box.setStretch(1, 1)
        self.setLayout(box)

    def forget(self) -> None:
        """Another report: nothing of the one before stays."""
        self.page = 0
        self.sheet.picture.clear()

    def show_report(self, pages: int) -> None:
        """A new or changed report: draw again."""
        self.pages = pages
        self.page = min(self.page, max(0, pages - 1))
        self._asked = (-1, 0)
        self._say_page()
        self.ask()

    def turn(self, by: int) -> None:
        wanted = self.page + by
        if 0 <= wanted < self.pages:
            self.page = wanted
            self.sheet.verticalScrollBar().setValue(0)
            self._say_page()
            self.ask()

    def ask(self) -> None:
        """Ask for the page at the width there is now; nothing while it is the same."""
        width = round((self.sheet.viewport().width() - MARGIN) * self.devicePixelRatioF())
        if self.isVisible() and self.pages and (self.page, width) != self._asked and width > 0:
            self._asked = (self.page, width)
            self.page_wanted.emit(self.page, width)

    def show_page(self, png: bytes) -> None:
        picture = QPixmap()
        if picture.loadFromData(png):
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            self.sheet.picture.setPixmap(picture)
            self.sheet.picture.setFixedSize(picture.deviceIndependentSize().toSize())
            self.sheet.picture.setAccessibleName(self.number.text())

    def _say_page(self) -> None:
        self.number.setText(texts.PAGE.format(page=self.page + 1, pages=self.pages))
        self.before.setEnabled(self.page > 0)
        self.after.setEnabled(self.page < self.pages - 1)
