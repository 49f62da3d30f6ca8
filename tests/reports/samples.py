"""Invented snapshots of every shape the report must carry."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from app.domain.org import School, SchoolKind, Superior, SuperiorKind
from app.domain.plan import Period
from app.domain.report import (
    EvidenceLine,
    Narrative,
    ReportSnapshot,
    TargetLine,
    TargetStatus,
    TaskLine,
    TaskState,
    Window,
)

SCHOOL = School(
    kind=SchoolKind.PRIMARY,
    name="Trường Tiểu học Sông Hồng",
    symbol="TH",
    place="Hòa Bình",
    superior=Superior(SuperiorKind.WARD, "Hòa Bình", "Phòng Văn hóa - Xã hội"),
    principal="Nguyễn Thị Thu Hường",
)
WINDOW = Window(
    period=Period.MONTH,
    start=date(2026, 11, 1),
    end=date(2026, 11, 30),
    cut_off=date(2026, 11, 15),
    last_safe_day=date(2026, 11, 19),
    label="tháng 11 năm 2026",
)


def evidence(n: int, title: str = "", name: str = "") -> EvidenceLine:
    return EvidenceLine(
        code=f"MC.CDS.2026.{n:04d}",
        title=title or f"Ảnh hoạt động rèn kỹ năng số, lớp {n % 5 + 1}A",
        issued_on=date(2026, 11, n % 28 + 1),
        sha=hashlib.sha256(str(n).encode()).hexdigest(),
        size=340_000 + n * 7_919,
        name=name or f"IMG_2026{n:04d}.jpg",
        media_type="image/jpeg",
        issuer="Trường Tiểu học Sông Hồng",
    )


def task(n: int, **changes: object) -> TaskLine:
    line = TaskLine(
        id=f"v{n}",
        words=f"Hướng dẫn học sinh khối {n % 5 + 1} khai thác học liệu số trong giờ Tin học "
        "và hoạt động trải nghiệm",
        products=("Danh sách học sinh tham gia", "Ảnh hoạt động"),
        leads=("Tổ khối " + str(n % 5 + 1), "Giáo viên Tin học"),
        months="11",
        state=TaskState.DONE,
        evidence=(f"MC.CDS.2026.{n:04d}",),
    )
    return replace(line, **changes)  # type: ignore[arg-type]


def target(n: int, **changes: object) -> TargetLine:
    line = TargetLine(
        id=f"c{n}",
        words=f"Giáo viên khối {n % 5 + 1} dùng kho học liệu số dùng chung ít nhất mỗi tuần một lần",
        unit="%",
        planned="≥ 95 %",
        achieved="92 %",
        cumulative="94,4 %",
        ratio="17/18",
        status=TargetStatus.ON_THE_WAY,
    )
    return replace(line, **changes)  # type: ignore[arg-type]


TASKS = (
    task(1, evidence=tuple(f"MC.CDS.2026.{n:04d}" for n in range(1, 6))),
    task(
        2,
        words="Rà soát, cập nhật cơ sở dữ liệu ngành về đội ngũ và học sinh",
        products=("Biên bản rà soát",),
        leads=("Văn phòng",),
        evidence=("MC.CDS.2026.0006",),
    ),
    task(
        3,
        words="Tập huấn sử dụng trợ lý số trong soạn bài cho tổ chuyên môn 4, 5",
        products=("Kế hoạch tập huấn", "Danh sách ký tên"),
        leads=("Phó Hiệu trưởng",),
        state=TaskState.PARTLY,
        cause="02 giáo viên đi học nâng chuẩn đúng ngày tập huấn",
        remedy="tổ chức buổi bù tại điểm trường chính",
        new_date="trước ngày 05/12/2026",
        evidence=("MC.CDS.2026.0007", "MC.CDS.2026.0009"),
    ),
    task(
        4,
        words="Diễn tập ứng phó sự cố mất an toàn thông tin",
        products=(),
        leads=("Phụ trách CNTT",),
        state=TaskState.NOT_DONE,
        cause="chưa rõ",
        evidence=(),
    ),
)
TARGETS = (
    target(
        1,
        group="1. Quản trị số",
        words="Hồ sơ điện tử của nhà trường được ký số (không bao gồm hồ sơ mật)",
        planned="100 %",
        achieved="100 %",
        cumulative="100 %",
        ratio="46/46",
        status=TargetStatus.REACHED,
        evidence=("MC.CDS.2026.0006",),
    ),
    target(2, group="1. Quản trị số", estimate=True, evidence=("MC.CDS.2026.0001", "MC.CDS.2026.0002")),
    target(
        3,
        group="2. Dạy học số",
        words="Học sinh lớp 3, 4, 5 hoàn thành bài kiểm tra trên máy tính",
        status=TargetStatus.NOT_YET_DUE,
        achieved="",
        cumulative="",
        ratio="",
    ),
    target(
        4,
        group="2. Dạy học số",
        words="Phụ huynh dùng ứng dụng kết nối gia đình - nhà trường",
        status=TargetStatus.NO_DATA,
        achieved="",
        cumulative="",
        ratio="",
    ),
    target(
        5,
        group="2. Dạy học số",
        words="Lớp học có thiết bị trình chiếu nối mạng",
        unit="lớp",
        planned="18 lớp",
        achieved="0 lớp",
        cumulative="12 lớp",
        ratio="12/18",
        status=TargetStatus.BEHIND,
    ),
)
FULL = ReportSnapshot(
    id="bc-2026-11",
    school=SCHOOL,
    window=WINDOW,
    plan_title="Kế hoạch Chuyển đổi số năm 2026",
    plan_number="17/KH-TH",
    plan_issued_on=date(2026, 3, 4),
    symbol="BC-TH",
    made_on=date(2026, 11, 17),
    targets=TARGETS,
    tasks=TASKS,
    next_tasks=(
        "Tổ chức tuần lễ “Kỹ năng số”",
        "Tổng hợp minh chứng năm 2026;",
        "- Diễn tập an toàn thông tin",
    ),
    evidence=tuple(evidence(n) for n in range(1, 10)),
    narrative=Narrative(
        situation="Nhà trường có 18 lớp với 612 học sinh, 02 điểm trường lẻ; đường truyền tại điểm trường "
        "Xóm Bãi chưa ổn định.",
        direction="Hiệu trưởng giao chỉ tiêu từng tổ chuyên môn, kiểm điểm tiến độ vào thứ Hai hằng tuần.",
        difficulties="Thiết bị phòng Tin học đã dùng trên 08 năm, nhiều máy hỏng bàn phím.",
        proposals="Đề nghị Ủy ban nhân dân phường hỗ trợ đường truyền cho điểm trường Xóm Bãi.",
    ),
    recipients=(
        "Như trên",
        "Ban Giám hiệu (để chỉ đạo);",
        "Các tổ chuyên môn (t/h)",
        "Trang TTĐT nhà trường",
        "Lưu: VT",
    ),
)
EMPTY = replace(FULL, targets=(), tasks=(), next_tasks=(), evidence=(), narrative=Narrative(), recipients=())
LONG_WORD = "https://truong-tieu-hoc-song-hong.example/" + "hoatdong/" * 12
LARGE = replace(
    FULL,
    tasks=tuple(
        task(n, words=f"Nhiệm vụ số {n}: {LONG_WORD}" if n % 20 == 0 else task(n).words) for n in range(1, 61)
    ),
    targets=tuple(target(n, group=f"Nhóm {n // 9 + 1}") for n in range(1, 41)),
    evidence=tuple(evidence(n) for n in range(1, 301)),
)
