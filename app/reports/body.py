"""The story of the report: what stands on the paper and in which order. Empty parts are left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, KeepTogether, NextPageTemplate, PageBreak, Paragraph, Spacer

from app.domain.report import FieldBox, ReportSnapshot
from app.reports import fonts, sentences, texts
from app.reports import layout as at
from app.reports.letterhead import Centred, Letterhead
from app.reports.signature_block import SignatureBlock, recipient_lines
from app.reports.tables import evidence_table, markup, target_table, task_table

TEXT = ParagraphStyle(
    "body",
    fontName=fonts.REGULAR,
    fontSize=at.BODY_PT,
    leading=at.BODY_LEADING,
    alignment=TA_JUSTIFY,
    firstLineIndent=at.FIRST_LINE,
    spaceBefore=at.PARAGRAPH_GAP,
    splitLongWords=1,
    allowWidows=0,
    allowOrphans=0,
    bulletFontName=fonts.REGULAR,
)
HEADING = ParagraphStyle("heading", TEXT, fontName=fonts.BOLD, keepWithNext=1)
_DEAR = ParagraphStyle("dear", TEXT, alignment=TA_CENTER, firstLineIndent=0, spaceBefore=0)
_NOTE = ParagraphStyle("note", TEXT, fontName=fonts.ITALIC, fontSize=12, leading=14.5, firstLineIndent=0)
LIST = ParagraphStyle(
    "recipients", TEXT, fontSize=at.RECIPIENTS_PT, leading=at.RECIPIENTS_LEADING, firstLineIndent=0
)

_ROMAN = ("I", "II", "III", "IV", "V", "VI")
_ROOM_FOR_TABLE = 62 * at.MM  # heading, sentence, table head and a first row
BESIDE_SIGNATURE = 35  # recipients beside the signature; more than any school has, the rest stands below


def story(snapshot: ReportSnapshot, fields: dict[str, FieldBox]) -> list[Any]:
    """Flowables of the whole file: report, then the annex with the list of evidence."""
    return [
        Letterhead(snapshot, fields),
        Spacer(0, 12),
        Centred(
            (
                (texts.KIND, fonts.BOLD),
                (texts.SUBJECT.format(period=snapshot.window.label), fonts.BOLD),
            )
        ),
        Spacer(0, 14),
        Paragraph(markup(texts.DEAR.format(addressee=texts.addressee(snapshot.school.superior))), _DEAR),
        Spacer(0, 8),
        _paragraph(sentences.opening(snapshot)),
        *_sections(snapshot),
        *_ending(snapshot, fields),
        *_annex(snapshot),
    ]


def _paragraph(text: str, style: ParagraphStyle = TEXT) -> Paragraph:
    return Paragraph(markup(text), style)


def _paragraphs(text: str) -> list[Any]:
    return [_paragraph(line) for line in text.splitlines() if line.strip()]


def _sections(snapshot: ReportSnapshot) -> list[Any]:
    """The numbered sections that have something to say."""
    parts = [
        _situation(snapshot),
        (texts.TASKS, _tasks(snapshot)),
        (texts.TARGETS, _targets(snapshot)),
        (texts.DIFFICULTIES, _difficulties(snapshot)),
        (texts.NEXT_PERIOD, _next_period(snapshot)),
        (texts.PROPOSALS, _paragraphs(snapshot.narrative.proposals)),
    ]
    parts = [(title, content) for title, content in parts if content]
    flow: list[Any] = []
    for number, (title, content) in zip(_ROMAN, parts, strict=False):
        if title in (texts.TASKS, texts.TARGETS):
            flow.append(CondPageBreak(_ROOM_FOR_TABLE))
        flow += [_paragraph(f"{number}. {title.upper()}", HEADING), *content]
    if not snapshot.tasks and not snapshot.targets:
        return [_paragraph(sentences.no_work(snapshot)), *_annex_pointer(snapshot), *flow]
    return flow


def _annex_pointer(snapshot: ReportSnapshot) -> list[Any]:
    """The body points to its annex once, after the last table (III.1a)."""
    return [_paragraph(sentences.annex_pointer(len(snapshot.evidence)))] if snapshot.evidence else []


def _situation(snapshot: ReportSnapshot) -> tuple[str, list[Any]]:
    situation = _paragraphs(snapshot.narrative.situation)
    direction = _paragraphs(snapshot.narrative.direction)
    if situation and direction:
        first = _paragraph(f"1. {texts.SITUATION}", HEADING)
        second = _paragraph(f"2. {texts.DIRECTION}", HEADING)
        return texts.SITUATION_AND_DIRECTION, [first, *situation, second, *direction]
    return (texts.SITUATION, situation) if situation else (texts.DIRECTION, direction)


def _tasks(snapshot: ReportSnapshot) -> list[Any]:
    if not snapshot.tasks:
        return []
    pointer = [] if snapshot.targets else _annex_pointer(snapshot)
    return [_paragraph(sentences.tasks_intro(snapshot)), task_table(snapshot.tasks), *pointer]


def _targets(snapshot: ReportSnapshot) -> list[Any]:
    if not snapshot.targets:
        return []
    note = sentences.estimate_note(snapshot.targets)
    return [
        _paragraph(sentences.targets_intro(snapshot.targets)),
        target_table(snapshot.targets),
        *([_paragraph(note, _NOTE)] if note else []),
        *_annex_pointer(snapshot),
    ]


def _difficulties(snapshot: ReportSnapshot) -> list[Any]:
    return [
        *_paragraphs(snapshot.narrative.difficulties),
        *_lines(sentences.unfinished(snapshot.tasks)),
        *_lines(sentences.lagging(snapshot.targets)),
    ]


def _next_period(snapshot: ReportSnapshot) -> list[Any]:
    return [
        *_paragraphs(snapshot.narrative.next_period),
        *_lines(sentences.listed(snapshot.next_tasks)),
    ]


def _lines(lines: Iterable[str]) -> list[Any]:
    return [_paragraph(line) for line in lines]


def _ending(snapshot: ReportSnapshot, fields: dict[str, FieldBox]) -> list[Any]:
    """The closing sentence and the signature block never part, so no page carries signatures alone."""
    recipients = recipient_lines(snapshot)
    beside, below = recipients[:BESIDE_SIGNATURE], recipients[BESIDE_SIGNATURE:]
    closing = _paragraph(sentences.closing(snapshot))
    block = SignatureBlock(snapshot, beside, fields)
    return [KeepTogether([closing, Spacer(0, 14), block]), *(_paragraph(line, LIST) for line in below)]


def _annex(snapshot: ReportSnapshot) -> list[Any]:
    """Phụ lục in the same file: own heading, own page numbers; blanks stay blank (III.1)."""
    if not snapshot.evidence:
        return []
    day = snapshot.issued_on
    pointer = texts.ANNEX_POINTER.format(
        number=texts.number_words(snapshot.number) or texts.BLANK,
        symbol=snapshot.symbol,
        date=texts.date_words(day) if day else texts.blank_date(snapshot.made_on.year),
        school=snapshot.school.name,
    )
    heading = Centred(((texts.ANNEX, fonts.BOLD), (texts.ANNEX_TITLE, fonts.BOLD), (pointer, fonts.ITALIC)))
    return [NextPageTemplate("annex"), PageBreak(), heading, Spacer(0, 8), evidence_table(snapshot.evidence)]
