"""The labelled plans are read whole, and never worse than before (tests/corpus/README.md)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.domain.plan import Binds, Clause, Operator, Source, TargetDraft, Unit
from tests.bench.intake import figures, read_floor
from tests.corpus.scoring import (
    HEADER,
    KINDS,
    NAMES,
    NEW_FIELDS,
    any_of,
    bare,
    draft,
    labels,
    pair,
    same_population,
    score,
    score_targets,
    source,
)


def test_seven_documents_with_labels() -> None:
    assert len(NAMES) >= 7
    assert set(read_floor()) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_labels_quote_their_document(name: str) -> None:
    words = bare(source(name).read_text(encoding="utf-8"))
    label = labels(name)
    quotes = [item["words_start"] for item in label["targets"] + label["tasks"]]
    quotes += [flag["about"] for flag in label["flags"]]
    assert [quote for quote in quotes if bare(quote) not in words] == []
    assert set(label["header"]) == set(HEADER)


@pytest.mark.parametrize("name", NAMES)
def test_no_words_are_lost(name: str) -> None:
    read = "".join(bare(paragraph.text) for paragraph in draft(name).paragraphs)
    assert read == bare(source(name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_not_below_the_floor(name: str) -> None:
    now, floor = figures({name: score(name)})[name], read_floor()[name]
    worse = {
        kind: (now[kind], floor[kind])
        for kind in KINDS
        if any(have < need for have, need in zip(now[kind], floor[kind], strict=True))
    }
    assert worse == {}, "[precision, recall] now and before; see `dev.py bench intake --misses`"


def _as_labelled(label: dict[str, Any]) -> TargetDraft:
    clauses = tuple(
        Clause(
            Operator(any_of(clause["operator"])[0]),
            clause["value"],
            Unit(clause["unit"]),
            any_of(clause["population"])[0],
            **{name: clause[name] for name in NEW_FIELDS if name in clause},
        )
        for clause in label["clauses"]
    )
    words = label["words_start"]
    return TargetDraft("", "", words, clauses, Binds.SCHOOL, Source(words, 0))


def test_a_draft_as_labelled_has_full_marks_and_a_wrong_value_costs_one() -> None:
    wanted = labels("quy-ba-tieu-hoc")["targets"]
    right = [_as_labelled(label) for label in wanted]
    targets, clauses = score_targets(wanted, right)
    assert (targets.precision, targets.recall, clauses.precision, clauses.recall) == (1, 1, 1, 1)
    first = right[0].clauses[0]
    wrong = replace(right[0], clauses=(replace(first, value=99.0),))
    targets, clauses = score_targets(wanted, [wrong, *right[1:], replace(wrong, words="khác")])
    assert (targets.matched, targets.labelled, targets.found) == (6, 7, 8)
    assert (clauses.matched, clauses.labelled, clauses.found) == (5, 6, 7)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("toàn bộ các giáo viên", "Giáo viên;", True),
        ("học sinh lớp 3", "học sinh lớp 3, lớp 4", True),
        ("học sinh", "học sinh lớp 3, lớp 4", False),
        ("trẻ", "trẻ em", False),
        ("", "giáo viên", False),
    ],
)
def test_populations(one: str, other: str, same: bool) -> None:
    assert same_population(one, other) is same
    assert same_population(other, one) is same


def test_pairs_are_the_most_possible() -> None:
    wanted = [{"either": (1, 2)}, {"either": (1,)}]
    assert pair(wanted, [1, 2], lambda label, found: found in label["either"]) == {0: 1, 1: 0}
