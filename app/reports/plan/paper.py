"""What stands on the paper of a plan, in office order; the Word, PDF and Excel files are drawn from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.domain.org import School

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


class Kind(Enum):
    """How a paragraph of a section is set."""

    HEADING = 1  # "1. …" bold
    SUBHEADING = 2  # "1.1. …" bold
    TEXT = 3
    BULLET = 4  # "- …"


@dataclass(frozen=True)
class Entry:
    """One paragraph; `ids` are the items of the book it prints, "target:…", "task:…", "duty:…"."""

    kind: Kind
    words: str
    ids: tuple[str, ...] = ()

    @property
    def leads_on(self) -> bool:
        """Whether it must not stand alone at the foot of a page."""
        return self.kind in (Kind.HEADING, Kind.SUBHEADING) or self.words.endswith(":")


@dataclass(frozen=True)
class Section:
    title: str  # in capitals, without its number
    entries: tuple[Entry, ...]


class AnnexKind(Enum):
    TARGETS = "targets"  # R166
    TASKS = "tasks"  # R167
    MONTHS = "months"  # R168, landscape


@dataclass(frozen=True)
class Row:
    cells: tuple[str, ...]  # a line feed parts paragraphs
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Annex:
    """A table; `printed` = an annex of the plan, otherwise it only stands in the Excel file."""

    kind: AnnexKind
    label: str  # "Phụ lục", "Phụ lục I"
    title: str
    pointer: str  # "(Kèm theo Kế hoạch số 17/KH-TH ngày …)" (R22)
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    printed: bool

    @property
    def landscape(self) -> bool:
        return self.kind is AnnexKind.MONTHS


@dataclass(frozen=True)
class PlanPaper:
    """The whole plan. `number` and `issued_on` may be unknown: the paper then has blanks (R1)."""

    plan_id: str
    year: int
    school: School  # its principal and title are the signer's
    title: str  # "KẾ HOẠCH"
    subject: str
    number: str
    symbol: str
    issued_on: date | None
    made_on: date  # dates the files; its year stands in the blanks of an unknown date
    bases: tuple[str, ...]  # each with its final ";" or "."
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: str
    recipients: tuple[str, ...]  # each with "- " and its final ";" or "."
    annexes: tuple[Annex, ...]

    @property
    def printed(self) -> tuple[Annex, ...]:
        return tuple(annex for annex in self.annexes if annex.printed)

    @property
    def file_title(self) -> str:
        """Kind and subject on one line, for the files' properties."""
        return f"{self.title.capitalize()} {self.subject[:1].lower()}{self.subject[1:]}"


def labelled(section: Section) -> Iterator[tuple[str, Entry]]:
    """Each entry with the label its list gives it: "1.", "1.2.", "-" or ""."""
    first = second = 0
    for entry in section.entries:
        if entry.kind is Kind.HEADING:
            first, second = first + 1, 0
            yield f"{first}.", entry
        elif entry.kind is Kind.SUBHEADING:
            second += 1
            yield f"{first}.{second}.", entry
        else:
            yield ("-" if entry.kind is Kind.BULLET else ""), entry
