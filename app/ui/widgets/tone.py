"""Five tones for marks; a tone is never the only sign: a letter and a word stand beside it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

INK = {"good": "#1b6e3c", "warn": "#8a5200", "bad": "#b3261e", "info": "#1d5fa8", "quiet": "#566070"}
WASH = {"good": "#e2f3e8", "warn": "#fdf0d9", "bad": "#fbe5e3", "info": "#e3eefa", "quiet": "#eceff3"}
TEXT = "#1c2430"
MUTED = "#566070"
LINE = "#d9dee5"
PAPER = "#ffffff"
HIGHLIGHT = "#fff1b8"


@dataclass(frozen=True)
class Mark:
    """A state: letter, word and tone."""

    letter: str
    word: str
    tone: str

    @property
    def ink(self) -> QColor:
        return QColor(INK[self.tone])

    @property
    def wash(self) -> QColor:
        return QColor(WASH[self.tone])
