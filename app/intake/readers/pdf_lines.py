"""Runs of text → printed lines → paragraphs, by places, indents and what would still have fitted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.intake.readers.docx_text import raised
from app.intake.readers.parts import Line
from app.intake.readers.pdf_page import Run

_LABEL = re.compile(
    r"(?:[-+•–▪·*]\s*\S|\(?\d{1,3}(?:\.\d{1,3})*[.)]\s|[a-zđ][.)]\s|[IVXLC]{1,6}[.)/]\s|[¹²³⁴-⁹]"
    r"|(?:Số\s*:|Nơi nhận|KẾ HOẠCH|PHỤ LỤC|DANH MỤC|Căn cứ |\(Kèm theo ))"
)
_LONE_LABEL = re.compile(r"[-+•–▪·*]|\(?\d{1,3}(?:\.\d{1,3})*[.)]|[a-zđ][.)]|[IVXLC]{1,6}[.)/]")
_LABEL_GAP = 4.0  # em between a list label and its words
_GAP = 0.75  # of a line's height: more white above parts paragraphs of their own
_SLACK = 0.6  # em a first word may be wider than its letters on average
_SMALL = 0.78  # of the line's size: a raised figure
_MOTTO = re.compile(r"CỘNG HÒA XÃ HỘI|CỘNG HOÀ XÃ HỘI")
_WANTS_NUMBER = re.compile(r"\b(?:ngày|tháng|năm|số|lớp|khối)$", re.IGNORECASE)
_ENDED = re.compile(r"[.;:!?]/?\.?[”\")]*$")


@dataclass(frozen=True)
class Printed:
    """One printed line; `runs` from left to right, parted by wide gaps."""

    runs: tuple[Run, ...]

    @property
    def left(self) -> float:
        return self.runs[0].left

    @property
    def right(self) -> float:
        return max(run.right for run in self.runs)

    @property
    def bottom(self) -> float:
        return min(run.bottom for run in self.runs)

    @property
    def top(self) -> float:
        return max(run.top for run in self.runs)

    @property
    def size(self) -> float:
        return max(run.size for run in self.runs)

    @property
    def bold(self) -> bool:
        return all(run.bold for run in self.runs)

    @property
    def text(self) -> str:
        return "\t".join(run.text for run in self.runs)

    @property
    def first_word(self) -> float:
        """The width of its first word, in points."""
        run = self.runs[0]
        word = run.text.split(" ", 1)[0]
        return (run.right - run.left) * len(word) / max(len(run.text), 1)


@dataclass(frozen=True)
class Column:
    """Where a column of text stands, in points."""

    left: float
    right: float


def printed_lines(runs: Sequence[Run]) -> list[Printed]:
    """Lines from the top; runs whose middles lie within one another's height share a line."""
    rows: list[list[Run]] = []
    for run in sorted((r for r in runs if r.text), key=lambda r: (-r.middle, r.left)):
        row = rows[-1] if rows else []
        tallest = max(row, key=lambda r: r.size, default=run)
        height = tallest.top - tallest.bottom
        if row and abs(tallest.middle - run.middle) < 0.42 * max(height, run.top - run.bottom):
            row.append(run)
        else:
            rows.append([run])
    return [Printed(tuple(_beside(sorted(row, key=lambda r: r.left)))) for row in rows]


def _beside(row: list[Run]) -> list[Run]:
    """Runs of a line with those that touch joined; a small raised figure marks a footnote."""
    size = max(run.size for run in row)
    out: list[Run] = []
    for run in row:
        small = run.size < _SMALL * size and run.text.isascii() and run.text.isdecimal()
        text = raised(run.text) if small else run.text
        gap = run.left - out[-1].right if out else 0.0
        labelled = len(out) == 1 and gap < _LABEL_GAP * size and bool(_LONE_LABEL.fullmatch(out[0].text))
        if out and (gap < 1.2 * size or labelled):
            last = out[-1]
            space = " " if gap > 0.17 * size and not small else ""
            out[-1] = Run(
                last.text + space + text, last.left, max(last.right, run.right), min(last.bottom, run.bottom),
                max(last.top, run.top), max(last.size, run.size), last.bold and (run.bold or small),
            )  # fmt: skip
        else:
            out.append(replace(run, text=text))
    return out


def column_of(lines: Sequence[Printed]) -> Column:
    """The margins most lines keep to: the leftmost start, and where full lines end."""
    if not lines:
        return Column(0, 0)
    rights = sorted((line.right for line in lines), reverse=True)
    return Column(min(line.left for line in lines), rights[len(rights) // 20])


def hangs(before: str, after: str) -> bool:
    """Is `before` plainly unfinished and `after` its end? For columns whose width nothing tells."""
    if _LABEL.match(after) or _ENDED.search(before):
        return False
    if _MOTTO.search(before) and "VIỆT NAM" not in before:
        return True
    return after[:1].islower() or (after[:1].isdecimal() and bool(_WANTS_NUMBER.search(before)))


def goes_on(
    before: Printed, after: Printed, first: Printed, column: Column, across_pages: bool = False
) -> bool:
    """Does `after` carry on the paragraph that began with `first` and reached `before`?"""
    if len(before.runs) > 1 or len(after.runs) > 1 or _LABEL.match(after.text):
        return False
    if abs(after.size - before.size) > 0.12 * before.size:
        return False
    height = before.top - before.bottom
    if not across_pages and before.bottom - after.top > _GAP * height:
        return False
    if _centred(before, column) and (_centred(after, column) or after.right < column.right - before.size):
        return _title_goes_on(before, after, column)
    if before.bold != after.bold and (before.bold or _ENDED.search(before.text)):
        return False
    if after.left > first.left + 0.6 * after.size and not _LABEL.match(first.text):
        return False
    if after.left > before.left + 0.6 * after.size and before is not first:
        return False
    return before.right + 0.2 * after.size + after.first_word > column.right - _SLACK * after.size


def _centred(line: Printed, column: Column) -> bool:
    left, right = line.left - column.left, column.right - line.right
    return min(left, right) > 1.5 * line.size and abs(left - right) < 2.5 * line.size


def _title_goes_on(before: Printed, after: Printed, column: Column) -> bool:
    """A centred heading of several lines in one look; short first lines ("KẾ HOẠCH") stand alone."""
    if before.right - before.left < 0.4 * (column.right - column.left):
        return False
    return before.bold == after.bold and before.text.isupper() == after.text.isupper()


def paragraphs(lines: Sequence[Printed], column: Column | None, page: int) -> list[Line]:
    """Lines of one column, joined to paragraphs."""
    return [
        Line("\n".join(line.text for line in group), page, all(line.bold for line in group))
        for group in grouped(lines, column)
    ]


def grouped(lines: Sequence[Printed], column: Column | None) -> list[list[Printed]]:
    """Lines by paragraph; without a column only what hangs is joined."""
    groups: list[list[Printed]] = []
    for line in lines:
        if groups and column is None:
            joined = hangs("\n".join(before.text for before in groups[-1]), line.text)
        else:
            joined = (
                bool(groups) and column is not None and goes_on(groups[-1][-1], line, groups[-1][0], column)
            )
        if joined:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
