"""Measured on the finished page against the table of NĐ 30/2020/NĐ-CP, Phụ lục I."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.org import Superior, SuperiorKind
from app.domain.report import FIELD_BASELINE, FieldBox, ReportSnapshot
from app.reports.pdf import RenderedReport, render_report
from tests.reports.paper import MM, Paper, printed
from tests.reports.samples import EMPTY, FULL, LARGE, SCHOOL

LEFT, RIGHT, BOTTOM, TOP = 30 * MM, 195 * MM, 20 * MM, 277 * MM
LEFT_CENTRE, RIGHT_CENTRE, CENTRE = 65 * MM, 147.5 * MM, 112.5 * MM


@pytest.fixture
def full() -> tuple[RenderedReport, Paper]:
    return printed(FULL)


@pytest.mark.parametrize(
    ("page", "words", "low", "high", "font"),
    [
        (0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13, "Tinos-Bold"),
        (0, "Độc lập - Tự do - Hạnh phúc", 13, 14, "Tinos-Bold"),
        (0, "UBND PHƯỜNG HÒA BÌNH", 12, 13, "Tinos"),
        (0, "TRƯỜNG TIỂU HỌC SÔNG HỒNG", 12, 13, "Tinos-Bold"),
        (0, "Số:", 13, 13, "Tinos"),
        (0, "/BC-TH", 13, 13, "Tinos"),
        (0, "Hòa Bình,", 13, 14, "Tinos-Italic"),
        (0, "BÁO CÁO", 13, 14, "Tinos-Bold"),
        (0, "Kết quả thực hiện kế hoạch chuyển đổi số tháng 11 năm 2026", 13, 14, "Tinos-Bold"),
        (0, "Kính gửi:", 13, 14, "Tinos"),
        (0, "Nhà trường có 18 lớp", 13, 14, "Tinos"),
        (0, "II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ", 13, 14, "Tinos-Bold"),
        (1, "2", 13, 14, "Tinos"),
        (2, "HIỆU TRƯỞNG", 13, 14, "Tinos-Bold"),
        (2, "Nguyễn Thị Thu Hường", 13, 14, "Tinos-Bold"),
        (2, "Nơi nhận:", 12, 12, "Tinos-BoldItalic"),
        (2, "- Như trên;", 11, 11, "Tinos"),
        (2, "- Lưu: VT.", 11, 11, "Tinos"),
        (3, "Phụ lục", 14, 14, "Tinos-Bold"),
        (3, "DANH MỤC MINH CHỨNG", 13, 14, "Tinos-Bold"),
        (3, "(Kèm theo Báo cáo số", 13, 14, "Tinos-Italic"),
    ],
)
def test_sizes_and_faces(
    full: tuple[RenderedReport, Paper], page: int, words: str, low: float, high: float, font: str
) -> None:
    found = full[1].find(page, words)
    assert low <= found.size <= high
    assert found.font == font


def test_paper_is_a4_portrait(full: tuple[RenderedReport, Paper]) -> None:
    for page in full[1].pages:
        assert page.get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.1)


def test_letterhead_columns(full: tuple[RenderedReport, Paper]) -> None:
    paper = full[1]
    for words in ("UBND PHƯỜNG HÒA BÌNH", "TRƯỜNG TIỂU HỌC SÔNG HỒNG"):
        assert paper.find(0, words).middle == pytest.approx(LEFT_CENTRE, abs=1)
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"):
        assert paper.find(0, words).middle == pytest.approx(RIGHT_CENTRE, abs=1)
    assert paper.find(0, "UBND PHƯỜNG").baseline == paper.find(0, "CỘNG HÒA").baseline
    assert paper.find(0, "Số:").baseline == paper.find(0, "Hòa Bình,").baseline
    first, last = paper.find(0, "Số:"), paper.find(0, "/BC-TH")
    assert (first.x0 + last.x1) / 2 == pytest.approx(LEFT_CENTRE, abs=1)
    assert (paper.find(0, "Hòa Bình,").x0 + full[0].fields.date.x1) / 2 == pytest.approx(RIGHT_CENTRE, abs=1)


def test_rules_have_the_decreed_lengths(full: tuple[RenderedReport, Paper]) -> None:
    paper = full[1]

    def share(page: int, words: str) -> float:
        found = paper.find(page, words)
        x0, _, x1, _ = paper.rule_under(page, found)
        assert (x0 + x1) / 2 == pytest.approx(found.middle, abs=1)
        return (x1 - x0) / (found.x1 - found.x0)

    assert share(0, "Độc lập - Tự do - Hạnh phúc") == pytest.approx(1, abs=0.02)
    assert 1 / 3 <= share(0, "TRƯỜNG TIỂU HỌC SÔNG HỒNG") <= 1 / 2
    assert 1 / 3 <= share(0, "Kết quả thực hiện kế hoạch chuyển đổi số tháng 11 năm 2026") <= 1 / 2


def test_title_is_centred_and_paragraphs_are_indented(full: tuple[RenderedReport, Paper]) -> None:
    paper = full[1]
    for words in ("BÁO CÁO", "Kết quả thực hiện kế hoạch chuyển đổi số tháng 11 năm 2026"):
        assert paper.find(0, words).middle == pytest.approx(CENTRE, abs=1)
    first = paper.find(0, "Nhà trường có 18 lớp")
    assert first.x0 == pytest.approx(LEFT + 12.7 * MM, abs=0.5)
    second = paper.find(0, "điểm trường Xóm Bãi")
    assert second.x0 == pytest.approx(LEFT, abs=0.5)
    assert 16 <= first.baseline - second.baseline <= 1.5 * 16.1
    heading = paper.find(0, "2. Công tác chỉ đạo, điều hành")
    assert second.baseline - heading.baseline >= 17 + 6 - 0.01


@pytest.mark.parametrize("snapshot", [FULL, EMPTY, LARGE], ids=["full", "empty", "large"])
def test_nothing_leaves_the_margins(snapshot: ReportSnapshot) -> None:
    paper = printed(snapshot)[1]
    for page in range(len(paper.pages)):
        for glyph in paper.glyphs(page):
            if glyph.y0 > TOP:
                assert glyph.char.isdecimal(), "only the page number stands in the top margin"
                continue
            assert glyph.x0 >= LEFT - 1 and glyph.x1 <= RIGHT + 1 and glyph.y0 >= BOTTOM - 1, glyph
        for x0, y0, x1, y1 in paper.lines(page):
            assert x0 >= LEFT - 1 and x1 <= RIGHT + 1 and y0 >= BOTTOM - 1 and y1 <= TOP + 1


def test_no_letter_crosses_a_ruled_line() -> None:
    paper = printed(LARGE)[1]
    for page in (0, 2, 7, 13):
        upright = [line for line in paper.lines(page) if line[0] == line[2]]
        flat = [line for line in paper.lines(page) if line[1] == line[3]]
        for glyph in paper.glyphs(page):
            middle = (glyph.y0 + glyph.y1) / 2
            assert not any(
                glyph.x0 + 0.3 < x < glyph.x1 - 0.3 and y0 < middle < y1 for x, y0, _, y1 in upright
            ), glyph
            assert not any(
                glyph.y0 + 0.3 < y < glyph.y1 - 0.3 and x0 < glyph.x0 < x1 for x0, y, x1, _ in flat
            ), glyph


def _ink(paper: Paper, box: FieldBox) -> bool:
    """Whether anything is printed inside the box."""
    page = paper.pages[box.page]
    width, height = page.get_size()
    image = page.render(scale=2, crop=(box.x0, box.y0, width - box.x1, height - box.y1)).to_pil().convert("L")
    return image.getextrema()[0] < 200


@pytest.mark.parametrize("snapshot", [FULL, EMPTY, LARGE], ids=["full", "empty", "large"])
def test_fields_lie_on_the_page_over_nothing_printed(snapshot: ReportSnapshot) -> None:
    rendered, paper = printed(snapshot)
    fields = rendered.fields
    for box in (fields.number, fields.date, fields.person, fields.seal):
        assert LEFT <= box.x0 < box.x1 <= RIGHT and BOTTOM <= box.y0 < box.y1 <= TOP
    assert not any(_ink(paper, box) for box in (fields.number, fields.person, fields.seal))
    assert _ink(paper, fields.date), "the blanks of the date show until it is filled in"
    inside = [g for g in paper.glyphs(0) if fields.date.x0 < g.x0 < fields.date.x1 and g.y0 > fields.date.y0]
    assert all(g.y0 > fields.date.y1 for g in inside), "and leave no words behind"


def test_number_and_date_boxes_fit_between_the_printed_words(full: tuple[RenderedReport, Paper]) -> None:
    rendered, paper = full
    number, day = rendered.fields.number, rendered.fields.date
    assert paper.find(0, "Số:").x1 <= number.x0 and number.x1 <= paper.find(0, "/BC-TH").x0 + 1
    assert number.x1 - number.x0 >= 12 * MM
    assert 0 <= day.x0 - paper.find(0, "Hòa Bình,").x1 <= 5
    for box in (number, day):
        assert box.y0 + FIELD_BASELINE == pytest.approx(paper.find(0, "Số:").baseline, abs=0.05)


def test_marks_stand_as_the_decree_says(full: tuple[RenderedReport, Paper]) -> None:
    rendered, paper = full
    person, seal = rendered.fields.person, rendered.fields.seal
    title = paper.find(2, "HIỆU TRƯỞNG")
    name = paper.find(2, "Nguyễn Thị Thu Hường")
    for words in (title, name):
        assert (person.x0 + person.x1) / 2 == pytest.approx(words.middle, abs=1)
    assert title.y0 > person.y1 and person.y0 > name.y1
    assert (seal.x1 - person.x0) / (person.x1 - person.x0) == pytest.approx(1 / 3, abs=0.01)
    assert seal.x1 - seal.x0 == pytest.approx(36 * MM, abs=0.1) == pytest.approx(seal.y1 - seal.y0, abs=0.1)
    assert paper.find(2, "Nơi nhận:").baseline == title.baseline
    assert paper.find(2, "Nơi nhận:").x0 == pytest.approx(LEFT, abs=0.5)


@pytest.mark.parametrize("extra", range(8, 28))
def test_signatures_never_stand_on_a_page_alone(extra: int) -> None:
    lines = tuple(f"Việc thứ {n} của tháng sau" for n in range(extra))
    rendered = render_report(replace(EMPTY, next_tasks=lines))
    paper = Paper(rendered.pdf)
    last = len(paper.pages) - 1
    assert rendered.fields.person.page == rendered.fields.seal.page == last
    for words in ("Trên đây là báo cáo", "Sông Hồng./.", "Nơi nhận:", "HIỆU TRƯỞNG", "Nguyễn Thị Thu Hường"):
        paper.find(last, words)


def test_known_number_and_date_are_printed() -> None:
    rendered = render_report(replace(FULL, number="5", issued_on=date(2027, 1, 8)))
    paper = Paper(rendered.pdf)
    assert "Số: 05/BC-TH" in paper.text(0)
    assert "Hòa Bình, ngày 08 tháng 01 năm 2027" in paper.text(0)
    assert "Kèm theo Báo cáo số 05/BC-TH ngày 08 tháng 01 năm 2027" in paper.text(3)


@pytest.mark.parametrize(
    ("superior", "head", "dear"),
    [
        (
            Superior(SuperiorKind.COMMUNE, "Yên Thủy", "Phòng Văn hóa - Xã hội"),
            "UBND XÃ YÊN THỦY",
            "Ủy ban nhân dân xã Yên Thủy (qua Phòng Văn hóa - Xã hội)",
        ),
        (
            Superior(SuperiorKind.SPECIAL_ZONE, "Cát Hải", "Phòng Văn hóa - Xã hội"),
            "UBND ĐẶC KHU CÁT HẢI",
            "Ủy ban nhân dân đặc khu Cát Hải (qua Phòng Văn hóa - Xã hội)",
        ),
        (
            Superior(SuperiorKind.DEPARTMENT, "Ninh Bình"),
            "SỞ GDĐT NINH BÌNH",
            "Sở Giáo dục và Đào tạo Ninh Bình Thực hiện",
        ),
    ],
)
def test_the_superiors_words_come_from_the_data(superior: Superior, head: str, dear: str) -> None:
    paper = Paper(render_report(replace(EMPTY, school=replace(SCHOOL, superior=superior))).pdf)
    assert head in paper.text(0)
    assert f"Kính gửi: {dear}" in paper.text(0)
    assert "phường" not in paper.text(0)


def test_long_names_wrap_inside_their_columns() -> None:
    school = replace(
        SCHOOL,
        name="Trường Phổ thông Dân tộc bán trú Tiểu học và Trung học cơ sở Nguyễn Bỉnh Khiêm",
        place="Thành phố Hồ Chí Minh",
        principal_title="KT. Hiệu trưởng\nPhó Hiệu trưởng",
        principal="Nguyễn Phúc Bảo Khánh Vĩnh Thụy Hoàng Thị Minh Nguyệt Ánh Dương",
    )
    rendered = render_report(replace(EMPTY, school=school, recipients=("Các tổ chuyên môn và bộ phận " * 4,)))
    paper = Paper(rendered.pdf)
    for glyph in paper.glyphs(0):
        assert glyph.x0 >= LEFT - 1 and glyph.x1 <= RIGHT + 1
    for words in ("TRƯỜNG PHỔ THÔNG", "NGUYỄN BỈNH KHIÊM"):
        assert paper.find(0, words).x1 <= paper.find(0, "CỘNG HÒA XÃ").x0
    assert paper.find(0, "KT. HIỆU TRƯỞNG").baseline > paper.find(0, "PHÓ HIỆU TRƯỞNG").baseline
    assert not any(_ink(paper, box) for box in (rendered.fields.person, rendered.fields.seal))
