"""The three tables: tasks, targets, list of evidence. Heads repeat on every page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import LongTable, Paragraph

from app.domain.report import EvidenceLine, TargetLine, TargetStatus, TaskLine
from app.domain.text import nfc
from app.reports import fonts, texts
from app.reports import layout as at

TASK_WIDTHS = tuple(w * at.MM for w in (9, 48, 34, 25, 22, 27))
TARGET_WIDTHS = tuple(w * at.MM for w in (8, 41, 11, 17, 19, 19, 16, 16, 18))
EVIDENCE_WIDTHS = tuple(w * at.MM for w in (9, 35, 47, 29, 45))

CELL = ParagraphStyle(
    "cell",
    fontName=fonts.REGULAR,
    fontSize=at.TABLE_PT,
    leading=at.TABLE_LEADING,
    alignment=TA_LEFT,
    splitLongWords=1,
    bulletFontName=fonts.REGULAR,
)
CENTRED = ParagraphStyle("centred cell", CELL, alignment=TA_CENTER)
_HEAD = ParagraphStyle("table head", CENTRED, fontName=fonts.BOLD)
_TAIL = re.compile(r"[0-9]+$")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def markup(text: str) -> str:
    """Plain text as reportlab paragraph markup: NFC, no control characters, nothing interpreted."""
    return escape(_CONTROL.sub(" ", nfc(text)).strip()).replace("\n", "<br/>")


def cell(text: str, style: ParagraphStyle = CELL) -> Paragraph:
    return Paragraph(markup(text), style)


def _head(words: str, width: float) -> Paragraph:
    lines = fonts.wrap_evenly(words, fonts.BOLD, at.TABLE_PT, width - 2 * at.CELL_PADDING)
    return cell("\n".join(lines), _HEAD)


def ruled_table(
    heads: Sequence[str], rows: list[list[Any]], widths: Sequence[float], groups: list[int]
) -> LongTable:
    """A ruled table with a repeated bold head; `groups` are the row numbers that span all columns."""
    style = [
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),  # also of the empty cells under a span
        ("GRID", (0, 0), (-1, -1), 0.5, black),
        ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), at.CELL_PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), at.CELL_PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        *(("SPAN", (0, row), (-1, row)) for row in groups),
        *(("NOSPLIT", (0, row), (0, row + 1)) for row in groups),
    ]
    head = [_head(words, width) for words, width in zip(heads, widths, strict=True)]
    # A row longer than a page is broken inside; at least three lines stay together.
    return LongTable(
        [head, *rows],
        colWidths=widths,
        repeatRows=1,
        splitInRow=int(3 * at.TABLE_LEADING),
        style=style,
        spaceBefore=at.PARAGRAPH_GAP,
        spaceAfter=at.PARAGRAPH_GAP,
    )


def _joined(words: Iterable[str]) -> str:
    return "; ".join(word.strip().rstrip(";. ") for word in words if word.strip())


def runs(codes: Iterable[str]) -> list[str]:
    """Consecutive evidence codes drawn together: "….0007" to "….0012" as one "….0007-0012"."""
    out: list[tuple[str, str]] = []  # first and last code of each run
    for code in codes:
        if out and _follows(out[-1][1], code):
            out[-1] = (out[-1][0], code)
        else:
            out.append((code, code))
    return [first if first == last else f"{first}-{_TAIL.findall(last)[0]}" for first, last in out]


def _follows(before: str, after: str) -> bool:
    a, b = _TAIL.search(before), _TAIL.search(after)
    if not a or not b or before[: a.start()] != after[: b.start()] or len(a[0]) != len(b[0]):
        return False
    return int(b[0]) == int(a[0]) + 1


def _codes(codes: Sequence[str], width: float) -> Paragraph:
    """Evidence codes, one a line; a code wider than the column is broken after its dots."""
    room = width - 2 * at.CELL_PADDING
    lines: list[str] = []
    for code in runs(nfc(code) for code in codes):
        lines.append("")
        for part in re.findall(r"[^.\-]*[.\-]?", code):
            if lines[-1] and fonts.width_of(lines[-1] + part, fonts.REGULAR, at.TABLE_PT) > room:
                lines.append("")
            lines[-1] += part
    return cell("\n".join(lines) or texts.NOTHING, CELL if lines else CENTRED)


def task_table(tasks: Sequence[TaskLine]) -> LongTable:
    """TT | Nhiệm vụ | Sản phẩm/Kết quả | Bộ phận chủ trì | Tình trạng | Minh chứng (R134)."""
    rows = [
        [
            cell(str(n), CENTRED),
            cell(task.words),
            cell(_joined(task.products) or texts.NOTHING),
            cell(_joined(task.leads) or texts.NOTHING),
            cell(texts.TASK_STATES[task.state], CENTRED),
            _codes(task.evidence, TASK_WIDTHS[-1]),
        ]
        for n, task in enumerate(tasks, 1)
    ]
    return ruled_table(texts.TASK_HEADS, rows, TASK_WIDTHS, [])


def target_table(targets: Sequence[TargetLine]) -> LongTable:
    """TT | Chỉ tiêu | ĐVT | Kế hoạch | Thực hiện kỳ này | Lũy kế | Tỷ lệ | Đánh giá | Minh chứng (R134).

    A target not yet due or without data prints no figures, never 0 %.
    """
    rows: list[list[Any]] = []
    groups: list[int] = []
    group = ""
    for n, target in enumerate(targets, 1):
        if target.group != group and target.group:
            groups.append(len(rows) + 1)
            rows.append([cell(target.group, ParagraphStyle("group", CELL, fontName=fonts.BOLD))] + [""] * 8)
        group = target.group
        rows.append(_target_row(n, target))
    return ruled_table(texts.TARGET_HEADS, rows, TARGET_WIDTHS, groups)


def _target_row(n: int, target: TargetLine) -> list[Any]:
    silent = target.status in (TargetStatus.NOT_YET_DUE, TargetStatus.NO_DATA)
    achieved, cumulative, ratio = (
        "" if silent else words for words in (target.achieved, target.cumulative, target.ratio)
    )
    if achieved and target.estimate:
        achieved += texts.ESTIMATE_MARK
    figures = (target.unit, target.planned, achieved, cumulative, ratio)
    return [
        cell(str(n), CENTRED),
        cell(target.words),
        *(cell(words or texts.NOTHING, CENTRED) for words in figures),
        cell(texts.TARGET_STATES[target.status], CENTRED),
        _codes(target.evidence, TARGET_WIDTHS[-1]),
    ]


def evidence_table(evidence: Sequence[EvidenceLine]) -> LongTable:
    """TT | Mã | Tên | Ngày, nơi ban hành | Tệp: name, size, ends of the SHA-256."""
    rows = [
        [
            cell(str(n), CENTRED),
            _codes((line.code,), EVIDENCE_WIDTHS[1]),
            cell(line.title),
            cell("\n".join(filter(None, (texts.short_date(line.issued_on), line.issuer))) or texts.NOTHING),
            cell(_file_words(line)),
        ]
        for n, line in enumerate(evidence, 1)
    ]
    return ruled_table(texts.EVIDENCE_HEADS, rows, EVIDENCE_WIDTHS, [])


def _file_words(line: EvidenceLine) -> str:
    return texts.FILE_LINES.format(
        name=line.name, size=texts.size_words(line.size), start=line.sha[:8], end=line.sha[-8:]
    )
