"""Reads a finished PDF back the way a person with a ruler would (pypdfium2)."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cache

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from app.domain.report import ReportSnapshot
from app.reports.pdf import RenderedReport, render_report

MM = 72 / 25.4


@dataclass(frozen=True)
class Words:
    x0: float
    x1: float
    y0: float
    y1: float
    baseline: float
    size: float
    font: str

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Glyph:
    char: str
    x0: float
    y0: float
    x1: float
    y1: float


class Paper:
    """Points, origin at the lower left corner, like the field boxes."""

    def __init__(self, pdf: bytes) -> None:
        self.document = pdfium.PdfDocument(pdf)
        self.pages = [self.document[n] for n in range(len(self.document))]
        self.texts = [page.get_textpage() for page in self.pages]

    def text(self, page: int) -> str:
        """Words of the page with single spaces."""
        return " ".join(self.texts[page].get_text_range().replace("\ufffe", "").split())

    def find(self, page: int, words: str) -> Words:
        """The first place of `words` on the page; AssertionError when they are not there."""
        text = self.texts[page]
        found = text.search(words, match_case=True).get_next()
        assert found, f"{words!r} is not on page {page}"
        start, count = found
        boxes = [text.get_charbox(i, loose=False) for i in range(start, start + count)]
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text.raw, start, x, y)
        return Words(
            x0=x.value,
            x1=max(box[2] for box in boxes),
            y0=min(box[1] for box in boxes if box[3] > box[1]),
            y1=max(box[3] for box in boxes),
            baseline=y.value,
            size=raw.FPDFText_GetFontSize(text.raw, start),
            font=self._font(page, start),
        )

    def _font(self, page: int, index: int) -> str:
        flags = ctypes.c_int()
        buffer = ctypes.create_string_buffer(100)
        raw.FPDFText_GetFontInfo(self.texts[page].raw, index, buffer, 100, flags)
        return buffer.value.decode().split("+")[-1]

    def glyphs(self, page: int) -> list[Glyph]:
        """Every visible character."""
        text = self.texts[page]
        out = []
        for i in range(text.count_chars()):
            char = chr(raw.FPDFText_GetUnicode(text.raw, i))
            x0, y0, x1, y1 = text.get_charbox(i, loose=False)
            if not char.isspace() and x1 > x0 and y1 > y0:
                out.append(Glyph(char, x0, y0, x1, y1))
        return out

    def lines(self, page: int) -> list[tuple[float, float, float, float]]:
        """(x0, y0, x1, y1) of every drawn line, without its thickness."""
        out = []
        for item in self.pages[page].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            x0, y0, x1, y1 = item.get_bounds()
            width = ctypes.c_float()
            raw.FPDFPageObj_GetStrokeWidth(item.raw, width)
            half = width.value / 2
            if x1 - x0 > y1 - y0:
                out.append((x0 + half, (y0 + y1) / 2, x1 - half, (y0 + y1) / 2))
            else:
                out.append(((x0 + x1) / 2, y0 + half, (x0 + x1) / 2, y1 - half))
        return out

    def rule_under(self, page: int, words: Words) -> tuple[float, float, float, float]:
        """The nearest horizontal line below `words` (at most 4 mm)."""
        below = [
            line
            for line in self.lines(page)
            if line[1] == line[3]
            and 0 < words.baseline - line[1] < 4 * MM
            and line[0] < words.middle < line[2]
        ]
        assert below
        return max(below, key=lambda line: line[1])


@cache
def printed(snapshot: ReportSnapshot) -> tuple[RenderedReport, Paper]:
    """The snapshot rendered and read back, once for all tests."""
    rendered = render_report(snapshot)
    return rendered, Paper(rendered.pdf)
