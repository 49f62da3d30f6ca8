"""Tasks stated in the text (R26, R100–R103): the time inside a sentence, and which items are work."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.plan import Schedule, ScheduleKind, TaskDraft
from app.intake.draft import read_plan_text
from app.intake.facts.schedule import Years
from app.intake.facts.tasks import time_in

YEAR = Years(2026, 2026)
SCHOOL_YEAR = Years(2026, 2027, school_year=True)
DAYS = st.dates(date(2026, 1, 2), date(2026, 12, 30))


@given(DAYS, st.sampled_from(["trước ngày", "xong trước", "hoàn thành trước ngày"]))
def test_a_day_that_is_too_late(day: date, how: str) -> None:
    found = time_in(f"Lắp 03 máy chiếu cho khối 5, {how} {day:%d/%m/%Y}, kinh phí 12/15 triệu.", YEAR)
    assert (found.kind, found.due) == (ScheduleKind.DATE, date.fromordinal(day.toordinal() - 1))


@given(DAYS, st.sampled_from(["chậm nhất ngày", "xong trong ngày", "vào ngày", "vào", "muộn nhất là"]))
def test_a_day_that_still_counts(day: date, how: str) -> None:
    assert time_in(f"Nghiệm thu phòng học {how} {day.day}/{day.month}/{day.year}.", YEAR).due == day


@given(
    st.integers(1, 12), st.integers(1, 12), st.sampled_from([" và tháng ", " đến hết tháng ", ", ", " - "])
)
def test_months_at_the_head_or_inside(first: int, last: int, joint: str) -> None:
    if first >= last:
        return
    for words in (
        f"Trong tháng {first}{joint}{last}/2026 kiểm tra hồ sơ điện tử.",
        f"Tháng {first}{joint}{last}/2026: kiểm tra hồ sơ điện tử.",
    ):
        found = time_in(words, YEAR).months
        assert (found[0], found[-1]) == ((2026, first), (2026, last))


@pytest.mark.parametrize(
    ("words", "years", "months"),
    [
        ("Nhập điểm xong trong học kỳ I.", YEAR, [(2026, 9), (2026, 10), (2026, 11), (2026, 12), (2027, 1)]),
        ("Ôn tập trên máy vào học kỳ II.", SCHOOL_YEAR, [(2027, m) for m in range(1, 6)]),
        ("Ôn tập trên máy vào học kỳ II.", YEAR, [(2026, m) for m in range(1, 6)]),
        ("Kết thúc học kỳ I, khóa sổ điểm.", SCHOOL_YEAR, [(2027, 1)]),
        ("Trong quý II và quý III, thay bàn phím hỏng.", YEAR, [(2026, m) for m in range(4, 10)]),
        ("Mở lớp trong hè 2026 cho thầy cô mới.", YEAR, [(2026, 6), (2026, 7), (2026, 8)]),
        ("Kiểm kê vào tuần thứ ba của tháng 11.", YEAR, [(2026, 11)]),
        ("Thi thử từ ngày 28/4 đến ngày 06/6/2026.", YEAR, [(2026, 4), (2026, 5), (2026, 6)]),
        ("Ra mắt trang tin dịp 20/11.", YEAR, [(2026, 11)]),
    ],
)
def test_spans_of_a_year(words: str, years: Years, months: list[tuple[int, int]]) -> None:
    assert list(time_in(words, years).months) == months


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Hằng tuần cập nhật thực đơn lên trang tin.", ScheduleKind.WEEKLY),
        ("Thay mật khẩu mỗi quý một lần.", ScheduleKind.QUARTERLY),
        ("Mỗi học kỳ thăm dò ý kiến cha mẹ học sinh.", ScheduleKind.PERIODIC),
        ("Liên tục theo dõi hộp thư góp ý.", ScheduleKind.CONTINUOUS),
        ("Thay máy chủ khi được cấp kinh phí.", ScheduleKind.EVENT),
        ("Nối mạng với thư viện khi UBND xã bố trí vốn.", ScheduleKind.EVENT),
        ("Dùng sổ điện tử từ học kỳ tới trở đi.", ScheduleKind.OPEN_ENDED),
        ("Bồi dưỡng thường xuyên theo Thông tư số 19/2019/TT-BGDĐT ngày 12/11/2019.", ScheduleKind.UNKNOWN),
        ("Có 12/15 lớp dùng bảng tương tác, 3/4 giáo viên đồng ý.", ScheduleKind.UNKNOWN),
        ("Góp ý dự thảo kế hoạch.", ScheduleKind.UNKNOWN),
    ],
)
def test_rhythms_and_events(words: str, kind: ScheduleKind) -> None:
    assert time_in(words, YEAR).kind is kind


@given(
    st.text(alphabet=st.sampled_from("0123456789/-., ():") | st.sampled_from("thángquýtừđếnkỳI"), max_size=60)
)
def test_any_text(text: str) -> None:
    for words in (text, f"từ ngày {text}", f"trong tháng {text}", f"học kỳ {text}"):
        time_in(words, YEAR)


PLAN = """TRƯỜNG TIỂU HỌC ĐỒI CHÈ
Số: 6/KH-TH
Đồi Chè, ngày 02 tháng 02 năm 2026

# KẾ HOẠCH

Chuyển đổi số {years}

Căn cứ Kế hoạch số 2/KH-UBND ngày 10/01/2026 của UBND xã Đồi Chè;

{body}
"""


def tasks(body: str, years: str = "năm 2026") -> tuple[TaskDraft, ...]:
    return read_plan_text(PLAN.format(years=years, body=body)).tasks


def test_an_assignment_names_who_leads() -> None:
    found = tasks(
        "I. PHÂN CÔNG\n\n1. Tổ Ngoại ngữ: dựng kho bài nghe.\n\n"
        "2. Thầy Đinh Văn Núi: sửa máy in trong tháng 3.\n\n"
        "II. VIỆC CỦA CÁC BỘ PHẬN\n\n1. Thư viện\n\n- Dán mã cho sách, xong trước ngày 12/5/2026.\n"
    )
    assert [task.leads for task in found] == [("Tổ Ngoại ngữ",), ("Thầy Đinh Văn Núi",), ("Thư viện",)]
    assert found[2].schedule.due == date(2026, 5, 11)


def test_general_responsibilities_are_no_tasks() -> None:
    found = tasks(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Hiệu trưởng\n\n- Chỉ đạo chung.\n\n"
        "- Duyệt đề án trước ngày 09/3/2026.\n\n"
        "- Theo dõi tiến độ; báo cáo UBND xã trước ngày 20 hằng tháng.\n"
    )
    assert [task.words for task in found] == ["Duyệt đề án trước ngày 09/3/2026."]


def test_beside_a_list_points_are_tasks_and_nothing_is_taken_twice() -> None:
    table = "| Việc cần làm | Hạn | Đầu mối |\n|---|---|---|\n| Dán mã cho sách | Quý II | Thư viện |\n"
    found = tasks(f"I. NHIỆM VỤ\n\n- Dán mã cho sách (tháng 5).\n\n- Chép dữ liệu cũ.\n\n{table}")
    assert [(task.row, task.words) for task in found] == [(1, "Dán mã cho sách"), (0, "Chép dữ liệu cũ.")]
    assert found[0].leads == ("Thư viện",)


def test_a_budget_is_no_list_of_tasks() -> None:
    rows = "| STT | Nội dung công việc | Số lượng | Đơn giá | Thành tiền |\n|---|---|---|---|---|\n"
    assert tasks(f"I. KINH PHÍ\n\n{rows}| 1 | Thay ổ cứng | 4 | 900.000 | 3.600.000 |\n") == ()


def test_a_month_belongs_to_the_year_of_its_heading() -> None:
    found = tasks(
        "I. NHIỆM VỤ\n\n1. Năm 2026\n\n- Khảo sát trong tháng 4.\n\n"
        "2. Năm 2027\n\n- Nhân rộng trong tháng 4.\n",
        "giai đoạn 2026 - 2027",
    )
    assert [task.schedule.months for task in found] == [((2026, 4),), ((2027, 4),)]


@pytest.mark.parametrize(
    "head", ["Tháng 3, 4/2026", "1. Tháng 3, 4/2026", "Tháng 3 - 4/2026:", "**Tháng 3 và tháng 4**"]
)
def test_a_line_of_months_stands_for_the_work_below_it(head: str) -> None:
    found = tasks(f"I. NHIỆM VỤ\n\n{head}\n\n- Mở kho đề.\n\n- Thi thử ngày 05/5/2026.\n")
    assert [task.words for task in found] == ["Mở kho đề.", "Thi thử ngày 05/5/2026."]
    assert found[0].schedule.months == ((2026, 3), (2026, 4))
    assert found[1].schedule.due == date(2026, 5, 5)


def test_sections_counted_1_2_3() -> None:
    found = read_plan_text(
        PLAN.format(
            years="năm 2026",
            body="**1. Mục tiêu**\n\n*1.1. Mục tiêu chung:* Đỡ việc giấy tờ.\n\n"
            "**2. Nhiệm vụ**\n\n- Mở kho đề.\n\n"
            "**3. Thông tin báo cáo**\n\n- Các tổ báo cáo Hiệu trưởng trước ngày 26 hằng tháng.\n",
        )
    )
    assert (found.targets, [task.words for task in found.tasks]) == ((), ["Mở kho đề."])
    assert len(found.duties) == 1
    assert found.tasks[0].schedule == Schedule(ScheduleKind.UNKNOWN)
