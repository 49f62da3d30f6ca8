"""A state as letter, word and tone; the tone is never the only sign."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

from app.paths import resources
from app.ui.theme import ACCENT, ACCENT_SOFT, LINE, LINE_STRONG, MUTED, SHADES, SUNKEN, SURFACE, Tone

_ARROW = (resources() / "icons" / "chevron-down.svg").as_posix()
HIGHLIGHT = "#FFEFB3"  # the sentence of the selected row, as with a marker pen
HEADING = "#EDF1F4"


@dataclass(frozen=True)
class Mark:
    letter: str
    word: str
    tone: Tone

    @property
    def ink(self) -> QColor:
        return QColor(SHADES[self.tone].strong)

    @property
    def wash(self) -> QColor:
        return QColor(SHADES[self.tone].soft)


def _toned() -> str:
    rules = []
    for tone, shade in SHADES.items():
        rules.append(
            f'QLabel[tone="{tone}"] {{ color: {shade.strong}; }}'
            f'QFrame[wash="{tone}"] {{ background: {shade.soft}; border: 1px solid {LINE};'
            "border-radius: 8px; }"
            f'QPushButton[state="{tone}"] {{ padding: 5px 6px; }}'
            f'QPushButton[state="{tone}"]:focus {{ padding: 4px 5px; }}'
            f'QPushButton[state="{tone}"]:checked {{ background: {shade.strong}; color: white;'
            f"border-color: {shade.strong}; font-weight: 600; }}"
        )
    return "".join(rules)


SHEET = (
    f'QFrame[role="drop"] {{ background: {SUNKEN}; border: 1px dashed {LINE_STRONG}; border-radius: 8px; }}'
    f'QFrame[role="drop"][over="true"] {{ background: {ACCENT_SOFT}; border: 2px dashed {ACCENT}; }}'
    f'QFrame[role="quote"] {{ background: {SUNKEN}; border: 0; border-left: 3px solid {ACCENT}; }}'
    f'QFrame[role="panel"] {{ background: {SURFACE}; border: 1px solid {LINE}; border-radius: 8px; }}'
    f'QFrame[role="side"] {{ background: {SURFACE}; border: 1px solid {LINE}; border-radius: 6px; }}'
    f'QLabel[role="verdict"] {{ font-size: 17px; font-weight: 600; }}'
    f'QLabel[role="figure"] {{ font-size: 20px; font-weight: 600; }}'
    f'QPushButton[kind="chip"] {{ background: {SURFACE}; border: 1px solid {LINE}; border-radius: 13px;'
    f"padding: 2px 10px; color: {MUTED}; min-height: 20px; }}"
    f'QPushButton[kind="chip"]:hover {{ border-color: {ACCENT}; }}'
    f'QPushButton[kind="chip"]:focus {{ border: 2px solid {ACCENT}; padding: 1px 9px; }}'
    f'QPushButton[kind="chip"]:checked {{ background: {ACCENT_SOFT}; color: {ACCENT}; border-color: {ACCENT};'
    "font-weight: 600; }"
    f'QPushButton[kind="flat"] {{ background: transparent; border: 1px solid transparent; padding: 4px; }}'
    f'QPushButton[kind="flat"]:hover {{ background: {ACCENT_SOFT}; }}'
    f'QPushButton[kind="flat"]:focus {{ border: 1px solid {ACCENT}; }}'
    f'QPushButton[kind="month"] {{ padding: 2px 0; border-color: {LINE}; }}'
    f'QPushButton[kind="month"]:checked {{ background: {ACCENT}; border-color: {ACCENT}; color: white;'
    "font-weight: 600; }"
    f'QPushButton[kind="month"]:focus {{ border: 2px solid {ACCENT}; padding: 1px 0; }}'
    f"QLabel[badge] {{ border-radius: 12px; font-weight: 600; }}"
    f'QLabel[badge="done"] {{ background: {SHADES[Tone.GOOD].strong}; color: white; }}'
    f'QLabel[badge="now"] {{ background: {ACCENT}; color: white; }}'
    f'QLabel[badge="later"] {{ background: {SHADES[Tone.CALM].soft}; color: {MUTED}; }}'
    "QDateEdit::drop-down { border: 0; width: 22px; }"
    f'QDateEdit::down-arrow {{ image: url("{_ARROW}"); width: 12px; height: 12px; }}' + _toned()
)  # what the theme does not have; every screen here wears it
