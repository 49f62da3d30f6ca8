"""Targets laid out as a table: a unit column, a column for each year, schools × indicators (R56, R102).

One row is one target; each value cell is one clause of it. Heads, column numbers and rows that only name
a group ("I | Hạ tầng, dữ liệu") are no targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain.plan import Clause, Operator, Paragraph, TargetDraft, Unit
from app.intake.facts.binds import Level, binds_of
from app.intake.facts.cells import value_of
from app.intake.facts.clauses import clauses_of
from app.intake.facts.populations import population_of
from app.intake.facts.sections import Item, Role
from app.intake.readers.tables import Row, Table, source_of

_NUMBER = re.compile(r"^(?:s?tt|số tt|#|số thứ tự)$")
_UNIT = re.compile(r"^(?:đvt|đơn vị|đơn vị tính|đv tính|đơn vị đo)\b(?! (?:chủ|thực|phối|phụ|tổ|theo))")
_NAME = re.compile(r"chỉ tiêu|mục tiêu|nội dung|chỉ số|tiêu chí|lĩnh vực")
_SAYS_TARGET = re.compile(r"chỉ tiêu|mục tiêu|chỉ số", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:\s*[-–]\s*(20\d\d))?(?!\d)")
_WAS = re.compile(r"thực hiện|hiện trạng|kết quả|đã đạt|hiện có|hiện nay|ước|thực trạng|xuất phát|cơ sở dữ")
_VALUE = re.compile(
    r"^(?:chỉ tiêu|kế hoạch|mục tiêu|giá trị|mức|giao|được giao|số lượng|định mức|yêu cầu|phấn đấu|cần đạt"
    r"|ngưỡng|tỷ lệ|tỉ lệ)\b"
)
_NO_VALUE = re.compile(
    r"ghi chú|theo dõi|cơ quan|đơn vị (?:chủ|thực|phối|phụ|tổ)|phụ trách|chủ trì|phối hợp|thời gian|thời hạn"
    r"|bộ phận|người|minh chứng"
)
_MONEY = re.compile(r"đơn giá|thành tiền|số tiền|kinh phí|dự toán|triệu|đồng\b|nguồn vốn|ngân sách")
_BODY = re.compile(
    r"^(?:tên )?(?:các )?(?:cơ sở giáo dục|cơ sở|trường|đơn vị|nhà trường|lớp|tổ|khối|điểm trường|nhóm)\b"
    r"(?! (?:tính|đo|chủ|thực|phối))"
)
_SCHOOL = re.compile(
    r"^(?:trường\s+)?(?:mầm non|mn|mẫu giáo|mg|tiểu học|th|thcs|th&thcs|th-thcs|pt|ptdt|trung học|nhà trẻ"
    r"|lớp|tổ"
    r"|khối|điểm trường|cơ sở)\b(?:\s+\S+)+$"
)
_BRACKETS = re.compile(r"\(([^()]{1,30})\)\s*$")
_TOTAL = re.compile(r"^(?:tổng cộng|cộng|tổng số|tổng|bình quân|trung bình)\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class _Column:
    """A column of values: what it is for, as far as its head says."""

    index: int
    head: str = ""  # the indicator, where the rows are schools
    unit: str = ""
    year: int | None = None
    of: str = ""  # the school, where the rows are indicators


@dataclass(frozen=True)
class Shape:
    """Which column of a table of targets is which; None where there is none."""

    number: int | None
    name: int
    unit: int | None
    values: tuple[_Column, ...]
    says_target: bool  # a head says so; otherwise the section must


def shape_of(heads: Sequence[str]) -> Shape | None:
    """The shape a heading row announces; None for any other table."""
    words = [head.casefold().strip(" :.") for head in heads]
    if any(_MONEY.search(word) for word in words):
        return None
    number = next((i for i, word in enumerate(words) if _NUMBER.match(word)), None)
    rest = [i for i in range(len(words)) if i != number and words[i]]
    if len(rest) < 2:
        return None
    return _matrix(heads, words, number, rest) or _indicators(heads, words, number, rest)


def _matrix(heads: Sequence[str], words: Sequence[str], number: int | None, rest: list[int]) -> Shape | None:
    """Rows are schools, columns are indicators."""
    name, others = rest[0], [i for i in rest[1:] if not _NO_VALUE.search(words[i])]
    measured = [i for i in others if _BRACKETS.search(words[i]) or "%" in words[i] or words[i][:5] in _RATES]
    if not _BODY.match(words[name]) or len(others) < 2 or len(measured) * 2 < len(others):
        return None
    columns = tuple(
        _Column(i, _BRACKETS.sub("", heads[i]).strip(), _unit_said(heads[i])) for i in others
    )  # fmt: skip
    return Shape(number, name, None, columns, any(_SAYS_TARGET.search(word) for word in words))


_RATES = ("tỷ lệ", "tỉ lệ")


def _indicators(
    heads: Sequence[str], words: Sequence[str], number: int | None, rest: list[int]
) -> Shape | None:
    """Rows are indicators; columns are years, schools, or the one value."""
    unit = next((i for i in rest[1:] if _UNIT.match(words[i])), None)
    names = [i for i in rest if i != unit and _NAME.search(words[i])] or rest[:1]
    name = next((i for i in names if words[i].startswith("tên ")), names[0])
    others = [i for i in rest if i > name and i != unit and not _NO_VALUE.search(words[i])]
    years = [i for i in others if _YEAR.search(words[i]) and not _WAS.search(words[i])]
    schools = [i for i in others if _SCHOOL.match(words[i])]
    single = [i for i in others if _VALUE.match(words[i]) and not _WAS.search(words[i])]
    if not (years or schools or single):  # the values stand before what they are values of
        single = [i for i in rest if i < name and i != unit and _VALUE.match(words[i])]
    named = bool(_NAME.search(words[name]))
    if len(schools) > 1 and named:
        columns = tuple(_Column(i, of=heads[i].strip()) for i in schools)
    elif years and (len(years) > 1 or unit is not None or named):
        columns = tuple(_Column(i, year=_year_of(heads[i])) for i in years)
    elif single and named and (unit is not None or _SAYS_TARGET.search(words[name])):
        columns = tuple(_Column(i) for i in single[:1])
    else:
        return None
    if not named and unit is None:
        return None
    return Shape(number, name, unit, columns, any(_SAYS_TARGET.search(word) for word in words))


def _year_of(head: str) -> int | None:
    """ "Năm học 2026 – 2027" is due in 2027."""
    match = _YEAR.search(head)
    return int(match[2] or match[1]) if match else None


def _unit_said(words: str) -> str:
    match = _BRACKETS.search(words)
    return match[1] if match else "%" if "%" in words else ""


def read_target_tables(
    tables: Sequence[Table], paragraphs: Sequence[Paragraph], items: Sequence[Item], level: Level
) -> list[TargetDraft]:
    """The targets of every table of targets, in order; outside a section of targets a head must say so."""
    out: list[TargetDraft] = []
    for table in tables:
        shape = shape_of(table.rows[0].cells)
        if shape and (shape.says_target or _among_targets(items, table.blocks[0])):
            out += _rows(table, shape, paragraphs, level)
    return out


def _among_targets(items: Sequence[Item], at: int) -> bool:
    """Does the table stand in a section of targets, or below a heading that speaks of them?"""
    before = [item for item in items if item.block.first < at]
    if not before:
        return False
    last = before[-1]
    heads = [item.block.words for item in before[-4:] if item.is_heading or item.role is Role.ANNEX]
    return last.role is Role.TARGETS or any(_SAYS_TARGET.search(words) for words in (*heads, last.group))


def _rows(table: Table, shape: Shape, paragraphs: Sequence[Paragraph], level: Level) -> Iterator[TargetDraft]:
    group = ""
    for row in table.rows[1:]:
        name = row.cell(shape.name).strip()
        if is_group_row(row, shape.name, shape.number):
            group = name or next((cell for cell in row.cells if _LETTERS.search(cell)), "")
            continue
        if not _LETTERS.search(name) or _TOTAL.match(name):
            continue
        clauses = _clauses(row, name, shape) or clauses_of(name) or (Clause(Operator.MILESTONE, words=name),)
        binds = binds_of(name, clauses, level, group)
        source = source_of(row, paragraphs)
        yield TargetDraft(row.cell(shape.number), group, name, clauses, binds, source)


def is_group_row(row: Row, name: int, number: int | None) -> bool:
    """ "I | Hạ tầng, dữ liệu | | |": nothing but a name, and no value in it."""
    others = [cell for i, cell in enumerate(row.cells) if i not in (name, number) and cell.strip(" -–.")]
    repeats = others and all(cell == row.cell(name) for cell in others)  # one cell over the whole row
    return (not others or bool(repeats)) and not clauses_of(row.cell(name), loose=False)


def _per(unit_words: str) -> str:
    """ "buổi/trường" counts for each school."""
    counted, slash, per = unit_words.partition("/")
    return per.strip() if slash and counted.strip() and _LETTERS.search(per) else ""


def _clauses(row: Row, name: str, shape: Shape) -> tuple[Clause, ...]:
    out = []
    for column in shape.values:
        cell = row.cell(column.index).strip()
        about = column.head or name
        unit_words = column.unit or (row.cell(shape.unit) if shape.unit is not None else _unit_said(name))
        value = value_of(cell, unit_words, about)
        if value is None:
            continue
        whole = _BRACKETS.sub("", about)
        population = "" if value.unit is Unit.LEVEL else population_of(whole, "", value.unit)
        of = name if column.head else column.of
        per = _per(unit_words) if value.unit is Unit.COUNT else ""
        clause = replace(value, population=population, year=column.year, of=of, per=per)
        out.append(replace(clause, words=f"{about}: {cell}" if column.head else cell))
    return tuple(out)
