"""The three annex tables as an Excel file, one sheet each, ready to print (R166-R168)."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from app.domain.text import nfc
from app.reports import fonts
from app.reports.plan import words
from app.reports.plan.measures import COLUMNS
from app.reports.plan.paper import Annex, PlanPaper

_SIZE = 12.0
_FONT = {"font_name": "Times New Roman", "font_size": _SIZE, "valign": "top", "text_wrap": True}
_LINE = 15.75  # points of one line
_PIXELS_PER_MM = 96 / 25.4
_PADDING = 5.0  # pixels of a column that hold no words
_HEAD_ROW = 4  # 0-based; title, subject, pointer and a blank line stand above
_MARGINS = {"left": 1.18, "right": 0.59, "top": 0.79, "bottom": 0.79}  # inches: 30, 15, 20, 20 mm
_A4 = 9


def render_excel(paper: PlanPaper) -> bytes:
    """The same paper gives the same bytes. Cells are text: nothing in them is a formula."""
    import xlsxwriter

    fonts.register()  # to measure rows
    out = BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    day = paper.made_on
    workbook.set_properties(
        {
            "title": nfc(paper.file_title),
            "author": nfc(paper.school.name),
            "created": datetime(day.year, day.month, day.day),
            "comments": "Sổ CĐS",
        }
    )
    formats = {
        "title": workbook.add_format(_FONT | {"bold": True, "align": "center", "font_size": 14}),
        "pointer": workbook.add_format(_FONT | {"italic": True, "align": "center"}),
        "head": workbook.add_format(
            _FONT | {"bold": True, "align": "center", "valign": "vcenter", "border": 1}
        ),
        "cell": workbook.add_format(_FONT | {"border": 1}),
        "first": workbook.add_format(_FONT | {"border": 1, "align": "center"}),
    }
    for name, annex in zip(words.SHEETS, paper.annexes, strict=True):
        _sheet(workbook.add_worksheet(name), annex, formats)
    workbook.close()
    return out.getvalue()


def _sheet(sheet: Any, annex: Annex, formats: dict[str, Any]) -> None:
    last = len(annex.heads) - 1
    above = ((annex.label, "title"), (annex.title, "title"), (annex.pointer, "pointer"))
    for at, (text, style) in enumerate(above):
        sheet.merge_range(at, 0, at, last, "", formats[style])
        sheet.write_string(at, 0, nfc(text), formats[style])
    for column, (head, width) in enumerate(zip(annex.heads, COLUMNS[annex.kind], strict=True)):
        sheet.set_column_pixels(column, column, round(width * _PIXELS_PER_MM))
        sheet.write_string(_HEAD_ROW, column, head, formats["head"])
    sheet.set_row(_HEAD_ROW, _height(annex, annex.heads, fonts.BOLD))
    for at, row in enumerate(annex.rows, _HEAD_ROW + 1):
        sheet.set_row(at, _height(annex, row.cells, fonts.REGULAR))
        for column, text in enumerate(row.cells):
            sheet.write_string(at, column, nfc(text), formats["cell" if column else "first"])
    _print_set_up(sheet, annex, last)


def _height(annex: Annex, cells: tuple[str, ...], font: str) -> float:
    """Points of a row that shows its longest cell whole; not every program fits rows when it opens a file."""
    lines = 1
    for text, width in zip(cells, COLUMNS[annex.kind], strict=True):
        room = (width * _PIXELS_PER_MM - 2 * _PADDING) * 0.75
        lines = max(lines, sum(len(fonts.wrap(line, font, _SIZE, room)) for line in nfc(text).split("\n")))
    return min(409.0, lines * _LINE + 3)  # Excel's own limit


def _print_set_up(sheet: Any, annex: Annex, last: int) -> None:
    """A4, one page wide, the heading row on every page, page numbers in the top margin."""
    sheet.freeze_panes(_HEAD_ROW + 1, 0)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.set_paper(_A4)
    sheet.set_margins(**_MARGINS)
    sheet.fit_to_pages(1, 0)
    sheet.set_header('&C&"Times New Roman,Regular"&13&P')
    sheet.print_area(0, 0, _HEAD_ROW + max(1, len(annex.rows)), last)
    if annex.landscape:
        sheet.set_landscape()
