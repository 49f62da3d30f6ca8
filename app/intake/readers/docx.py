"""A Word file (.docx, .docm) → lines and tables in reading order. Only XML is read: no macro can run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.ports import Progress, no_progress
from app.intake.outcomes import IntakeFault
from app.intake.readers.choose import WORD_BODY
from app.intake.readers.docx_numbering import Numbering
from app.intake.readers.docx_styles import Styles, W, child, value
from app.intake.readers.docx_text import Reader, Words, raised
from app.intake.readers.legacy import to_unicode
from app.intake.readers.parts import Cell, Grid, Line, Part
from app.intake.readers.zipguard import OfficeZip, office_zip

if TYPE_CHECKING:
    from lxml.etree import _Element

_WRAPPERS = frozenset(f"{W}{n}" for n in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_DEEPEST = 40  # tables and text boxes inside one another
_WIDEST = 200  # columns


def read_docx(path: Path, progress: Progress = no_progress) -> tuple[Part, ...]:
    """The body of a Word file; headers and footers of the page are not part of it.

    Tracked insertions are read, deletions are not. Footnotes follow the paragraph that cites them,
    with their number raised. Pages are those Word saw when it last saved, 0 when it never did.
    Raises WorldError: IntakeFault.DAMAGED, UNSAFE, TOO_LONG (columns), FileFault for the disk.
    """
    with office_zip(path) as office:
        names = sorted(name for name in office.names if WORD_BODY.fullmatch(name))
        body = child(office.xml(names[0], progress), "body") if names else None
        if body is None:
            raise office.fault(IntakeFault.DAMAGED)
        return _Document(office, body).parts(progress)


class _Document:
    def __init__(self, office: OfficeZip, body: _Element) -> None:
        self._office = office
        self._body = body
        self._reader = Reader(Styles(office.xml("word/styles.xml")))
        self._numbering = Numbering(office.xml("word/numbering.xml"))
        self._notes: dict[tuple[str, str], _Element] = {}
        for kind in ("footnote", "endnote"):
            root = office.xml(f"word/{kind}s.xml")
            for note in root.iter(f"{W}{kind}") if root is not None else ():
                self._notes[kind, value(note, "id")] = note
        paged = next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None
        self._page = 1 if paged else 0
        self._held: Words | None = None  # a paragraph whose end mark was deleted

    def parts(self, progress: Progress) -> tuple[Part, ...]:
        out: list[Part] = []
        total = len(self._body)
        for done, element in enumerate(self._body, start=1):
            out += self._element(element, 0)
            if done % 50 == 0 or done == total:
                progress(done, total)
        return tuple(out)

    def _element(self, element: _Element, depth: int) -> list[Part]:
        if depth > _DEEPEST:
            raise self._office.fault(IntakeFault.UNSAFE)
        if element.tag == f"{W}p":
            return self._paragraph(element, depth)
        if element.tag == f"{W}tbl":
            return [self._table(element, depth)]
        if element.tag in _WRAPPERS:
            return [part for inner in element for part in self._element(inner, depth + 1)]
        return []

    def _paragraph(self, element: _Element, depth: int) -> list[Part]:
        words = self._reader.words(element)
        if self._held is not None:
            words, self._held = _joined(self._held, words), None
        if _mark_is_deleted(element):
            self._held = words
            return []
        if self._page:
            self._page += words.page_breaks
        look = self._reader.look(element)
        text = words.text
        label, font = self._numbering.label(look.list_id, look.list_level)
        if label and text.strip():
            text = f"{to_unicode(label, font)} {text.lstrip()}"
        out: list[Part] = [Line(text, self._page, words.strong)] if text.strip() else []
        for box in words.boxes:
            out += [part for inner in box for part in self._element(inner, depth + 1)]
        return out + self._cited(words)

    def _cited(self, words: Words) -> list[Part]:
        """The footnotes this paragraph is the first to cite."""
        out: list[Part] = []
        for key in words.notes:
            note = self._notes.pop(key, None)
            if note is None:
                continue
            number = raised(self._reader.cited[key])
            texts = [self._reader.words(p).text.strip() for p in note.iter(f"{W}p")]
            if text := "\n".join(t for t in texts if t):
                out.append(Line(f"{number} {text}", self._page))
        return out

    def _table(self, element: _Element, depth: int) -> Grid:
        rows: list[tuple[Cell, ...]] = []
        pages: list[int] = []
        notes: list[Line] = []
        for row in _inside(element, "tr"):
            if child(row, "trPr", "del") is not None:
                continue
            cells = self._row(row, depth, notes)
            rows.append(cells)
            pages.append(self._page)
        return Grid(tuple(rows), tuple(pages), tuple(notes))

    def _row(self, row: _Element, depth: int, notes: list[Line]) -> tuple[Cell, ...]:
        before = _count(value(child(row, "trPr", "gridBefore")), 0)
        cells: list[Cell] = [Cell()] * before
        for element in _inside(row, "tc"):
            properties = child(element, "tcPr")
            merge = child(properties, "vMerge")
            parts: list[Part] = []
            for inner in element:
                parts += self._element(inner, depth + 1)
            notes += [part for part in parts if isinstance(part, Line) and _is_note(part)]
            kept = [piece for part in parts if not _is_note(part) for piece in _pieces(part)]
            cells.append(Cell(tuple(kept), down=merge is not None and value(merge) != "restart"))
            span = _count(value(child(properties, "gridSpan")), 1)
            cells += [Cell(across=True)] * (min(span, _WIDEST + 1) - 1)
            if value(child(properties, "hMerge")) == "continue":
                cells[-1] = Cell(across=True)
            if len(cells) > _WIDEST:
                raise self._office.fault(IntakeFault.UNSAFE)
        return tuple(cells)


def _pieces(part: Part) -> list[Part]:
    """In a cell, a line break parts items as a new paragraph does."""
    if isinstance(part, Line):
        return [Line(text, part.page, part.strong) for text in part.text.split("\n") if text.strip()]
    return [part]


def _is_note(part: Part) -> bool:
    return isinstance(part, Line) and part.text[:1] in "¹²³⁴⁵⁶⁷⁸⁹"


def _inside(element: _Element, name: str) -> list[_Element]:
    """The rows or cells of a table, content controls and insertions around them opened."""
    out: list[_Element] = []
    for part in element:
        if part.tag == f"{W}{name}":
            out.append(part)
        elif part.tag in _WRAPPERS:
            out += _inside(part, name)
    return out


def _count(text: str, default: int) -> int:
    return min(int(text), _WIDEST + 1) if text.isascii() and text.isdecimal() and len(text) < 7 else default


def _mark_is_deleted(paragraph: _Element) -> bool:
    return child(paragraph, "pPr", "rPr", "del") is not None


def _joined(before: Words, after: Words) -> Words:
    return Words(
        before.pieces + after.pieces,
        before.bold + after.bold,
        before.notes + after.notes,
        before.boxes + after.boxes,
        before.page_breaks + after.page_breaks,
    )
