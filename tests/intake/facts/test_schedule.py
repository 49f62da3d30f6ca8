"""The deadline parser (R102, appendix B)."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.plan import DeadlineRule, ScheduleKind
from app.intake.facts.rules import rules_of
from app.intake.facts.schedule import Years, schedule_of

YEAR = Years(2026, 2026)
SCHOOL_YEAR = Years(2026, 2027, school_year=True)
days = st.dates(date(2020, 1, 2), date(2035, 12, 31))


@given(
    days,
    st.sampled_from(["{d:02d}/{m:02d}/{y}", "{d}/{m}/{y}", "{d} tháng {m} năm {y}", "{d:02d}-{m:02d}-{y}"]),
)
def test_dates(day: date, shape: str) -> None:
    said = shape.format(d=day.day, m=day.month, y=day.year)
    before = schedule_of(f"Trước ngày {said}", YEAR)
    assert (before.kind, before.due) == (ScheduleKind.DATE, day - timedelta(days=1))
    for words in (f"Chậm nhất ngày {said}", f"Ngày {said}", f"Đến hết ngày {said}", said):
        found = schedule_of(words, YEAR)
        assert (found.kind, found.due, found.months) == (ScheduleKind.DATE, day, ((day.year, day.month),))
        assert found.words == words


@given(st.integers(1, 12), st.integers(2020, 2035))
def test_one_month(month: int, year: int) -> None:
    for words in (f"Tháng {month}/{year}", f"tháng {month:02d} năm {year}", f"Trong tháng {month}/{year}"):
        found = schedule_of(words, YEAR)
        assert found.months == ((year, month),)
        assert found.due == date(year, month, calendar.monthrange(year, month)[1])


@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True).map(sorted),
    st.sampled_from([", ", "; ", " và "]),
)
def test_several_months(months: list[int], joint: str) -> None:
    found = schedule_of("Tháng " + joint.join(str(m) for m in months), YEAR)
    assert found.kind is ScheduleKind.MONTHS
    assert found.months == tuple((2026, m) for m in months)


@given(
    st.integers(1, 11).flatmap(lambda a: st.tuples(st.just(a), st.integers(a + 1, 12))),
    st.sampled_from([" - ", "-", " đến tháng ", " đến ", " tới hết tháng "]),
)
def test_month_ranges(pair: tuple[int, int], joint: str) -> None:
    found = schedule_of(f"Từ tháng {pair[0]}{joint}{pair[1]}", YEAR)
    assert found.months == tuple((2026, m) for m in range(pair[0], pair[1] + 1))


@given(st.integers(1, 12))
def test_a_school_year_spans_two(month: int) -> None:
    assert schedule_of(f"Tháng {month}", SCHOOL_YEAR).months == ((2026 if month >= 8 else 2027, month),)


def test_range_over_new_year() -> None:
    found = schedule_of("Tháng 11/2026 đến tháng 2/2027", YEAR)
    assert found.months == ((2026, 11), (2026, 12), (2027, 1), (2027, 2))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Thường xuyên", ScheduleKind.CONTINUOUS),
        ("Cả năm", ScheduleKind.CONTINUOUS),
        ("Hằng tháng", ScheduleKind.MONTHLY),
        ("hàng quý", ScheduleKind.QUARTERLY),
        ("Thường niên", ScheduleKind.YEARLY),
        ("Định kỳ", ScheduleKind.PERIODIC),
        ("Theo lịch chung của phường", ScheduleKind.EVENT),
        ("Khi có văn bản hướng dẫn", ScheduleKind.EVENT),
        ("Từ năm 2026 và những năm sau", ScheduleKind.OPEN_ENDED),
        ("Khai giảng", ScheduleKind.UNKNOWN),
        ("Tháng 13", ScheduleKind.UNKNOWN),
        ("", ScheduleKind.UNKNOWN),
    ],
)
def test_kinds(words: str, kind: ScheduleKind) -> None:
    found = schedule_of(words, YEAR)
    assert (found.kind, found.months, found.due) == (kind, (), None)
    assert found.words == words


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("ngay trong năm học 2026-2027", date(2027, 5, 31)),
        ("đến năm 2029", date(2029, 12, 31)),
        ("Năm 2026", date(2026, 12, 31)),
        ("Quý II", date(2026, 6, 30)),
        ("Quý 4/2027", date(2027, 12, 31)),
        ("Trước ngày 15/9", date(2026, 9, 14)),
        ("Trước ngày 01/3/2026", date(2026, 2, 28)),
    ],
)
def test_ends(words: str, due: date) -> None:
    assert schedule_of(words, YEAR).due == due


def test_a_month_without_a_year_is_asked_about() -> None:
    assert schedule_of("Tháng 4", Years()).kind is ScheduleKind.UNKNOWN


@given(
    st.integers(1, 31),
    st.none() | st.integers(1, 12),
    st.sampled_from([("trước", True), ("chậm nhất", False), ("đến hết", False)]),
)
def test_rules(day: int, month: int | None, how: tuple[str, bool]) -> None:
    tail = "tháng cuối quý" if month is None else f"/{month:02d}"
    gap = " " if month is None else ""
    (found,) = rules_of(f"báo cáo {how[0]} ngày {day:02d}{gap}{tail}, gửi phường")
    assert found.rule == DeadlineRule(day, month, how[1])


@given(
    st.text(alphabet=st.sampled_from("0123456789/-., ") | st.sampled_from("thángquýnămọcrướIV"), max_size=60)
)
def test_any_text(text: str) -> None:
    for words in (text, f"Tháng {text}", f"Trước ngày {text}", f"Quý {text}", f"năm học {text}"):
        schedule_of(words, YEAR)
        rules_of(words)
