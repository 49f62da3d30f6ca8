"""Months, dates and what the table says, without a window."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.domain.plan import Schedule, ScheduleKind
from app.domain.report import TaskState
from app.domain.views import Cause, PastAnswer, TaskRow
from app.ui.month import texts
from app.ui.month.dates import last_day, offered, shifted
from app.ui.month.panel import facts
from app.ui.month.table import mark_of, months_of
from app.ui.words.texts import CAUSES, STATES, size

MONTHS = st.tuples(st.integers(2020, 2040), st.integers(1, 12))


def task(**values: object) -> TaskRow:
    plain = {
        "id": "o", "task_id": "t", "words": "Ký học bạ", "products": (), "leads": (), "months": ((2026, 11),),
        "state": TaskState.OPEN, "cause": "", "remedy": "", "new_date": None, "evidence_count": 0,
        "asks_past": False, "schedule": Schedule(ScheduleKind.MONTHS, ((2026, 11),)), "overdue": False,
    }  # fmt: skip
    return TaskRow(**{**plain, **values})


@given(MONTHS, st.integers(-40, 40))
def test_months_go_there_and_back(month: tuple[int, int], by: int) -> None:
    there = shifted(month, by)
    assert 1 <= there[1] <= 12
    assert shifted(there, -by) == month


def test_turn_of_the_year() -> None:
    assert shifted((2026, 12), 1) == (2027, 1)
    assert last_day((2028, 2)) == date(2028, 2, 29)
    assert offered((2026, 11)) == (date(2026, 11, 30), date(2026, 12, 15), date(2026, 12, 31))


def test_every_state_cause_and_answer_has_words() -> None:
    assert set(STATES) == set(TaskState)
    assert set(CAUSES) == set(Cause)
    assert next(iter(CAUSES)) is Cause.UNKNOWN  # "Chưa rõ" stands first: nothing is required
    assert set(texts.PAST_ANSWERS) == set(texts.PAST_SAID) == set(PastAnswer)


def test_a_state_is_letter_and_word_and_late_says_so() -> None:
    assert (mark_of(task(state=TaskState.DONE)).letter, mark_of(task(state=TaskState.DONE)).word) == (
        "X",
        "Xong",
    )
    assert mark_of(task(overdue=True)).word == "Quá hạn"


def test_what_the_row_and_the_panel_say() -> None:
    row = task(months=((2026, 4), (2026, 5)), products=("Học bạ",), leads=("Kế toán", "Văn phòng"))
    assert months_of(row) == "4–5"
    assert facts(row).splitlines() == [
        "Sản phẩm: Học bạ",
        "Chủ trì: Kế toán; Văn phòng",
        "Thời gian: Tháng 11",
    ]


def test_sizes_with_a_decimal_comma() -> None:
    assert [size(n) for n in (12, 34_600, 1_400_000, 2_500_000_000)] == ["1 kB", "35 kB", "1,4 MB", "2,5 GB"]
