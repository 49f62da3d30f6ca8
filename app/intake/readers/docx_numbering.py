"""List labels as Word shows them: "1.", "a)", "1.2.", "-" (ECMA-376 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.intake.readers.docx_styles import W, child, is_on, look_of, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLACE = re.compile(r"%([1-9])")
_SHOWN_BULLETS = frozenset("-+•–—*·▪")
_PRIVATE = {0xF000 + code: code for code in range(0x20, 0x7F)}  # letters of a symbol font
_ROMAN = dict(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    )
)


@dataclass(frozen=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False  # every number in Arabic figures
    font: str = ""


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else default


def _roman(number: int) -> str:
    out = ""
    for size, letters in _ROMAN.items():
        count, number = divmod(number, size)
        out += letters * count
    return out


def figure(number: int, form: str) -> str:
    """`number` in a Word number format; figures for the formats plans do not use."""
    if form in ("lowerLetter", "upperLetter"):
        times, place = divmod(max(number, 1) - 1, 26)
        letters = chr(ord("a") + place) * min(times + 1, 10)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(min(max(number, 0), 3999))
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _level_of(element: _Element, base: _Level | None = None) -> _Level:
    base = base or _Level()
    text = child(element, "lvlText")
    return _Level(
        form=value(child(element, "numFmt")) or base.form,
        text=value(text) if text is not None else base.text,
        start=_number(value(child(element, "start")), base.start),
        legal=bool(is_on(child(element, "isLgl"))),
        font=look_of(None, child(element, "rPr")).font,
    )


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: _Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is None:
            return
        for element in root.iter(f"{W}abstractNum"):
            levels = {_number(value(e, "ilvl"), 0): _level_of(e) for e in element.findall(f"{W}lvl")}
            self._abstract[value(element, "abstractNumId")] = levels
        for element in root.iter(f"{W}num"):
            self._read_list(element)

    def _read_list(self, element: _Element) -> None:
        abstract = value(child(element, "abstractNumId"))
        levels = dict(self._abstract.get(abstract, {}))
        restarts: dict[int, int] = {}
        for over in element.findall(f"{W}lvlOverride"):
            at = _number(value(over, "ilvl"), 0)
            if (level := child(over, "lvl")) is not None:
                levels[at] = _level_of(level, levels.get(at))
            if start := value(child(over, "startOverride")):
                restarts[at] = _number(start, 1)
        self._lists[value(element, "numId")] = (abstract, levels, restarts)

    def label(self, list_id: str, list_level: str) -> tuple[str, str]:
        """(label of the next paragraph of this list at this level, its font); ("", "") without one."""
        at = _number(list_level, 0)
        if list_id not in self._lists or at not in self._lists[list_id][1]:
            return "", ""
        abstract, levels, restarts = self._lists[list_id]
        counts = self._counts.setdefault(abstract, {})
        if at in restarts and (list_id, at) not in self._started:
            counts[at] = restarts[at] - 1
        self._started.add((list_id, at))
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for deeper in [level for level in counts if level > at]:
            del counts[deeper]
        level = levels[at]
        if level.form == "none":
            return "", ""
        if level.form == "bullet":
            text = level.text.strip().translate(_PRIVATE)
            return (text if text and set(text) <= _SHOWN_BULLETS else "•"), ""
        return _PLACE.sub(lambda m: self._shown(int(m[1]) - 1, levels, counts, level), level.text), (
            level.font
        )

    @staticmethod
    def _shown(at: int, levels: dict[int, _Level], counts: dict[int, int], asking: _Level) -> str:
        level = levels.get(at, _Level())
        return figure(counts.get(at, level.start), "decimal" if asking.legal else level.form)
