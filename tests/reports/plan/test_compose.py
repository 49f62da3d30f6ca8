"""Sections in office order, labels, defaults, and what is left out."""

from __future__ import annotations

from dataclasses import replace

from app.reports.plan import words
from app.reports.plan.compose import compose
from app.reports.plan.paper import AnnexKind, Kind, labelled
from tests.reports.plan.samples import BARE, COORDINATED, DRAFT, FACTS, OWN, PAPERS

PAPER = PAPERS["full"]


def section(paper, title):
    return next(s for s in paper.sections if s.title == title)


def lines(paper, title):
    return [f"{label} {entry.words}".strip() for label, entry in labelled(section(paper, title))]


def annex(paper, kind):
    return next(a for a in paper.annexes if a.kind is kind)


def test_sections_stand_in_office_order():
    assert [s.title for s in PAPER.sections] == [
        "MỤC ĐÍCH, YÊU CẦU",
        "CHỈ TIÊU",
        "NHIỆM VỤ VÀ GIẢI PHÁP",
        "KINH PHÍ THỰC HIỆN",
        "TỔ CHỨC THỰC HIỆN",
        "CHẾ ĐỘ BÁO CÁO",
    ]


def test_parts_without_data_are_left_out():
    titles = [s.title for s in PAPERS["bare"].sections]
    assert titles == ["MỤC ĐÍCH, YÊU CẦU", "KINH PHÍ THỰC HIỆN", "TỔ CHỨC THỰC HIỆN"]
    assert PAPERS["bare"].printed == ()
    assert PAPERS["bare"].subject == "Chuyển đổi số của Trường Tiểu học Đồi Chè năm 2026"


def test_targets_stand_under_their_pillars():
    assert lines(PAPER, words.TARGETS) == [
        "1. Quản trị",
        "- ≥ 90% văn bản đi được ký số.",
        "1.1. Chuyên môn",
        "- 100% tổ chuyên môn có kho học liệu số.",
        "2. Nhân lực",
        "- Ít nhất 02 buổi truyền thông <an toàn> & lành mạnh.",
        "3. Chỉ tiêu khác",
        "- 85% giáo viên soạn bài trên nền tảng số.",
    ]


def test_a_pillar_comes_again_after_its_sub_heading():
    group = replace(FACTS.targets[0], id="g5")
    paper = compose(replace(FACTS, targets=(*FACTS.targets[:2], group)))
    assert [e.words for e in section(paper, words.TARGETS).entries if e.kind is Kind.HEADING] == [
        "Quản trị"
    ] * 2


def test_bases_and_duties_end_as_a_list():
    assert [line[-1] for line in PAPER.bases] == [";", "."]
    assert lines(PAPER, words.REPORTING)[1:] == [
        "- Báo cáo hằng quý: gửi UBND xã Phú Sơn trước ngày 10 tháng cuối quý;",
        "- Báo cáo hằng năm: gửi UBND xã Phú Sơn trước ngày 05/12.",
    ]


def test_every_unit_finds_the_tasks_it_leads():
    found = lines(PAPER, words.ORGANISATION)
    at = found.index("2. Kế toán")
    assert found[at + 1 : at + 5] == [
        "Chủ trì thực hiện:",
        "- Rà soát máy tính (tháng 1);",
        "- Ban hành quy chế (tháng 1);",
        "- Tập huấn ký số (tháng 4, 5).",
    ]
    assert {"3. Tổ chuyên môn", "4. Văn phòng"} <= set(found)


def test_a_task_that_would_be_read_as_a_target_is_only_pointed_at():
    tasks = tuple(replace(task, tellable=task.id != "v1") for task in FACTS.tasks)
    found = lines(compose(replace(FACTS, tasks=tasks)), words.ORGANISATION)
    assert not any("Rà soát" in line for line in found)
    assert words.LEADS_ELSE in found


def test_the_schools_own_words_win_over_the_default():
    paper = PAPERS["own"]
    assert paper.opening == OWN.own.opening
    assert lines(paper, words.PURPOSE) == ["1. Mục tiêu chung", "- Bỏ sổ giấy."]
    assert paper.closing.startswith("Đề nghị")
    assert lines(paper, words.ORGANISATION)[:3] == [
        "1. Văn phòng",
        "Giữ sổ theo dõi.",
        "Chủ trì thực hiện:",
    ]


def test_month_list_has_the_rows_of_the_source():
    months = annex(PAPER, AnnexKind.MONTHS)
    assert months.heads == ("Tháng", "Nhiệm vụ trọng tâm", "Sản phẩm/Kết quả", "Bộ phận chủ trì")
    assert [row.cells for row in months.rows] == [
        ("Tháng 1", "- Rà soát máy tính;\n- Ban hành quy chế.", "Biên bản", "Kế toán"),
        ("Tháng 4, 5", "Tập huấn ký số", "Danh sách; Ảnh", "Tổ chuyên môn; Kế toán"),
        ("Thường xuyên", "Duy trì trang tin", "", "Văn phòng"),
    ]
    assert months.landscape
    assert PAPER.printed == (months,)


def test_tasks_of_one_source_row_part_when_a_person_gave_them_different_leads():
    tasks = (FACTS.tasks[0], replace(FACTS.tasks[1], leads=("Văn phòng",)))
    assert len(annex(compose(replace(FACTS, tasks=tasks)), AnnexKind.MONTHS).rows) == 2


def test_the_other_tables_are_annexes_when_they_say_more():
    paper = compose(COORDINATED)
    assert [a.label for a in paper.printed] == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    targets, tasks = (annex(paper, kind) for kind in (AnnexKind.TARGETS, AnnexKind.TASKS))
    assert targets.heads[2] == "Đơn vị chủ trì theo dõi, hướng dẫn, đôn đốc, kiểm tra và tổng hợp"
    assert targets.rows[0].cells[2:] == ("Văn phòng", "Trường Tiểu học Đồi Chè", "Năm 2026")
    assert targets.rows[1].cells[3] == "Các tổ chuyên môn"
    assert tasks.heads == ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện")
    assert tasks.rows[3].cells == ("4", "Duy trì trang tin", "Văn phòng", "Kế toán; Thư viện", "Thường xuyên")


def test_annexes_carry_the_plans_own_number_and_date():
    assert PAPER.printed[0].pointer == (
        "(Kèm theo Kế hoạch số 09/KH-TH ngày 04 tháng 3 năm 2026 của Trường Tiểu học Đồi Chè)"
    )
    blank = compose(DRAFT).printed[0].pointer
    assert "số \xa0" in blank
    assert "\xa0tháng" in blank


def test_recipients_default_to_the_superior_and_end_with_the_file():
    assert compose(BARE).recipients == (
        "- UBND xã Phú Sơn (để b/c);",
        "- Phòng Văn hóa - Xã hội (để b/c);",
        "- Các tổ chuyên môn, bộ phận (để th/h);",
        "- Lưu: VT.",
    )
    assert PAPER.recipients[-1] == "- Lưu: VT."


def test_years_are_named_as_they_run():
    assert words.years_words(2026, 2030, False) == "giai đoạn 2026-2030"
    assert words.years_words(2026, 2027, True) == "năm học 2026-2027"
