"""Facts in tables: the month list (R94–R99, R168) and tables of targets or tasks (R102, R104)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from app.domain.plan import Paragraph, Schedule, ScheduleKind, Source, TaskDraft, Use
from app.intake.facts.marked_columns import marked_columns, marked_time
from app.intake.facts.schedule import Years, schedule_of
from app.intake.facts.splits import products_in, tasks_in, trailing_separator, units_in
from app.intake.facts.target_tables import is_group_row, shape_of
from app.intake.readers.tables import Row, Table, source_of


class Column(Enum):
    NUMBER = "number"
    WHEN = "when"
    TASK = "task"
    TARGET = "target"
    PRODUCT = "product"
    LEAD = "lead"
    HELP = "help"


_COLUMNS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (Column.NUMBER, r"^s?tt$|^số tt$|^số thứ tự$|^#$"),
        (Column.HELP, r"phối hợp|^cùng (?:làm|thực hiện)"),
        (
            Column.WHEN,
            r"^tháng|thời gian|thời hạn|thời điểm|tiến độ|hoàn thành$|\bhạn\b|^ngày\b|^lịch\b|^(?:các )?mốc",
        ),
        (
            Column.LEAD,
            r"chủ trì|bộ phận|đơn vị(?! tính)|người|phụ trách|phân công|trách nhiệm|đầu mối|^ai làm",
        ),
        (Column.TARGET, r"chỉ tiêu|mục tiêu"),
        (Column.PRODUCT, r"sản phẩm|kết quả|đầu ra|minh chứng"),
        (Column.TASK, r"nhiệm vụ|nội dung|\bviệc\b|hoạt động|giải pháp|biện pháp"),
    )
)
_FIGURES = re.compile(
    r"^(?:số lượng|t[ỷỉ] lệ|tổng số|hiện có|đvt|đơn vị tính)\b"
)  # what there is, not what to do
_MONEY = re.compile(r"đơn giá|thành tiền|số tiền|kinh phí|dự toán")
_MONTH_CELL = re.compile(r"^(?:tháng\s*)?\d{1,2}(?:\s*[,;–-]\s*\d{1,2})*(?:/\d{4})?$", re.IGNORECASE)
_GROUP_NUMBER = re.compile(r"^(?:[A-HĐ]|[IVX]{1,5})[.)]?$")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass
class TableFacts:
    tasks: list[TaskDraft] = field(default_factory=list)
    target_rows: list[tuple[str, str, Source]] = field(default_factory=list)  # (number, words, source)
    target_tables: list[Table] = field(default_factory=list)  # with cells of values
    trailing: list[Source] = field(default_factory=list)
    timed_targets: list[tuple[Schedule, Source]] = field(default_factory=list)
    uses: dict[int, Use] = field(default_factory=dict)


def _columns(row: Row) -> dict[Column, int]:
    """Which column is which, from a heading row; the first match of a kind wins."""
    found: dict[Column, int] = {}
    marked = marked_columns(row.cells)
    for index, cell in enumerate(row.cells):
        if index in marked:
            continue
        words = cell.casefold().strip()
        kind = next((column for column, pattern in _COLUMNS if pattern.search(words)), None)
        if kind and kind not in found and len(words) < 120:
            found[kind] = index
    subject = Column.TASK in found or Column.TARGET in found
    is_budget = not found.keys() & {Column.WHEN, Column.LEAD, Column.TARGET} and any(
        _MONEY.search(cell.casefold()) for cell in row.cells
    )
    is_inventory = (
        not marked
        and found.keys() <= {Column.NUMBER, Column.TASK}
        and any(_FIGURES.search(cell.casefold().strip()) for cell in row.cells)
    )
    return found if subject and len(found) + bool(marked) >= 2 and not is_budget and not is_inventory else {}


def _unheaded(row: Row) -> dict[Column, int]:
    """A month list without a heading row: month, task, product, lead, in that order."""
    if len(row.cells) < 3 or not _MONTH_CELL.match(row.cell(0)) or "áng" not in row.cell(0):
        return {}
    order = (Column.WHEN, Column.TASK, Column.PRODUCT, Column.LEAD)
    return {column: index for index, column in enumerate(order) if index < len(row.cells)}


def _small(text: str) -> bool:
    first = _LETTER.search(text)
    return first is not None and first.start() == 0 and first.group().islower()


def _merged(rows: Sequence[Row], main: int) -> list[Row]:
    """Rows with the lines that a page break cut off joined to them (R170)."""
    out: list[Row] = []
    for row in rows:
        if out and not row.cell(0) and (not row.cell(main) or _small(row.cell(main))):
            width = max(len(out[-1].cells), len(row.cells))
            cells = tuple(f"{out[-1].cell(i)} {row.cell(i)}".strip() for i in range(width))
            out[-1] = Row(cells, tuple(dict.fromkeys(out[-1].blocks + row.blocks)))
        else:
            out.append(row)
    return out


def is_head(cells: tuple[str, ...]) -> bool:
    """Are these the words of a heading row of tasks or targets?"""
    return bool(_columns(Row(cells, ())) or shape_of(cells))


def is_month_cell(words: str) -> bool:
    """ "Tháng 3", "4, 5/2026": a cell that says nothing but months."""
    return bool(_MONTH_CELL.match(words.strip()))


def main_column(cells: tuple[str, ...]) -> int:
    """The column of the tasks or targets under the heading row `cells`."""
    if shape := shape_of(cells):
        return shape.name
    columns = _columns(Row(cells, ()))
    return columns.get(Column.TASK, columns.get(Column.TARGET, 0))


def is_understood(table: Table) -> bool:
    """Is it a table of tasks or targets? Others (letterheads) are read as text."""
    return bool(table.rows) and bool(is_head(table.rows[0].cells) or _unheaded(table.rows[0]))


def read_tables(tables: Sequence[Table], paragraphs: Sequence[Paragraph], years: Years) -> TableFacts:
    """Tasks and target rows of the understood tables."""
    facts = TableFacts()
    for table in tables:
        if shape_of(table.rows[0].cells):
            facts.target_tables.append(table)
            continue
        columns = _columns(table.rows[0])
        body = table.rows[1:] if columns else table.rows
        columns = columns or _unheaded(table.rows[0])
        facts.uses |= dict.fromkeys(table.blocks, Use.TABLE)
        main = columns.get(Column.TARGET, columns.get(Column.TASK, 0))
        marked = marked_columns(table.rows[0].cells)
        group = ""
        for row in _merged(body, main):
            if name := _group_name(row, columns):
                group = name
            else:
                _read_row(row, columns, marked, group, paragraphs, years, facts)
    return facts


def _group_name(row: Row, columns: Mapping[Column, int]) -> str:
    """ "A | Hạ tầng | | |": the words of a row that only names a group of tasks."""
    number, task = columns.get(Column.NUMBER), columns.get(Column.TASK)
    if number is None or task is None or not _GROUP_NUMBER.match(row.cell(number).strip()):
        return ""
    others = [cell for i, cell in enumerate(row.cells) if i not in (number, task) and cell.strip(" -–.")]
    name = row.cell(task) or next(iter(others), "")
    return name if all(cell == name for cell in others) else ""


def _read_row(
    row: Row,
    columns: Mapping[Column, int],
    marked: dict[int, str],
    group: str,
    paragraphs: Sequence[Paragraph],
    years: Years,
    facts: TableFacts,
) -> None:
    source = source_of(row, paragraphs)
    if Column.TARGET in columns and Column.TASK not in columns:
        if is_group_row(row, columns[Column.TARGET], columns.get(Column.NUMBER)):
            return
        number = row.cell(columns.get(Column.NUMBER))
        lines = (line.strip() for line in row.cell(columns[Column.TARGET]).split("\n"))
        facts.target_rows += [(number, words, source) for words in lines if words]
        if when := row.cell(columns.get(Column.WHEN)):
            facts.timed_targets.append((_time(when, years), source))
        return
    pieces = tasks_in(row.cell(columns[Column.TASK]))
    if not pieces:
        return
    row_number = facts.tasks[-1].row + 1 if facts.tasks else 1
    lead = row.cell(columns.get(Column.LEAD))
    if trailing_separator(lead):
        facts.trailing.append(source)
    when = row.cell(columns.get(Column.WHEN))
    if marked:
        when = marked_time(row, marked) or when
    schedule = _time(when, years) if marked else _schedule(when, facts, years)
    for words in pieces:
        facts.tasks.append(
            TaskDraft(
                row=row_number,
                words=words,
                products=products_in(row.cell(columns.get(Column.PRODUCT))),
                leads=units_in(lead),
                coordinators=units_in(row.cell(columns.get(Column.HELP))),
                schedule=schedule,
                source=source,
                group=group,
            )
        )
    facts.uses |= dict.fromkeys(row.blocks, Use.TASK)


def _schedule(when: str, facts: TableFacts, years: Years) -> Schedule:
    """A month cell; an empty one stands for the row above (a merged cell)."""
    if not when:
        return facts.tasks[-1].schedule if facts.tasks else Schedule(ScheduleKind.UNKNOWN)
    return _time(when, years)


def _time(when: str, years: Years) -> Schedule:
    words = f"Tháng {when}" if _MONTH_CELL.match(when) and when[0].isdigit() else when
    return schedule_of(words, years)
