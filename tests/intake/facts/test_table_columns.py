"""Annex tables with other column words, in other orders, with marks under quarters or months."""

from __future__ import annotations

import pytest

from app.domain.plan import Operator, PlanDraft, Unit
from app.intake import draft as drafts

_HEAD = "UBND XÃ SUỐI VÀNG\nSố: 7/KH-UBND\nKẾ HOẠCH\nChuyển đổi số năm 2026\nCăn cứ Kế hoạch số 1/KH-UBND;\n"


def _read(*rows: str) -> PlanDraft:
    return drafts.read_plan_text(_HEAD + "\nPHỤ LỤC\n\n" + "\n".join(f"| {row} |" for row in rows))


def test_values_may_stand_before_what_they_are_values_of() -> None:
    draft = _read(
        "Bộ phận | Chỉ tiêu giao | ĐVT | Tên chỉ tiêu | Số thứ tự",
        "--- | --- | --- | --- | ---",
        "Văn thư | 95 | % | Văn bản được ký số | 1",
        "Thư viện | Ít nhất 3 | buổi/lớp | Buổi đọc sách điện tử | 2",
    )
    first, second = (target.clauses[0] for target in draft.targets)
    assert (first.operator, first.value, first.unit) == (Operator.AT_LEAST, 95, Unit.PERCENT)
    assert (second.value, second.unit, second.per) == (3, Unit.COUNT, "lớp")


@pytest.mark.parametrize(
    ("heads", "marks", "months"),
    [
        ("Quý I | Quý II | Quý III | Quý IV", " |  | x | X", (7, 8, 9, 10, 11, 12)),
        ("T1 | T2 | T3 | T4", "x |  |  | ✓", (1, 4)),
        ("Tháng 9 | Tháng 10 | Tháng 11 | Tháng 12", " | + |  | ", (10,)),
    ],
)
def test_marked_columns_give_the_months(heads: str, marks: str, months: tuple[int, ...]) -> None:
    draft = _read(
        f"TT | Nội dung công việc | {heads} | Kết quả cần đạt | Người thực hiện",
        "--- | --- | --- | --- | --- | --- | --- | ---",
        "A | Hạ tầng |  |  |  |  |  | ",
        f"1 | Kéo cáp quang tới điểm trường | {marks} | Biên bản nghiệm thu | Tổ Tin học",
        "2 | Rà soát thiết bị cũ |  |  |  |  |  | Kế toán",
    )
    assert [task.words for task in draft.tasks] == ["Kéo cáp quang tới điểm trường", "Rà soát thiết bị cũ"]
    first, second = draft.tasks
    assert first.schedule.months == tuple((2026, month) for month in months)
    assert (first.leads, first.products, first.group) == (
        ("Tổ Tin học",),
        ("Biên bản nghiệm thu",),
        "Hạ tầng",
    )
    assert second.schedule.months == ()
