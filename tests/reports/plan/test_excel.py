"""The Excel file read back with openpyxl: exactly the columns of R166-R168, ready to print."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.reports.plan.compose import compose
from app.reports.plan.excel import render_excel
from app.reports.plan.facts import TargetFact
from tests.reports.plan.samples import FACTS, PAPERS

HEADS = {
    "Chỉ tiêu": [
        "TT",
        "Chỉ tiêu",
        "Đơn vị chủ trì theo dõi, hướng dẫn, đôn đốc, kiểm tra và tổng hợp",
        "Đơn vị tổ chức triển khai và báo cáo",
        "Thời gian hoàn thành",
    ],
    "Nhiệm vụ": ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện"],
    "Theo tháng": ["Tháng", "Nhiệm vụ trọng tâm", "Sản phẩm/Kết quả", "Bộ phận chủ trì"],
}


@pytest.mark.parametrize("name", PAPERS)
def test_sheets_hold_the_papers_tables(name):
    book = load_workbook(BytesIO(render_excel(PAPERS[name])))
    assert book.sheetnames == list(HEADS)
    for sheet, annex in zip(book, PAPERS[name].annexes, strict=True):
        rows = [
            [cell if cell is not None else "" for cell in row] for row in sheet.iter_rows(values_only=True)
        ]
        assert [row[0] for row in rows[:3]] == [annex.label, annex.title, annex.pointer]
        assert rows[4] == HEADS[sheet.title]
        assert rows[5:] == [list(row.cells) for row in annex.rows]


def test_heads_are_frozen_and_repeat_on_every_page():
    book = load_workbook(BytesIO(render_excel(PAPERS["long"])))
    for sheet in book:
        assert sheet.freeze_panes == "A6"
        assert sheet.print_title_rows == "$5:$5"
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert book["Theo tháng"].page_setup.orientation == "landscape"
    assert book["Theo tháng"]["A6"].font.name == "Times New Roman"


def test_words_are_never_a_formula():
    paper = compose(replace(FACTS, targets=(TargetFact("x", "=1+1"),)))
    cell = load_workbook(BytesIO(render_excel(paper)))["Chỉ tiêu"]["B6"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_long_cell_has_a_row_that_shows_it_whole():
    paper = compose(replace(FACTS, targets=(TargetFact("x", "chuyển đổi số " * 40),)))
    sheet = load_workbook(BytesIO(render_excel(paper)))["Chỉ tiêu"]
    assert sheet.row_dimensions[6].height > 10 * 15


def test_the_same_paper_gives_the_same_bytes():
    assert render_excel(PAPERS["full"]) == render_excel(PAPERS["full"])
