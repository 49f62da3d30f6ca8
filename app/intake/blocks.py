"""Paragraphs → blocks: what a reader of the paper sees as one item, with its list label (R29)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.plan import Paragraph, Source
from app.intake.readers.clean import UPPER, clean
from app.intake.readers.tables import cells_of

_LABEL = re.compile(
    r"""^\s*(?:\#{1,6}\s+)?(?:\*\*|__|<b>|\*)?\s*(?P<label>
        [-+•–—▪·‣]+ (?=\s*\S) | \*(?=\s) | \(\d{1,3}\) | \d{1,3}(?:\.\d{1,3})+\.?(?=\s) | \d{1,3}[.)](?=\s) |
        \d{1,2}(?:\.\d{1,2})*/(?=\s+[^\W\d]) | [a-zđ][.)/](?=\s) | [IVXLC]{1,6}[.)/](?=\s) | [A-HĐ]\.(?=\s) |
        (?:Phần|PHẦN|Chương|CHƯƠNG)\s+(?:(?:thứ|THỨ)\s+\w+|[IVX]{1,4}|\d{1,2})\s*(?:[.:–-]|$|(?=\*\*))
    )\s*""",
    re.VERBOSE,
)
_FOOTNOTE = re.compile(r"^\s*(?:<sup>\s*\d{1,3}\s*</sup>|[¹²³⁴-⁹]+|\d{1,2}(?= [A-ZĐ]\w))\s*\S")
_ENDED = re.compile(r"[.;:!?…](?:/\.)?[\"”’)\]]*$")
_LONGEST = 6000  # characters; an item of a plan is never longer
_HANGS = re.compile(r"(?:,|\b(?:tại|của|và|với|về|trong|cho|các|những|hoặc|theo))$", re.IGNORECASE)
_PAGE_MARK = re.compile(r"^[\s–—-]*(?:trang\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?[\s–—-]*$", re.IGNORECASE)
_BR = re.compile(r"<br\s*/?>", re.IGNORECASE)
_GAP = re.compile(r"[ \u00a0]{4,}|[ \u00a0]{2,}(?=CỘNG H|Độc lập)")
_FLAT = re.compile(r"CỘNG H[OÒ]A XÃ|\bnơi nhận\b", re.IGNORECASE)  # a letterhead or a signature row
_LINES_IN_CELL = re.compile(
    rf"(?<=\*\*)\s+(?=\S)|\s+(?=\*{{1,2}}[^\s*])|\s+(?=Số\s*:)|\s+(?=Độc lập\b)|(?<=phúc)\s+|\s+(?=TRƯỜNG\s)"
    rf"|(?<=[;:])\s+(?=[-+•]\s)|(?:(?<=TRƯỞNG)|(?<=CHỦ TỊCH)|(?<=GIÁM ĐỐC))\s+(?=[{UPPER}]\w*[^\W{UPPER}])"
)
_INDENT = " " * 12  # the right column alone
_RIGHT = re.compile(
    rf"(?:CỘNG H|\((?:Đã )?[kK]ý|Độc lập\s*[-–]|[{UPPER}][^\n,]{{1,60}},\s*ngày\b"
    rf"|(?:(?:TM|KT|TL|TUQ|Q)\.\s*)?[{UPPER}][{UPPER} &-]{{5,60}}$"
    rf"|(?:[{UPPER}]\w*\s){{1,5}}[{UPPER}]\w*$|ngày[\s\d.…]+tháng)"
)
_LETTER = re.compile(r"[^\W\d_]")
_BOLD = re.compile(r"^\s*(?:\#{1,6}\s|(\*{2,3}|__).+\1\s*$|<b>.*</b>\s*$)", re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One logical item. `words` are cleaned and stand without the label; `raw` is as written."""

    parts: tuple[int, ...]  # paragraph indexes, in order
    raw: str
    words: str
    label: str = ""
    line: int = 0
    page: int = 0
    strong: bool = False  # a heading by its markup, or wholly bold
    footnote: bool = False

    @property
    def first(self) -> int:
        return self.parts[0]

    @property
    def source(self) -> Source:
        return Source(self.raw, self.first, self.line, self.page)


def _block(paragraph: Paragraph, text: str, bold: bool) -> Block:
    match = _LABEL.match(text)
    label = match["label"] if match else ""
    body = text[match.end() :] if match else text
    return Block(
        parts=(paragraph.index,),
        raw=paragraph.text,
        words=clean(body),
        label=label,
        line=paragraph.line,
        page=paragraph.page,
        strong=bold or bool(_BOLD.match(text)),
        footnote=bool(_FOOTNOTE.match(text)),
    )


def _goes_on(before: Block, after: Block) -> bool:
    """Did a page break cut one sentence in two? (R170)"""
    if (
        len(before.raw) > _LONGEST
        or after.label
        or after.strong
        or after.footnote
        or before.strong
        or not before.words
    ):
        return False
    first = _LETTER.search(after.words)
    if _HANGS.search(before.words[-12:]):
        return True
    starts_small = first is not None and first.start() == 0 and first.group().islower()
    return starts_small and not _ENDED.search(before.words[-12:]) and len(before.words) > 25


def _joined(before: Block, after: Block) -> Block:
    return Block(
        parts=before.parts + after.parts,
        raw=f"{before.raw}\n{after.raw}",
        words=f"{before.words} {after.words}",
        label=before.label,
        line=before.line,
        page=before.page,
    )


def _beside(text: str) -> tuple[str, ...]:
    """Two columns held apart by spaces, as a reader of scans writes a letterhead or a signature.

    Only where the right one is a motto, a title, a place with its date or a person's name.
    """
    lines = text.split("\n")
    rows = [_GAP.split(line.strip()) for line in lines]
    for line, row in zip(lines, rows, strict=True):
        alone = len(row) == 1 and line.startswith(_INDENT)
        if not (alone or len(row) == 2) or not _RIGHT.match(row[-1]):
            return (text,)
    return tuple(cell for row in rows for cell in row)


def _running_titles(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Lines beside page marks that come again at other pages ("Trang 2/4" and the plan's name)."""
    beside: dict[str, list[int]] = {}
    for before, after in pairwise(paragraphs):
        if bool(_PAGE_MARK.match(before.text)) != bool(_PAGE_MARK.match(after.text)):
            line = after if _PAGE_MARK.match(before.text) else before
            beside.setdefault(clean(line.text).casefold(), []).append(line.index)
    repeated = (lines for words, lines in beside.items() if len(set(lines)) > 1 and len(words) < 150)
    return frozenset(index for lines in repeated for index in lines)


def blocks_of(paragraphs: Sequence[Paragraph], strong: frozenset[int] = frozenset()) -> tuple[Block, ...]:
    """Blocks of the paragraphs that are not in tables; a sentence cut by a page break is one block.

    `strong` holds the indexes of paragraphs whose file shows them in bold.
    Columns set beside each other (letterhead, "Nơi nhận" beside the signature) give one block each.
    """
    out: list[Block] = []
    running = _running_titles(paragraphs)
    open_at = -1  # the last block that is not a footnote
    for paragraph in paragraphs:
        if set(paragraph.text) <= set("-*_= \t\n|:"):
            continue  # a ruled line
        if _PAGE_MARK.match(paragraph.text) or paragraph.index in running:
            continue
        columns = cells_of(paragraph.text)
        if len(columns) == 1:
            columns = _beside(paragraph.text)
        if len(columns) > 1:
            cells = [line for cell in columns for line in _BR.split(cell) if line.strip()]
            if any(_FLAT.search(cell) for cell in cells):
                cells = [line for cell in cells for line in _LINES_IN_CELL.split(cell) if line.strip()]
            out += [_block(paragraph, cell, paragraph.index in strong) for cell in cells]
            open_at = -1
            continue
        block = _block(paragraph, paragraph.text, paragraph.index in strong)
        if open_at >= 0 and open_at >= len(out) - 3 and _goes_on(out[open_at], block):
            out[open_at] = _joined(out[open_at], block)
            continue
        out.append(block)
        if not block.footnote:
            open_at = len(out) - 1
    return tuple(out)
