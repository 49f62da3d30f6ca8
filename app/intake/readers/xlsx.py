"""A spreadsheet (.xlsx, .xlsm) → one grid a sheet, values as people see them. No formula is computed."""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.errors import Cancelled, WorldError
from app.domain.ports import Progress, no_progress
from app.domain.text import nfc
from app.files import world_errors
from app.intake.outcomes import IntakeFault
from app.intake.readers.legacy import is_legacy, to_unicode
from app.intake.readers.parts import Cell, Grid, Line, Part
from app.intake.readers.zipguard import OfficeZip, office_zip

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ROWS = 5_000  # with something in them; a month list has some tens
MAX_COLUMNS = 100
_LAST_ROW = 1_048_576
_MAX_MERGES = 5_000
_SPAN = re.compile(r"^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$")
_PERCENT = re.compile(r"%")
_DECIMALS = re.compile(r"\.(0+)")
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

_Values = dict[int, dict[int, str]]  # row → column → words, both from 1


def read_xlsx(path: Path, progress: Progress = no_progress) -> tuple[Part, ...]:
    """Every visible sheet, in order, as a grid; hidden sheets are passed by.

    Raises WorldError: IntakeFault.UNSAFE, DAMAGED, TOO_LONG (rows or columns), FileFault for the disk.
    """
    with office_zip(path) as office:
        office.check("xl/")
        with world_errors(path):
            data = path.read_bytes()
        try:
            return tuple(_sheets(data, office, path, progress))
        except (WorldError, Cancelled, MemoryError):
            raise
        except Exception as error:  # openpyxl breaks in many ways on a damaged workbook
            raise office.fault(IntakeFault.DAMAGED) from error


def _sheets(data: bytes, office: OfficeZip, path: Path, progress: Progress) -> list[Part]:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about validation lists, drawings: nothing that is read here
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            out: list[Part] = []
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            for done, sheet in enumerate(sheets, start=1):
                sheet.reset_dimensions()
                values = _values(sheet, path, progress)
                merges = _merges(office.xml(sheet._worksheet_path.lstrip("/")))
                out += [_grid(values, merges)] if values else []
                progress(done, len(sheets))
            return out
        finally:
            book.close()


def _values(sheet: Any, path: Path, progress: Progress) -> _Values:
    values: _Values = {}
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number % 1000 == 0:
            progress(number, max(number, _LAST_ROW))
        cells = {cell.column: words for cell in row if (words := _words(cell))}
        if not cells:
            continue
        values[number] = cells
        if len(values) > MAX_ROWS or max(cells) > MAX_COLUMNS:
            raise WorldError(IntakeFault.TOO_LONG, path=str(path))
    return values


def _words(cell: Any) -> str:
    """A cell's value as it shows: dates by day first, percentages with their sign."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        font = cell.font.name if cell.has_style and cell.font is not None else None
        return nfc(to_unicode(value, font) if font and is_legacy(font) else value).strip()
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date):
        return value.strftime("%H:%M %d/%m/%Y" if isinstance(value, datetime) else "%d/%m/%Y")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _figure(float(value), cell.number_format or "")
    return str(value)


def _figure(value: float, form: str) -> str:
    sign = ""
    if _PERCENT.search(form):
        value, sign = value * 100, "%"
    decimals = _DECIMALS.search(form)
    text = f"{value:.{len(decimals[1]) if decimals else 10}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",") + sign


def _merges(sheet: _Element | None) -> dict[tuple[int, int], tuple[int, int]]:
    """(row, column) of each place inside a merged range → its first place; ranges cut at the limits."""
    out: dict[tuple[int, int], tuple[int, int]] = {}
    if sheet is None:
        return out
    for count, element in enumerate(sheet.iter(f"{_SHEET}mergeCell")):
        match = _SPAN.match(element.get("ref", ""))
        if match is None or count >= _MAX_MERGES or len(out) > MAX_ROWS * MAX_COLUMNS:
            continue
        left, right = (min(_column(match[group]), MAX_COLUMNS) for group in (1, 3))
        top = int(match[2])
        for row in range(top, min(int(match[4]), top + MAX_ROWS) + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    out[row, column] = (top, left)
    return out


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _grid(values: _Values, merges: dict[tuple[int, int], tuple[int, int]]) -> Grid:
    width = max(max(cells) for cells in values.values())
    rows = []
    for row, cells in values.items():
        out = []
        for column in range(1, width + 1):
            top, left = merges.get((row, column), (row, column))
            if words := cells.get(column):
                lines = (Line(line) for line in words.splitlines() if line.strip())
                out.append(Cell(tuple(lines)))
            else:
                out.append(Cell(across=left < column, down=top < row and left == column))
        rows.append(tuple(out))
    return Grid(tuple(rows))
