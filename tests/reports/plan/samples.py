"""Invented plans of every shape the paper must carry, as facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain.org import School, SchoolKind, Superior, SuperiorKind
from app.domain.plan import Binds
from app.reports.plan.compose import compose
from app.reports.plan.facts import DutyFact, OwnWords, PlanFacts, Prose, TargetFact, TaskFact
from app.reports.plan.paper import Kind

SCHOOL = School(
    kind=SchoolKind.PRIMARY,
    name="Trường Tiểu học Đồi Chè",
    symbol="TH",
    place="Phú Sơn",
    superior=Superior(SuperiorKind.COMMUNE, "Phú Sơn", "Phòng Văn hóa - Xã hội"),
    principal="Lê Thị Ngọc Ánh",
)

FACTS = PlanFacts(
    plan_id="p1",
    school=SCHOOL,
    year=2026,
    year_to=2026,
    school_year=False,
    made_on=date(2026, 3, 4),
    subject="Chuyển đổi số của Trường Tiểu học Đồi Chè năm 2026",
    number="9",
    symbol="KH-TH",
    issued_on=date(2026, 3, 4),
    bases=(
        "Căn cứ Kế hoạch số 33/KH-UBND ngày 06/02/2026 của UBND xã Phú Sơn về chuyển đổi số năm 2026;",
        "Thực hiện Công văn số 71/VHXH ngày 20/02/2026 của Phòng Văn hóa - Xã hội về việc xây dựng kế hoạch",
    ),
    targets=(
        TargetFact("g1", "≥ 90% văn bản đi được ký số.", "Quản trị"),
        TargetFact("g2", "100% tổ chuyên môn có kho học liệu số.", "Quản trị / Chuyên môn", binds=Binds.TEAM),
        TargetFact("g3", "Ít nhất 02 buổi truyền thông <an toàn> & lành mạnh.", "Nhân lực"),
        TargetFact("g4", "85% giáo viên soạn bài trên nền tảng số.", ""),
    ),
    tasks=(
        TaskFact("v1", "Rà soát máy tính", "Tháng 1", ("Biên bản",), ("Kế toán",), row=1),
        TaskFact("v2", "Ban hành quy chế", "Tháng 1", ("Biên bản",), ("Kế toán",), row=1),
        TaskFact(
            "v3", "Tập huấn ký số", "Tháng 4, 5", ("Danh sách", "Ảnh"), ("Tổ chuyên môn", "Kế toán"), row=2
        ),
        TaskFact("v4", "Duy trì trang tin", "Thường xuyên", (), ("Văn phòng",)),
    ),
    duties=(
        DutyFact("b1", "Báo cáo hằng quý: gửi UBND xã Phú Sơn trước ngày 10 tháng cuối quý"),
        DutyFact("b2", "Báo cáo hằng năm: gửi UBND xã Phú Sơn trước ngày 05/12"),
    ),
    recipients=("UBND xã (để b/c)", "Các tổ chuyên môn (để th/h)"),
)
DRAFT = replace(FACTS, number="", issued_on=None)  # R1
COORDINATED = replace(
    FACTS,
    tasks=(*FACTS.tasks[:3], replace(FACTS.tasks[3], coordinators=("Kế toán", "Thư viện"))),
    targets=(replace(FACTS.targets[0], owner="Văn phòng"), *FACTS.targets[1:]),
)
BARE = replace(FACTS, targets=(), tasks=(), duties=(), bases=(), recipients=(), subject="")
OWN = replace(
    FACTS,
    own=OwnWords(
        opening=("Trường xây dựng Kế hoạch như sau:",),
        purpose=(Prose(4, "", "Mục tiêu chung", Kind.HEADING), Prose(5, "", "Bỏ sổ giấy.", Kind.BULLET)),
        organisation=(Prose(40, "Văn phòng", "Giữ sổ theo dõi."),),
        closing="Đề nghị các bộ phận thực hiện./.",
    ),
)
LONG = replace(
    FACTS,
    tasks=tuple(
        TaskFact(f"v{n}", f"Việc thứ {n} của danh mục", f"Tháng {n % 12 + 1}", ("Biên bản",), ("Văn phòng",))
        for n in range(60)
    ),
)
ALL = {
    "full": FACTS, "draft": DRAFT, "coordinated": COORDINATED, "bare": BARE, "own": OWN, "long": LONG
}  # fmt: skip
PAPERS = {name: compose(facts) for name, facts in ALL.items()}
