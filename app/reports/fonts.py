"""Tinos, the free twin of Times New Roman (same widths), embedded as a subset (NĐ 30/2020 I.4)."""

from __future__ import annotations

import re
from threading import Lock

from app import paths

# Names of our own: the marks of signatures register the same files, perhaps at the same moment.
REGULAR = "Report"
BOLD = "Report-Bold"
ITALIC = "Report-Italic"
BOLD_ITALIC = "Report-BoldItalic"

_FILES = {
    REGULAR: "Tinos-Regular.ttf",
    BOLD: "Tinos-Bold.ttf",
    ITALIC: "Tinos-Italic.ttf",
    BOLD_ITALIC: "Tinos-BoldItalic.ttf",
}
_lock = Lock()


def register() -> None:
    """Make the four faces known to reportlab, once per process (safe from several threads)."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    with _lock:
        known = pdfmetrics.getRegisteredFontNames()
        missing = [name for name in _FILES if name not in known]
        for name in missing:
            pdfmetrics.registerFont(TTFont(name, str(paths.resources() / "fonts" / _FILES[name])))
        if missing:
            pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD_ITALIC)


def width_of(text: str, font: str, size: float) -> float:
    """Width in points of `text` on one line."""
    from reportlab.pdfbase import pdfmetrics

    return float(pdfmetrics.stringWidth(text, font, size))


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """`text` in lines of at most `width` points; a single longer word is cut."""
    lines: list[str] = []
    for word in re.split(r"[ \t\n]+", text.strip(" \t\n")):  # a no-break space holds
        joined = f"{lines[-1]} {word}" if lines else word
        if width_of(joined, font, size) <= width:
            lines[-1:] = [joined]
            continue
        while len(word) > 1 and width_of(word, font, size) > width:
            cut = max(n for n in range(1, len(word)) if n == 1 or width_of(word[:n], font, size) <= width)
            lines.append(word[:cut])
            word = word[cut:]
        lines.append(word)
    return lines


def wrap_evenly(text: str, font: str, size: float, width: float) -> list[str]:
    """As `wrap`, with lines of similar length: for centred headings."""
    lines = wrap(text, font, size, width)
    while width > size:
        width -= size / 2
        narrower = wrap(text, font, size, width)
        if len(narrower) > len(lines) or any(width_of(line, font, size) > width for line in narrower):
            break
        lines = narrower
    return lines
