"""A time before a colon, after "thời gian:", or of several rounds, belongs to the work beside it."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.plan import ScheduleKind
from app.intake.facts.schedule import Years
from app.intake.facts.tasks import time_in
from app.intake.facts.time_ahead import time_ahead

_YEARS = Years(2026, 2027, school_year=True)


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("Tháng 9: Kiểm kê máy tính.", ((2026, 9),)),
        ("Tháng 2 - 3: Dạy thử tiết học số.", ((2027, 2), (2027, 3))),
        ("Quý IV: Lấy ý kiến phụ huynh trước ngày họp.", ((2026, 10), (2026, 11), (2026, 12))),
        ("Cuối tháng 11: Nghiệm thu phần mềm.", ((2026, 11),)),
        ("Tháng l0: Mở chuyên đề.", ((2026, 10),)),
        ("Thi thử cho khối 9, đợt 1 vào tháng 3, đợt 2 vào tháng 5/2027.", ((2027, 3), (2027, 5))),
        ("Sang tháng 3, thư viện lập danh mục sách số.", ((2027, 3),)),
        ("Trong hai tháng hè (tháng 6, tháng 7), sơn lại phòng máy.", ((2027, 6), (2027, 7))),
    ],
)
def test_months_beside_the_work(words: str, months: tuple[tuple[int, int], ...]) -> None:
    assert time_in(words, _YEARS).months == months


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("Chậm nhất ngày 10/9/2O26: Nhập dữ liệu học sinh lớp 6.", date(2026, 9, 10)),
        ("Trước ngày l5/6/2027: Bàn giao hồ sơ.", date(2027, 6, 14)),
        ("Tổ Tin mở ngày hội lập trình, thời gian: 26/3/2027.", date(2027, 3, 26)),
    ],
)
def test_days_beside_the_work(words: str, due: date) -> None:
    assert time_in(words, _YEARS).due == due


def test_work_given_when_money_comes_waits_for_it() -> None:
    assert time_in("Mua máy chiếu khi được UBND xã cấp kinh phí.", _YEARS).kind is ScheduleKind.EVENT


@pytest.mark.parametrize(
    "words",
    ["Tổ Toán: soạn câu hỏi trong tháng 3.", "Ngày hội công nghệ: thi lập trình.", "Năm nội dung: an toàn."],
)
def test_other_words_before_a_colon_are_no_time(words: str) -> None:
    assert time_ahead(words, _YEARS) is None
