"""A PDF with a text layer → lines and tables, pages kept; nothing in it is executed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from app.domain.errors import WorldError
from app.domain.ports import Progress, no_progress
from app.files import world_errors
from app.intake.outcomes import IntakeFault
from app.intake.readers.parts import Cell, Grid, Line, Part
from app.intake.readers.pdf_columns import region, side_by_side
from app.intake.readers.pdf_lines import (
    Column,
    Printed,
    column_of,
    goes_on,
    grouped,
    paragraphs,
    printed_lines,
)
from app.intake.readers.pdf_page import Page, read_page
from app.intake.readers.pdf_tables import Box, Ruled, ruled_tables
from app.pdfium import PDFIUM

MAX_PAGES = 1_000
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SCAN_LETTERS = 12  # a page: fewer on average, and there is no text layer worth reading
_PAGE_NUMBER = re.compile(r"[-–\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–\s]*", re.IGNORECASE)
_EDGE = 0.12  # of the page's height, where page numbers stand
_SAME_COLUMN = 8.0  # points two pages' column borders may differ
_FULL_PAGE = 10  # lines
_CELL_PAD = 3.0  # points


def read_pdf(path: Path, progress: Progress = no_progress) -> tuple[Part, ...]:
    """Every page's text; page numbers in the margins are left out, a table goes on over pages.

    Raises WorldError: IntakeFault.ENCRYPTED, DAMAGED, SCANNED (pictures of paper), TOO_LONG (pages);
    FileFault for the disk; Cancelled through `progress`, which is told after every page.
    """
    with world_errors(path):
        data = path.read_bytes()
    pages = _pages(data, path, progress)
    letters = sum(len(run.text) for page in pages for run in page.runs)
    if letters < _SCAN_LETTERS * len(pages) and any(page.pictures for page in pages):
        raise WorldError(IntakeFault.SCANNED, path=str(path))
    book = _Book()
    for page in pages:
        book.add(page)
    return tuple(book.parts)


def _pages(data: bytes, path: Path, progress: Progress) -> list[Page]:
    import pypdfium2

    try:
        with PDFIUM:
            document = pypdfium2.PdfDocument(data)
        try:
            count = len(document)
            if count > MAX_PAGES:
                raise WorldError(IntakeFault.TOO_LONG, path=str(path))
            out = []
            for index in range(count):
                with PDFIUM:  # page by page: pictures of other files need PDFium meanwhile
                    page = document[index]
                    out.append(read_page(page, index + 1))
                    page.close()
                progress(index + 1, count)
            return out
        finally:
            with PDFIUM:
                document.close()
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD or "assword" in str(error)
        fault = IntakeFault.ENCRYPTED if locked else IntakeFault.DAMAGED
        raise WorldError(fault, path=str(path)) from error


class _Book:
    """Pages put one after another; what a page break cut is joined."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._columns: tuple[float, ...] = ()  # borders of the table the last page ended with
        self._tail: list[Printed] = []  # the paragraph the last page ended with
        self._column = Column(0, 0)
        self._full: dict[tuple[int, int], Column] = {}  # margins of the last full page, by paper

    def add(self, page: Page) -> None:
        tables, runs = ruled_tables(page)
        lines = [line for line in printed_lines(runs) if not _is_page_number(line, page)]
        column = self._margins(lines, page)
        left = lines
        for table in tables:
            above = [line for line in left if (line.top + line.bottom) / 2 > table.top]
            left = [line for line in left if (line.top + line.bottom) / 2 <= table.top]
            self._text(above, column, page.number)
            self._table(table, page.number)
        self._text(left, column, page.number)

    def _margins(self, lines: Sequence[Printed], page: Page) -> Column:
        """The page's own margins; a page of a few lines has those of the fuller ones like it."""
        alone = [line for line in lines if len(line.runs) == 1]
        column = column_of(alone or lines)
        paper = (round(page.width), round(page.height))
        if len(alone) >= _FULL_PAGE:
            self._full[paper] = column
        elif paper in self._full:
            known = self._full[paper]
            column = Column(min(column.left, known.left), max(column.right, known.right))
        return column

    def _text(self, lines: Sequence[Printed], column: Column, page: int) -> None:
        at = 0
        plain: list[Printed] = []
        while at < len(lines):
            end = side_by_side(lines, at)
            if end == at:
                plain.append(lines[at])
                at += 1
                continue
            self._plain(plain, column, page)
            plain = []
            self._end()
            self.parts += region(lines[at:end], page)
            at = end
        self._plain(plain, column, page)

    def _plain(self, lines: Sequence[Printed], column: Column, page: int) -> None:
        for group in grouped(lines, column):
            carried = bool(self._tail) and goes_on(
                self._tail[-1], group[0], self._tail[0], self._column, across_pages=True
            )
            last = self.parts[-1] if self.parts else None
            if carried and isinstance(last, Line) and last.page == page - 1:
                text = f"{last.text}\n" + "\n".join(line.text for line in group)
                self.parts[-1] = Line(text, last.page, last.strong)
            else:
                self.parts.append(
                    Line("\n".join(line.text for line in group), page, all(line.bold for line in group))
                )
            self._columns = ()
            self._tail, self._column = group, column

    def _table(self, table: Ruled, page: int) -> None:
        self._tail = []
        rows = tuple(tuple(_cell(box, page) for box in row) for row in table.rows)
        pages = tuple(page for _ in rows)
        last = self.parts[-1] if self.parts else None
        if isinstance(last, Grid) and last.page(len(last.rows) - 1) < page and self._fits(table):
            self.parts[-1] = Grid(last.rows + rows, last.pages + pages)
        else:
            self.parts.append(Grid(rows, pages))
        self._columns = table.columns

    def _fits(self, table: Ruled) -> bool:
        """Has the table the columns of the one the page before ended with?"""
        return len(table.columns) == len(self._columns) and all(
            abs(a - b) <= _SAME_COLUMN for a, b in zip(table.columns, self._columns, strict=True)
        )

    def _end(self) -> None:
        self._tail, self._columns = [], ()


def _is_page_number(line: Printed, page: Page) -> bool:
    at_edge = line.bottom > page.height * (1 - _EDGE) or line.top < page.height * _EDGE
    return at_edge and len(line.runs) == 1 and bool(_PAGE_NUMBER.fullmatch(line.text))


def _cell(box: Box, page: int) -> Cell:
    lines = printed_lines(box.runs)
    column = Column(box.left + _CELL_PAD, box.right - 2 * _CELL_PAD)
    return Cell(tuple(paragraphs(lines, column, page)), across=box.across, down=box.down and not box.across)
