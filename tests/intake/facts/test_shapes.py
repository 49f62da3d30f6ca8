"""Shapes of a target that the genre has beyond appendix A, over generated sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.plan import Clause, Operator, Unit
from app.intake.facts.clauses import clauses_of
from app.intake.facts.numbers import as_digits, number

PEOPLE = st.sampled_from(["giáo viên", "học sinh khối 3", "phụ huynh", "nhân viên y tế", "cán bộ quản lý"])
DEEDS = st.sampled_from(
    ["có tài khoản riêng", "được tập huấn", "ghi nhật ký trên máy", "nộp bài qua mạng", "dùng chữ ký số"]
)
NOUNS = st.sampled_from(["buổi sinh hoạt", "bài giảng điện tử", "video hướng dẫn", "lớp học ngoại khóa"])
AMOUNTS = st.sampled_from(["giấy in", "tiền điện phòng máy", "hồ sơ tồn đọng", "cuộc gọi hỗ trợ"])
YEARS = st.integers(2023, 2029)
LOW_HIGH = st.tuples(st.integers(1, 98), st.integers(1, 98)).filter(lambda pair: pair[0] < pair[1])


def one(words: str) -> Clause:
    clauses = clauses_of(words)
    assert len(clauses) == 1, (words, clauses)
    return clauses[0]


@given(
    LOW_HIGH,
    PEOPLE,
    DEEDS,
    st.sampled_from(["Từ {} % đến {} %", "{}-{}%", "{}% – {}%", "Phấn đấu từ {} đến {}%"]),
)
def test_percent_ranges(bounds: tuple[int, int], who: str, deed: str, shape: str) -> None:
    clause = one(f"{shape.format(*bounds)} {who} {deed}")
    assert (clause.operator, clause.value, clause.value_to, clause.unit) == (
        Operator.RANGE,
        *bounds,
        Unit.PERCENT,
    )
    assert clause.population == who


@given(LOW_HIGH, NOUNS, st.sampled_from(["từ {} đến {}", "{} – {}", "{}-{}"]))
def test_count_ranges(bounds: tuple[int, int], noun: str, shape: str) -> None:
    clause = one(f"Mỗi tổ thực hiện {shape.format(*bounds)} {noun}")
    assert (clause.operator, clause.value, clause.value_to) == (Operator.RANGE, *bounds)
    assert (clause.unit, clause.per) == (Unit.COUNT, "tổ")


@given(
    st.integers(1, 60),
    AMOUNTS,
    YEARS,
    st.sampled_from(
        [
            ("Lượng {what} giảm {n} % so với năm {year}", Operator.DECREASE),
            ("Giảm ít nhất {n}% {what} so với năm {year}", Operator.DECREASE),
            ("Cắt giảm {n}% {what} so với cùng kỳ năm {year}", Operator.DECREASE),
            ("So với năm {year}, {what} giảm tối thiểu {n}%", Operator.DECREASE),
            ("Số {what} thấp hơn năm {year} ít nhất {n}%", Operator.DECREASE),
            ("Tăng thêm {n}% {what} so với cuối năm {year}", Operator.INCREASE),
            ("Số {what} tăng trên {n} % so với năm {year}", Operator.INCREASE),
            ("Số {what} cao hơn năm {year} ít nhất {n}%", Operator.INCREASE),
        ]
    ),
)
def test_changes_against_a_year(n: int, what: str, year: int, shape: tuple[str, Operator]) -> None:
    clause = one(shape[0].format(n=n, what=what, year=year))
    assert (clause.operator, clause.value, clause.unit) == (shape[1], n, Unit.PERCENT)
    assert (clause.base_year, clause.year) == (year, None)
    assert what in clause.population


@given(st.integers(1, 60), AMOUNTS)
def test_what_is_lowered_or_raised_to_a_value_is_no_change(n: int, what: str) -> None:
    assert one(f"Tỷ lệ {what} giảm xuống dưới {n}%").operator is Operator.LESS_THAN
    assert one(f"Hạ tỷ lệ {what} xuống còn {n}%").operator is Operator.AT_MOST
    assert one(f"Nâng tỷ lệ {what} lên {n}%").operator is Operator.AT_LEAST
    assert one(f"Tỷ lệ {what} giảm từ {n + 20}% xuống {n}%").value == n


@given(st.integers(1, 20), st.sampled_from(["mỗi năm", "hằng năm", "/năm"]))
def test_changes_each_year(n: int, each: str) -> None:
    clause = one(f"Số đầu sách điện tử tăng {n}% {each}")
    assert (clause.operator, clause.value, clause.per) == (Operator.INCREASE, n, "năm")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Ba phần tư", 75),
        ("Hai phần ba", 66.67),
        ("Một phần năm", 20),
        ("Một nửa", 50),
        ("Phân nửa", 50),
        ("Bốn mươi lăm phần trăm", 45),
        ("2/3", 66.67),
    ],
)
@given(who=PEOPLE, deed=DEEDS)
def test_shares_in_words(words: str, value: float, who: str, deed: str) -> None:
    clause = one(f"{words} số {who} {deed}")
    assert (clause.operator, clause.value, clause.unit) == (Operator.AT_LEAST, value, Unit.PERCENT)
    assert clause.population == who
    assert one(f"Trên {words.casefold()} số {who} {deed}").operator is Operator.MORE_THAN


ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def in_words(value: int) -> str:
    """1 … 99 as they are said; the rules of mốt, tư and lăm are written here anew."""
    tens, ones = divmod(value, 10)
    if not tens:
        return ONES[ones]
    last = {0: "", 5: " lăm"}.get(ones, f" {ONES[ones]}")
    if tens == 1:
        return f"mười{last}"
    return f"{ONES[tens]} mươi" + ({1: " mốt", 4: " tư"}.get(ones, last))


@given(st.integers(1, 99), NOUNS)
def test_counts_in_words(value: int, noun: str) -> None:
    assert number(in_words(value)) == value
    clause = one(f"Mỗi giáo viên thực hiện ít nhất {in_words(value)} {noun}")
    assert (clause.operator, clause.value, clause.per) == (Operator.AT_LEAST, value, "giáo viên")
    assert clause.population == noun


@given(
    st.integers(1, 40),
    NOUNS,
    st.sampled_from(
        [
            ("Mỗi lớp có ít nhất {n:02d} {noun}", "lớp"),
            ("Ít nhất {n:02d} {noun}/lớp", "lớp"),
            ("Tối thiểu {n} {noun} mỗi tuần", "tuần"),
            ("Mỗi học kỳ tổ chức tối thiểu {n} {noun}", "học kỳ"),
            ("Từng tổ chuyên môn đóng góp không dưới {n} {noun}", "tổ chuyên môn"),
        ]
    ),
)
def test_counts_for_each(n: int, noun: str, shape: tuple[str, str]) -> None:
    clause = one(shape[0].format(n=n, noun=noun))
    assert (clause.operator, clause.value, clause.per) == (Operator.AT_LEAST, n, shape[1])
    assert clause.population == noun


@given(
    st.integers(1, 90),
    st.sampled_from(["giờ", "ngày làm việc", "phút"]),
    st.sampled_from(["không quá", "tối đa", "trong vòng"]),
)
def test_time_limits(n: int, unit: str, limit: str) -> None:
    clause = one(f"Yêu cầu của phụ huynh được trả lời {limit} {n:02d} {unit}")
    assert (clause.operator, clause.value, clause.unit) == (Operator.AT_MOST, n, Unit.COUNT)
    assert clause.population == unit


@pytest.mark.parametrize(
    "words",
    [
        "Không có học sinh nào dùng chung tài khoản",
        "Không còn sổ điểm giấy tại các tổ",
        "Không phát sinh đơn thư về lộ thông tin",
        "Phấn đấu không có thiết bị hỏng chưa sửa",
        "Không để xảy ra mất mát dữ liệu",
        "Số vụ lộ mật khẩu: 0 vụ",
    ],
)
def test_prohibitions(words: str) -> None:
    assert (one(words).operator, one(words).value) == (Operator.NONE_ALLOWED, 0)


@given(st.integers(1, 100), PEOPLE, DEEDS)
def test_reach_is_a_floor_and_all_is_all(n: int, who: str, deed: str) -> None:
    clause = one(f"Tỷ lệ {who} {deed} đạt {n} %")
    assert clause.operator is (Operator.EQUAL if n == 100 else Operator.AT_LEAST)
    assert clause.population == who


@given(PEOPLE, DEEDS, st.sampled_from(["l00%", "1OO%", "lOO %", "10O%"]))
def test_letters_that_ocr_put_for_digits(who: str, deed: str, read: str) -> None:
    clause = one(f"{read} {who} {deed}")
    assert (clause.operator, clause.value, clause.population) == (Operator.EQUAL, 100, who)
    assert read.replace(" ", "") in clause.words.replace(" ", "")  # the source words stay


@given(st.text(max_size=200))
def test_places_stay_where_they_are(text: str) -> None:
    assert len(as_digits(text)) == len(text)


@given(st.lists(st.integers(1, 99), min_size=2, max_size=4), st.integers(2026, 2030), PEOPLE)
def test_a_value_for_each_year(values: list[int], first: int, who: str) -> None:
    parts = ", ".join(f"năm {first + i} đạt {value}%" for i, value in enumerate(values))
    clauses = clauses_of(f"Tỷ lệ {who} có chứng chỉ số: {parts}")
    assert [(c.year, c.value, c.population) for c in clauses] == [
        (first + i, value, who) for i, value in enumerate(values)
    ]


@given(st.lists(st.tuples(st.integers(1, 99), PEOPLE), min_size=2, max_size=4), DEEDS)
def test_each_clause_has_its_own_population(parts: list[tuple[int, str]], deed: str) -> None:
    said = [f"tối thiểu {n}% {who}" for n, who in parts]
    clauses = clauses_of(f"{', '.join(said[:-1])} và {said[-1]} {deed}.")
    assert [(c.value, c.population) for c in clauses] == parts


@given(st.integers(1, 100), PEOPLE)
def test_what_there_is_now_is_no_target(n: int, who: str) -> None:
    assert clauses_of(f"Hiện có {n}% {who} biết soạn bài trên máy") == ()
    assert clauses_of(f"Tính đến hết tháng 12 có {n}% {who} biết soạn bài") == ()
    assert one(f"Thực hiện ký số cho {n}% {who}").value == n


@pytest.mark.parametrize(
    ("words", "population"),
    [
        ("100% hồ sơ tuyển sinh lớp 1 được nộp trực tuyến", "hồ sơ tuyển sinh lớp 1"),
        ("95% sổ theo dõi sức khỏe có bản điện tử", "sổ theo dõi sức khỏe"),
        ("90% giáo viên giao bài trên hệ thống", "giáo viên"),
        ("80% giáo viên dạy môn Tin học được bồi dưỡng", "giáo viên dạy môn Tin học"),
        ("12/12 nhóm, lớp ghi sổ điện tử", "nhóm, lớp"),
        ("100% trường học có trang thông tin", "trường học"),
        ("100% thiết bị hỏng được sửa", "thiết bị hỏng"),
        ("Tỷ lệ chuyên cần của trẻ đạt 92%", "chuyên cần của trẻ"),
        ("Tỷ lệ thanh toán không dùng tiền mặt đạt 95%", "thanh toán không dùng tiền mặt"),
        ("Học sinh lớp 5 hoàn thành chương trình Tin học đạt 98%", "Học sinh lớp 5"),
        ("Toàn bộ học sinh khối 4 được học Tin học", "học sinh khối 4"),
    ],
)
def test_a_population_ends_at_its_predicate(words: str, population: str) -> None:
    assert one(words).population == population


@pytest.mark.parametrize(
    "words",
    [
        "Tham mưu bố trí từ 200 đến 300 triệu đồng",
        "Kinh phí không quá 50 triệu đồng",
        "Học sinh từ 6 đến 11 tuổi",
        "Trẻ dưới 5 tuổi",
        "Họp lúc 14 giờ ngày 20",
        "Liên hệ số điện thoại 0912 000 111",
        "Học trong một năm học",
        "Năm học trước có 70% học sinh đạt yêu cầu",
    ],
)
def test_other_numbers(words: str) -> None:
    assert clauses_of(words) == ()
