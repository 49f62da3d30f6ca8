"""Painting of list and table cells: ground, state mark, wrapped text."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.ui.theme import ACCENT, ACCENT_SOFT, LINE, LINE_STRONG, MUTED, SUNKEN, SURFACE, TEXT, Tone
from app.ui.widgets.tone import Mark

BADGE = 20  # logical pixels, side of a mark's letter box


def paint_background(painter: QPainter, option: QStyleOptionViewItem) -> None:
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, QColor(ACCENT_SOFT))
        if option.state & QStyle.StateFlag.State_HasFocus:
            edge = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height())
            painter.fillRect(edge, QColor(ACCENT))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, QColor(SUNKEN))
    painter.setPen(QPen(QColor(LINE)))
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


def paint_mark(painter: QPainter, box: QRect, mark: Mark, option: QStyleOptionViewItem) -> None:
    """The letter in a box of its tone, then the word."""
    calm = mark.tone is Tone.CALM
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    badge = QRect(box.left(), box.center().y() - BADGE // 2, BADGE, BADGE)
    painter.setPen(QPen(QColor(LINE_STRONG)) if calm else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(SURFACE) if calm else mark.ink)
    painter.drawRoundedRect(badge, 5, 5)
    painter.setFont(_font(option, bold=True))
    painter.setPen(mark.ink if calm else QColor("white"))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, mark.letter)
    if mark.word:
        painter.setPen(mark.ink)
        place = box.adjusted(BADGE + 7, 0, 0, 0)
        words = painter.fontMetrics().elidedText(mark.word, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
    painter.restore()


def paint_text(
    painter: QPainter,
    box: QRect,
    text: str,
    option: QStyleOptionViewItem,
    lines: int = 1,
    *,
    muted: bool = False,
    bold: bool = False,
    centred: bool = False,
    right: bool = False,
    colour: QColor | None = None,
) -> None:
    """Wrapped text, at most `lines` lines, the last one elided; in the middle of the box's height."""
    painter.save()
    font = _font(option, bold=bold)
    painter.setFont(font)
    painter.setPen(colour or QColor(MUTED if muted else TEXT))
    parts = broken(text, font, box.width(), lines)
    height = painter.fontMetrics().lineSpacing()
    top = box.top() + max(0, (box.height() - height * len(parts)) // 2)
    side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
    side = Qt.AlignmentFlag.AlignRight if right else side
    for number, part in enumerate(parts):
        place = QRect(box.left(), top + number * height, box.width(), height)
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, part)
    painter.restore()


def broken(text: str, font: QFont, width: int, lines: int) -> list[str]:
    """`text` in at most `lines` pieces that fit `width` pixels; the last one elided where it must be."""
    layout = QTextLayout(text, font)
    wrap = QTextOption()
    wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(wrap)
    layout.beginLayout()
    parts: list[str] = []
    while len(parts) < lines:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(10, width))
        start, end = line.textStart(), line.textStart() + line.textLength()
        if len(parts) == lines - 1 and end < len(text):
            metrics = QFontMetrics(font)
            parts.append(metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, width))
            break
        parts.append(text[start:end].rstrip())
    layout.endLayout()
    return parts


def _font(option: QStyleOptionViewItem, *, bold: bool) -> QFont:
    font = QFont(option.font)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font
