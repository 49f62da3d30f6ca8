"""Small one-page PDFs that become appearances: the mark of a signature, a number, a date.

Drawn with reportlab in Tinos (metric-compatible with Times New Roman) and placed as pages, because
pyHanko's own TrueType text comes out twice too wide (signing.md §1.2, trap 1).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from app.domain.clock import VIETNAM
from app.domain.ports import SignerInfo
from app.domain.report import FIELD_BASELINE
from app.domain.text import nfc
from app.paths import resources

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

UPRIGHT = "Tinos-Regular"
ITALIC = "Tinos-Italic"
VALUE_SIZE = 13.0  # number and date, NĐ 30/2020 Phụ lục I
MARK_SIZE = 10.0  # NĐ 30/2020: 10 pt where a mark is text
SMALLEST = 4.0
LEADING = 1.2
MARGIN = 3.0


@dataclass(frozen=True)
class Mark:
    """Lines of the visible mark (phần hiển thị của chữ ký số)."""

    lines: tuple[str, ...]


def mark_for(who: SignerInfo, at: datetime) -> Mark:
    """The usual mark: who, and the signer's clock with its zone; a device never looks like a person."""
    label = "Máy này" if who.is_device else "Ký bởi"
    local = at.astimezone(VIETNAM)
    return Mark((f"{label}: {who.name}", f"Ngày ký: {local:%d/%m/%Y %H:%M:%S} +07:00"))


def mark_page(mark: Mark, width: float, height: float, clear: float | None = None) -> bytes:
    """The mark wrapped, sized down to fit the box and centred in height, in a thin blue frame.

    Only the left `clear` points of the width are used when another mark stands over the rest (the
    seal lies over the left third of the person's mark, NĐ 30/2020 Phụ lục I, II.8a).
    """
    room = width if clear is None else min(width, clear)

    def draw(canvas: Canvas) -> None:
        size, rows = _fitted(mark, room - 2 * MARGIN, height - 2 * MARGIN)
        canvas.setStrokeColorRGB(0.0, 0.2, 0.6)
        canvas.setLineWidth(0.5)
        canvas.rect(0.5, 0.5, room - 1, height - 1)
        canvas.setFillColorRGB(0.0, 0.2, 0.6)
        canvas.setFont(UPRIGHT, size)
        top = (height + len(rows) * size * LEADING) / 2
        for index, row in enumerate(rows):
            canvas.drawString(MARGIN, top - (index * LEADING + 0.95) * size, row)

    return _page(width, height, draw)


def _fitted(mark: Mark, width: float, height: float) -> tuple[float, list[str]]:
    """The largest size, 10 pt or less, at which the wrapped lines fit; and the lines."""
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfbase.pdfmetrics import stringWidth

    size = MARK_SIZE
    while True:
        rows = [row for line in mark.lines for row in simpleSplit(nfc(line), UPRIGHT, size, width)]
        widest = max(stringWidth(row, UPRIGHT, size) for row in rows)
        if size <= SMALLEST or (widest <= width and len(rows) * size * LEADING <= height):
            return size, rows
        size -= 0.5


def value_page(text: str, width: float, height: float, *, italic: bool) -> bytes:
    """One centred line at 13 pt (smaller only when it would not fit), baseline `FIELD_BASELINE` up.

    The ground is white: it covers the blanks ("ngày … tháng … năm …") printed for a reader of the
    unnumbered paper.
    """
    from reportlab.pdfbase.pdfmetrics import stringWidth

    def draw(canvas: Canvas) -> None:
        line = nfc(text)
        font = ITALIC if italic else UPRIGHT
        natural = stringWidth(line, font, VALUE_SIZE)
        size = VALUE_SIZE * min(1.0, (width - 1) / natural) if natural else VALUE_SIZE
        canvas.setFillGray(1)
        canvas.rect(0, 0, width, height, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.setFont(font, size)
        canvas.drawCentredString(width / 2, FIELD_BASELINE, line)

    return _page(width, height, draw)


def _page(width: float, height: float, draw: Callable[[Canvas], None]) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    _register_fonts()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1, initialFontName=UPRIGHT)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def _register_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    known = pdfmetrics.getRegisteredFontNames()
    for name in (UPRIGHT, ITALIC):
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, str(resources() / "fonts" / f"{name}.ttf")))
