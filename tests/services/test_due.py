"""Which reports are owed when: every form of deadline, and plans over more than one year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.domain.plan import Period
from app.models.book import Book
from app.services import plans, reports

SCHOOL_YEAR = """TRƯỜNG TIỂU HỌC SUỐI MƠ
Số: 4/KH-TH
Hòa Bình, ngày 14 tháng 9 năm 2026

# KẾ HOẠCH

Chuyển đổi số năm học 2026 - 2027

Căn cứ Kế hoạch số 2/KH-UBND ngày 10/9/2026 của UBND phường Hòa Bình;

## I. NHIỆM VỤ

- Kiểm kê máy chiếu trong tháng 10/2026.

## II. BÁO CÁO

- Báo cáo tháng: gửi Ban Giám hiệu vào thứ Năm tuần cuối tháng.
- Báo cáo quý: gửi UBND phường chậm nhất 4 ngày sau khi kết thúc quý.
- Báo cáo sơ kết học kỳ I gửi UBND phường trước ngày 18/01/2027.
- Báo cáo tổng kết năm học gửi UBND phường chậm nhất ngày 07/6/2027.
"""


def test_every_form_of_deadline_over_a_school_year(book: Book, tmp_path: Path) -> None:
    source = tmp_path / "nam-hoc.md"
    source.write_text(SCHOOL_YEAR, encoding="utf-8")
    plans.issue(book, plans.import_plan(book, source).id)
    with book.read() as conn:
        autumn = reports.due_reports(conn, date(2026, 11, 17))
        summer = reports.due_reports(conn, date(2027, 5, 20))
    days = {(due.period, due.year, due.month): due.last_safe_day for due in summer}
    assert days[Period.MONTH, 2026, 9] == date(2026, 9, 24)
    assert days[Period.MONTH, 2027, 4] == date(2027, 4, 29)
    assert days[Period.QUARTER, 2026, 12] == date(2027, 1, 4)
    assert days[Period.PRELIMINARY, 2027, 1] == date(2027, 1, 17)
    assert days[Period.SCHOOL_YEAR, 2027, 8] == date(2027, 6, 7)  # told before August
    assert min((due.year, due.month) for due in summer) == (2026, 9)  # nothing before the plan's date
    assert max((due.year, due.month) for due in autumn) == (2026, 12)
