"""Text set side by side without rules: letterheads, signatures, and tables that only white space parts."""

from __future__ import annotations

from collections.abc import Sequence

from app.intake.readers.parts import Cell, Grid, Line, Part
from app.intake.readers.pdf_lines import Printed, paragraphs
from app.intake.readers.pdf_page import Run

_GUTTER = 7.0  # points of white that part two columns
_BREAK = 6.0  # line heights of white after which columns have ended
_TABLE_ROWS = 3

_Span = tuple[float, float]


def side_by_side(lines: Sequence[Printed], start: int) -> int:
    """The end of the region of columns that begins at line `start`; `start` itself when none does."""
    gutters = _gutters(lines[start], None)
    end = start + 1
    if not gutters:
        # a line wholly on the right of what follows, as a signature set a little higher
        if start + 1 < len(lines) and (below := _gutters(lines[start + 1], None)):
            if lines[start].left < below[0][1] or not _near(lines[start], lines[start + 1]):
                return start
            gutters, end = below, start + 2
        else:
            return start
    while end < len(lines) and _near(lines[end - 1], lines[end]):
        kept = _gutters(lines[end], gutters)
        if not kept:
            break
        gutters, end = kept, end + 1
    return end


def _near(above: Printed, below: Printed) -> bool:
    return above.bottom - below.top < _BREAK * (above.top - above.bottom)


def _gutters(line: Printed, known: list[_Span] | None) -> list[_Span]:
    """White between the line's runs, or what its runs leave of the `known` white."""
    if known is None:
        pairs = zip(line.runs, line.runs[1:], strict=False)
        return [(a.right, b.left) for a, b in pairs if b.left - a.right >= _GUTTER]
    out = []
    for low, high in known:
        for run in line.runs:
            if run.left < high and run.right > low:  # it reaches into the white, from one side
                if run.left <= low and run.right >= high:
                    low = high
                elif run.left <= low:
                    low = max(low, run.right)
                else:
                    high = min(high, run.left)
        if high - low >= _GUTTER:
            out.append((low, high))
    return out


def region(lines: Sequence[Printed], page: int) -> list[Part]:
    """Columns beside each other: a table when there are three or more, else left column, then right."""
    gutters = _gutters(lines[0], None) or _gutters(lines[1], None)
    for line in lines:
        gutters = _gutters(line, gutters)
    edges = [(low + high) / 2 for low, high in gutters]
    if len(edges) >= 2 and len(lines) >= _TABLE_ROWS:
        return [_table(lines, edges, page)]
    out: list[Part] = []
    for at in range(len(edges) + 1):
        side = [part for line in lines if (part := _part(line, edges, at))]
        out += paragraphs(side, None, page)
    return out


def _part(line: Printed, edges: Sequence[float], at: int) -> Printed | None:
    """What of the line stands in column `at`."""
    low = edges[at - 1] if at else float("-inf")
    high = edges[at] if at < len(edges) else float("inf")
    runs: tuple[Run, ...] = tuple(run for run in line.runs if low <= (run.left + run.right) / 2 < high)
    return Printed(runs) if runs else None


def _table(lines: Sequence[Printed], edges: Sequence[float], page: int) -> Grid:
    """A row begins where its first column does; a line without one carries the row above on."""
    rows: list[list[list[Printed]]] = []
    for line in lines:
        parts = [_part(line, edges, at) for at in range(len(edges) + 1)]
        if parts[0] is not None or not rows:
            rows.append([[] for _ in parts])
        for cell, part in zip(rows[-1], parts, strict=True):
            cell += [part] if part else []
    return Grid(tuple(tuple(_cell(cell, page) for cell in row) for row in rows), tuple(page for _ in rows))


def _cell(lines: list[Printed], page: int) -> Cell:
    if not lines:
        return Cell()
    return Cell((Line("\n".join(line.text for line in lines), page),))
