"""Lines of text that open something, and as many of them as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.theme import Tone
from app.ui.widgets.marks import Chip
from app.ui.widgets.parts import label

LINE, TALL = 28, 52  # logical pixels
REMARK_WIDTH = 190


def empty_layout(layout: QLayout) -> None:
    """Free what a card showed before."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty_layout(inner)
            inner.deleteLater()


class LineButton(QPushButton):
    """A flat line of text that opens something; too long words end in "…"."""

    def __init__(self, text: str, pressed: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: pressed())
        self.say(text)

    def say(self, text: str) -> None:
        self._full = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 12
        self.setText(self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)


@dataclass(frozen=True)
class Line:
    words: str
    pressed: Callable[[], object]
    remark: str = ""
    tone: Tone | None = None  # a chip in this tone; None = plain small words
    below: str = ""  # a second line in small words


class LineList(QWidget):
    """Shows the lines that fit and says how many do not."""

    def __init__(
        self, more: Callable[[int], str], open_rest: Callable[[], object], *, tall: bool = False
    ) -> None:
        """`more(n)` says that n lines are not shown; "" says nothing. Tall lines have words below."""
        super().__init__()
        self._more = more
        self._height = TALL if tall else LINE
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._lines: list[QWidget] = []
        self._holder = QVBoxLayout()
        self._holder.setSpacing(0)
        self.rest = LineButton(more(1), open_rest)
        self._box.addLayout(self._holder)
        self._box.addWidget(self.rest)
        self._box.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_lines(self, lines: Sequence[Line]) -> None:
        empty_layout(self._holder)
        self._lines = [self._make(line) for line in lines]
        for made in self._lines:
            self._holder.addWidget(made)
        self._fit()

    def _make(self, line: Line) -> QWidget:
        made = QWidget(self)
        made.setFixedHeight(self._height)
        whole = QVBoxLayout(made)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        box = QHBoxLayout()
        whole.addLayout(box)
        if line.below:
            small = label(line.below, "small", wrap=False)
            small.setContentsMargins(2, 0, 0, theme.XS)
            whole.addWidget(small)
        box.setSpacing(theme.S)
        box.addWidget(LineButton(line.words, line.pressed), 1)
        if line.remark and line.tone is not None:
            box.addWidget(Chip(line.remark, line.tone))
        elif line.remark:
            small = label("", "small", wrap=False)
            elide = Qt.TextElideMode.ElideRight
            small.setText(small.fontMetrics().elidedText(line.remark, elide, REMARK_WIDTH))
            small.setToolTip(line.remark)
            box.addWidget(small)
        return made

    def _fit(self) -> None:
        room = max(self.height(), self.minimumSizeHint().height())
        count = len(self._lines)
        if self._more(0) or count * self._height > room:
            room -= LINE  # for the words about the rest
        shown = min(count, room // self._height)
        for number, made in enumerate(self._lines):
            made.setVisible(number < shown)
        words = self._more(count - shown)
        if words:
            self.rest.say(words)
        self.rest.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(160, LINE + 2 * self._height)

    def sizeHint(self) -> QSize:
        return QSize(200, LINE + 5 * LINE)
