"""Tables and rules of the Word file: borderless columns, ruled annex tables, the short lines under heads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from app.domain.text import nfc
from app.reports import layout as at
from app.reports.plan import word_styles as styles
from app.reports.plan.paper import Annex

_RULE_EIGHTHS = "6"  # 0.75 pt


def columns(document: Any, widths: Sequence[float], rows: int) -> Any:
    """A table without borders; widths in points."""
    table = document.add_table(rows=rows, cols=len(widths))
    _shape(table, [Pt(width) for width in widths], padding=0)
    for row in table.rows:
        _mark(row, "w:cantSplit")
    return table


def annex_table(document: Any, annex: Annex, widths: Sequence[float]) -> Any:
    """A ruled table whose heading row repeats on every page; widths in mm."""
    table = document.add_table(rows=1, cols=len(annex.heads))
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, annex.heads, strict=True):
        _write(cell, head, styles.CELL_HEAD)
    _mark(table.rows[0], "w:tblHeader")
    _mark(table.rows[0], "w:cantSplit")
    for row in annex.rows:
        made = table.add_row()
        _mark(made, "w:cantSplit")
        for n, (cell, words) in enumerate(zip(made.cells, row.cells, strict=True)):
            _write(cell, words, styles.CELL if n else styles.CENTRED_CELL)
    _shape(table, [Mm(width) for width in widths], padding=at.CELL_PADDING)
    return table


def _write(cell: Any, words: str, style: str) -> None:
    """Each line a paragraph of its own."""
    first, *rest = nfc(words).split("\n")
    styles.dress(cell.paragraphs[0], style).add_run(first)
    for line in rest:
        styles.dress(cell.add_paragraph(line), style)


def _shape(table: Any, widths: Sequence[Any], padding: float) -> None:
    """Fixed widths, the table as wide as the text."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), str(int(padding * 20)))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    table._tbl.tblPr.append(margins)


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def rule(container: Any, width: float, length: float) -> None:
    """A centred line of `length` points under what stands above: the top border of an empty paragraph."""
    paragraph = styles.dress(container.add_paragraph(), styles.RULE)
    paragraph.paragraph_format.left_indent = Pt((width - length) / 2)
    paragraph.paragraph_format.right_indent = Pt((width - length) / 2)
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", _RULE_EIGHTHS), ("space", "1"), ("color", "auto")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
