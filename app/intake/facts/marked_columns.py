"""A column for each quarter or month with a mark in it: "Quý I | Quý II | …", "T1 | T2 | …", "x" (R102)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.intake.readers.tables import Row

_QUARTER = re.compile(r"\bquý\s*(?P<quarter>IV|I{1,3}|[1-4])\b", re.IGNORECASE)
_MONTH = re.compile(
    r"(?:^|\b)(?:tháng|th?\.?)\s*(?P<month>0?[1-9]|1[0-2])\b(?:\s*/\s*(?P<year>20\d\d))?", re.IGNORECASE
)
_MARK = re.compile(r"^\W*(?:x|v|✓|✔|√|\+|●|•|■|\*)\W*$|^[+●•■✓✔√*]+$", re.IGNORECASE)
_FEWEST = 2  # columns; one "Quý I" is a column of something else


def marked_columns(heads: Sequence[str]) -> dict[int, str]:
    """Column → "Quý I" or "Tháng 3/2026", as a heading row names them; empty for any other table."""
    found: dict[int, str] = {}
    for index, head in enumerate(heads):
        if len(head) > 40:
            continue
        if quarter := _QUARTER.search(head):
            found[index] = f"quý {quarter['quarter'].upper()}"
        elif month := _MONTH.search(head):
            year = f"/{month['year']}" if month["year"] else ""
            found[index] = f"tháng {int(month['month'])}{year}"
    names = set(found.values())
    return found if len(names) >= _FEWEST and len(names) == len(found) else {}


def marked_time(row: Row, columns: dict[int, str]) -> str:
    """ "Quý I, quý III": the words of the marked columns of one row, "" where none is marked."""
    said = [words for index, words in columns.items() if _MARK.match(row.cell(index))]
    words = ", ".join(said)
    return words[:1].upper() + words[1:]
