"""The sample plan as the files people really send: Word with real numbering, PDF, a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from app.intake.blocks import Block
from app.intake.readers.clean import clean
from app.intake.readers.tables import Table as FactTable
from tests.intake.shared import SAMPLE

LABEL = re.compile(r"^(?P<label>[IVX]+\.|\d+\.|[-+])\s+(?P<words>.*)$")
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@dataclass
class Plan:
    """The sample, taken apart: `body` lines are (label, words, bold)."""

    head: list[str] = field(default_factory=list)  # superior, issuer, number, place and date
    title: list[str] = field(default_factory=list)
    body: list[tuple[str, str, bool]] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    signer: list[str] = field(default_factory=list)
    annex: list[str] = field(default_factory=list)
    table: list[list[str]] = field(default_factory=list)


def sample_plan() -> Plan:
    plan = Plan()
    into = "head"
    for line in SAMPLE.read_text(encoding="utf-8").splitlines():
        words = clean(line)
        if not words or set(words) <= set("|-"):
            continue
        bold = line.startswith(("#", "**"))
        if words == "KẾ HOẠCH":
            into = "title"
        elif into == "title" and not bold:
            into = "body"
        elif words.startswith("Nơi nhận"):
            into = "recipients"
        elif words == "HIỆU TRƯỞNG":
            into = "signer"
        elif words == "PHỤ LỤC":
            into = "annex"
        if line.startswith("|"):
            plan.table.append([clean(cell) for cell in line.strip("| ").split(" | ")])
        elif into == "body":
            match = LABEL.match(words)
            plan.body.append((match["label"], match["words"], bold) if match else ("", words, bold))
        else:
            getattr(plan, into).append(words)
    return plan


def _level(ilvl: int, form: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(document: Any) -> dict[str, tuple[int, int]]:
    """Adds the lists of an office document; kind of label → (numId, ilvl)."""
    part = document.part.numbering_part.element
    for number, levels in (
        (900, _level(0, "upperRoman", "%1.") + _level(1, "decimal", "%2.")),
        (901, _level(0, "bullet", "-") + _level(1, "bullet", "+")),
    ):
        part.insert(
            0,
            parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{levels}</w:abstractNum>'),
        )
        part.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )
    return {"I": (900, 0), "1": (900, 1), "-": (901, 0), "+": (901, 1)}


def put_in_list(paragraph: Any, place: tuple[int, int]) -> None:
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{place[1]}"/><w:numId w:val="{place[0]}"/></w:numPr>'
        )
    )


def fill(cell: Any, lines: Iterable[str], bold: bool = False) -> None:
    for at, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).bold = bold


def word_file(path: Path) -> Path:
    """Letterhead and closing in borderless tables, headings and items in real lists, the month table."""
    plan = sample_plan()
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    lists = numbered(document)
    head = document.add_table(rows=2, cols=2)
    fill(head.cell(0, 0), plan.head[:2], bold=True)
    fill(head.cell(0, 1), MOTTO, bold=True)
    fill(head.cell(1, 0), plan.head[2:3])
    fill(head.cell(1, 1), plan.head[3:4])
    for words in plan.title:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(words).bold = True
    for label, words, bold in plan.body:
        paragraph = document.add_paragraph()
        half = len(words) // 2
        for piece in (words[:half], words[half:]):  # Word cuts runs anywhere
            paragraph.add_run(piece).bold = bold
        if label:
            kind = "I" if label[0] in "IVX" else "1" if label[0].isdigit() else label
            put_in_list(paragraph, lists[kind])
    closing = document.add_table(rows=1, cols=2)
    fill(closing.cell(0, 0), [plan.recipients[0], *plan.recipients[1:]])
    fill(closing.cell(0, 1), [plan.signer[0], "", "", plan.signer[1]], bold=True)
    document.add_page_break()
    for words in plan.annex:
        document.add_paragraph().add_run(words).bold = not words.startswith("(")
    table = document.add_table(rows=0, cols=len(plan.table[0]), style="Table Grid")
    for row in plan.table:
        cells = table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = words
    document.save(str(path))
    return path


def _lines_of(block: Block) -> str:
    return ("¹ " if block.footnote else "") + f"{block.label} {block.words}".strip()


def word_of(path: Path, items: Iterable[Block | FactTable]) -> Path:
    """A Word file of plain paragraphs and tables, labels typed by hand."""
    document = Document()
    for item in items:
        if isinstance(item, Block):
            document.add_paragraph().add_run(_lines_of(item)).bold = item.strong
            continue
        width = max(len(row.cells) for row in item.rows)
        table = document.add_table(rows=0, cols=width)
        for row in item.rows:
            for at, cell in enumerate(table.add_row().cells):
                cell.text = row.cell(at)
    document.save(str(path))
    return path


def pdf_of(path: Path, items: Iterable[Block | FactTable]) -> Path:
    """A PDF of justified paragraphs and ruled tables that go on over pages."""
    from reportlab.platypus import LongTable, SimpleDocTemplate

    body, bold, cell = _styles()
    story: list[Any] = []
    for item in items:
        if isinstance(item, Block):
            story.append(_safe(_lines_of(item), bold if item.strong else body))
            continue
        width = max(len(row.cells) for row in item.rows)
        rows = [[_safe(row.cell(at), cell) for at in range(width)] for row in item.rows]
        grid = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
        story.append(LongTable(rows, colWidths=[480 / width] * width, repeatRows=1, style=grid))
    SimpleDocTemplate(str(path), leftMargin=85, rightMargin=42, topMargin=57, bottomMargin=57).build(story)
    return path


def sheet_file(path: Path, order: tuple[int, ...] = (0, 1, 2, 3)) -> Path:
    """The month list as a spreadsheet: title rows, a number column, columns in any `order`."""
    from openpyxl import Workbook

    plan = sample_plan()
    book = Workbook()
    sheet = book.active
    sheet.append([plan.head[1]])
    sheet.append([plan.annex[1]])
    sheet.merge_cells("A2:E2")
    sheet.append([])
    for number, row in enumerate(plan.table):
        sheet.append(["TT" if number == 0 else number, *(row[column] for column in order)])
    book.save(path)
    return path


def _styles() -> tuple[Any, Any, Any]:
    """Body, bold body and table cell, as NĐ 30/2020 wants them."""
    from reportlab.lib.enums import TA_JUSTIFY
    from reportlab.lib.styles import ParagraphStyle

    from app.reports import fonts

    fonts.register()
    body = ParagraphStyle(
        "body", fontName=fonts.REGULAR, fontSize=14, leading=18, alignment=TA_JUSTIFY,
        firstLineIndent=28, spaceAfter=4,
    )  # fmt: skip
    cell = ParagraphStyle("cell", body, fontSize=12, leading=15, firstLineIndent=0, alignment=0, spaceAfter=0)
    return body, ParagraphStyle("bold", body, fontName=fonts.BOLD), cell


def _safe(words: str, style: Any) -> Any:
    from reportlab.platypus import Paragraph

    return Paragraph(words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), style)


def pdf_file(path: Path, repeats: int = 1, table_repeats: int = 1) -> Path:
    """The layout of NĐ 30/2020: letterhead of two columns, justified text with indents, page numbers at
    the top, closing of two columns, the month list ruled, with its heading on every page."""
    from reportlab.lib.enums import TA_CENTER
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.platypus import LongTable, PageBreak, SimpleDocTemplate, Spacer, Table

    from app.reports import fonts

    body, bold, cell = _styles()
    centred = ParagraphStyle("c", body, alignment=TA_CENTER, firstLineIndent=0, fontSize=13)
    centred_bold = ParagraphStyle("cb", centred, fontName=fonts.BOLD)
    head = ParagraphStyle("head", centred_bold, fontSize=12)
    plan, safe = sample_plan(), _safe
    story: list[Any] = [
        Table(
            [
                [[safe(w, head) for w in plan.head[:2]], [safe(w, head) for w in MOTTO]],
                [safe(plan.head[2], centred), safe(plan.head[3], centred)],
            ],
            colWidths=[75 * mm, 95 * mm],
        ),
        Spacer(1, 12),
        *(safe(w, centred_bold) for w in plan.title),
        Spacer(1, 12),
    ]
    for _ in range(repeats):
        for label, words, is_bold in plan.body:
            story.append(safe(f"{label} {words}".strip(), bold if is_bold else body))
    story.append(
        Table(
            [
                [
                    [safe(w, cell) for w in plan.recipients],
                    [safe(plan.signer[0], centred_bold), Spacer(1, 50), safe(plan.signer[1], centred_bold)],
                ]
            ],
            colWidths=[85 * mm, 85 * mm],
        )
    )
    story += [PageBreak(), *(safe(w, centred_bold) for w in plan.annex), Spacer(1, 12)]
    rows = [[safe(w, cell) for w in row] for row in plan.table[:1] + plan.table[1:] * table_repeats]
    story.append(
        LongTable(
            rows,
            colWidths=[20 * mm, 65 * mm, 45 * mm, 40 * mm],
            repeatRows=1,
            style=[("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")],
        )
    )

    def number(canvas: Any, document: Any) -> None:
        if document.page > 1:
            canvas.setFont(fonts.REGULAR, 13)
            canvas.drawCentredString(A4[0] / 2, A4[1] - 12 * mm, str(document.page))

    SimpleDocTemplate(
        str(path),
        pagesize=A4,
        leftMargin=30 * mm,
        rightMargin=15 * mm,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
    ).build(story, onFirstPage=number, onLaterPages=number)
    return path
