"""Letters read for digits in dates and numbers, running titles, and letterheads on one row."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.plan import FlagKind
from app.intake import draft as drafts
from app.intake.facts.ocr import misread, with_digits
from app.intake.facts.rules import rules_of
from app.intake.facts.schedule import Years, schedule_of

_YEARS = Years(2026, 2026)


@pytest.mark.parametrize(
    ("words", "read", "faults"),
    [
        ("trước ngày 3O/11", "trước ngày 30/11", ("3O/11",)),
        ("chậm nhất ngày l5/6/2O26", "chậm nhất ngày 15/6/2026", ("l5/6/2O26",)),
        ("Tháng l0: họp", "Tháng 10: họp", ("l0",)),
        ("ngày 3O tháng O1 năm 2O26", "ngày 30 tháng 01 năm 2026", ("3O", "O1", "2O26")),
        ("Quý I/2026, học kỳ I, mục I/1", "Quý I/2026, học kỳ I, mục I/1", ()),
        ("trước ngày 05/6/2026", "trước ngày 05/6/2026", ()),
        ("lớp 10/lớp 11, lô 1/2", "lớp 10/lớp 11, lô 1/2", ()),
    ],
)
def test_letters_for_digits_are_read_in_dates_only(words: str, read: str, faults: tuple[str, ...]) -> None:
    assert with_digits(words) == read
    assert misread(words) == faults


def test_a_badly_read_day_is_never_another_day() -> None:
    assert [(at.rule.day, at.rule.month) for at in rules_of("báo cáo năm trước ngày 3O/11")] == [(30, 11)]
    assert schedule_of("trước ngày 3O/11", _YEARS).due == date(2026, 11, 29)
    assert schedule_of("trước ngày 3O/11", _YEARS).words == "trước ngày 3O/11"


def test_number_and_day_of_the_head_are_read_and_flagged() -> None:
    draft = drafts.read_plan_text(
        "TRƯỜNG MẦM NON SƠN CA\nSố: l4/KH-MNSC\nĐồi Cọ, ngày 2O tháng 01 năm 2026\nKẾ HOẠCH\n"
        "Chuyển đổi số năm 2026\nCăn cứ Kế hoạch số 1/KH-UBND;\nI. CHỈ TIÊU\n- 90% trẻ có mã định danh.\n"
    )
    assert (draft.header.number, draft.header.issued_on) == ("14", date(2026, 1, 20))
    faults = {flag.values[0] for flag in draft.flags if flag.kind is FlagKind.OCR_FAULT}
    assert {"l4", "2O"} <= faults


def test_running_titles_beside_page_marks_are_neither_targets_nor_tasks() -> None:
    page = "\nTrang {}/3\nKế hoạch năm 2026 - MN Sơn Ca\n\n"
    draft = drafts.read_plan_text(
        "Số: 4/KH-MNSC\nKẾ HOẠCH\nChuyển đổi số năm 2026\nCăn cứ Kế hoạch số 1/KH-UBND;\nI. CHỈ TIÊU\n"
        f"- 90% trẻ có mã định danh.\n{page.format(1)}II. NHIỆM VỤ\n- Thay đường truyền.\n{page.format(2)}"
        "- Lắp bộ phát.\n"
    )
    assert [target.words for target in draft.targets] == ["90% trẻ có mã định danh."]
    assert [task.words for task in draft.tasks] == ["Thay đường truyền.", "Lắp bộ phát."]


def test_letterhead_and_signature_run_together_in_one_row() -> None:
    draft = drafts.read_plan_text(
        "| UBND XÃ ĐỒI CỌ **TRƯỜNG THCS LÊ VĂN MỘC** Số: 12/KH-THCSLVM | "
        "**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM** "
        "**Độc lập - Tự do - Hạnh phúc** *Đồi Cọ, ngày 03 tháng 9 năm 2026* |\n| --- | --- |\n\n"
        "**KẾ HOẠCH CHUYỂN ĐỔI SỐ**\n\n**NĂM HỌC 2026 - 2027**\n\nCăn cứ Kế hoạch số 1/KH-UBND;\n\n"
        "**I. CHỈ TIÊU**\n\n- 90% học sinh có tài khoản.\n\n"
        "| **Nơi nhận:** - UBND xã; - Lưu: VT. | **HIỆU TRƯỞNG** **Đỗ Thị Na** |\n| --- | --- |\n"
    )
    header = draft.header
    assert (header.number, header.symbol, header.place) == ("12", "KH-THCSLVM", "Đồi Cọ")
    assert (header.issued_on, header.year_from, header.year_to) == (date(2026, 9, 3), 2026, 2027)
    assert (header.issuer, header.superior) == ("TRƯỜNG THCS LÊ VĂN MỘC", "UBND XÃ ĐỒI CỌ")
    assert (header.signer_title, header.signer_name) == ("HIỆU TRƯỞNG", "Đỗ Thị Na")
    assert header.recipients == ("UBND xã", "Lưu: VT")
