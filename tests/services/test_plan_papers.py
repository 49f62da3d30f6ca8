"""The book's plan out as files and read again: the same words, clauses, time, units and order."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.clock import FrozenClock
from app.domain.errors import FileFault, WorldError
from app.domain.org import FirstRun
from app.domain.plan import Period, PlanDraft, Schedule, ScheduleKind
from app.domain.views import ItemKind, PlanView, Review
from app.intake.draft import read_plan
from app.models.book import Book
from app.services import plan_papers, plans, setup
from app.services.outcomes import ServiceFault
from tests.services.conftest import CHEAP, PASSWORD, SCHOOL

WARD = """Số: 40/KH-UBND

Tân Lập, ngày 12 tháng 01 năm 2026

## KẾ HOẠCH Chuyển đổi số trong các trường học phường Tân Lập năm 2026

Căn cứ Quyết định số 310/QĐ-UBND ngày 30/12/2025 của UBND tỉnh về chương trình chuyển đổi số năm 2026;

Ủy ban nhân dân phường Tân Lập ban hành Kế hoạch như sau:

### I. CHỈ TIÊU

- 100% giáo viên có chữ ký số.

- Tỷ lệ hồ sơ thủ tục hành chính tại cơ quan hành chính được xử lý trực tuyến: Đạt 90%.

### II. NHIỆM VỤ

- Tổ chức tập huấn cho giáo viên trước ngày 15 tháng 9.

### III. CHẾ ĐỘ BÁO CÁO

- Các trường báo cáo hằng quý về UBND phường trước ngày 10 tháng cuối quý.

**TM. ỦY BAN NHÂN DÂN**

**CHỦ TỊCH**

**Hoàng Văn Tư**
"""


def facts(draft: PlanDraft) -> dict[str, list[object]]:
    """What must come back; the last full stop of a sentence is the list's and not the item's."""
    return {
        "targets": [(t.words, t.clauses) for t in draft.targets],
        "tasks": [
            (t.words.rstrip("."), t.schedule.kind, t.schedule.months, t.products, t.leads, t.coordinators)
            for t in draft.tasks
        ],
        "duties": [(d.period, d.recipient, d.rule) for d in draft.duties],
        "bases": [(b.words, b.number, b.issued_on, b.issuer, b.subject) for b in draft.bases],
    }


def out_and_in(book: Book, view: PlanView, folder: Path) -> PlanDraft:
    (file,) = plan_papers.write(book, view.id, folder, ("docx",))
    try:
        return read_plan(file)
    finally:
        file.unlink()


def test_a_plan_comes_back_equal(book: Book, plan_file: Path, tmp_path: Path) -> None:
    before = plans.read_file(plan_file)
    after = out_and_in(book, plans.import_plan(book, plan_file), tmp_path / "ra")
    assert facts(after) == facts(before)
    head = after.header
    assert (head.number, head.symbol, head.issued_on) == ("08", "KH-TH", date(2026, 3, 9))
    assert (head.subject, head.recipients) == (before.header.subject, before.header.recipients)
    assert (head.signer_title, head.signer_name) == ("HIỆU TRƯỞNG", "Trần Thị Bích Đào")


def test_made_again_from_its_own_file_it_is_the_same_paper(
    book: Book, plan_file: Path, tmp_path: Path
) -> None:
    view = plans.import_plan(book, plan_file)
    (file,) = plan_papers.write(book, view.id, tmp_path, ("docx",))
    first = plan_papers.paper(book, view.id)
    again = plan_papers.paper(book, plans.import_plan(book, file).id)
    for one, two in zip(first.sections, again.sections, strict=True):
        assert [(e.kind, e.words) for e in one.entries] == [(e.kind, e.words) for e in two.entries]
    assert [[r.cells for r in a.rows] for a in first.annexes] == [
        [r.cells for r in a.rows] for a in again.annexes
    ]
    assert (first.bases, first.opening, first.closing) == (again.bases, again.opening, again.closing)


def test_items_set_aside_are_left_out(book: Book, plan_file: Path, tmp_path: Path) -> None:
    view = plans.import_plan(book, plan_file)
    for kind in ItemKind:
        first = next(item for item in view.items if item.kind is kind)
        plans.review(book, kind, [first.id], Review.SET_ASIDE)
    after = out_and_in(book, view, tmp_path)
    before = plans.read_file(plan_file)
    assert [t.words for t in after.targets] == [t.words for t in before.targets[1:]]
    assert [t.words for t in after.tasks] == [t.words for t in before.tasks[1:]]
    assert after.duties == ()


def test_what_a_person_changed_is_printed(book: Book, plan_file: Path, tmp_path: Path) -> None:
    view = plans.import_plan(book, plan_file)
    task = next(item for item in view.items if item.kind is ItemKind.TASK)
    old = task.schedule
    assert old is not None
    moved = Schedule(ScheduleKind.MONTHS, ((2026, 8), (2026, 9)), None, old.words)  # as the screen sends it
    plans.edit_item(book, ItemKind.TASK, task.id, schedule=moved, leads=("Thư viện", "Kế toán"))
    plans.edit_header(book, view.id, {"number": "21", "issued_on": date(2026, 4, 2)})
    after = out_and_in(book, view, tmp_path)
    assert after.tasks[0].schedule.months == ((2026, 8), (2026, 9))
    assert after.tasks[0].leads == ("Thư viện", "Kế toán")
    assert (after.header.number, after.header.issued_on) == ("21", date(2026, 4, 2))
    pointer = plan_papers.paper(book, view.id).printed[0].pointer
    assert "số 21/KH-TH ngày 02 tháng 4 năm 2026" in pointer


def test_a_wards_plan_gives_the_schools_own_paper(book: Book, tmp_path: Path) -> None:
    source = tmp_path / "phuong.md"
    source.write_text(WARD, encoding="utf-8")
    view = plans.import_plan(book, source)
    made = plan_papers.paper(book, view.id)
    assert (made.number, made.symbol, made.issued_on) == ("", "KH-TH", None)
    assert made.subject == "Chuyển đổi số của Trường Tiểu học Suối Mơ năm 2026"
    assert made.school.principal == SCHOOL.principal
    assert made.bases[-1].startswith("Thực hiện Kế hoạch số 40/KH-UBND ngày 12 tháng 01 năm 2026 của ")
    targets = [e.words for s in made.sections for e in s.entries if any("target" in i for i in e.ids)]
    assert targets == ["100% giáo viên có chữ ký số."]  # the ward's own is not copied down (R58)
    plans.edit_header(book, view.id, {"number": "7", "symbol": "KH-TH", "issued_on": date(2026, 2, 3)})
    assert plan_papers.paper(book, view.id).number == "7"


def test_tasks_of_the_text_go_to_the_month_list_together(book: Book, tmp_path: Path) -> None:
    """A task with a unit makes a month list; those before it join it, so that the order comes back."""
    source = tmp_path / "nguon.md"
    rest = "### III. CHẾ ĐỘ"
    more = "Cập nhật trang thông tin của trường.\n\nRà soát tài khoản của giáo viên.\n\n"
    source.write_text(WARD.replace(rest, more + rest), encoding="utf-8")
    view = plans.import_plan(book, source)
    tasks = [item for item in view.items if item.kind is ItemKind.TASK]
    before = facts(plans.read_file(source))["tasks"]
    assert facts(out_and_in(book, view, tmp_path))["tasks"] == before
    assert plan_papers.paper(book, view.id).printed == ()
    plans.edit_item(book, ItemKind.TASK, tasks[1].id, leads=("Văn phòng",))
    after = out_and_in(book, view, tmp_path)
    assert [task.words.rstrip(".") for task in after.tasks] == [str(task.words).rstrip(".") for task in tasks]
    assert [task.leads for task in after.tasks] == [(), ("Văn phòng",), ()]


def test_files_edited_by_hand_are_never_overwritten(book: Book, plan_file: Path, tmp_path: Path) -> None:
    view = plans.import_plan(book, plan_file)
    first = plan_papers.write(book, view.id, tmp_path)
    assert [p.suffix for p in first] == [".docx", ".pdf", ".xlsx"]
    assert plan_papers.write(book, view.id, tmp_path) == first  # the same bytes: nothing new
    first[0].write_bytes(b"edited")
    second = plan_papers.write(book, view.id, tmp_path)
    assert [p.stem for p in second] == ["Ke-hoach-chuyen-doi-so-2026-2"] * 3
    assert first[0].read_bytes() == b"edited"


def test_faults_are_said(book: Book, plan_file: Path, tmp_path: Path) -> None:
    view = plans.import_plan(book, plan_file)
    taken = tmp_path / "taken"
    taken.write_text("x")
    with pytest.raises(WorldError) as caught:
        plan_papers.write(book, view.id, taken / "in")
    assert caught.value.outcome in set(FileFault)
    with pytest.raises(WorldError) as caught:
        plan_papers.paper(book, "nobody")
    assert caught.value.outcome is ServiceFault.GONE


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
def test_it_survives_libreoffice_without_the_custom_part(book: Book, plan_file: Path, tmp_path: Path) -> None:
    (file,) = plan_papers.write(book, plans.import_plan(book, plan_file).id, tmp_path, ("docx",))
    bare = tmp_path / "bare.docx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(bare, "w") as new:
        for info in old.infolist():
            if "customXml" not in info.filename:
                data = old.read(info)
                if info.filename == "word/_rels/document.xml.rels":
                    data = b"".join(
                        part + b"/>" for part in data.split(b"/>")[:-1] if b"customXml" not in part
                    ) + data.split(b"/>")[-1]  # fmt: skip
                new.writestr(info.filename, data)
    saved = tmp_path / "saved"
    run = [OFFICE or "", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless"]
    done = subprocess.run(
        [*run, "--convert-to", "docx", "--outdir", str(saved), str(bare)], capture_output=True, timeout=120
    )
    assert done.returncode == 0
    assert facts(read_plan(saved / "bare.docx")) == facts(plans.read_file(plan_file))


WHO = ("giáo viên", "học sinh", "phòng học", "văn bản đi", "tổ chuyên môn", "phụ huynh học sinh")
DOES = ("có tài khoản số", "được kết nối mạng", "dùng học liệu số", "được lưu trên phần mềm")
HOW = ("{n}%", "≥ {n}%", "Tối thiểu {n}%", "Trên {n}%", "Phấn đấu {n}%", "Không quá {n}%", "Ít nhất {n}%")
ACTS = (
    "Rà soát đường truyền",
    "Ban hành quy chế",
    "Tập huấn giáo viên",
    "Cập nhật kho học liệu",
    "Diễn tập sự cố",
)
THINGS = ("Biên bản", "Danh sách tham gia", "Quyết định", "Ảnh hoạt động", "Tin bài")
UNITS = ("Ban Giám hiệu", "Tổ chuyên môn", "Văn phòng", "Kế toán", "Phụ trách CNTT", "Toàn trường")
PILLARS = ("", "#### 1. Quản trị", "#### 2. Hạ tầng và dữ liệu", "#### 3. Nhân lực")
WHEN = ("Tháng {m}", "Tháng {m}, {k}", "Thường xuyên", "Hằng tháng", "Quý II", "Trước ngày 15/{m}/2026")

target = st.builds(
    lambda how, n, who, does: f"- {how.format(n=n)} {who} {does}.",
    st.sampled_from(HOW), st.integers(1, 100), st.sampled_from(WHO), st.sampled_from(DOES),
)  # fmt: skip
pillars = st.lists(st.lists(target, min_size=1, max_size=4), min_size=1, max_size=4)


@st.composite
def month_row(draw: st.DrawFn) -> str:
    month = draw(st.integers(1, 11))
    when = draw(st.sampled_from(WHEN)).format(m=month, k=month + 1)
    tasks = ". ".join(draw(st.lists(st.sampled_from(ACTS), min_size=1, max_size=3, unique=True)))
    things = "; ".join(draw(st.lists(st.sampled_from(THINGS), max_size=2, unique=True)))
    units = "; ".join(draw(st.lists(st.sampled_from(UNITS), max_size=2, unique=True)))
    return f"| {when} | {tasks} | {things} | {units} |"


@st.composite
def plan_texts(draw: st.DrawFn) -> str:
    """A school's plan in Markdown: any pillars, any month list, number known or not."""
    number = draw(st.sampled_from(["", "05", "117"]))
    day = draw(st.sampled_from(["ngày 05 tháng 02 năm 2026", "ngày    tháng    năm 2026"]))
    groups = draw(pillars)
    body = [f"{head}\n\n" + "\n\n".join(lines) for head, lines in zip(PILLARS, groups, strict=False)]
    rows = draw(st.lists(month_row(), max_size=8))
    report = draw(st.sampled_from(["hằng tháng: trước ngày 20", "hằng quý: trước ngày 10 tháng cuối quý"]))
    table = "\n".join(
        ["| Tháng | Nhiệm vụ trọng tâm | Sản phẩm/Kết quả | Bộ phận chủ trì |", "|-|-|-|-|", *rows]
    )
    return "\n\n".join(
        [
            "TRƯỜNG TIỂU HỌC SUỐI MƠ", f"Số: {number}/KH-TH", f"Tân Lập, {day}",
            "## KẾ HOẠCH Chuyển đổi số năm 2026",
            "Căn cứ Kế hoạch số 21/KH-UBND ngày 05/02/2026 của UBND phường Tân Lập về chuyển đổi số;",
            "### I. CHỈ TIÊU", *body, "### II. CHẾ ĐỘ BÁO CÁO", f"- Báo cáo {report}, gửi UBND phường.",
            "***Nơi nhận:***", "- Lưu: VT.", "**HIỆU TRƯỞNG**", "**Trần Thị Bích Đào**",
            "**DANH MỤC NHIỆM VỤ THEO THÁNG NĂM 2026**", table if rows else "",
        ]
    )  # fmt: skip


@pytest.fixture(scope="module")
def shared_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    from datetime import datetime, timedelta, timezone

    clock = FrozenClock(datetime(2026, 2, 10, 8, 0, tzinfo=timezone(timedelta(hours=7))))
    folder = tmp_path_factory.mktemp("chung") / "Sổ"
    created = setup.create_school(folder, FirstRun(SCHOOL, PASSWORD, 2026), clock, cost=CHEAP)
    opened = setup.open_school(folder, created.account_id, PASSWORD, clock)
    yield opened
    setup.close(opened)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=plan_texts())
def test_any_plan_comes_back_equal(shared_book: Book, tmp_path: Path, text: str) -> None:
    source = tmp_path / "nguon.md"
    source.write_text(text, encoding="utf-8")
    before = plans.read_file(source)
    assert before.targets
    after = out_and_in(shared_book, plans.import_plan(shared_book, source), tmp_path)
    assert facts(after) == facts(before)
    assert (after.header.number, after.header.issued_on) == (before.header.number, before.header.issued_on)
    assert {duty.period for duty in after.duties} <= {Period.MONTH, Period.QUARTER}
