"""Marks that speak without colour: a status chip (letter and word) and a bar of counted parts."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui import texts, theme
from app.ui.theme import SHADES, Tone

# A pattern over the colour, so that parts stay apart in print and for colour-blind eyes.
_PATTERN = {
    Tone.GOOD: Qt.BrushStyle.SolidPattern,
    Tone.PART: Qt.BrushStyle.BDiagPattern,
    Tone.BAD: Qt.BrushStyle.DiagCrossPattern,
    Tone.WAIT: Qt.BrushStyle.Dense4Pattern,
    Tone.CALM: Qt.BrushStyle.NoBrush,
}


class Chip(QLabel):
    """A short word on a soft ground, e.g. "Đ  Đạt"."""

    def __init__(self, text: str = "", tone: Tone = Tone.CALM, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_as(text, tone)

    def show_as(self, text: str, tone: Tone) -> None:
        shade = SHADES[tone]
        self.setText(text)
        self.setStyleSheet(
            f"color: {shade.strong}; background: {shade.soft}; border-radius: 9px;"
            "padding: 1px 9px; font-size: 12px; font-weight: 600;"
        )


@dataclass(frozen=True)
class Part:
    word: str
    count: int
    tone: Tone


class PartsBar(QWidget):
    """Counted parts of a whole as one bar; each part is patterned and told to screen readers."""

    def __init__(self, height: int = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: tuple[Part, ...]) -> None:
        self._parts = tuple(part for part in parts if part.count)
        spoken = ", ".join(texts.BAR_PART.format(word=p.word, count=p.count) for p in self._parts)
        self.setAccessibleName(spoken or texts.NOTHING)
        self.setToolTip(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(whole, 4, 4)
        painter.setClipPath(outline)
        painter.fillRect(whole, QColor(SHADES[Tone.CALM].soft))
        total = sum(part.count for part in self._parts)
        x = whole.left()
        for part in self._parts:
            width = whole.width() * part.count / total
            self._paint_part(painter, QRectF(x, whole.top(), width, whole.height()), part.tone)
            x += width
        painter.setClipping(False)
        painter.setPen(QPen(QColor(theme.LINE), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)

    @staticmethod
    def _paint_part(painter: QPainter, area: QRectF, tone: Tone) -> None:
        shade = SHADES[tone]
        if tone is Tone.GOOD:
            painter.fillRect(area, QColor(shade.strong))
        else:
            painter.fillRect(area, QColor(shade.soft))
            painter.fillRect(area, QBrush(QColor(shade.strong), _PATTERN[tone]))
        painter.fillRect(QRectF(area.right() - 1, area.top(), 1.5, area.height()), QColor(theme.SURFACE))
