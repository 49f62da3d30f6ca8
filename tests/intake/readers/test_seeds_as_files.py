"""The real plans set again as Word and PDF give the facts of their text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.plan import PlanDraft
from app.intake.blocks import Block, blocks_of
from app.intake.draft import read_plan
from app.intake.flow import flow_of_text
from app.intake.readers.tables import Table
from tests.intake.readers.made import pdf_of, word_of
from tests.intake.shared import seed, seed_path

SEEDS = ("000", "001", "002", "003", "004")


def blocks_and_tables(text: str) -> list[Block | Table]:
    """The items of a text plan and its tables, in order."""
    flow = flow_of_text(text)
    tables = {index: table for table in flow.tables for index in table.blocks}
    out: list[Block | Table] = []
    free: list[Any] = []
    for paragraph in flow.paragraphs:
        table = tables.get(paragraph.index)
        if table is None:
            free.append(paragraph)
        elif paragraph.index == table.blocks[0]:
            out += [*blocks_of(free), table]
            free = []
    return out + list(blocks_of(free))


def said(draft: PlanDraft) -> dict[str, Any]:
    """Facts; spaces and the place of words left out ("2026- 2030" was cut by a line's end)."""
    return {
        "header": draft.header,
        "targets": [(_bare(t.words), tuple(replace(c, words="") for c in t.clauses)) for t in draft.targets],
        "tasks": [(_bare(t.words), t.products, t.leads, _bare(t.schedule.words)) for t in draft.tasks],
        "duties": [(d.period, d.rule) for d in draft.duties],
        "bases": [(b.number, b.issued_on) for b in draft.bases],
        "flags": [f.kind for f in draft.flags],
    }


def _bare(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("number", SEEDS)
@pytest.mark.parametrize("make", [word_of, pdf_of])
def test_same_facts(tmp_path: Path, make: Any, number: str) -> None:
    text = seed_path(number).read_text(encoding="utf-8")
    draft = read_plan(make(tmp_path / "a", blocks_and_tables(text)))
    wanted, found = said(seed(number)), said(draft)
    assert {key: found[key] for key in wanted} == wanted
