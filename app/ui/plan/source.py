"""The plan's own text with the sentence of the selected row lit up."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from app.domain.views import SourceLine
from app.ui.plan import texts
from app.ui.widgets.tone import HIGHLIGHT
from app.ui.words.plain import readable


class SourceText(QTextEdit):
    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setAccessibleName(texts.SOURCE_NAME)
        self.setTabChangesFocus(True)
        self.setProperty("role", "source")
        self._blocks: dict[int, int] = {}  # block of the plan -> text block of this document
        self._lines: tuple[SourceLine, ...] = ()

    def show_lines(self, lines: tuple[SourceLine, ...]) -> None:
        if lines == self._lines:
            return
        self._lines = lines
        self.clear()
        self._blocks = {}
        cursor = QTextCursor(self.document())
        space = QTextBlockFormat()
        space.setBottomMargin(6)
        space.setLineHeight(115, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(space)
        plain, heading = QTextCharFormat(), QTextCharFormat()
        heading.setFontWeight(QFont.Weight.Bold)
        for line in lines:
            words = readable(line.text)
            if not words:
                continue
            if self._blocks:
                cursor.insertBlock(space)
            self._blocks[line.block] = cursor.block().blockNumber()
            cursor.insertText(words, heading if line.use in ("heading", "header") else plain)
        self.setTextCursor(QTextCursor(self.document()))

    def light_up(self, places: tuple[tuple[int, str], ...]) -> bool:
        """Highlight the words in their paragraphs and scroll to the first; False if none is found."""
        marks = []
        for block, words in places:
            cursor = self._find(block, readable(words))
            if cursor is not None:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = cursor
                mark.format.setBackground(QColor(HIGHLIGHT))
                marks.append(mark)
        self.setExtraSelections(marks)
        if marks:
            self._scroll_to(marks[0].cursor)
        return bool(marks)

    def lit(self) -> list[str]:
        """The highlighted words, for tests and for readers of the screen."""
        return [mark.cursor.selectedText() for mark in self.extraSelections()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        marks = self.extraSelections()
        if marks:
            self._scroll_to(marks[0].cursor)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 80)

    def _find(self, block: int, words: str) -> QTextCursor | None:
        number = self._blocks.get(block)
        if number is None:
            return None
        found = self.document().findBlockByNumber(number)
        start = found.text().find(words)
        cursor = QTextCursor(found)
        if start < 0 or not words:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        else:
            cursor.setPosition(found.position() + start)
            cursor.setPosition(found.position() + start + len(words), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _scroll_to(self, cursor: QTextCursor) -> None:
        start = QTextCursor(cursor)
        start.setPosition(cursor.selectionStart())
        self.setTextCursor(start)
        top = self.cursorRect(start).top() + self.verticalScrollBar().value()
        self.verticalScrollBar().setValue(max(0, top - self.viewport().height() // 3))
