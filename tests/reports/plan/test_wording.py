"""The default wording states no fact: read back it gives no target, duty, base or dated task."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.org import SchoolKind
from app.intake.draft import read_plan
from app.reports.plan.compose import compose
from app.reports.plan.word import render_word
from app.reports.plan.wording import wording
from tests.reports.plan.samples import BARE, FACTS, SCHOOL


@pytest.mark.parametrize("kind", SchoolKind)
def test_the_default_wording_is_read_as_no_fact(kind, tmp_path):
    school = replace(SCHOOL, kind=kind)
    file = tmp_path / "a.docx"
    file.write_bytes(render_word(compose(replace(BARE, school=school, tasks=FACTS.tasks))))
    draft = read_plan(file)
    assert (draft.targets, draft.duties, draft.bases) == ((), (), ())
    assert [task.words for task in draft.tasks] == [task.words for task in FACTS.tasks]


def test_each_kind_has_its_words():
    assert {wording(kind).purpose for kind in SchoolKind} == {
        wording(kind).purpose
        for kind in (
            SchoolKind.PRESCHOOL,
            SchoolKind.PRIMARY,
            SchoolKind.LOWER_SECONDARY,
            SchoolKind.UPPER_SECONDARY,
        )
    }
    assert "trẻ" in " ".join(wording(SchoolKind.PRESCHOOL).purpose)
    assert all("{" not in text.replace("{school}", "").replace("{years}", "") for kind in SchoolKind
               for text in (wording(kind).opening, wording(kind).closing))  # fmt: skip
