"""Deadlines of reports in words (R122–R132), in every form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.plan import DeadlineRule
from app.intake.facts.rules import rules_of

WEEKDAYS = ["thứ Hai", "thứ ba", "thứ Tư", "thứ 5", "Thứ sáu", "thứ 7", "Chủ nhật"]
PERIODS = ["tháng", "quý", "năm", "năm học", "6 tháng"]
HOWS = [("trước", True), ("chậm nhất", False), ("muộn nhất là", False), ("không muộn hơn", False)]


def one(words: str) -> DeadlineRule:
    (found,) = rules_of(words)
    return found.rule


@given(
    st.integers(0, 6), st.sampled_from([("vào", False), ("trước", True)]), st.sampled_from(["tháng", "quý"])
)
def test_weekdays(weekday: int, how: tuple[str, bool], period: str) -> None:
    for tail in (f"tuần cuối {period}", f"cuối cùng của {period}", f"của tuần cuối cùng trong {period}"):
        rule = one(f"gửi phường {how[0]} {WEEKDAYS[weekday]} {tail}, bằng văn bản")
        assert rule == DeadlineRule(strict=how[1], weekday=weekday)


@given(st.integers(1, 30), st.sampled_from(PERIODS), st.sampled_from(["", " làm việc"]))
def test_days_after_the_period(days: int, period: str, working: str) -> None:
    after = DeadlineRule(strict=False, offset_days=days)
    for words in (
        f"chậm nhất {days:02d} ngày{working} sau khi kết thúc {period}",
        f"trong vòng {days} ngày{working} kể từ ngày kết thúc {period}",
        f"sau khi hết {period} không quá {days} ngày{working}",
    ):
        assert one(f"Báo cáo gửi {words}.") == after
    assert one(f"nộp {days} ngày trước khi kết thúc {period}").offset_days == -days


@given(st.integers(1, 28), st.sampled_from(HOWS))
def test_a_day_of_the_next_month(day: int, how: tuple[str, bool]) -> None:
    rule = DeadlineRule(strict=how[1], offset_days=day)
    for tail in ("tháng sau", "của tháng tiếp theo", "tháng đầu của quý sau", "tháng 01 năm sau"):
        assert one(f"{how[0]} ngày {day} {tail}") == rule


@given(st.integers(1, 28), st.integers(1, 12), st.integers(2020, 2035), st.sampled_from(HOWS))
def test_a_dated_day(day: int, month: int, year: int, how: tuple[str, bool]) -> None:
    for words in (f"{how[0]} ngày {day}/{month}/{year}", f"{how[0]} {day:02d}/{month:02d}/{year}"):
        (found,) = rules_of(f"Báo cáo năm gửi Sở {words}.")
        assert (found.rule, found.dated) == (DeadlineRule(day, month, how[1]), True)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (
            "trước 16 giờ ngày 21 hằng tháng",
            DeadlineRule(21, None, strict=False),
        ),  # the day itself still counts
        ("vào ngày làm việc cuối cùng của tháng", DeadlineRule(31, strict=False)),
        ("chậm nhất cuối mỗi quý", DeadlineRule(31, strict=False)),
        ("ngày 18 hằng tháng", DeadlineRule(18, strict=False)),
        ("từ ngày 19 đến ngày 23 hằng tháng", DeadlineRule(23, strict=False)),
        ("trong vòng năm ngày sau khi hết quý", DeadlineRule(strict=False, offset_days=5)),
        ("ngày 07 tháng đầu quý sau", DeadlineRule(strict=False, offset_days=7)),
    ],
)
def test_other_forms(words: str, rule: DeadlineRule) -> None:
    assert one(words) == rule


@pytest.mark.parametrize(
    "words",
    [
        "số liệu tính đến hết ngày 14 của tháng",
        "chốt số liệu đến ngày 15/6",
        "lần thứ ba trong quý, giáo viên cuối cấp",
        "trước ngày 32 tháng cuối quý",
        "chậm nhất 5 ngày sau khi nhận được văn bản",
    ],
)
def test_days_that_are_no_deadline(words: str) -> None:
    assert rules_of(words) == ()


@given(
    st.text(
        alphabet=st.sampled_from("0123456789/ ,.-") | st.sampled_from("trướcngàytháuốihậmnấq"), max_size=60
    )
)
def test_any_text(text: str) -> None:
    for words in (
        text,
        f"trước ngày {text}",
        f"chậm nhất {text} ngày sau khi kết thúc {text}",
        f"thứ {text}",
    ):
        for found in rules_of(words):
            assert 0 <= found.start < found.end <= len(words)
