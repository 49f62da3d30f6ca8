"""Text → numbered paragraphs, each the exact lines as written (R170: wrapped lines belong together)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.plan import Paragraph
from app.domain.text import nfc

_NEWLINE = re.compile(r"\r\n|\n|\r")
_FULL_LINE = 50  # shorter than this, a line ended because its sentence did
_WRAP_WIDTH = 115  # hand- or printer-wrapped files keep their lines below this
_STARTS_ITEM = re.compile(
    r"""\s*(?:
        [-+•–—*·▪‣]\s*\S | \#{1,6}\s | \*\*|__|> |
        \(?\d{1,3}(?:\.\d{1,3})*[.)]\s | [a-zđ][.)]\s | [IVXLC]{1,6}[.)/]\s | [A-HĐ]\.\s |
        \d{1,2}(?:\.\d{1,2})*/\s+[^\W\d] |
        </?(?:table|thead|tbody|tr|t[dh]|p|div|li|ul|ol|h[1-6])\b | \| |
        (?:Phần|PHẦN|Chương|CHƯƠNG)\ (?:[Tt]hứ|THỨ|[IVX]+|\d)\b |
        (?:Số|Nơi\ nhận|KẾ\ HOẠCH|PHỤ\ LỤC|DANH\ MỤC)\b | \(Kèm\ theo |
        \d{1,2}\ (?=[A-ZĐ]\w) | [¹²³⁴-⁹]
    )""",
    re.VERBOSE,
)
_TABLE_LINE = re.compile(r"\S\t|^\s*\||</?(?:table|tr|td|th)\b", re.IGNORECASE)
_WRAP_HYPHEN = re.compile(r"\w-\s?$")
_WHOLE_BOLD = re.compile(r"^\s*(\*\*|__).*\1\s*$")


@dataclass(frozen=True)
class _Line:
    text: str
    number: int  # 1-based
    page: int  # 0 when the file has no page marks


def _lines(text: str) -> list[_Line]:
    """The non-blank lines."""
    paged = "\f" in text
    page = 1 if paged else 0
    out: list[_Line] = []
    for number, line in enumerate(_NEWLINE.split(text), start=1):
        if not line:
            continue
        for piece_no, piece in enumerate(line.split("\f")):
            page += 1 if piece_no else 0
            if piece.strip():
                out.append(_Line(piece, number, page))
    return out


def _is_wrapped(lines: list[_Line]) -> bool:
    """Is the file broken at a fixed width, so that a full stop at a line's end means nothing?"""
    long = [len(line.text) for line in lines if len(line.text) >= _FULL_LINE]
    return len(long) >= 8 and sum(1 for n in long if n <= _WRAP_WIDTH) >= 0.95 * len(long)


def _continues(before: str, after: str, wrapped: bool) -> bool:
    """Does `after` go on with the sentence that fills line `before`?"""
    if _TABLE_LINE.search(before) or _TABLE_LINE.search(after):
        return False
    if _WRAP_HYPHEN.search(before) and after[:1].isalpha():
        return True
    if len(before.rstrip()) < _FULL_LINE:
        return False
    if before.lstrip().startswith("#") or before.endswith("  ") or _WHOLE_BOLD.match(before):
        return False
    if _STARTS_ITEM.match(after) or (wrapped and after.startswith(" ")):  # a page began there
        return False
    return wrapped or before.rstrip()[-1] not in ".;:!?"


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """Every non-blank line of `text`, in order, in exactly one paragraph; indexes run from 0.

    A paragraph's text is its lines joined by one line feed, NFC, nothing removed. Pages are
    counted by form feeds; without any, every page is 0.
    """
    lines = _lines(nfc(text))
    wrapped = _is_wrapped(lines)
    groups: list[list[_Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        beside = last is not None and last.number + 1 == line.number and last.page == line.page
        if last is not None and beside and _continues(last.text, line.text, wrapped):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(
        Paragraph(index=i, line=g[0].number, text="\n".join(line.text for line in g), page=g[0].page)
        for i, g in enumerate(groups)
    )
