"""The rows of the review, without a window."""

from __future__ import annotations

import pytest

from app.domain import codec
from app.domain.plan import (
    Binds,
    Clause,
    DeadlineRule,
    Flag,
    FlagKind,
    Operator,
    Schedule,
    ScheduleKind,
    Source,
    Unit,
)
from app.domain.views import ItemKind, PlanItem, PlanState, PlanView, Review, SourceLine
from app.ui.plan import texts
from app.ui.plan.editors import parse_day
from app.ui.plan.rows import Group, entries, group_of, second_line, with_headings
from app.ui.words.plain import readable


def item(kind: ItemKind = ItemKind.TARGET, **values: object) -> PlanItem:
    plain = {"id": "i", "review": Review.PROPOSED, "words": "Câu", "source_words": "Câu", "source_block": 4}
    return PlanItem(kind=kind, source_line=9, source_page=0, **{**plain, **values})


def plan(*items: PlanItem, flags: tuple[Flag, ...] = (), source: tuple[SourceLine, ...] = ()) -> PlanView:
    return PlanView(
        "p", PlanState.DRAFT, "KẾ HOẠCH", "Chuyển đổi số", "", "KH-TH", "Suối Đá", None, 2026, "Trường",
        "HIỆU TRƯỞNG", "Hoàng Thị Mây", (), (), items, flags, source, "ke-hoach.md",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("## **II. CHỈ TIÊU**", "II. CHỈ TIÊU"),
        (r"-  $\geq 80\%$  các quy trình", "- ≥ 80% các quy trình"),
        ("<b>Tháng 4</b>\tKý học bạ\tHọc bạ", "Tháng 4 │ Ký học bạ │ Học bạ"),
        ("trước *ngày 10* tháng", "trước ngày 10 tháng"),
        ("3 * 4 = 12", "3 * 4 = 12"),
        ("| Tháng 11 | Thao giảng | Phiếu dự giờ |", "Tháng 11 │ Thao giảng │ Phiếu dự giờ"),
        ("|---|:--|", ""),
    ],
)
def test_markup_is_taken_off_and_nothing_else(written: str, read: str) -> None:
    assert readable(written) == read


def test_what_binds_the_superior_stands_apart() -> None:
    assert group_of(item(binds=Binds.WARD)) is Group.SUPERIOR
    assert group_of(item(binds=Binds.DEPARTMENT)) is Group.SUPERIOR
    assert group_of(item(binds=Binds.WARD_COUNTS_SCHOOLS)) is Group.TARGETS
    flat = with_headings(entries(plan(item(binds=Binds.WARD))), Group.ALL, "đặc khu")
    assert "Của đặc khu" in [entry.title for entry in flat if entry.heading]


def test_second_line_sums_a_row_up() -> None:
    target = item(clauses=(Clause(Operator.AT_LEAST, 95, Unit.PERCENT, "văn bản"),))
    assert second_line(target) == "≥ 95 % văn bản"
    schedule = Schedule(ScheduleKind.MONTHS, ((2026, 4), (2026, 5)))
    task = item(ItemKind.TASK, schedule=schedule, products=("Biên bản",), leads=("Kế toán", "Văn phòng"))
    assert second_line(task) == "Tháng 4, 5 · SP: Biên bản · Kế toán, Văn phòng"
    duty = item(ItemKind.DUTY, detail=codec.dumps(DeadlineRule(10)), group="quarter", leads=("UBND xã",))
    assert second_line(duty) == "Hạn: trước ngày 10 (chậm nhất ngày 9)"
    assert entries(plan(duty))[Group.DUTIES][0].title == "Báo cáo quý · gửi UBND xã"


def test_flag_row_shows_every_side() -> None:
    sides = (Source("> 100% hồ sơ", 2), Source("> 98% hồ sơ", 7), Source("100% hồ sơ", 9))
    flag = Flag(FlagKind.CONTRADICTION, sides, ("> 100 %", "> 98 %", "100 %"))
    row = entries(plan(flags=(flag,)))[Group.FLAGS][0]
    assert row.title.endswith("> 100 % / > 98 % / 100 %")
    assert [block for block, _ in row.blocks] == [2, 7, 9]


def test_every_flag_has_words() -> None:
    assert set(texts.FLAGS) == set(FlagKind)


def test_unused_paragraphs_are_listed_and_empty_ones_are_not() -> None:
    source = (
        SourceLine(0, 1, "Căn cứ", "basis"),
        SourceLine(1, 2, "Đoạn lẻ", "unused"),
        SourceLine(2, 3, "**", "unused"),
    )
    assert [row.title for row in entries(plan(source=source))[Group.UNUSED]] == ["Đoạn lẻ"]


def test_headings_count_what_nobody_has_seen() -> None:
    rows = entries(plan(item(id="a"), item(id="b", review=Review.ACCEPTED)))
    heading = with_headings(rows, Group.TARGETS, "xã")[0]
    assert (heading.title, heading.second) == ("Chỉ tiêu", "2 mục, 1 chưa xem")


def test_days_as_people_type_them() -> None:
    assert str(parse_day("4/3/2026")) == str(parse_day("04-03-2026")) == "2026-03-04"
    assert parse_day("  ") is None
    for wrong in ("31/02/2026", "hôm nay", "4/3/26"):
        with pytest.raises(ValueError):
            parse_day(wrong)
