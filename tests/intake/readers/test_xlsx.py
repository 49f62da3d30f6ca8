"""Spreadsheets: merged months, values as shown, several sheets."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

from app.intake.draft import read_plan
from app.intake.flow import flow_of_parts
from app.intake.readers.parts import Grid
from app.intake.readers.xlsx import read_xlsx


def saved(book: Workbook, path: Path) -> Path:
    book.save(path)
    return path


def test_merged_months_and_a_heading_of_two_rows(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in [
        ["PHỤ LỤC"],
        [],
        ["TT", "Tháng", "Công việc", "Người thực hiện", None],
        [None, None, None, "Chủ trì", "Phối hợp"],
        [1, 9, "Lập kế hoạch", "Hiệu trưởng", "Tổ trưởng"],
        [2, None, "Họp phụ huynh", "Giáo viên", None],
        [3, "10, 11", "Thao giảng", "Tổ Toán", None],
        ["Nơi nhận:", None, None, "HIỆU TRƯỞNG"],
    ]:
        sheet.append(row)
    for span in ("A1:E1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "B5:B6"):
        sheet.merge_cells(span)
    flow = flow_of_parts(read_xlsx(saved(book, tmp_path / "a.xlsx")))
    assert [row.cells for row in flow.tables[0].rows] == [
        ("TT", "Tháng", "Công việc", "Người thực hiện Chủ trì", "Người thực hiện Phối hợp"),
        ("1", "9", "Lập kế hoạch", "Hiệu trưởng", "Tổ trưởng"),
        ("2", "9", "Họp phụ huynh", "Giáo viên", ""),
        ("3", "10, 11", "Thao giảng", "Tổ Toán", ""),
    ]
    assert [p.text for p in flow.paragraphs][-2:] == ["Nơi nhận:", "HIỆU TRƯỞNG"]


def test_values_as_people_see_them(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    values = [0.85, 3.0, 2.5, date(2026, 3, 9), datetime(2026, 3, 9, 7, 30), True, "kÕ ho¹ch", 0.125]
    sheet.append(values)
    sheet["A1"].number_format = "0%"
    sheet["H1"].number_format = "0.0%"
    sheet["G1"].font = Font(name=".VnTime")
    (grid,) = read_xlsx(saved(book, tmp_path / "a.xlsx"))
    assert isinstance(grid, Grid)
    assert [one.text for one in grid.rows[0]] == [
        "85%", "3", "2,5", "09/03/2026", "07:30 09/03/2026", "True", "kế hoạch", "12,5%",
    ]  # fmt: skip


def test_every_visible_sheet_in_order(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["KẾ HOẠCH"])
    hidden = book.create_sheet("ẩn")
    hidden.append(["danh mục"])
    hidden.sheet_state = "hidden"
    last = book.create_sheet("tháng")
    last.append(["Tháng", "Nhiệm vụ", "Sản phẩm"])
    last.append(["Tháng 3", "Kiểm kê máy\nSửa máy", "Biên bản"])
    draft = read_plan(saved(book, tmp_path / "a.xlsx"))
    assert draft.paragraphs[0].text == "KẾ HOẠCH"
    assert [one.words for one in draft.tasks] == ["Kiểm kê máy", "Sửa máy"]
    assert "danh mục" not in " ".join(p.text for p in draft.paragraphs)
