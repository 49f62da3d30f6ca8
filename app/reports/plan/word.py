"""The plan's paper as a Word file: an official document a school can go on editing."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from app.domain.text import nfc
from app.reports import fonts, texts
from app.reports import layout as at
from app.reports.plan import word_styles as styles
from app.reports.plan.measures import COLUMNS
from app.reports.plan.paper import Annex, Kind, PlanPaper, Section
from app.reports.plan.word_tables import annex_table, columns, rule

NAMESPACE = "urn:so-cds:ke-hoach:1"
_STYLES = {
    Kind.HEADING: styles.HEADINGS[1],
    Kind.SUBHEADING: styles.HEADINGS[2],
    Kind.TEXT: styles.BODY,
    Kind.BULLET: styles.BULLET,
}
_SIGNER_LEFT = at.SIGNER_COLUMN_LEFT
_NUMBER_TOP = at.PAGE_NUMBER_FROM_TOP - at.PAGE_NUMBER_PT


def render_word(paper: PlanPaper) -> bytes:
    """The same paper gives the same bytes. The ids of the book's items stand in a custom part."""
    fonts.register()  # to measure the words above rules
    document = Document()
    styles.set_up(document)
    _properties(document, paper)
    _page(document.sections[0], landscape=False)
    _letterhead(document, paper)
    _title(document, paper)
    for basis in paper.bases:
        _add(document, basis, styles.BASIS)
    for line in paper.opening:
        _add(document, line, styles.BODY)
    for section in paper.sections:
        _section(document, section)
    _add(document, paper.closing, styles.LEAD)
    _signature(document, paper)
    for annex in paper.printed:
        _annex(document, annex)
    _identities(document, paper)
    out = BytesIO()
    document.save(out)
    return _repacked(out.getvalue(), paper)


def _add(container: Any, text: str, style: str) -> Any:
    return styles.dress(container.add_paragraph(nfc(text)), style)


def _properties(document: Any, paper: PlanPaper) -> None:
    core = document.core_properties
    moment = datetime(paper.made_on.year, paper.made_on.month, paper.made_on.day)
    core.title, core.subject = nfc(paper.file_title), nfc(paper.subject)
    core.author = core.last_modified_by = nfc(paper.school.name)
    core.language, core.comments, core.keywords = styles.LANGUAGE, "Sổ CĐS", ""
    core.created = core.modified = moment
    core.revision = 1


def _page(section: Any, landscape: bool) -> None:
    """A4 and its margins; the page number in the top margin, hidden on the first page (NĐ 30/2020 I)."""
    width, height = (at.PAGE_HEIGHT, at.PAGE_WIDTH) if landscape else (at.PAGE_WIDTH, at.PAGE_HEIGHT)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.left_margin, section.right_margin = Pt(at.MARGIN_LEFT), Pt(at.MARGIN_RIGHT)
    section.top_margin, section.bottom_margin = Pt(at.MARGIN_TOP), Pt(at.MARGIN_BOTTOM)
    section.header_distance, section.footer_distance = Pt(_NUMBER_TOP), Mm(10)
    section.different_first_page_header_footer = True
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    columns_element = section._sectPr.find(qn("w:cols"))
    columns_element.addprevious(numbering)
    header = section.header
    header.is_linked_to_previous = False
    section.first_page_header.is_linked_to_previous = False
    _field(styles.dress(header.paragraphs[0], styles.PAGE_NUMBER), "PAGE")


def _field(paragraph: Any, code: str) -> None:
    for kind in ("begin", "separate", "end"):
        run = paragraph.add_run()
        if kind == "separate":
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {code} "
            run._r.append(text)
            run = paragraph.add_run()
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)
        if kind == "separate":
            paragraph.add_run("2")


def _letterhead(document: Any, paper: PlanPaper) -> None:
    """Two columns without borders: superior, school, number · nation, motto, place and date (R3)."""
    school = paper.school
    superior = _even(texts.superior_capitals(school.superior), fonts.REGULAR, at.SUPERIOR_PT, at.LEFT_COLUMN)
    issuer = _even(nfc(school.name).upper(), fonts.BOLD, at.ISSUER_PT, at.LEFT_COLUMN)
    table = columns(document, (at.LEFT_COLUMN, at.RIGHT_COLUMN), rows=2)
    left, right = table.rows[0].cells
    _first(left, superior, styles.SUPERIOR)
    _add(left, issuer, styles.ISSUER)
    rule(left, at.LEFT_COLUMN, _widest(issuer, at.ISSUER_PT) * at.SHORT_RULE)
    _first(right, texts.NATION, styles.NATION)
    _add(right, texts.MOTTO, styles.MOTTO)
    rule(right, at.RIGHT_COLUMN, _widest(texts.MOTTO, at.MOTTO_PT))
    left, right = table.rows[1].cells
    number = texts.number_words(nfc(paper.number)) or texts.BLANK
    _first(left, f"{texts.NUMBER_BEFORE}{number}/{nfc(paper.symbol)}", styles.NUMBER)
    day = paper.issued_on
    words = texts.date_words(day) if day else texts.blank_date(paper.made_on.year)
    _first(right, f"{nfc(school.place)}, {words}", styles.PLACE)


def _first(cell: Any, text: str, style: str) -> None:
    """Words in the paragraph a cell has from the start."""
    styles.dress(cell.paragraphs[0], style).add_run(nfc(text))


def _even(words: str, font: str, size: float, width: float) -> str:
    """`words` in lines of similar length, as the report's head has them."""
    return "\n".join(fonts.wrap_evenly(nfc(words), font, size, width))


def _widest(words: str, size: float) -> float:
    return max(fonts.width_of(line, fonts.BOLD, size) for line in words.split("\n"))


def _title(document: Any, paper: PlanPaper) -> None:
    subject = _even(paper.subject, fonts.BOLD, at.TITLE_PT, at.TEXT_WIDTH - 10 * at.MM)
    _add(document, paper.title, styles.KIND)
    _add(document, subject, styles.SUBJECT)
    rule(document, at.TEXT_WIDTH, _widest(subject, at.TITLE_PT) * at.SHORT_RULE)
    _add(document, "", styles.GAP)


def _section(document: Any, section: Section) -> None:
    _add(document, section.title, styles.HEADINGS[0])
    for entry in section.entries:
        style = styles.LEAD if entry.kind is Kind.TEXT and entry.leads_on else _STYLES[entry.kind]
        _add(document, entry.words, style)


def _signature(document: Any, paper: PlanPaper) -> None:
    """Nơi nhận beside title, room for the signature, and name; the row is not broken (II.7-9)."""
    _add(document, "", styles.GAP)
    table = columns(document, (_SIGNER_LEFT, at.TEXT_WIDTH - _SIGNER_LEFT), rows=1)
    left, right = table.rows[0].cells
    _first(left, texts.RECIPIENTS_HEAD, styles.RECIPIENTS_HEAD)
    for line in paper.recipients:
        _add(left, line.removeprefix("- "), styles.RECIPIENT)
    titles = texts.signer_titles(paper.school)
    _first(right, titles[0], styles.SIGNER)
    for title in titles[1:]:
        _add(right, title, styles.SIGNER)
    _add(right, "", styles.SIGNING_ROOM)
    _add(right, paper.school.principal, styles.SIGNER_NAME)


def _annex(document: Any, annex: Annex) -> None:
    """A section of its own, its pages counted from 1 (III.1)."""
    _page(document.add_section(WD_SECTION.NEW_PAGE), annex.landscape)
    _add(document, annex.label, styles.ANNEX)
    _add(document, annex.title, styles.ANNEX_TITLE)
    _add(document, annex.pointer, styles.POINTER)
    width = (at.PAGE_HEIGHT if annex.landscape else at.PAGE_WIDTH) - at.MARGIN_LEFT - at.MARGIN_RIGHT
    rule(document, width, min(width, _widest(nfc(annex.pointer), at.ANNEX_PT)) * at.SHORT_RULE)
    _add(document, "", styles.GAP)
    annex_table(document, annex, COLUMNS[annex.kind])


def _identities(document: Any, paper: PlanPaper) -> None:
    """Which item of the book each sentence is; a file that lost this part is read by its words."""
    lines = [
        (identity, entry.words)
        for section in paper.sections
        for entry in section.entries
        for identity in entry.ids
    ]
    lines += [
        (identity, row.cells[1]) for annex in paper.printed for row in annex.rows for identity in row.ids
    ]
    items = "".join(
        "<item kind={} id={}>{}</item>".format(*map(quoteattr, identity.split(":", 1)), escape(nfc(words)))
        for identity, words in lines
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f"<plan xmlns={quoteattr(NAMESPACE)} id={quoteattr(paper.plan_id)}>{items}</plan>"
    )
    package = document.part.package
    part = Part(package.next_partname("/customXml/item%d.xml"), "application/xml", xml.encode(), package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def _repacked(data: bytes, paper: PlanPaper) -> bytes:
    """The same parts dated by the paper and not by the clock."""
    day = paper.made_on
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            fresh = zipfile.ZipInfo(info.filename, (day.year, day.month, day.day, 0, 0, 0))
            new.writestr(fresh, old.read(info), zipfile.ZIP_DEFLATED)
    return out.getvalue()
