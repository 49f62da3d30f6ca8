"""A real book of an invented school, opened; and one with a small plan issued."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.clock import FrozenClock
from app.domain.org import FirstRun, School, SchoolKind, Superior, SuperiorKind
from app.models.book import Book
from app.services import plans, setup
from app.store.keyring import Cost

PASSWORD = "Hoa phượng đỏ 2026"
CHEAP = Cost(memory=8 * 4, iterations=1, lanes=1)

SCHOOL = School(
    kind=SchoolKind.PRIMARY,
    name="Trường Tiểu học Suối Mơ",
    symbol="TH",
    place="Tân Lập",
    superior=Superior(SuperiorKind.WARD, "Tân Lập", "Phòng Văn hóa - Xã hội"),
    principal="Trần Thị Bích Đào",
)

PLAN = """Số: 8/KH-TH

Tân Lập, ngày 09 tháng 3 năm 2026

## KẾ HOẠCH Chuyển đổi số Trường Tiểu học Suối Mơ năm 2026

Căn cứ Kế hoạch số 21/KH-UBND ngày 05/02/2026 của Ủy ban nhân dân phường Tân Lập về chuyển đổi số năm 2026;

### I. CÁC CHỈ TIÊU

#### 1. Quản trị

- ≥90% văn bản đi của nhà trường được gửi bằng văn bản điện tử.

- 100% cán bộ quản lý, giáo viên có chữ ký số cá nhân.

- Nhà trường tổ chức ít nhất 02 buổi truyền thông cho phụ huynh.

### II. CHẾ ĐỘ BÁO CÁO

- Báo cáo hằng tháng: trước ngày 20, gửi Ủy ban nhân dân phường (qua Phòng Văn hóa - Xã hội).

***Nơi nhận:***

- Phòng VH-XH (để b/c);
- Lưu: VT.

**HIỆU TRƯỞNG**

**Trần Thị Bích Đào**

**DANH MỤC NHIỆM VỤ THEO THÁNG NĂM 2026**

<b>Tháng</b>\t<b>Nhiệm vụ trọng tâm</b>\t<b>Sản phẩm/Kết quả</b>\t<b>Bộ phận chủ trì</b>
<b>Tháng 1</b>\tRà soát máy tính phòng tin học.\tBiên bản rà soát.\tPhụ trách CNTT.
<b>Tháng 10, 11</b>\tTập huấn ký số cho giáo viên.\tDanh sách tham gia.\tTổ chuyên môn.
<b>Tháng 11</b>\tKiểm tra sao lưu dữ liệu. Cập nhật trang tin.\tBiên bản; Tin bài.\tVăn phòng; Kế toán.
<b>Tháng 12</b>\tTổng kết năm.\tBáo cáo tổng kết.\tBan Giám hiệu.
"""


@pytest.fixture
def answers() -> FirstRun:
    return FirstRun(SCHOOL, PASSWORD, 2026)


@pytest.fixture
def book(profile: Path, answers: FirstRun, clock: FrozenClock) -> Iterator[Book]:
    created = setup.create_school(profile, answers, clock, cost=CHEAP)
    opened = setup.open_school(profile, created.account_id, PASSWORD, clock)
    yield opened
    setup.close(opened)


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "Kế hoạch năm 2026.md"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def issued(book: Book, plan_file: Path) -> Book:
    """The book with the plan issued."""
    plans.issue(book, plans.import_plan(book, plan_file).id)
    return book
