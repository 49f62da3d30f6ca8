"""Tables of targets in generated plans: unit column, yearly columns, schools × indicators."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.plan import Binds, Clause, Operator, PlanDraft, TargetDraft, Unit, Use
from app.intake.draft import read_plan_text
from app.intake.facts.cells import value_of
from app.intake.facts.target_tables import shape_of

HEAD = """TRƯỜNG TIỂU HỌC CẦU MÂY

Số: 9/KH-THCM

Bãi Xép, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Chuyển đổi số năm 2026

Căn cứ Kế hoạch số 02/KH-UBND ngày 02/01/2026 của UBND xã Bãi Xép;

"""
TARGETS = "II. CHỈ TIÊU\n\n1. Bảng chỉ tiêu\n\n"
PRESENT = "I. THỰC TRẠNG\n\nSố liệu đầu năm:\n\n"
INDICATORS = ["Giáo viên ra đề trên máy", "Học sinh có thẻ đọc điện tử", "Sổ sách in giấy"]
POPULATIONS = ["Giáo viên", "Học sinh", "Sổ sách in giấy"]


def grid(rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]) + "\n"


def plan(section: str, rows: list[list[str]]) -> PlanDraft:
    return read_plan_text(HEAD + section + grid(rows))


def read(rows: list[list[str]], section: str = TARGETS) -> tuple[TargetDraft, ...]:
    return plan(section, rows).targets


@given(
    st.integers(2024, 2032),
    st.lists(st.lists(st.integers(1, 99), min_size=3, max_size=3), min_size=1, max_size=3),
    st.sampled_from(["Năm {}", "{}"]),
    st.sampled_from(["ĐVT", "Đơn vị tính", "Đơn vị"]),
)
@settings(deadline=None)
def test_one_target_for_a_row_and_one_clause_for_a_year(
    first: int, rows: list[list[int]], head: str, unit: str
) -> None:
    heads = ["TT", "Chỉ tiêu", unit, *(head.format(first + i) for i in range(3))]
    body = [[str(i + 1), INDICATORS[i], "%", *map(str, values)] for i, values in enumerate(rows)]
    targets = read([heads, *body])
    assert [t.words for t in targets] == INDICATORS[: len(rows)]
    assert [t.number for t in targets] == [str(i + 1) for i in range(len(rows))]
    for i, (target, values) in enumerate(zip(targets, rows, strict=True)):
        assert [(c.year, c.value) for c in target.clauses] == [
            (first + at, value) for at, value in enumerate(values)
        ]
        assert {(c.operator, c.unit, c.population) for c in target.clauses} == {
            (Operator.AT_LEAST, Unit.PERCENT, POPULATIONS[i])
        }


@given(st.lists(st.tuples(st.integers(1, 99), st.integers(1, 30)), min_size=2, max_size=4))
@settings(deadline=None)
def test_schools_by_indicators(values: list[tuple[int, int]]) -> None:
    heads = ["STT", "Trường", "Giáo viên có tài khoản (%)", "Bài giảng nộp về kho (bài)"]
    names = [f"Tiểu học Ấp {i + 1}" for i in range(len(values))]
    body = [
        [str(i + 1), name, str(a), str(b)] for i, (name, (a, b)) in enumerate(zip(names, values, strict=True))
    ]
    targets = read([heads, *body])
    assert [t.words for t in targets] == names
    for target, (share, count) in zip(targets, values, strict=True):
        one, other = target.clauses
        assert (one.value, one.unit, one.population, one.of) == (
            share,
            Unit.PERCENT,
            "Giáo viên",
            target.words,
        )
        assert (other.value, other.unit, other.of) == (count, Unit.COUNT, target.words)


def test_indicators_by_teams() -> None:
    target, other = read(
        [
            ["Chỉ tiêu", "Tổ 1", "Tổ 2, 3"],
            ["Tỷ lệ tiết dạy trên phòng máy", "60%", "≥ 70%"],
            ["Số video", "5", "6"],
        ]
    )
    assert [(c.of, c.value, c.unit) for c in target.clauses] == [
        ("Tổ 1", 60, Unit.PERCENT),
        ("Tổ 2, 3", 70, Unit.PERCENT),
    ]
    assert [c.unit for c in other.clauses] == [Unit.COUNT, Unit.COUNT]


def test_groups_column_numbers_totals_and_last_years_figures_are_no_targets() -> None:
    draft = plan(
        TARGETS,
        [
            ["TT", "Nội dung chỉ tiêu", "ĐVT", "Thực hiện 2025", "Kế hoạch 2026", "Ghi chú"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
            ["I", "Dạy học", "", "", "", ""],
            ["1", "Giáo viên ra đề trên máy", "%", "40", "Trên 75", "nối tiếp"],
            ["2", "Phòng có màn hình", "phòng", "10/18", "15/18", ""],
            ["", "Cộng", "", "", "3", ""],
        ],
    )
    assert [(t.group, t.words) for t in draft.targets] == [
        ("Dạy học", "Giáo viên ra đề trên máy"),
        ("Dạy học", "Phòng có màn hình"),
    ]
    first, second = (t.clauses[0] for t in draft.targets)
    assert (first.operator, first.value, first.year) == (Operator.MORE_THAN, 75, 2026)
    assert (second.value, second.total, second.unit) == (15, 18, Unit.COUNT)
    assert not draft.tasks
    assert all(p.use is Use.TABLE for p in draft.paragraphs if p.text.startswith("|"))


def test_a_row_binds_as_its_group_says() -> None:
    (target,) = read([["TT", "Chỉ tiêu", "ĐVT", "Năm 2026"], ["1", "Lớp có góc đọc số", "%", "80"]])
    assert target.binds is Binds.SCHOOL


@pytest.mark.parametrize(
    "heads",
    [
        ["TT", "Nội dung chi", "Số lượng", "Đơn giá", "Thành tiền"],
        ["TT", "Nội dung", "ĐVT", "Năm 2026 (triệu đồng)"],
        ["Tháng", "Nội dung", "Sản phẩm", "Người phụ trách"],
        ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian"],
        ["TT", "Chỉ tiêu", "Đơn vị chủ trì theo dõi", "Đơn vị thực hiện", "Thời gian hoàn thành"],
        ["Họ và tên", "Chức vụ"],
    ],
)
def test_heads_of_other_tables(heads: list[str]) -> None:
    assert shape_of(heads) is None


def test_a_matrix_of_what_there_is_gives_no_targets_and_stays_unused() -> None:
    draft = plan(
        PRESENT,
        [["Trường", "Máy tính (bộ)", "Lớp có mạng (%)"], ["Điểm lẻ", "4", "50"], ["Chính", "9", "80"]],
    )
    assert draft.targets == ()
    assert draft.tasks == ()
    assert [p.use for p in draft.paragraphs if p.text.startswith("|")] == [Use.UNUSED] * 4


@pytest.mark.parametrize(
    ("cell", "unit", "about", "wanted"),
    [
        ("85", "%", "Lớp", Clause(Operator.AT_LEAST, 85, Unit.PERCENT)),
        ("100", "%", "Lớp", Clause(Operator.EQUAL, 100, Unit.PERCENT)),
        ("≥ 97,5 %", "", "Lớp", Clause(Operator.AT_LEAST, 97.5, Unit.PERCENT)),
        ("Dưới 20", "%", "Sổ giấy", Clause(Operator.LESS_THAN, 20, Unit.PERCENT)),
        ("60 - 70", "%", "Lớp", Clause(Operator.RANGE, 60, Unit.PERCENT, value_to=70)),
        ("3/8", "phòng", "Phòng", Clause(Operator.EQUAL, 3, Unit.COUNT, total=8)),
        ("1.200", "lượt", "Lượt đọc", Clause(Operator.EQUAL, 1200, Unit.COUNT)),
        ("0", "vụ", "Vụ lộ đề", Clause(Operator.NONE_ALLOWED, 0, Unit.COUNT)),
        ("2", "mức độ", "Mức độ", Clause(Operator.LEVEL_AT_LEAST, 2, Unit.LEVEL)),
        ("Mức 3", "", "Tự đánh giá", Clause(Operator.LEVEL_AT_LEAST, 3, Unit.LEVEL)),
        ("80", "", "Tỷ lệ lớp có loa", Clause(Operator.AT_LEAST, 80, Unit.PERCENT)),
        ("Giảm 10", "%", "Giấy in", Clause(Operator.DECREASE, 10, Unit.PERCENT)),
        ("Hoàn thành", "", "Nối mạng", Clause(Operator.MILESTONE)),
        ("", "%", "Lớp", None),
        ("-", "%", "Lớp", None),
        ("Tháng 9", "", "Lớp", None),
        ("theo kế hoạch của xã", "", "Lớp", None),
    ],
)
def test_value_cells(cell: str, unit: str, about: str, wanted: Clause | None) -> None:
    assert value_of(cell, unit, about) == wanted
