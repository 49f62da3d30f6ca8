"""Tables in a text file (R94, R168, R170): tab, pipe and HTML rows over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from app.domain.plan import Paragraph, Source
from app.intake.readers.clean import clean

_RULE_ROW = re.compile(r"^\s*\|?[\s:|-]*-{2,}[\s:|-]*$")
_LIST_TAB = re.compile(r"^(?:[-+•–*]|\(?\w{1,4}[.)])\t+")
_CLOSING = re.compile(r"[\W_]*nơi nhận\b", re.IGNORECASE)
_OPEN = re.compile(r"<table\b", re.IGNORECASE)
_CLOSE = re.compile(r"</table\s*>", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """One table row: readable cells, and the paragraphs it was read from."""

    cells: tuple[str, ...]
    blocks: tuple[int, ...]

    def cell(self, column: int | None) -> str:
        return self.cells[column] if column is not None and column < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    rows: tuple[Row, ...]
    blocks: tuple[int, ...]  # every paragraph of it, separator rows included


def source_of(row: Row, paragraphs: Sequence[Paragraph]) -> Source:
    """Where a row stands, with its words as written."""
    first = paragraphs[row.blocks[0]]
    raw = "\n".join(paragraphs[index].text for index in row.blocks)
    return Source(raw, first.index, first.line, first.page)


def _is_pipe(text: str) -> bool:
    stripped = text.strip()
    return (stripped.startswith("|") and stripped.count("|") >= 2) or stripped.count(" | ") >= 2


def _pipe_cells(text: str) -> tuple[str, ...]:
    inner = text.strip().removeprefix("|").removesuffix("|")
    return tuple(clean(cell.replace("\\|", "|")) for cell in re.split(r"(?<!\\)\|", inner))


def _is_tabbed(text: str, in_table: bool) -> bool:
    """Has the line columns? A tab after a list label or as an indent makes none, except that an
    indented line goes on with the row above when it starts in a later column or in mid-sentence."""
    body = _LIST_TAB.sub("", text.strip(" \n"))
    if "\t" in body.strip("\t"):
        return True
    rest = body.lstrip("\t ")
    return in_table and body.startswith("\t") and (body.startswith("\t\t") or rest[:1].islower())


def cells_of(text: str) -> tuple[str, ...]:
    """The raw, non-blank columns of a line that is not part of an understood table."""
    if _is_pipe(text):
        cells = re.split(r"(?<!\\)\|", text)
    elif _is_tabbed(text, in_table=False):
        cells = text.split("\t")
    else:
        cells = [text]
    return tuple(cell for cell in cells if cell.strip())


class _HtmlRows(HTMLParser):
    """Collects (cells, first line, last line) of an HTML table; row spans are copied down."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[tuple[list[str], int, int]] = []
        self._cell: list[str] | None = None
        self._span = 1
        self._hanging: dict[int, tuple[int, str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_cell()
            self.rows.append(([], self.getpos()[0], self.getpos()[0]))
        elif tag in ("td", "th"):
            self._end_cell()
            self._cell = []
            span = dict(attrs).get("rowspan") or "1"
            self._span = int(span) if span.isascii() and span.isdecimal() and len(span) < 4 else 1
        elif tag in ("br", "p") and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        if not self.rows:
            self.rows.append(([], self.getpos()[0], self.getpos()[0]))
        cells, first, _ = self.rows[-1]
        self._copy_down(cells)
        text = clean("".join(self._cell))
        if self._span > 1:
            self._hanging[len(cells)] = (self._span - 1, text)
        cells.append(text)
        self.rows[-1] = (cells, first, self.getpos()[0])
        self._cell = None

    def _copy_down(self, cells: list[str]) -> None:
        while (hanging := self._hanging.get(len(cells))) and hanging[0] > 0:
            self._hanging[len(cells)] = (hanging[0] - 1, hanging[1])
            cells.append(hanging[1])


def _html_table(paragraphs: list[Paragraph]) -> Table:
    owner: list[int] = []
    for paragraph in paragraphs:
        owner += [paragraph.index] * (paragraph.text.count("\n") + 1)
    reader = _HtmlRows()
    reader.feed("\n".join(p.text for p in paragraphs))
    reader.close()
    rows = []
    for cells, first, last in reader.rows:
        blocks = tuple(dict.fromkeys(owner[first - 1 : last]))
        if any(cells) and blocks:
            rows.append(Row(tuple(cells), blocks))
    return Table(tuple(rows), tuple(p.index for p in paragraphs))


def _line_table(paragraphs: list[Paragraph]) -> Table:
    rows: list[Row] = []
    for paragraph in paragraphs:
        if _is_pipe(paragraph.text):
            if _RULE_ROW.match(paragraph.text):
                continue
            cells = _pipe_cells(paragraph.text)
        else:
            cells = tuple(clean(cell) for cell in paragraph.text.split("\t"))
        if any(cells):
            rows.append(Row(cells, (paragraph.index,)))
    return Table(tuple(rows), tuple(p.index for p in paragraphs))


def tables_of(paragraphs: tuple[Paragraph, ...]) -> tuple[Table, ...]:
    """Every table, in order. Rows on both sides of a blank line are one table (a page break)."""
    out: list[Table] = []
    run: list[Paragraph] = []
    html_run: list[Paragraph] = []
    for paragraph in paragraphs:
        if html_run or _OPEN.search(paragraph.text):
            html_run.append(paragraph)
            if _CLOSE.search(paragraph.text):
                out.append(_html_table(html_run))
                html_run = []
            continue
        if run and _CLOSING.match(paragraph.text):
            out.append(_line_table(run))
            run = []
        if _is_tabbed(paragraph.text, bool(run)) or _is_pipe(paragraph.text):
            run.append(paragraph)
        elif run:
            out.append(_line_table(run))
            run = []
    if run:
        out.append(_line_table(run))
    return tuple(table for table in out if len(table.rows) > 1 or _is_wide(table))


def _is_wide(table: Table) -> bool:
    return any(sum(1 for cell in row.cells if cell) >= 3 for row in table.rows)
