"""The school's name in the left column of the letterhead."""

from __future__ import annotations

import pytest

from app.reports import fonts
from app.reports import layout as at
from app.reports.letterhead import issuer_lines


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Trường Tiểu học Suối Đá Vàng", ["TRƯỜNG TIỂU HỌC", "SUỐI ĐÁ VÀNG"]),
        ("Trường Mầm non Hoa", ["TRƯỜNG MẦM NON HOA"]),
        ("Trường Trung học cơ sở Suối Đá", ["TRƯỜNG TRUNG HỌC CƠ SỞ", "SUỐI ĐÁ"]),
    ],
)
def test_the_kind_of_school_stays_together(name: str, lines: list[str]) -> None:
    fonts.register()
    assert issuer_lines(name) == lines
    assert all(fonts.width_of(line, fonts.BOLD, at.ISSUER_PT) <= at.LEFT_COLUMN for line in lines)
