"""The review list as plain rows: groups, headings and what each line says. No Qt."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.plan import Binds, DeadlineRule, Flag
from app.domain.views import ItemKind, PlanItem, PlanView, Review, SourceLine
from app.ui.plan import texts
from app.ui.words import texts as words
from app.ui.words.plain import place, readable


class Group(StrEnum):
    ALL = "all"
    HEADER = "header"
    TARGETS = "targets"
    TASKS = "tasks"
    DUTIES = "duties"
    FLAGS = "flags"
    SUPERIOR = "superior"
    UNUSED = "unused"


@dataclass(frozen=True)
class Entry:
    """One row: a heading, an item, a flag, an unused paragraph or the document's head."""

    id: str
    group: Group
    title: str
    second: str = ""
    heading: bool = False
    item: PlanItem | None = None
    flag: Flag | None = None
    line: SourceLine | None = None
    blocks: tuple[tuple[int, str], ...] = ()  # (block, words) to light up in the source


def group_of(item: PlanItem) -> Group:
    if item.kind is ItemKind.TARGET:
        ours = item.binds not in (Binds.WARD, Binds.DEPARTMENT)
        return Group.TARGETS if ours else Group.SUPERIOR
    return Group.TASKS if item.kind is ItemKind.TASK else Group.DUTIES


def second_line(item: PlanItem) -> str:
    """≥ 95 % văn bản · Tháng 4, 5 · SP: … · Kế toán"""
    if item.kind is ItemKind.DUTY:
        return duty_rule(item)
    parts = [words.clause(part) for part in item.clauses]
    if item.kind is ItemKind.TASK:
        parts.append(words.schedule(item.schedule))
        if item.products:
            parts.append(texts.PRODUCT.format(words=", ".join(item.products)))
        parts.append(", ".join(item.leads))
    return " · ".join(part for part in parts if part)


def duty_rule(item: PlanItem) -> str:
    """A duty's rule in words, from the JSON the view carries; "" where there is none."""
    try:
        stored = json.loads(item.detail) if item.detail else {}
    except ValueError:
        return ""
    rule = stored.get("rule", stored)
    known = DeadlineRule(
        rule.get("day"),
        rule.get("month"),
        bool(rule.get("strict", True)),
        rule.get("weekday"),
        rule.get("offset_days"),
    )
    return texts.DUTY_RULE.format(rule=words.deadline(known))


def _title(item: PlanItem) -> str:
    if item.kind is not ItemKind.DUTY:
        return readable(item.words)
    period = texts.PERIODS.get(item.group, texts.GROUP_DUTIES)
    to = texts.DUTY_TO.format(recipient=", ".join(item.leads)) if item.leads else ""
    return " · ".join(part for part in (period, to) if part)


def _item_entry(item: PlanItem) -> Entry:
    return Entry(
        item.id,
        group_of(item),
        _title(item),
        second_line(item),
        item=item,
        blocks=((item.source_block, item.source_words),),
    )


def _flag_entry(number: int, flag: Flag) -> Entry:
    title, meaning = texts.FLAGS[flag.kind]
    sides = " / ".join(flag.values)
    return Entry(
        f"flag:{number}",
        Group.FLAGS,
        f"{title}: {sides}" if sides else title,
        meaning,
        flag=flag,
        blocks=tuple((side.block, side.words) for side in flag.sides),
    )


def _unused_entry(line: SourceLine) -> Entry:
    where = place(line.line, 0)
    return Entry(
        f"unused:{line.block}",
        Group.UNUSED,
        readable(line.text),
        where,
        line=line,
        blocks=((line.block, line.text),),
    )


def entries(view: PlanView) -> dict[Group, list[Entry]]:
    """Rows by group in screen order; groups without rows are left out (the head is always there)."""
    number = f"{view.number}/{view.symbol}" if view.number else texts.NO_NUMBER
    head = Entry("header", Group.HEADER, texts.HEADER_ROW, f"{number} · {view.signer_name}".strip(" ·"))
    found: dict[Group, list[Entry]] = {group: [] for group in Group if group is not Group.ALL}
    found[Group.HEADER] = [head]
    for item in view.items:
        found[group_of(item)].append(_item_entry(item))
    found[Group.FLAGS] = [_flag_entry(at, flag) for at, flag in enumerate(view.flags)]
    found[Group.UNUSED] = [_unused_entry(line) for line in view.unused if readable(line.text)]
    return {group: rows for group, rows in found.items() if rows}


def group_title(group: Group, superior: str) -> str:
    return {
        Group.ALL: texts.GROUP_ALL,
        Group.HEADER: texts.GROUP_HEADER,
        Group.TARGETS: texts.GROUP_TARGETS,
        Group.TASKS: texts.GROUP_TASKS,
        Group.DUTIES: texts.GROUP_DUTIES,
        Group.FLAGS: texts.GROUP_FLAGS,
        Group.SUPERIOR: texts.GROUP_SUPERIOR.format(superior=superior),
        Group.UNUSED: texts.GROUP_UNUSED,
    }[group]


def chip_title(group: Group, superior: str) -> str:
    short = {Group.TASKS: texts.CHIP_TASKS, Group.DUTIES: texts.CHIP_DUTIES}
    return short.get(group, group_title(group, superior))


def with_headings(groups: dict[Group, list[Entry]], shown: Group, superior: str) -> list[Entry]:
    """The flat list for the view: every shown group under its heading."""
    flat: list[Entry] = []
    for group, rows in groups.items():
        if shown not in (Group.ALL, group):
            continue
        flat.append(
            Entry(f"heading:{group}", group, group_title(group, superior), _counts(rows), heading=True)
        )
        flat += rows
    return flat


def _counts(rows: Iterable[Entry]) -> str:
    listed = list(rows)
    items = [row.item for row in listed if row.item is not None]
    if not items:
        return "" if listed and listed[0].group is Group.HEADER else texts.GROUP_COUNT.format(n=len(listed))
    left = sum(item.review is Review.PROPOSED for item in items)
    if not left:
        return texts.GROUP_COUNT.format(n=len(items))
    return texts.GROUP_LEFT.format(n=len(items), left=left)
