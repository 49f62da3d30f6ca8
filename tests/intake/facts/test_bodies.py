"""Bodies and levels a plan names (R22, R59), and what is told of them."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.plan import FlagKind
from app.intake.draft import read_plan_text
from app.intake.facts.bodies import above_school, defunct_body, levels_of, other_level
from tests.intake.facts.test_tasks import PLAN

NOW = date(2026, 2, 2)


@pytest.mark.parametrize(
    "words",
    [
        "100 % các trường trong đặc khu có đường truyền dự phòng.",
        "Mọi cơ sở giáo dục mầm non, phổ thông trên địa bàn phường dùng chung một cổng.",
        "Ủy ban nhân dân xã bố trí kinh phí mua máy chủ.",
        "Rút ngắn thủ tục hành chính do UBND phường giải quyết.",
        "Việc cấp mã thuộc thẩm quyền của Sở.",
    ],
)
def test_what_is_above_the_school(words: str) -> None:
    assert above_school(words)


@pytest.mark.parametrize(
    "words",
    [
        "100 % giáo viên dùng phần mềm do Sở cung cấp.",
        "Giữ môi trường mạng an toàn trong xã hội.",
        "Phòng Tin học có đủ 40 máy.",
        "Nhà trường gửi hồ sơ về UBND phường đúng hạn.",
        "Thủ tục hành chính của nhà trường được công khai.",
    ],
)
def test_what_is_the_schools_own(words: str) -> None:
    assert above_school(words) == ""


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("Gửi Phòng GD-ĐT quận trước ngày 5.", "Phòng GD-ĐT quận"),
        ("Phối hợp UBND huyện tổ chức hội thi.", "UBND huyện"),
        ("Theo hướng dẫn của Sở TT&TT.", "Sở TT&TT"),
        ("Thực hiện Kế hoạch số 12/KH-PGDĐT ngày 03/02/2024 của Phòng GDĐT huyện.", ""),
        ("Phòng Giáo dục Trung học hướng dẫn.", ""),
        ("UBND thành phố phê duyệt.", ""),
    ],
)
def test_abolished_bodies(words: str, body: str) -> None:
    assert defunct_body(words, NOW) == body
    assert defunct_body(words, date(2025, 2, 1)) == ""


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("TRƯỜNG TH&THCS GÒ MÂY", {"th", "thcs"}),
        ("Trường Tiểu học và Trung học cơ sở Gò Mây", {"th", "thcs"}),
        ("TRƯỜNG MẪU GIÁO SAO MAI", {"mn"}),
        ("TRƯỜNG TH KIM ĐỒNG", {"th"}),
        ("TRƯỜNG PTDTNT THPT", {"thpt"}),
        ("TRUNG TÂM GDTX", set()),
    ],
)
def test_levels_of_a_school(name: str, levels: set[str]) -> None:
    assert levels_of(name) == levels


@pytest.mark.parametrize(
    ("words", "own", "found"),
    [
        ("95% học sinh lớp 2 có tài khoản", "mn", "học sinh lớp 2"),
        ("95% học sinh khối 10 có tài khoản", "thcs", "học sinh khối 10"),
        ("95% trẻ mẫu giáo có tài khoản", "th", "trẻ mẫu giáo"),
        ("Giáo viên lớp 5 tuổi soạn bài", "mn", ""),
        ("Hồ sơ học sinh vào lớp 6 được bàn giao", "th", ""),
        ("Học sinh lớp 4, học sinh THCS cùng dự thi", "th", ""),
        ("95% học sinh lớp 2 có tài khoản", "", ""),
    ],
)
def test_another_level(words: str, own: str, found: str) -> None:
    assert other_level(words, frozenset({own} - {""})) == found


BODY = """I. CHỈ TIÊU

- Phân đấu có 9O% giáo viên dùng sổ điện tử.

- 80% học sinh lớp 8 có tài khoản.

II. NHIỆM VỤ

| Việc | Thời hạn | Đầu mối |
|---|---|---|
| Thay ổ cứng | Trước ngày 15/01/2026 | Văn phòng |
| Đóng sổ năm | 20/12/2026 | Sở Thông tin và Truyền thông |
| Giữ sạch phòng máy | Năm 2026 | Thư viện |

III. BÁO CÁO

- Báo cáo năm gửi UBND xã trước ngày 05/12.
"""


def test_flags_of_a_plan() -> None:
    draft = read_plan_text(PLAN.format(years="năm 2026", body=BODY))
    found = [(flag.kind, flag.values) for flag in draft.flags]
    assert found == [
        (FlagKind.BEFORE_ISSUE, ("14/1/2026",)),
        (FlagKind.WRONG_LEVEL, ("học sinh lớp 8",)),
        (FlagKind.DEFUNCT_BODY, ("Sở Thông tin và Truyền thông",)),
        (FlagKind.AFTER_REPORT, ("20/12/2026", "04/12/2026")),
        (FlagKind.OCR_FAULT, ("Phân đấu",)),
        (FlagKind.OCR_FAULT, ("9O",)),
    ]
