"""`read_plan` on the sample plan, on broken files and on arbitrary text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.codec import dumps, loads
from app.domain.errors import FileFault, WorldError
from app.domain.plan import Binds, DeadlineRule, FlagKind, Period, PlanDraft, ScheduleKind, Use
from app.intake.draft import read_plan, read_plan_text
from app.intake.outcomes import IntakeFault
from app.wording import say
from tests.intake.shared import SAMPLE, sample


def test_sample_header_and_closing() -> None:
    header = sample().header
    assert (header.number, header.symbol, header.issued_on) == ("12", "KH-TH", date(2026, 3, 2))
    assert (header.superior, header.issuer) == ("UBND PHƯỜNG HÒA BÌNH", "TRƯỜNG TIỂU HỌC SÔNG HỒNG")
    assert (header.signer_title, header.signer_name) == ("HIỆU TRƯỞNG", "Nguyễn Thị Minh An")
    assert (header.year_from, header.year_to) == (2026, 2026)
    assert len(header.recipients) == 4
    assert [(b.number, b.issued_on) for b in sample().bases] == [
        ("45/KH-UBND", date(2026, 2, 10)),
        ("4725/QĐ-BGDĐT", date(2022, 12, 30)),
    ]


def test_sample_targets() -> None:
    targets = [target for target in sample().targets if target.binds is not Binds.TEAM]
    groups = list(dict.fromkeys(target.group for target in targets))
    assert groups == [
        "Quản trị số",
        "Hạ tầng và dữ liệu",
        "Năng lực số của đội ngũ và học sinh",
        "Dạy học và phục vụ phụ huynh",
    ]
    assert len(targets) == 18
    assert [t.number for t in sample().targets if t.binds is Binds.TEAM] == ["-", "+"]
    stretched = [c for t in targets for c in t.clauses if c.stretch]
    assert [(c.value, c.stretch) for c in stretched] == [(30, 50)]


def test_sample_month_list() -> None:
    tasks = [task for task in sample().tasks if task.row]
    assert [task.row for task in tasks] == sorted(task.row for task in tasks)
    assert max(task.row for task in tasks) == 11
    spring = [task for task in tasks if len(task.schedule.months) == 2]
    assert len(spring) == 3
    assert {task.row for task in spring} == {4}
    assert spring[0].schedule.months == ((2026, 4), (2026, 5))
    assert spring[0].schedule.due == date(2026, 5, 31)
    assert spring[0].leads == ("Tổ chuyên môn", "Ban Giám hiệu")
    assert [t.schedule.kind for t in sample().tasks if not t.row] == [
        ScheduleKind.QUARTERLY,
        ScheduleKind.MONTHLY,
    ]


def test_sample_calendar_and_flags() -> None:
    assert [(d.period, d.rule) for d in sample().duties] == [
        (Period.MONTH, DeadlineRule(20)),
        (Period.QUARTER, DeadlineRule(10)),
        (Period.YEAR, DeadlineRule(5, 12)),
    ]
    assert {d.recipient for d in sample().duties} == {"UBND phường Hòa Bình (qua Phòng Văn hóa - Xã hội)"}
    assert [(flag.kind, flag.values) for flag in sample().flags] == [
        (FlagKind.NUMBER_MISMATCH, ("12/KH-TH", "12/KH-THSH")),
        (FlagKind.OVER_HUNDRED, ("> 100 %",)),
        (FlagKind.BEFORE_ISSUE, ("1/2026",)),
        (FlagKind.BEFORE_ISSUE, ("2/2026",)),
        (FlagKind.AFTER_REPORT, ("31/12/2026", "04/12/2026")),
    ]


def test_words_are_kept_and_readable() -> None:
    flawed = next(t for t in sample().targets if "lý lịch" in t.words)
    assert flawed.source.words.startswith(r"- $> 100\%$ lý lịch")
    assert flawed.words.startswith("> 100% lý lịch")
    assert sample().paragraphs[flawed.source.block].text == flawed.source.words


def test_draft_survives_json() -> None:
    assert loads(PlanDraft, dumps(sample())) == sample()


def test_contradiction_in_own_words() -> None:
    text = """KẾ HOẠCH chuyển đổi số năm 2027

I. CHỈ TIÊU

- Trên 97% phiếu khảo sát phụ huynh được thu bằng biểu mẫu trực tuyến.

- 100% lớp có sổ đầu bài điện tử.

II. NHIỆM VỤ

- Thu tối thiểu 90% phiếu khảo sát phụ huynh bằng biểu mẫu trực tuyến.
"""
    flags = [flag for flag in read_plan_text(text).flags if flag.kind is FlagKind.CONTRADICTION]
    assert [flag.values for flag in flags] == [("> 97 %", "≥ 90 %")]
    assert [side.line for side in flags[0].sides] == [5, 11]


def test_letterhead_and_signature_in_two_columns() -> None:
    """The way an office program saves a two-column head as text: a tab between the columns."""
    text = """UBND XÃ MỸ AN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TRƯỜNG TIỂU HỌC SUỐI MƠ\tĐộc lập - Tự do - Hạnh phúc
Số: 9/KH-TH\tMỹ An, ngày 05 tháng 9 năm 2025

KẾ HOẠCH
Chuyển đổi số năm học 2025-2026

Căn cứ Kế hoạch số 7/KH-UBND ngày 01/8/2025 của UBND xã Mỹ An về chuyển đổi số;

I. CHỈ TIÊU
1.\tNhân lực
-\t100% giáo viên có tài khoản riêng.
-\tÍt nhất 03 buổi chuyên đề về an toàn mạng.

Tháng\tNhiệm vụ\tKết quả\tNgười phụ trách
9\tLập tài khoản cho giáo viên\tDanh sách\tVăn phòng
1\tSao lưu dữ liệu học kỳ\tBản sao\tNhân viên CNTT

Nơi nhận:\tHIỆU TRƯỞNG
- UBND xã (để b/c);
- Lưu: VT.\tLý Thu Hà
"""
    draft = read_plan_text(text)
    header = draft.header
    assert (header.number, header.symbol, header.issued_on) == ("9", "KH-TH", date(2025, 9, 5))
    assert (header.superior, header.issuer) == ("UBND XÃ MỸ AN", "TRƯỜNG TIỂU HỌC SUỐI MƠ")
    assert header.recipients == ("UBND xã (để b/c)", "Lưu: VT")
    assert (header.signer_title, header.signer_name) == ("HIỆU TRƯỞNG", "Lý Thu Hà")
    assert [t.clauses[0].value for t in draft.targets] == [100, 3]
    # a school-year plan: September is the first year, January the second
    assert [t.schedule.months for t in draft.tasks] == [((2025, 9),), ((2026, 1),)]


# ---- bad input -----------------------------------------------------------------------------------


def fault(path: Path) -> WorldError:
    with pytest.raises(WorldError) as caught:
        read_plan(path)
    sentence = say(caught.value)  # every fault has a sentence and a next step
    assert sentence.text
    assert sentence.next_step
    return caught.value


def test_200_mb_is_refused_by_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "to.txt"
    with path.open("wb") as out:
        out.truncate(200 * 1024 * 1024)
    monkeypatch.setattr("app.intake.readers.decode._CHUNK", "none")  # reading at all would fail
    error = fault(path)
    assert error.outcome is IntakeFault.TOO_BIG
    assert error.params["size_mb"] == 200
    assert "200 MB" in say(error).text


def test_the_limit_itself_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.intake.readers.decode.MAX_BYTES", SAMPLE.stat().st_size)
    assert read_plan(SAMPLE).header.number == "12"
    monkeypatch.setattr("app.intake.readers.decode.MAX_BYTES", SAMPLE.stat().st_size - 1)
    assert fault(SAMPLE).outcome is IntakeFault.TOO_BIG


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (b"", IntakeFault.EMPTY),
        (b"\xef\xbb\xbf \n\t\n", IntakeFault.EMPTY),
        (bytes(range(256)) * 40, IntakeFault.NOT_TEXT),
        (b"%PDF-1.7 ...", IntakeFault.DAMAGED),
        (b"PK\x03\x04 ...", IntakeFault.DAMAGED),
        ("Con mèo trèo lên cây cau. Giá tăng 20% so với tuần trước.".encode(), IntakeFault.NOT_A_PLAN),
    ],
)
def test_files_that_are_no_plan(tmp_path: Path, data: bytes, outcome: IntakeFault) -> None:
    path = tmp_path / "tệp lạ.txt"
    path.write_bytes(data)
    assert fault(path).outcome is outcome


def test_a_missing_file(tmp_path: Path) -> None:
    assert fault(tmp_path / "không có.txt").outcome is FileFault.MISSING


def test_progress_runs_to_its_end() -> None:
    steps: list[tuple[int, int]] = []
    read_plan(SAMPLE, lambda done, total: steps.append((done, total)))
    assert all(done <= total for done, total in steps)
    assert steps[-1][0] == steps[-1][1]


# ---- arbitrary text ------------------------------------------------------------------------------

SCRAPS = st.sampled_from(
    [
        "KẾ HOẠCH",
        "I. MỤC TIÊU",
        "II. NHIỆM VỤ",
        "2. Mục tiêu cụ thể",
        "Nơi nhận:",
        "HIỆU TRƯỞNG",
        "- ",
        "(3) ",
        "100% giáo viên",
        "≥ 80%",
        "4/4 trường",
        "từ 10% lên 20%",
        "5-7%",
        "mức độ 2 trở lên",
        "Tháng 4, 5",
        "Tháng 0",
        "ngày 31/02/2026",
        "năm 0000",
        "năm 99999",
        "tháng 12/0000",
        "Quý IV/0001",
        "Số: /KH-",
        "\t",
        "|",
        "|---|",
        "<table><tr><td rowspan=9>",
        "</table>",
        "<b>",
        "$\\geq 5\\%$",
        "(",
        "; ",
        ". ",
        "\n",
        "\n\n",
        "\f",
        "trong đó ",
        "Căn cứ Kế hoạch số 1/KH-X ngày 40/13/2020 của ",
        "(sau đây gọi tắt A)",
        "báo cáo trước ngày 31/02 ",
        "hằng quý ",
        "PHỤ LỤC 1",
        "(Kèm theo Kế hoạch số 3/KH-Y)",
        "phấn đấu đạt 50%",
        "Tháng\tNhiệm vụ\tKết quả\tChủ trì\n",
        "| Tháng | Nhiệm vụ | Sản phẩm |\n",
        "\ufeff",
        "\u0301",
        "1 Theo",
        "¹",
    ]
)


@settings(max_examples=150)
@given(st.lists(SCRAPS | st.text(max_size=30), max_size=60).map("".join))
def test_any_text_gives_a_draft_or_a_world_error(text: str) -> None:
    try:
        draft = read_plan_text(text)
    except WorldError as error:
        assert error.outcome in (IntakeFault.EMPTY, IntakeFault.NOT_A_PLAN)
        return
    assert [p.index for p in draft.paragraphs] == list(range(len(draft.paragraphs)))
    for fact in (*draft.targets, *draft.tasks, *draft.duties, *draft.bases):
        paragraph = draft.paragraphs[fact.source.block]
        assert paragraph.use is not Use.UNUSED
        assert paragraph.text in fact.source.words
    for flag in draft.flags:
        for side in flag.sides:
            assert draft.paragraphs[side.block].text in side.words
    assert loads(PlanDraft, dumps(draft)) == draft


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_draft_or_a_world_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("b") / "x.txt"
    path.write_bytes(data)
    try:
        read_plan(path)
    except WorldError:
        pass
