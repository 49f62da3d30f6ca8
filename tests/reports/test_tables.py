"""Evidence codes in narrow columns and what the target table never prints."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from app.domain.report import TargetStatus
from app.reports import fonts, tables
from app.reports import layout as at
from tests.reports.samples import target


def test_widths_fill_the_text() -> None:
    for widths in (tables.TASK_WIDTHS, tables.TARGET_WIDTHS, tables.EVIDENCE_WIDTHS):
        assert abs(sum(widths) - at.TEXT_WIDTH) < 0.01


def test_consecutive_codes_are_drawn_together() -> None:
    codes = ["MC.1.07", "MC.1.08", "MC.1.09", "MC.2.10", "MC.2.12", "H1-1.1-01", "khác"]
    assert tables.runs(codes) == ["MC.1.07-09", "MC.2.10", "MC.2.12", "H1-1.1-01", "khác"]
    assert tables.runs(["A.99", "A.100"]) == ["A.99", "A.100"]


@given(st.lists(st.integers(0, 999), unique=True).map(sorted))
def test_no_code_is_lost_in_a_run(numbers: list[int]) -> None:
    back: list[int] = []
    for run in tables.runs(f"MC.{n:03d}" for n in numbers):
        match = re.fullmatch(r"MC\.(\d{3})(?:-(\d{3}))?", run)
        assert match
        back += range(int(match[1]), int(match[2] or match[1]) + 1)
    assert back == numbers


def test_not_due_and_no_data_print_no_figures() -> None:
    fonts.register()
    for status in (TargetStatus.NOT_YET_DUE, TargetStatus.NO_DATA):
        row = tables._target_row(1, target(1, status=status, achieved="0 %", cumulative="0 %", ratio="0/18"))
        printed = [cell.getPlainText() for cell in row]
        assert printed[4:7] == ["-", "-", "-"]
        assert "0 %" not in printed
