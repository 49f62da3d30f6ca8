"""The plan's paper as PDF, drawn with the report's own letterhead, styles and signature block."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)

from app.domain.report import FieldBox, ReportFields
from app.domain.text import nfc
from app.reports import fonts
from app.reports import layout as at
from app.reports.body import BESIDE_SIGNATURE, HEADING, LIST, TEXT
from app.reports.document import date_file, frame, page_number
from app.reports.letterhead import Centred, Letterhead
from app.reports.plan.measures import COLUMNS
from app.reports.plan.paper import ROMAN, Annex, Entry, Kind, PlanPaper, Section, labelled
from app.reports.signature_block import SignatureBlock
from app.reports.tables import CENTRED, cell, markup, ruled_table

_BASIS = ParagraphStyle("basis", TEXT, fontName=fonts.ITALIC)
_LEAD = ParagraphStyle("lead", TEXT, keepWithNext=1)
_BOLD = (Kind.HEADING, Kind.SUBHEADING)


@dataclass(frozen=True)
class RenderedPlan:
    """The PDF, and where number, date and the two signatures of an electronic original go."""

    pdf: bytes
    fields: ReportFields
    pages: int


def render_pdf(paper: PlanPaper) -> RenderedPlan:
    """The same paper gives the same bytes."""
    fonts.register()
    out = BytesIO()
    fields: dict[str, FieldBox] = {}
    document = _PlanDocument(out, paper)
    document.build(
        [*_body(paper, fields), *(part for n in range(len(paper.printed)) for part in _annex(paper, n))]
    )
    return RenderedPlan(out.getvalue(), ReportFields(**fields), document.page)


class _PlanDocument(BaseDocTemplate):  # type: ignore[misc]
    """A4; the body and each annex count their pages from 1 and hide the first number."""

    def __init__(self, out: BytesIO, paper: PlanPaper) -> None:
        super().__init__(
            out,
            pagesize=(at.PAGE_WIDTH, at.PAGE_HEIGHT),
            title=nfc(paper.file_title),
            author=nfc(paper.school.name),
            creator="Sổ CĐS",
            lang="vi-VN",
            invariant=1,
            initialFontName=fonts.REGULAR,
            displayDocTitle=True,
        )
        self.paper = paper
        self.addPageTemplates([_template("plan", landscape=False)])
        self.addPageTemplates(
            [_template(f"annex-{n}", annex.landscape) for n, annex in enumerate(paper.printed)]
        )

    def beforeDocument(self) -> None:
        date_file(self.canv, self.paper.made_on)


def _template(name: str, landscape: bool) -> PageTemplate:
    width, height = (at.PAGE_HEIGHT, at.PAGE_WIDTH) if landscape else (at.PAGE_WIDTH, at.PAGE_HEIGHT)
    return PageTemplate(
        name, [frame(width, height)], onPage=_numbering(width, height), pagesize=(width, height)
    )


def _numbering(width: float, height: float) -> Callable[[Any, Any], None]:
    first: list[int] = []

    def number(canvas: Any, document: Any) -> None:
        first.append(canvas.getPageNumber())
        page_number(canvas, canvas.getPageNumber() - first[0] + 1, width, height)

    return number


def _paragraph(text: str, style: ParagraphStyle = TEXT) -> Paragraph:
    return Paragraph(markup(text), style)


def _body(paper: PlanPaper, fields: dict[str, FieldBox]) -> list[Any]:
    beside, below = paper.recipients[:BESIDE_SIGNATURE], paper.recipients[BESIDE_SIGNATURE:]
    block = SignatureBlock(paper, list(beside), fields)
    return [
        Letterhead(paper, fields),
        Spacer(0, 12),
        Centred(((paper.title, fonts.BOLD), (paper.subject, fonts.BOLD))),
        Spacer(0, 10),
        *(_paragraph(basis, _BASIS) for basis in paper.bases),
        *(_paragraph(line) for line in paper.opening),
        *(part for n, section in enumerate(paper.sections) for part in _section(ROMAN[n], section)),
        KeepTogether([_paragraph(paper.closing), Spacer(0, 14), block]),
        *(_paragraph(line, LIST) for line in below),
    ]


def _section(number: str, section: Section) -> list[Any]:
    return [
        _paragraph(f"{number}. {section.title}", HEADING),
        *(_paragraph(f"{label} {entry.words}".strip(), _style(entry)) for label, entry in labelled(section)),
    ]


def _style(entry: Entry) -> ParagraphStyle:
    if entry.kind in _BOLD:
        return HEADING
    return _LEAD if entry.leads_on else TEXT


def _annex(paper: PlanPaper, n: int) -> list[Any]:
    annex = paper.printed[n]
    page_width = at.PAGE_HEIGHT if annex.landscape else at.PAGE_WIDTH
    heading = Centred(
        ((annex.label, fonts.BOLD), (annex.title, fonts.BOLD), (annex.pointer, fonts.ITALIC)),
        width=page_width - at.MARGIN_LEFT - at.MARGIN_RIGHT,
    )
    return [NextPageTemplate(f"annex-{n}"), PageBreak(), heading, Spacer(0, 8), _table(annex)]


def _table(annex: Annex) -> Any:
    """The first column centred: TT or Tháng."""
    rows = [
        [cell(words, CENTRED) if n == 0 else cell(words) for n, words in enumerate(row.cells)]
        for row in annex.rows
    ]
    return ruled_table(annex.heads, rows, [mm * at.MM for mm in COLUMNS[annex.kind]], [])
