"""Lines and grids of any reader → numbered paragraphs and the tables of facts among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.plan import Paragraph
from app.domain.text import nfc
from app.intake.facts.tables import is_head, is_month_cell, is_understood, main_column
from app.intake.readers.clean import clean
from app.intake.readers.parts import Cell, Grid, Line, Part
from app.intake.readers.tables import Row, Table, tables_of
from app.intake.readers.text import paragraphs_of

_HEAD_WITHIN = 12  # rows from the top of a grid: title rows of a spreadsheet stand above its heading row
_HEAD_DEPTH = 3  # rows a heading may take
_CLOSING = re.compile(r"[\W_]*nơi nhận\b", re.IGNORECASE)
_NEW_ITEM = re.compile(r"[\W\d_]*(?P<letter>[^\W\d_])?")
_WHEN = "Thời gian"


@dataclass(frozen=True)
class Flow:
    """A plan file as facts are read from it. `paragraphs` hold every word of the file, in order."""

    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]  # of tasks or targets; their rows name the paragraphs they stand in
    strong: frozenset[int] = frozenset()  # indexes of wholly bold paragraphs


def flow_of_text(text: str) -> Flow:
    """Plain text or Markdown."""
    paragraphs = paragraphs_of(text)
    return Flow(paragraphs, tuple(table for table in tables_of(paragraphs) if is_understood(table)))


def flow_of_parts(parts: Sequence[Part]) -> Flow:
    """What a reader of Word, PDF or Excel found. A letterhead or signature table becomes lines."""
    builder = _Builder()
    for part in parts:
        builder.part(part)
    return builder.flow()


class _Builder:
    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self.strong: set[int] = set()
        self.run: list[Paragraph] = []  # lines since the last grid, which may stand in columns by tabs

    def flow(self) -> Flow:
        self._end_run()
        return Flow(tuple(self.paragraphs), tuple(self.tables), frozenset(self.strong))

    def part(self, part: Part) -> None:
        if isinstance(part, Line):
            self._line(part)
        else:
            self._grid(part)

    def _add(self, text: str, page: int) -> Paragraph:
        paragraph = Paragraph(index=len(self.paragraphs), line=0, text=nfc(text), page=page)
        self.paragraphs.append(paragraph)
        return paragraph

    def _line(self, line: Line) -> None:
        if line.text.strip():
            paragraph = self._add(line.text, line.page)
            self.run.append(paragraph)
            if line.strong:
                self.strong.add(paragraph.index)

    def _end_run(self) -> None:
        self.tables += [table for table in tables_of(tuple(self.run)) if is_understood(table)]
        self.run = []

    def _grid(self, grid: Grid) -> None:
        found = _head_of(grid)
        if found is None:
            self._loose(grid, 0, len(grid.rows))
        else:
            start, depth, head = found
            self._loose(grid, 0, start)
            self._end_run()
            end = next((i for i in range(start + depth, len(grid.rows)) if _closes(grid.rows[i])), None)
            self._table(grid, start, depth, head, end or len(grid.rows))
            self._loose(grid, end or len(grid.rows), len(grid.rows))
        for note in grid.notes:
            self._line(note)

    def _loose(self, grid: Grid, start: int, end: int) -> None:
        """Rows that are no list of facts: figures stay one paragraph a row, text gives its own lines."""
        for at in range(start, end):
            cells = [cell for cell in grid.rows[at] if cell.text.strip()]
            if len(cells) > 2 and all("\n" not in cell.text for cell in cells):
                self._line(Line("\t".join(cell.text for cell in cells), grid.page(at)))
                continue
            for cell in cells:
                for part in cell.parts:
                    self.part(part)

    def _table(self, grid: Grid, start: int, depth: int, head: tuple[str, ...], end: int) -> None:
        body = _Body(head, grid.rows[start : start + depth])
        blocks: list[int] = []
        for at in range(start, end):
            row = grid.rows[at]
            if not any(cell.text.strip() for cell in row):
                continue
            text = "\t".join(cell.text for cell in row if not cell.across).rstrip("\t")
            index = self._add(text, grid.page(at)).index
            blocks.append(index)
            if at >= start + depth:
                body.add(row, index)
        heads = (Row(body.head, tuple(blocks[:1])),) if head else ()
        self.tables.append(Table((*heads, *body.rows), tuple(blocks)))


class _Body:
    """Rows of one table with its merged cells filled in."""

    def __init__(self, head: tuple[str, ...], head_rows: Sequence[tuple[Cell, ...]]) -> None:
        self.head = head
        self._head_rows = {_squeezed([_fact_words(cell) for cell in row]) for row in head_rows}
        self.rows: list[Row] = []
        self._main = main_column(head) if head else 1
        self._above: tuple[str, ...] = ()
        self._band = ""

    def add(self, row: tuple[Cell, ...], index: int) -> None:
        texts = tuple(_fact_words(cell) for cell in row)
        if _squeezed(texts) in self._head_rows:
            return  # the heading row again, on a new page
        if band := _band_of(row):
            self._take_band(band)
            return
        if self.rows and self._main < len(row) and row[self._main].down:
            self._add_to_last(row, texts, index)
            return
        filled = tuple(
            self._above[i] if cell.down and i < len(self._above) else text
            for i, (cell, text) in enumerate(zip(row, texts, strict=True))
        )
        self._above = filled
        if self._band:
            filled = filled + ("",) * (len(self.head) - 1 - len(filled)) + (self._band,)
        self.rows.append(Row(filled, (index,)))

    def _take_band(self, band: str) -> None:
        """A row across the whole table: a month stands for the rows below it, other words head a group."""
        if not is_month_cell(band):
            return
        if not self._band:
            self.head += (_WHEN,)
        self._band = band

    def _add_to_last(self, row: tuple[Cell, ...], texts: tuple[str, ...], index: int) -> None:
        """The task reaches over this row: what is new in it belongs to the task."""
        last = self.rows[-1]
        cells = tuple(
            f"{old}\n{texts[i]}" if i < len(row) and not row[i].down and texts[i] and old else
            (old or (texts[i] if i < len(row) else ""))
            for i, old in enumerate(last.cells)
        )  # fmt: skip
        self.rows[-1] = replace(last, cells=cells, blocks=(*last.blocks, index))


def _squeezed(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell.casefold() for cell in cells if cell)


def _band_of(row: tuple[Cell, ...]) -> str:
    """The words of a cell that reaches over the whole row, "" otherwise."""
    if len(row) > 1 and all(cell.across for cell in row[1:]):
        return _fact_words(row[0])
    return ""


def _fact_words(cell: Cell) -> str:
    """Readable words; a new line where a new paragraph of the cell begins a new item."""
    out = ""
    for text in (clean(line) for line in _cell_lines(cell)):
        start = _NEW_ITEM.match(text)
        letter = start["letter"] if start else None
        new = bool(letter and letter.isupper()) or text[:1] in "-–+•"
        out += ("\n" if new and len(out) > 6 else " ") + text if out else text
    return out


def _cell_lines(cell: Cell) -> list[str]:
    return [part.text if isinstance(part, Line) else "\n".join(_grid_lines(part)) for part in cell.parts]


def _grid_lines(grid: Grid) -> list[str]:
    return [cell.text for row in grid.rows for cell in row if cell.text]


def _closes(row: tuple[Cell, ...]) -> bool:
    return any(_CLOSING.match(cell.text) for cell in row)


def _head_of(grid: Grid) -> tuple[int, int, tuple[str, ...]] | None:
    """(first row, number of rows, words by column) of a grid's heading; no words for a list without one."""
    for at, row in enumerate(grid.rows[:_HEAD_WITHIN]):
        if _band_of(row):
            continue
        depth = 1
        words = _spread(row)
        while depth < _HEAD_DEPTH and _heads_on(grid, at, depth):
            words = _with_sub_heads(words, grid.rows[at + depth])
            depth += 1
        if is_head(words):
            return at, depth, words
        if is_understood(Table((Row(tuple(_fact_words(cell) for cell in row), ()),), ())):
            return at, 0, ()
    return None


def _spread(row: tuple[Cell, ...]) -> tuple[str, ...]:
    """Words by column, a merged cell's in each of its columns."""
    out: list[str] = []
    for cell in row:
        out.append(out[-1] if cell.across and out else clean(cell.text))
    return tuple(out)


def _heads_on(grid: Grid, at: int, depth: int) -> bool:
    """Does the heading go on in this row, below merged cells?"""
    if at + depth >= len(grid.rows):
        return False
    return any(cell.across for cell in grid.rows[at + depth - 1]) and any(
        cell.down for cell in grid.rows[at + depth]
    )


def _with_sub_heads(words: tuple[str, ...], below: tuple[Cell, ...]) -> tuple[str, ...]:
    under = _spread(below)
    return tuple(
        f"{word} {under[i]}".strip() if i < len(below) and not below[i].down else word
        for i, word in enumerate(words)
    )
