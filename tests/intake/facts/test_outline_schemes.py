"""The kind of a section carries to what stands below it, whatever the plan counts its headings with."""

from __future__ import annotations

import pytest

from app.intake import draft as drafts

_HEAD = "UBND XÃ SUỐI VÀNG\nSố: 7/KH-THSV\nKẾ HOẠCH\nChuyển đổi số năm 2026\nCăn cứ Kế hoạch số 1/KH-UBND;\n"
_TARGET = "100% lớp học có sổ điểm số"
_TASK = "Lắp thêm ổ cắm điện cho phòng máy"
_OTHER = "Giữ phòng máy luôn sạch sẽ"


def _read(body: str) -> tuple[list[str], list[str]]:
    draft = drafts.read_plan_text(_HEAD + body)
    return [target.words for target in draft.targets], [task.words for task in draft.tasks]


@pytest.mark.parametrize(
    "body",
    [
        "Phần thứ nhất. CHỈ TIÊU\n1. {t}.\nPhần thứ hai. NHIỆM VỤ CỤ THỂ\n**1. Đầu năm**\n1. {w}.\n2. {o}.",
        "PHẦN I: CHỈ TIÊU\nI. Hạ tầng\n1. {t}.\nPHẦN II: NHIỆM VỤ\nI. Hạ tầng\n1. {w}.\nII. Dữ liệu\n1. {o}.",
        "Phần thứ nhất\nCHỈ TIÊU\n- {t}.\nPhần thứ hai\nNHIỆM VỤ\n- {w}.\n- {o}.",
        "A. CHỈ TIÊU\nI. Hạ tầng\n- {t}.\nB. NHIỆM VỤ\nI. Hạ tầng\n- {w}.\nII. Dữ liệu\n- {o}.",
        "I. MỤC TIÊU, NHIỆM VỤ\n1. Chỉ tiêu\n- {t}.\n2. Nhiệm vụ\n- {w}.\n- {o}.",
        "I. NỘI DUNG\n1. Hạ tầng\n1.1. Chỉ tiêu\n- {t}.\n1.2. Nhiệm vụ\n- {w}.\n2. Dữ liệu\n- {o}.",
        "I/ CHỈ TIÊU\n1/ Hạ tầng\n- {t}.\nII/ NHIỆM VỤ\n1/ Hạ tầng\n1.1/ {w}.\n2/ Nếp\n2.1/ {o}.",
        "1. CHỈ TIÊU\n1.1. Hạ tầng\na) {t}.\n2. NHIỆM VỤ, GIẢI PHÁP\n2.1. Máy\n* {w}.\n2.2. Nếp\n* {o}.",
    ],
)
def test_kind_carries_under_every_heading_scheme(body: str) -> None:
    targets, tasks = _read(body.format(t=_TARGET, w=_TASK, o=_OTHER))
    assert [words.rstrip(".") for words in targets] == [_TARGET]
    assert [words.rstrip(".") for words in tasks] == [_TASK, _OTHER]


def test_italic_group_lines_and_the_aim_beside_targets_are_no_targets() -> None:
    targets, _ = _read(
        "Phần thứ nhất. MỤC TIÊU VÀ CHỈ TIÊU\n**I. Mục tiêu**\nXây dựng trường học vui.\n"
        f"**II. Chỉ tiêu**\n*Nhóm 1. Hạ tầng*\n1.1. {_TARGET}.\n"
    )
    assert targets == [f"{_TARGET}."]


def test_a_sentence_that_points_to_an_annex_is_no_target() -> None:
    targets, _ = _read(f"I. CHỈ TIÊU\n1. {_TARGET}.\nCác chỉ tiêu cụ thể được giao tại Phụ lục 1.\n")
    assert targets == [f"{_TARGET}."]


def test_the_next_number_ends_what_a_numbered_heading_heads() -> None:
    draft = drafts.read_plan_text(
        _HEAD
        + f"I. NHIỆM VỤ\n1. Tháng 2: {_OTHER}.\n2. Tháng 4 - 5:\n- {_TASK}.\n3. Quý IV: Tổng kết thi đua.\n"
    )
    assert [task.group for task in draft.tasks] == ["", "Tháng 4 - 5", ""]
    assert [task.schedule.months[0] for task in draft.tasks] == [(2026, 2), (2026, 4), (2026, 10)]


def test_a_list_counted_anew_below_a_heading_stays_below_it() -> None:
    draft = drafts.read_plan_text(
        _HEAD
        + f"I. NHIỆM VỤ\n**1. Đầu năm**\n1. {_OTHER}.\n2. {_TASK}.\n**2. Cuối năm**\n3. Tổng kết thi đua.\n"
    )
    assert [task.group for task in draft.tasks] == ["Đầu năm", "Đầu năm", "Cuối năm"]


def test_a_part_with_its_text_on_one_line_ends_with_the_next_number() -> None:
    draft = drafts.read_plan_text(
        _HEAD
        + "I. TỔ CHỨC THỰC HIỆN\n1. Chế độ báo cáo: các tổ nộp báo cáo tháng trước ngày 20 hằng tháng.\n"
        + "2. Văn thư kiểm kê máy in, xong trước ngày 25/6/2026.\n"
    )
    assert len(draft.duties) == 1
    assert [task.words[:8] for task in draft.tasks] == ["Văn thư "]
