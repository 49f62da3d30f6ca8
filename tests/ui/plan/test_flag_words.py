"""Every doubt about a plan and every form of deadline has its words."""

from __future__ import annotations

import json

import pytest

from app.domain import codec
from app.domain.plan import DeadlineRule, FlagKind, ScheduleKind
from app.ui.plan.texts import FLAGS
from app.ui.words.texts import SCHEDULES, deadline

RULES = [
    (DeadlineRule(strict=False, weekday=4), "chậm nhất thứ Sáu tuần cuối tháng"),
    (DeadlineRule(strict=False, offset_days=5), "chậm nhất 5 ngày sau khi hết kỳ"),
    (DeadlineRule(offset_days=-3), "trước 3 ngày trước khi hết kỳ"),
    (DeadlineRule(20), "trước ngày 20 (chậm nhất ngày 19)"),
]


def test_every_kind_has_words() -> None:
    assert set(FLAGS) == set(FlagKind)
    assert set(SCHEDULES) | {ScheduleKind.MONTHS, ScheduleKind.DATE} == set(ScheduleKind)


@pytest.mark.parametrize(("rule", "words"), RULES)
def test_deadlines_in_words(rule: DeadlineRule, words: str) -> None:
    assert deadline(rule) == words
    assert codec.from_plain(DeadlineRule, json.loads(codec.dumps(rule))) == rule
