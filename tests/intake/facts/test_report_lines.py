"""Reports outside a section of their own, on a Thursday, on request; annexes named and not there."""

from __future__ import annotations

from app.domain.plan import DeadlineRule, FlagKind, Period, PlanDraft
from app.intake import draft as drafts

_HEAD = (
    "TRƯỜNG THCS MỎ SẮT\nSố: 7/KH-THCSMS\nKẾ HOẠCH\nChuyển đổi số năm 2026\nCăn cứ Kế hoạch số 1/KH-UBND;\n"
)


def _read(body: str) -> PlanDraft:
    return drafts.read_plan_text(_HEAD + body)


def test_a_review_after_a_semicolon_is_a_report_and_no_task() -> None:
    draft = _read(
        "I. TỔ CHỨC THỰC HIỆN\n1. Nhà trường báo cáo UBND xã: sơ kết học kỳ I trước ngày 15/01; "
        "tổng kết năm học chậm nhất ngày 05/6. Các tổ báo cáo Hiệu trưởng vào thứ Năm tuần cuối của tháng.\n"
    )
    owed = [(duty.period, duty.rule) for duty in draft.duties]
    assert owed == [
        (Period.PRELIMINARY, DeadlineRule(15, 1, strict=True)),
        (Period.SCHOOL_YEAR, DeadlineRule(5, 6, strict=False)),
        (Period.MONTH, DeadlineRule(strict=False, weekday=3)),
    ]
    assert draft.tasks == ()


def test_figures_sent_when_asked_for_are_a_duty_of_the_report_section() -> None:
    draft = _read("I. CHẾ ĐỘ BÁO CÁO\n- Gửi số liệu về Phòng Văn hóa khi được yêu cầu.\n")
    assert [duty.period for duty in draft.duties] == [Period.AD_HOC]


def test_an_annex_that_is_named_and_not_there_is_told_once() -> None:
    body = "I. NHIỆM VỤ\n- Các tổ làm theo {} trong tháng 3.\n- Lớp trưởng xem {} trong tháng 4.\n"
    for name in ("Phụ lục phân công kèm theo", "Phụ lục II", "Phụ lục số 2"):
        draft = _read(body.format(name, name))
        assert [flag.kind for flag in draft.flags].count(FlagKind.ANNEX_MISSING) == 1
        there = _read(body.format(name, name) + "\nPHỤ LỤC II\nPHÂN CÔNG\n")
        assert FlagKind.ANNEX_MISSING not in [flag.kind for flag in there.flags]
