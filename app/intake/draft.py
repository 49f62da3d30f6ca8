"""A plan file → `PlanDraft`: what the plan says, with its own words, for a person to review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from app.domain.errors import WorldError
from app.domain.plan import Header, Paragraph, PlanDraft, TargetDraft, Use
from app.domain.ports import Progress, no_progress
from app.intake.blocks import blocks_of
from app.intake.facts.bases import read_bases
from app.intake.facts.binds import level_of
from app.intake.facts.bodies import levels_of
from app.intake.facts.duties import read_duties
from app.intake.facts.flags import flags_of
from app.intake.facts.header import read_header, years_of
from app.intake.facts.schedule import Years
from app.intake.facts.sections import Item, outline
from app.intake.facts.tables import read_tables
from app.intake.facts.target_tables import read_target_tables
from app.intake.facts.targets import add_table_targets, read_targets
from app.intake.facts.tasks import read_section_tasks
from app.intake.flow import Flow, flow_of_parts, flow_of_text
from app.intake.outcomes import IntakeFault
from app.intake.readers.choose import Kind, kind_of, read_parts
from app.intake.readers.decode import MAX_BYTES, read_text
from app.intake.readers.tables import Table

_STEPS = 6


def read_plan(path: Path, progress: Progress = no_progress) -> PlanDraft:
    """The plan in a Word, PDF, Excel, text or Markdown file, told apart by content, not by name.

    Raises WorldError: FileFault.* for the disk; any IntakeFault for the file, NOT_A_PLAN when it holds
    no header, target, task or report duty.
    """
    kind = kind_of(path)
    if kind is Kind.TEXT:
        return _read(flow_of_text(read_text(path, progress)), str(path), progress)
    flow = flow_of_parts(read_parts(path, kind, progress))
    letters = sum(len(paragraph.text) for paragraph in flow.paragraphs)
    if letters > MAX_BYTES:
        raise WorldError(IntakeFault.TOO_LONG, path=str(path))
    return _read(flow, str(path), progress)


def read_plan_text(text: str) -> PlanDraft:
    """The plan in `text`; WorldError(IntakeFault.EMPTY or NOT_A_PLAN) as `read_plan`."""
    return _read(flow_of_text(text), "", no_progress)


def _read(flow: Flow, name: str, progress: Progress) -> PlanDraft:
    paragraphs, tables = flow.paragraphs, flow.tables
    if not paragraphs:
        raise WorldError(IntakeFault.EMPTY, path=name)
    progress(1, _STEPS)
    in_tables = {index for table in tables for index in table.blocks}
    free = [p for p in paragraphs if p.index not in in_tables]
    items = outline(blocks_of(free, flow.strong))
    progress(2, _STEPS)
    head = read_header(items)
    if head.title_at is None:
        head.header = _with_annex_years(head.header, items)
    level = level_of(head.header)
    years = Years.of(head.header)
    bases, basis_uses = read_bases(items)
    progress(3, _STEPS)
    own = levels_of(f"{head.header.issuer} {head.header.subject}")
    captions = frozenset(table.blocks[0] - 1 for table in tables)
    targets, target_uses = read_targets(items, level, own, head.header.year_from or 0, captions)
    rows = read_tables(tables, paragraphs, years)
    add_table_targets(targets, rows.target_rows, level)
    targets += read_target_tables(rows.target_tables, paragraphs, items, level)
    targets.sort(key=lambda target: target.source.block)
    progress(4, _STEPS)
    duties, duty_uses = read_duties(items)
    section_tasks, task_uses = read_section_tasks(items, years, bool(rows.tasks), rows.tasks, duty_uses)
    tasks = rows.tasks + section_tasks
    if not (targets or tasks or duties or bases or head.title_at or head.number_at):
        raise WorldError(IntakeFault.NOT_A_PLAN, path=name)
    progress(5, _STEPS)
    flags = flags_of(head, items, targets, tasks, duties, rows.trailing, level, rows.timed_targets)
    # later uses win: an item that is a task and states a value is shown as a target
    uses = _headings(items) | rows.uses | head.uses | basis_uses | task_uses | duty_uses | target_uses
    uses |= _rows_of(tables, targets)
    progress(_STEPS, _STEPS)
    return PlanDraft(
        header=head.header,
        bases=bases,
        targets=tuple(targets),
        tasks=tuple(tasks),
        duties=tuple(duties),
        flags=flags,
        paragraphs=_used(paragraphs, uses),
    )


def _with_annex_years(header: Header, items: tuple[Item, ...]) -> Header:
    """A month list sent by itself names its year in a heading: "LỊCH … NĂM 2026"."""
    for item in items:
        first, last = years_of(item.block.words)
        if first is not None and (item.block.strong or item.block.words.isupper()):
            return replace(header, year_from=first, year_to=last)
    return header


def _rows_of(tables: tuple[Table, ...], targets: list[TargetDraft]) -> dict[int, Use]:
    """A table that targets were read from is used as a whole: head, groups, column numbers."""
    stated = {target.source.block for target in targets}
    return {at: Use.TABLE for table in tables if stated & set(table.blocks) for at in table.blocks}


def _headings(items: tuple[Item, ...]) -> dict[int, Use]:
    return {part: Use.HEADING for item in items if item.is_heading for part in item.block.parts}


def _used(paragraphs: tuple[Paragraph, ...], uses: Mapping[int, Use]) -> tuple[Paragraph, ...]:
    return tuple(replace(p, use=uses.get(p.index, Use.UNUSED)) for p in paragraphs)
