"""What every reader hands on: lines of text and grids of cells, in the order a person reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One paragraph as written; inner line feeds are the line breaks of the paper."""

    text: str
    page: int = 0  # 1-based, 0 = the file has no pages
    strong: bool = False  # wholly bold


@dataclass(frozen=True)
class Cell:
    """One cell at its first column. A merged cell's other places are `across` or `down` fillers."""

    parts: tuple[Part, ...] = ()
    across: bool = False  # the cell on its left reaches over this place
    down: bool = False  # the cell above reaches over this place

    @property
    def text(self) -> str:
        """Its words, one paragraph a line; tables inside it are given cell by cell."""
        return "\n".join(line.text for line in lines_in(self.parts) if line.text.strip())


@dataclass(frozen=True)
class Grid:
    """A table: rows of cells by column; `pages` holds the page of each row."""

    rows: tuple[tuple[Cell, ...], ...]
    pages: tuple[int, ...] = ()
    notes: tuple[Line, ...] = ()  # footnotes cited in it

    def page(self, row: int) -> int:
        return self.pages[row] if row < len(self.pages) else 0


Part = Line | Grid


def lines_in(parts: tuple[Part, ...]) -> Iterator[Line]:
    """Every line of `parts`, in order, tables row by row."""
    for part in parts:
        if isinstance(part, Line):
            yield part
            continue
        for row in part.rows:
            for cell in row:
                yield from lines_in(cell.parts)
        yield from part.notes
