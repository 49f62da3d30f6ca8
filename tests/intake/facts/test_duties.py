"""Report duties (R122–R133) in the sentences plans use for them."""

from __future__ import annotations

import pytest

from app.domain.plan import DeadlineRule, Paragraph, Period
from app.intake.blocks import blocks_of
from app.intake.facts.duties import read_duties
from app.intake.facts.sections import Item, Role


def duties(words: str, role: Role = Role.REPORTING, lead: str = "") -> list[tuple[Period, str, DeadlineRule]]:
    (block,) = blocks_of([Paragraph(0, 0, f"- {words}")])
    found, _ = read_duties([Item(block, role, lead=lead)])
    return [(duty.period, duty.recipient, duty.rule) for duty in found]


def until(day: int, month: int | None = None, strict: bool = True) -> DeadlineRule:
    return DeadlineRule(day, month, strict)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "Tổ trưởng nộp kết quả của tổ cho Phó Hiệu trưởng trước ngày 24 hằng tháng.",
            [(Period.MONTH, "Phó Hiệu trưởng", until(24))],
        ),
        (
            "Báo cáo kỳ: các tổ báo cáo Hiệu trưởng ngày 27 mỗi tháng; nhà trường báo cáo UBND xã mỗi quý "
            "(trước ngày 13 tháng cuối quý).",
            [(Period.MONTH, "Hiệu trưởng", until(27, strict=False)), (Period.QUARTER, "UBND xã", until(13))],
        ),
        (
            "Trong năm học, văn thư gửi số liệu về văn phòng chậm nhất ngày 21 hằng tháng.",
            [(Period.MONTH, "văn phòng", until(21, strict=False))],
        ),
        (
            "Báo cáo sơ kết 6 tháng đầu năm gửi UBND phường trước ngày 11/6, "
            "tổng kết năm trước ngày 04/12/2026.",
            [(Period.HALF_YEAR, "UBND phường", until(11, 6)), (Period.YEAR, "UBND phường", until(4, 12))],
        ),
        (
            "Báo cáo sơ kết học kỳ I: gửi UBND đặc khu chậm nhất 19/01/2027.",
            [(Period.PRELIMINARY, "UBND đặc khu", until(19, 1, strict=False))],
        ),
        (
            "Báo cáo tổng kết năm học gửi Sở Giáo dục và Đào tạo trước ngày 12/6/2027.",
            [(Period.SCHOOL_YEAR, "Sở Giáo dục và Đào tạo", until(12, 6))],
        ),
        (
            "Báo cáo 6 tháng gửi UBND xã trước ngày 20 tháng cuối kỳ.",
            [(Period.HALF_YEAR, "UBND xã", until(20))],
        ),
        (
            "Định kỳ 06 tháng, 01 năm báo cáo UBND xã (trước ngày 14/6 và trước ngày 14/12).",
            [(Period.HALF_YEAR, "UBND xã", until(14, 6)), (Period.YEAR, "UBND xã", until(14, 12))],
        ),
        (
            "Các tổ phối hợp với Phòng Tin học, báo cáo với Hiệu trưởng vào chiều thứ Sáu cuối tháng.",
            [(Period.MONTH, "Hiệu trưởng", DeadlineRule(strict=False, weekday=4))],
        ),
        ("Báo cáo năm học gửi UBND xã.", [(Period.SCHOOL_YEAR, "UBND xã", DeadlineRule())]),
        ("Báo cáo quý: theo mẫu, gửi Phòng Văn hóa.", [(Period.QUARTER, "Phòng Văn hóa", DeadlineRule())]),
        (
            "Báo cáo chuyên đề, đột xuất gửi UBND xã khi có yêu cầu.",
            [(Period.AD_HOC, "UBND xã", DeadlineRule())],
        ),
        ("Các bộ phận giữ sổ theo dõi tại phòng làm việc.", []),
    ],
)
def test_sentences_of_a_report_section(words: str, wanted: list[tuple[Period, str, DeadlineRule]]) -> None:
    assert duties(words) == wanted


def test_a_report_elsewhere_must_be_called_one() -> None:
    once = "Tổng hợp danh mục thiết bị, báo cáo kết quả rà soát trước ngày 20/5/2026 trong tháng."
    assert duties(once, Role.TASKS) == []
    assert duties("Lập danh sách gửi văn phòng trước ngày 20 hằng tháng.", Role.ORGANISATION) == []
    yearly = "Tổ Văn phòng lập báo cáo năm gửi UBND xã trước ngày 03/12/2026."
    assert duties(yearly, Role.ORGANISATION) == [(Period.YEAR, "UBND xã", until(3, 12))]


def test_the_lead_names_the_recipient() -> None:
    lead = "Các trường gửi báo cáo về UBND phường (qua Phòng Văn hóa) như sau:"
    rule = DeadlineRule(strict=False, weekday=2)
    assert duties("Tháng: thứ Tư tuần cuối tháng.", lead=lead) == [
        (Period.MONTH, "UBND phường (qua Phòng Văn hóa)", rule)
    ]
