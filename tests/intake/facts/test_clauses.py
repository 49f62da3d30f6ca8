"""The target parser over generated sentences in every shape of R30–R55."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.plan import Clause, Operator, Unit
from app.intake.facts.clauses import clauses_of

BEFORE = {
    Operator.AT_LEAST: [
        "tối thiểu",
        "ít nhất",
        "không dưới",
        "≥",
        "≥ ",
        ">=",
        "không thấp hơn",
        "đạt tối thiểu",
        "đạt",
    ],
    Operator.MORE_THAN: ["trên", ">", "> ", "hơn", "đạt trên", "vượt", "cao hơn"],
    Operator.AT_MOST: ["tối đa", "không quá", "≤", "<="],
    Operator.LESS_THAN: ["dưới", "<", "thấp hơn"],
    Operator.EQUAL: ["bằng", "đủ"],
}
POPULATIONS = [
    "giáo viên",
    "học sinh",
    "lớp",
    "sổ đầu bài",
    "phòng học",
    "tiết dạy",
    "phiếu mượn sách",
    "phụ huynh",
]
DEEDS = [
    "được hướng dẫn dùng máy quét",
    "có mật khẩu riêng",
    "tham gia thi vẽ trên máy",
    "hoàn thành bài học số",
]

operators = st.sampled_from([(op, words) for op, several in BEFORE.items() for words in several])
percents = st.integers(1, 99)
populations = st.sampled_from(POPULATIONS)
deeds = st.sampled_from(DEEDS)


def one(words: str) -> Clause:
    clauses = clauses_of(words)
    assert len(clauses) == 1, clauses
    return clauses[0]


@given(operators, percents, populations, deeds, st.sampled_from(["", "Nhà trường có ", "Đảm bảo "]))
def test_operator_before_the_number(
    operator: tuple[Operator, str], percent: int, population: str, deed: str, lead: str
) -> None:
    clause = one(f"{lead}{operator[1]} {percent}% {population} {deed}.")
    assert (clause.operator, clause.value, clause.unit) == (operator[0], percent, Unit.PERCENT)
    assert clause.population == population
    assert not clause.aspirational


@given(operators, percents, populations, deeds)
def test_rate_before_the_number(
    operator: tuple[Operator, str], percent: int, population: str, deed: str
) -> None:
    clause = one(f"Tỷ lệ {population} {deed}: {operator[1]} {percent}%")
    assert (clause.operator, clause.value, clause.population) == (operator[0], percent, population)


@given(percents, populations, deeds)
def test_bare_numbers_and_or_more(percent: int, population: str, deed: str) -> None:
    assert one(f"100% {population} {deed}").operator is Operator.EQUAL
    assert one(f"{percent}% {population} {deed}").operator is Operator.AT_LEAST
    more = one(f"Từ {percent}% trở lên {population} {deed}")
    assert (more.operator, more.value, more.population) == (Operator.AT_LEAST, percent, population)
    assert one(f"{percent}% trở xuống {population} {deed}").operator is Operator.AT_MOST


@given(
    operators, percents, populations, deeds, st.sampled_from(["Phấn đấu", "phấn đấu", "Phần đầu", "Phân đấu"])
)
def test_aspirations(
    operator: tuple[Operator, str], percent: int, population: str, deed: str, aspire: str
) -> None:
    clause = one(f"{aspire} {operator[1]} {percent}% {population} {deed}")
    assert clause.aspirational
    assert clause.value == percent


@given(st.integers(1, 49), st.integers(50, 99), populations)
def test_floor_and_stretch(floor: int, stretch: int, population: str) -> None:
    clause = one(f"Tỷ lệ {population} được số hóa đạt tối thiểu {floor}%, phấn đấu đạt tới {stretch}%.")
    assert (clause.operator, clause.value, clause.stretch) == (Operator.AT_LEAST, floor, stretch)


@given(operators, operators, percents, percents, deeds, st.sampled_from([" và ", "; ", ", ", ". "]))
def test_two_populations(
    one_op: tuple[Operator, str], two_op: tuple[Operator, str], a: int, b: int, deed: str, joint: str
) -> None:
    second = two_op[1].capitalize() if joint == ". " else two_op[1]
    first, other = clauses_of(f"{one_op[1]} {a}% giáo viên {deed}{joint}{second} {b}% học sinh {deed}.")
    assert (first.operator, first.value, first.population) == (one_op[0], a, "giáo viên")
    assert (other.operator, other.value, other.population) == (two_op[0], b, "học sinh")


@given(percents, st.integers(1, 9), st.sampled_from(["%", " %"]))
def test_decimal_comma(whole: int, tenth: int, sign: str) -> None:
    assert one(f"Đạt {whole},{tenth}{sign} phụ huynh hài lòng").value == float(f"{whole}.{tenth}")


@given(st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_fractions(pair: tuple[int, int]) -> None:
    clause = one(f"{pair[0]}/{pair[1]} lớp có góc đọc sách điện tử")
    assert (clause.operator, clause.value, clause.total) == (Operator.EQUAL, pair[0], pair[1])
    assert clause.unit is Unit.COUNT


@given(
    st.integers(1, 60),
    st.sampled_from(["buổi chuyên đề", "video bài giảng", "cuộc thi", "giáo viên cốt cán"]),
)
def test_counts(count: int, noun: str) -> None:
    clause = one(f"Mỗi tổ có ít nhất {count:02d} {noun} trong năm.")
    assert (clause.operator, clause.value, clause.unit) == (Operator.AT_LEAST, count, Unit.COUNT)
    assert clause.population == noun


@given(st.integers(1, 3), st.sampled_from(["tối thiểu ở mức độ {}", "từ mức {} trở lên", "mức độ {}"]))
def test_levels(level: int, shape: str) -> None:
    clause = one(f"Nhà trường phấn đấu đạt mức độ chuyển đổi số {shape.format(level)}.")
    assert (clause.operator, clause.value, clause.unit) == (Operator.LEVEL_AT_LEAST, level, Unit.LEVEL)
    assert clause.aspirational
    assert clause.population == "Nhà trường"


@given(percents, st.sampled_from(["-", "- ", "+ ", "– "]))
def test_a_list_dash_is_no_minus(percent: int, dash: str) -> None:
    assert one(f"{dash}{percent}% lớp có máy chiếu").value == percent


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("100% sổ sách (không bao gồm sổ mật) được ký số", {"exclusion": "không bao gồm sổ mật"}),
        ("Tối thiểu 30% bài ôn tập (đối với khối 5) làm trên máy", {"scope": "đối với khối 5"}),
        (
            "Ít nhất 20% tiết dạy dùng học liệu số ở các môn Toán, Khoa học",
            {"scope": "các môn Toán, Khoa học"},
        ),
        ("Duy trì việc điểm danh điện tử tại 100% lớp", {"maintain": True, "value": 100.0}),
        ("Chọn 04 (bốn) lớp làm điểm", {"operator": Operator.EQUAL, "value": 4.0}),
        ("Nâng tỷ lệ đọc sách điện tử từ 40% lên 55%", {"operator": Operator.AT_LEAST, "value": 55.0}),
        ("Số bài nộp đúng hạn đạt 1.200 lượt", None),
        ("Tuyệt đối không để lộ điểm thi của học sinh", {"operator": Operator.NONE_ALLOWED, "value": 0.0}),
        ("Thu lệ phí bảo đảm tỷ lệ chung của phường", {"operator": Operator.REFERENCE}),
        ("Có tối thiểu 1.500 câu hỏi trong ngân hàng đề", {"value": 1500.0, "unit": Unit.COUNT}),
    ],
)
def test_shapes(words: str, wanted: dict[str, object] | None) -> None:
    if wanted is None:
        return
    clause = one(words)
    assert {name: getattr(clause, name) for name in wanted} == wanted


def test_average_by_level_and_nested() -> None:
    primary, lower = clauses_of("Tỷ trọng tiết học số đạt trung bình 6% ở bậc tiểu học, 12% ở bậc trung học.")
    assert (primary.average, lower.average) == (True, True)
    assert (primary.population, lower.population) == ("bậc tiểu học", "bậc trung học")
    outer, inner = clauses_of("100% nhân viên học lớp cơ bản; trong đó tối thiểu 35% học lớp nâng cao.")
    assert (outer.nested, inner.nested) == (False, True)


def test_a_range_is_one_clause() -> None:
    clause = one("Từ 70% đến 80% học sinh nộp bài qua mạng")
    assert (clause.operator, clause.value, clause.value_to) == (Operator.RANGE, 70, 80)
    assert clause.population == "học sinh"


@pytest.mark.parametrize(
    "words",
    [
        "Thực hiện theo Kế hoạch số 19/KH-UBND ngày 08/8/2025 của phường",
        "Căn cứ khoản 2 Điều 15 Luật An ninh mạng năm 2018",
        "Theo Đề án 06 và Thông tư số 09/2021/TT-BGDĐT",
        "Gửi trước ngày 05/12 hằng năm, chậm nhất 10 ngày sau khi họp",
        "Xem trang 12, phụ lục 3, mục 2.6",
        "Phổ cập tài khoản định danh VNeID mức độ 2 cho phụ huynh",
        "Giáo viên các khối lớp 1, 2, 3 dự họp lúc 14 giờ",
        "Duy trì nền nếp (năm 2025 đạt 88%) ở mọi lớp",
        "Tổ chức trong 03 ngày tại phòng 12",
    ],
)
def test_numbers_that_are_no_targets(words: str) -> None:
    assert clauses_of(words) == ()


def test_outside_a_target_section_a_count_needs_its_operator() -> None:
    assert clauses_of("Làm 02 video giới thiệu", loose=False) == ()
    assert clauses_of("Không để ai dùng chung mật khẩu", loose=False) == ()
    assert len(clauses_of("Làm ít nhất 02 video giới thiệu", loose=False)) == 1


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    for clause in clauses_of(text):
        assert clause.words in text
