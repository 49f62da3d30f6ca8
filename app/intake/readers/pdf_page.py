"""One PDF page as PDFium gives it: pieces of text with their places, and ruled lines."""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.text import nfc
from app.intake.readers.legacy import is_legacy, to_unicode

if TYPE_CHECKING:
    import pypdfium2

_MAX_CHARS = 60_000  # of one page
_MAX_PATHS = 20_000
_SHORTEST_RULE = 5.0  # points; a table's border is longer
_STRAIGHT = 0.8  # points a ruled line may lean
_SPACE = 0.17  # em: a wider gap is a space
_COLUMN = 1.9  # em: a wider gap parts two columns
_LEAN = 0.12  # em: letters of one line stand this level; raised figures stand higher
_UNSEEN = frozenset(
    (0x7F, 0xA0, 0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF, 0x3000, *range(0x2000, 0x200B), 0x202F)
)
_FORCED_BOLD = 1 << 18


@dataclass(frozen=True)
class Run:
    """Text side by side on one line; y grows upwards, in points."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool = False

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


@dataclass(frozen=True)
class Rule:
    """A ruled line: `at` is its place across, from `low` to `high` along."""

    at: float
    low: float
    high: float


@dataclass(frozen=True)
class Page:
    number: int  # from 1
    width: float
    height: float
    runs: tuple[Run, ...]
    across: tuple[Rule, ...]  # horizontal, at = y
    upright: tuple[Rule, ...]  # vertical, at = x
    pictures: int = 0


class _Turn:
    """Page coordinates as a reader sees them, whatever the page's own rotation."""

    def __init__(self, width: float, height: float, rotation: int) -> None:
        self._width, self._height, self._rotation = width, height, rotation
        self.rotated = rotation != 0

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self._rotation == 90:
            return y, self._width - x
        if self._rotation == 180:
            return self._width - x, self._height - y
        if self._rotation == 270:
            return self._height - y, x
        return x, y


def read_page(page: pypdfium2.PdfPage, number: int) -> Page:
    """Text and rules of one page. The caller holds `app.pdfium.PDFIUM`."""
    shown_width, shown_height = page.get_size()
    rotation = page.get_rotation()
    sideways = rotation in (90, 270)
    own = (shown_height, shown_width) if sideways else (shown_width, shown_height)
    turn = _Turn(*own, rotation)
    across, upright, pictures = _rules(page, turn)
    runs = _runs(page, turn, upright)
    return Page(number, shown_width, shown_height, runs, across, upright, pictures)


def _rules(page: pypdfium2.PdfPage, turn: _Turn) -> tuple[tuple[Rule, ...], tuple[Rule, ...], int]:
    import pypdfium2.raw as raw

    across: list[Rule] = []
    upright: list[Rule] = []
    pictures = 0
    for count, thing in enumerate(page.get_objects(max_depth=3)):
        if count > _MAX_PATHS:
            break
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        if thing.type != raw.FPDF_PAGEOBJ_PATH:
            continue
        for start, end in _strokes(thing):
            (x0, y0), (x1, y1) = turn.point(*start), turn.point(*end)
            if abs(y0 - y1) < _STRAIGHT and abs(x0 - x1) >= _SHORTEST_RULE:
                across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) < _STRAIGHT and abs(y0 - y1) >= _SHORTEST_RULE:
                upright.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return tuple(across), tuple(upright), pictures


_Point = tuple[float, float]


def _strokes(path: Any) -> list[tuple[_Point, _Point]]:
    """The straight pieces of a drawn path, in page coordinates."""
    import pypdfium2.raw as raw

    count = raw.FPDFPath_CountSegments(path.raw)
    if count > 2000:  # a drawing
        return []
    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    out: list[tuple[_Point, _Point]] = []
    first = last = (0.0, 0.0)
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(path.raw, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            out.append((last, point))
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            out.append((last, first))
            last = first
    return out


@dataclass
class _Letter:
    """One letter with the marks drawn over it; `base` is the line it stands on."""

    text: str
    left: float
    right: float
    base: float
    bottom: float
    top: float
    size: float
    font: str
    bold: bool


def _runs(page: pypdfium2.PdfPage, turn: _Turn, upright: tuple[Rule, ...]) -> tuple[Run, ...]:
    """Letters in the order a reader sees them: a program may draw them in any other."""
    rows: list[list[_Letter]] = []
    for letter in sorted(_letters(page, turn), key=lambda one: -one.base):
        if rows and rows[-1][-1].base - letter.base < _LEAN * letter.size:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    out: list[Run] = []
    for row in rows:
        group: list[_Letter] = []
        words = ""
        for letter in sorted(row, key=lambda one: one.left):
            joint = _joint(group[-1], letter, upright) if group else None
            if joint is None:
                out += [_run(group, words)] if group else []
                group, words = [letter], letter.text
            else:
                group.append(letter)
                words += joint + letter.text
        out.append(_run(group, words))
    return tuple(out)


def _run(group: list[_Letter], words: str) -> Run:
    font = group[0].font
    text = to_unicode(words, font) if is_legacy(font) else words
    return Run(
        nfc(text), group[0].left, max(one.right for one in group), min(one.bottom for one in group),
        max(one.top for one in group), max(one.size for one in group), all(one.bold for one in group),
    )  # fmt: skip


def _letters(page: pypdfium2.PdfPage, turn: _Turn) -> list[_Letter]:
    import pypdfium2.raw as raw

    text = page.get_textpage()
    try:
        fonts = _Fonts(text.raw)
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        out: list[_Letter] = []
        for at in range(min(raw.FPDFText_CountChars(text.raw), _MAX_CHARS)):
            char = _char(raw.FPDFText_GetUnicode(text.raw, at))
            if not char or not raw.FPDFText_GetLooseCharBox(text.raw, at, box):
                continue
            if out and unicodedata.combining(char):
                out[-1].text += char
                continue
            raw.FPDFText_GetCharOrigin(text.raw, at, x, y)
            font, size, bold = fonts.of(at)
            left, bottom, right, top, base = box.left, box.bottom, box.right, box.top, y.value
            if turn.rotated:
                base = turn.point(x.value, base)[1]
                (left, bottom), (right, top) = turn.point(left, bottom), turn.point(right, top)
                left, bottom, right, top = (
                    min(left, right),
                    min(bottom, top),
                    max(left, right),
                    max(bottom, top),
                )
            out.append(_Letter(char, left, right, base, bottom, top, size or top - bottom, font, bold))
        return out
    finally:
        text.close()


def _char(code: int) -> str:
    """The letter to keep: no spaces, for gaps tell where words part, and nothing invisible."""
    if code in (0x02, 0xFFFE):  # how PDFium marks a hyphen at the end of a line
        return "-"
    if code < 0x21 or 0xD800 <= code < 0xE000 or code > 0x10FFFF or code in _UNSEEN:
        return ""
    return chr(code)


def _joint(last: _Letter, letter: _Letter, upright: tuple[Rule, ...]) -> str | None:
    """What stands between two letters: nothing, a space, or None for another run."""
    size = last.size if last.size > letter.size else letter.size
    gap = letter.left - last.right
    if last.font == letter.font and last.size == letter.size and gap <= _SPACE * size:
        return ""
    if abs(last.size - letter.size) > 0.15 * size or is_legacy(last.font) != is_legacy(letter.font):
        return None
    if gap > _COLUMN * size:
        return None
    if gap <= _SPACE * size:
        return ""
    middle = (letter.bottom + letter.top) / 2
    if any(last.right - 1 <= r.at <= letter.left + 1 and r.low <= middle <= r.high for r in upright):
        return None
    return " "


class _Fonts:
    """Font of each letter; asked of PDFium once per text object."""

    def __init__(self, text: Any) -> None:
        self._text = text
        self._last: int | None = None
        self._found = ("", 0.0, False)

    def of(self, at: int) -> tuple[str, float, bool]:
        """(font name without its subset mark, size in points, bold)."""
        import pypdfium2.raw as raw

        thing = raw.FPDFText_GetTextObject(self._text, at)
        key = ctypes.addressof(thing.contents) if thing else None
        if key is None or key != self._last:
            self._last = key
            name = ctypes.create_string_buffer(128)
            flags = ctypes.c_int()
            length = raw.FPDFText_GetFontInfo(self._text, at, name, 128, flags)
            font = name.value.decode("utf-8", "replace") if 0 < length <= 128 else ""
            font = font.partition("+")[2] or font
            bold = "bold" in font.casefold() or bool(flags.value & _FORCED_BOLD)
            self._found = (font, float(raw.FPDFText_GetFontSize(self._text, at)), bold)
        return self._found
