"""The head and the close of a plan read from paper, its columns held apart by spaces (R1–R4, R23–R25)."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.intake.draft import read_plan_text

PAPER = """UBND XÃ KHE SANH MỚI{a}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TRƯỜNG THCS KHE SANH{b}Độc lập - Tự do - Hạnh phúc
Số: 19/KH-THCSKS{c}Khe Sanh Mới, ngày 6 tháng 02 năm 2026

KẾ HOẠCH
Chuyển đổi số năm 2026

Căn cứ Kế hoạch số 3/KH-UBND ngày 02/01/2026 của UBND xã;

I. NHIỆM VỤ
1. Lắp máy chiếu trước ngày 20/3/2026.

Nơi nhận:{d}KT. HIỆU TRƯỞNG
- UBND xã (b/c);{e}PHÓ HIỆU TRƯỞNG
- Lưu: VT.

{e}Ngô Thị Sương
"""
GAPS = st.integers(4, 40).map(lambda n: " " * n)


@given(GAPS, GAPS, st.integers(1, 40).map(lambda n: " " * n), GAPS, GAPS)
def test_columns_side_by_side(a: str, b: str, c: str, d: str, e: str) -> None:
    header = read_plan_text(PAPER.format(a=a, b=b, c=c, d=d, e=e)).header
    assert (header.superior, header.issuer) == ("UBND XÃ KHE SANH MỚI", "TRƯỜNG THCS KHE SANH")
    assert (header.number, header.symbol) == ("19", "KH-THCSKS")
    assert (header.place, header.issued_on) == ("Khe Sanh Mới", date(2026, 2, 6))
    assert header.recipients == ("UBND xã (b/c)", "Lưu: VT")
    assert (header.signer_prefix, header.signer_title) == ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG")
    assert header.signer_name == "Ngô Thị Sương"


def test_a_table_cell_of_several_lines() -> None:
    text = (
        "| UBND XÃ KHE SANH MỚI<br>**TRƯỜNG THCS KHE SANH** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM** |\n"
        "|---|---|\n| Số: 19/KH-THCSKS | *Khe Sanh Mới, ngày 6 tháng 02 năm 2026* |\n\n"
    )
    header = read_plan_text(text + PAPER[PAPER.index("KẾ HOẠCH") :].format(d="    ", e="    ")).header
    assert (header.superior, header.issuer) == ("UBND XÃ KHE SANH MỚI", "TRƯỜNG THCS KHE SANH")


def test_page_numbers_are_no_items_but_stay_in_the_paper() -> None:
    text = PAPER.format(a="    ", b="    ", c=" ", d="    ", e="    ")
    draft = read_plan_text(text.replace("Nơi nhận", "          Trang 1/2\n\nNơi nhận"))
    assert [task.words for task in draft.tasks] == ["Lắp máy chiếu trước ngày 20/3/2026."]
    assert any("Trang 1/2" in paragraph.text for paragraph in draft.unused)
