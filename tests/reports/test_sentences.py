"""Sentences from data: counts, causes, remedies, new dates, the plan's citation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.report import TargetStatus, TaskState
from app.reports import sentences, texts
from tests.reports.samples import FULL, SCHOOL, TARGETS, TASKS, target, task


def test_task_counts() -> None:
    assert sentences.tasks_intro(FULL) == (
        "Trong tháng 11 năm 2026, nhà trường có 04 nhiệm vụ phải thực hiện theo kế hoạch; tính đến hết ngày "
        "15/11/2026: 02 nhiệm vụ đã hoàn thành; 01 nhiệm vụ hoàn thành một phần; 01 nhiệm vụ chưa thực hiện. "
        "Kết quả cụ thể như sau:"
    )
    done = replace(FULL, tasks=tuple(replace(t, state=TaskState.DONE) for t in TASKS))
    assert "đã hoàn thành toàn bộ" in sentences.tasks_intro(done)


def test_target_counts_name_what_is_not_due_and_what_has_no_data() -> None:
    words = sentences.targets_intro(TARGETS)
    assert "01 chỉ tiêu chưa đến kỳ; 01 chỉ tiêu chưa có số liệu" in words
    assert words.startswith("Nhà trường theo dõi 05 chỉ tiêu")


def test_every_state_has_words() -> None:
    for state in TaskState:
        assert texts.TASK_STATES[state]
        assert "01 " in sentences.tasks_intro(replace(FULL, tasks=(task(1, state=state),)))
    for status in TargetStatus:
        assert texts.TARGET_STATES[status]
        assert "01 chỉ tiêu " in sentences.targets_intro((target(1, status=status),))


def test_unfinished_tasks_give_cause_remedy_and_new_date() -> None:
    head, partly, not_done = sentences.unfinished(TASKS)
    assert head == "Các nhiệm vụ chưa hoàn thành trong kỳ:"
    assert partly.endswith(
        "hoàn thành một phần. Nguyên nhân: 02 giáo viên đi học nâng chuẩn đúng ngày tập huấn. Giải pháp: "
        "tổ chức buổi bù tại điểm trường chính. Thời gian hoàn thành mới: trước ngày 05/12/2026."
    )
    assert not_done == (
        "- Diễn tập ứng phó sự cố mất an toàn thông tin (Phụ trách CNTT): chưa thực hiện. "
        "Nguyên nhân: chưa rõ."
    )
    assert sentences.unfinished((task(1),)) == []


def test_lagging_targets() -> None:
    assert sentences.lagging(TARGETS)[1:] == [
        "- Lớp học có thiết bị trình chiếu nối mạng: chậm tiến độ (kế hoạch 18 lớp, đã thực hiện 12 lớp)."
    ]
    assert sentences.lagging(TARGETS[:2]) == []


@pytest.mark.parametrize(
    ("title", "number", "day", "expected"),
    [
        (
            "Kế hoạch Chuyển đổi số năm 2026",
            "17/KH-TH",
            date(2026, 3, 4),
            "Thực hiện Kế hoạch số 17/KH-TH ngày 04 tháng 3 năm 2026 của Trường Tiểu học Sông Hồng "
            "về chuyển đổi số năm 2026,",
        ),
        (
            "CNTT và chuyển đổi số",
            "",
            None,
            "Thực hiện Kế hoạch của Trường Tiểu học Sông Hồng về CNTT và chuyển đổi số,",
        ),
        ("Về chuyển đổi số", "", None, "Kế hoạch của Trường Tiểu học Sông Hồng về chuyển đổi số,"),
        ("KẾ HOẠCH", "3/KH-TH", None, "Thực hiện Kế hoạch số 3/KH-TH của Trường Tiểu học Sông Hồng, Trường"),
    ],
)
def test_the_plan_is_cited_in_full(title: str, number: str, day: date | None, expected: str) -> None:
    words = sentences.opening(
        replace(FULL, plan_title=title, plan_number=number, plan_issued_on=day, school=SCHOOL)
    )
    assert expected in words


@given(st.lists(st.text(alphabet="ab ;.-", max_size=8), max_size=6))
def test_a_list_ends_its_items_and_drops_empty_ones(items: list[str]) -> None:
    lines = sentences.listed(items)
    assert all(line.startswith("- ") and line.endswith(";") for line in lines[:-1])
    assert not lines or lines[-1].endswith(".")
    assert all(len(line) > 3 for line in lines)


def test_dates_and_numbers_take_leading_zeros() -> None:
    assert texts.date_words(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert texts.date_words(date(2026, 3, 15)) == "ngày 15 tháng 3 năm 2026"
    assert texts.number_words("7") == "07" and texts.number_words("123") == "123"
    assert texts.number_words("") == "" and texts.number_words("07a") == "07a"


def test_sizes_for_people() -> None:
    assert [texts.size_words(n) for n in (999, 348_000, 1_250_000)] == ["999 B", "348 kB", "1,2 MB"]
