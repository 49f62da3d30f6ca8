"""Word's own ways of writing: numbering, merged cells, text boxes, footnotes, tracked changes."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.intake.draft import read_plan
from app.intake.flow import flow_of_parts
from app.intake.readers.choose import Kind, kind_of
from app.intake.readers.docx import read_docx
from app.intake.readers.parts import Cell, Grid, Line, Part

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def word(folder: Path, body: str, **parts: str) -> Path:
    """A .docx with this body; `parts` are further XML parts by name."""
    path = folder / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f"<w:document {W} {MC} {M}><w:body>{body}</w:body></w:document>"
        )
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    return path


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def lines(path: Path) -> list[str]:
    return [part.text for part in read_docx(path) if isinstance(part, Line)]


def in_list(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0D8;"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF02B;"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>"""


def test_labels_are_written_as_word_shows_them(tmp_path: Path) -> None:
    body = "".join(
        para(run(text), in_list(number, level))
        for text, number, level in [
            ("một", 1, 0), ("hai", 1, 1), ("ba", 1, 1), ("bốn", 1, 2), ("năm", 1, 2), ("sáu", 1, 0),
            ("bảy", 1, 1), ("gạch", 2, 0), ("mũi tên", 2, 1), ("cộng", 2, 2), ("lại", 3, 0), ("", 1, 0),
        ]
    )  # fmt: skip
    assert lines(word(tmp_path, body, numbering=NUMBERING)) == [
        "I. một", "1.1. hai", "1.2. ba", "a) bốn", "b) năm", "II. sáu",
        "2.1. bảy", "- gạch", "• mũi tên", "+ cộng", "V. lại",
    ]  # fmt: skip


def test_a_list_that_comes_with_the_style(tmp_path: Path) -> None:
    styles = f"""<w:styles {W}>
    <w:style w:type="paragraph" w:styleId="Muc"><w:pPr>{in_list(1)}</w:pPr><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Muc"/></w:style></w:styles>"""
    path = word(
        tmp_path, para(run("Mục tiêu"), '<w:pStyle w:val="Con"/>'), styles=styles, numbering=NUMBERING
    )
    assert read_docx(path) == (Line("I. Mục tiêu", strong=True),)


def test_tracked_changes_read_as_if_accepted(tmp_path: Path) -> None:
    body = para(
        run("Đạt ") + f"<w:ins>{run('ít nhất ')}</w:ins>"
        "<w:del><w:r><w:delText>tối đa </w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('chỗ cũ')}</w:moveFrom>" + run("80%")
    ) + para(run("Một câu bị"), "<w:rPr><w:del/></w:rPr>") + para(run(" cắt đôi."))  # fmt: skip
    assert lines(word(tmp_path, body)) == ["Đạt ít nhất 80%", "Một câu bị cắt đôi."]


def test_links_fields_symbols_and_formulas(tmp_path: Path) -> None:
    body = para(
        f"<w:hyperlink>{run('Cổng trường')}</w:hyperlink>"
        '<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r><w:r><w:t>: </w:t></w:r>'
        '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run(" 90% ")
        + "<m:oMath><m:f><m:num><m:r><m:t>2</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath>"
        "<w:r><w:t>KH</w:t><w:noBreakHyphen/><w:t>UBND ph</w:t><w:softHyphen/><w:t>ường</w:t>"
        "<w:br/><w:t>x</w:t></w:r>"
    )  # fmt: skip
    assert lines(word(tmp_path, body)) == ["Cổng trường: ≥ 90% 2/3KH-UBND phường\nx"]


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{para(run('Trong khung'))}</w:txbxContent>"
    body = para(
        run("Ngoài khung") + f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(word(tmp_path, body)) == ["Ngoài khung", "Trong khung"]


def test_footnotes_follow_what_cites_them(tmp_path: Path) -> None:
    notes = f"""<w:footnotes {W}><w:footnote w:id="7">{para(run(" Theo Quyết định 131."))}</w:footnote>
    <w:footnote w:id="3">{para(run("Ghi chú hai."))}</w:footnote></w:footnotes>"""
    cite = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = para(run("80% giáo viên") + cite.format(7)) + para(run("Câu sau") + cite.format(3) + run("."))
    assert lines(word(tmp_path, body, footnotes=notes)) == [
        "80% giáo viên¹", "¹ Theo Quyết định 131.", "Câu sau².", "² Ghi chú hai.",
    ]  # fmt: skip


def test_footnotes_of_a_table_follow_it(tmp_path: Path) -> None:
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{para(run("Theo mẫu."))}</w:footnote></w:footnotes>'
    cited = para(run("Họp tổ") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    body = table(
        cell(para(run("Nhiệm vụ"))) + cell(para(run("Chủ trì"))), cell(cited) + cell(para(run("Tổ trưởng")))
    )
    flow = flow_of_parts(read_docx(word(tmp_path, body, footnotes=notes)))
    assert [p.text for p in flow.paragraphs][-1] == "¹ Theo mẫu."
    assert flow.tables[0].rows[1].cells == ("Họp tổ", "Tổ trưởng")


def test_old_fonts_are_turned_run_by_run(tmp_path: Path) -> None:
    vn = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    vni = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
    body = para(run("KÕ ho", vn) + run("¹ch ", vn) + run("năm ") + run("chuye", vni) + run("ån ñoåi", vni))
    assert lines(word(tmp_path, body)) == ["Kế hoạch năm chuyển đổi"]


def test_pages_are_those_word_saw(tmp_path: Path) -> None:
    body = para(run("một")) + para("<w:r><w:lastRenderedPageBreak/></w:r>" + run("hai"))
    assert read_docx(word(tmp_path, body)) == (Line("một", 1), Line("hai", 2))


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


DOWN = "<w:vMerge/>"
START = '<w:vMerge w:val="restart"/>'
TWO = '<w:gridSpan w:val="2"/>'


def test_merged_cells_heads_of_two_rows_and_tasks_over_rows(tmp_path: Path) -> None:
    p = lambda text: para(run(text))  # noqa: E731
    path = word(
        tmp_path,
        table(
            cell(p("Thời gian"), START) + cell(p("Nội dung"), START) + cell(p("Sản phẩm"), START)
            + cell(p("Thực hiện"), TWO),
            cell(p(""), DOWN) * 3 + cell(p("Chủ trì")) + cell(p("Phối hợp")),
            cell(p("Tháng 3"), START) + cell(p("Tập huấn giáo viên"), START) + cell(p("Danh sách"))
            + cell(p("Tổ Văn"), START) + cell(p("Văn phòng")),
            cell(p(""), DOWN) + cell(p(""), DOWN) + cell(p("Ảnh buổi học")) + cell(p(""), DOWN) + cell(p("")),
            cell(p(""), DOWN) + cell(p("Kiểm kê máy") + p("Sửa máy hỏng")) + cell(p("Biên bản"))
            + cell(p("Kế toán")) + cell(para(run("Văn thư") + "<w:r><w:br/></w:r>" + run("Thư viện"))),
        ),
    )  # fmt: skip
    rows = flow_of_parts(read_docx(path)).tables[0].rows
    assert [row.cells for row in rows] == [
        ("Thời gian", "Nội dung", "Sản phẩm", "Thực hiện Chủ trì", "Thực hiện Phối hợp"),
        ("Tháng 3", "Tập huấn giáo viên", "Danh sách\nẢnh buổi học", "Tổ Văn", "Văn phòng"),
        ("Tháng 3", "Kiểm kê máy\nSửa máy hỏng", "Biên bản", "Kế toán", "Văn thư\nThư viện"),
    ]
    assert rows[1].blocks == (2, 3)


def test_a_month_across_the_table_stands_for_the_rows_below(tmp_path: Path) -> None:
    p = lambda text: para(run(text))  # noqa: E731
    path = word(
        tmp_path,
        table(
            cell(p("TT")) + cell(p("Nhiệm vụ")) + cell(p("Chủ trì")),
            cell(p("Tháng 9"), '<w:gridSpan w:val="3"/>'),
            cell(p("1")) + cell(p("Lập kế hoạch")) + cell(p("Hiệu trưởng")),
            cell(p("A. Nhóm việc khác"), '<w:gridSpan w:val="3"/>'),
            cell(p("2")) + cell(p("Họp tổ")) + cell(p("Tổ trưởng")),
        ),
    )
    rows = flow_of_parts(read_docx(path)).tables[0].rows
    assert [row.cells for row in rows[1:]] == [
        ("1", "Lập kế hoạch", "Hiệu trưởng", "Tháng 9"),
        ("2", "Họp tổ", "Tổ trưởng", "Tháng 9"),
    ]


def test_tables_inside_tables(tmp_path: Path) -> None:
    inner = table(cell(para(run("trong 1"))) + cell(para(run("trong 2"))))
    path = word(tmp_path, table(cell(para(run("ngoài")) + inner) + cell(para(run("cạnh")))))
    flow = flow_of_parts(read_docx(path))
    assert [p.text for p in flow.paragraphs] == ["ngoài", "trong 1", "trong 2", "cạnh"]


def test_deleted_rows_are_not_read(tmp_path: Path) -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell(para(run('bỏ')))}</w:tr>"
    path = word(tmp_path, f"<w:tbl><w:tr>{cell(para(run('giữ')))}</w:tr>{gone}</w:tbl>")
    assert [p.text for p in flow_of_parts(read_docx(path)).paragraphs] == ["giữ"]


WORDS = st.text(st.sampled_from("ăâđêôơưạảế aSTiệu 12%≥.,;:-|*_#\u0301\u0323"), max_size=30).map(
    lambda text: unicodedata.normalize("NFD", text)
)
LINES = st.builds(Line, WORDS, st.integers(0, 3), st.booleans())
CELLS = st.recursive(
    st.builds(lambda parts: Cell(tuple(parts)), st.lists(LINES, max_size=2)),
    lambda inner: st.builds(
        lambda rows: Cell((Grid(tuple(tuple(row) for row in rows)),)),
        st.lists(st.lists(inner, max_size=2), max_size=2),
    ),
    max_leaves=3,
)
HEADS = st.sampled_from(["Tháng", "Nhiệm vụ", "Chủ trì", "Tháng 3", "Nơi nhận:", ""])
ROWS = st.lists(
    st.one_of(
        CELLS,
        st.just(Cell(across=True)),
        st.just(Cell(down=True)),
        HEADS.map(lambda words: Cell((Line(words),))),
    ),
    min_size=1, max_size=4,
).map(tuple)  # fmt: skip
GRIDS = st.builds(lambda rows: Grid(tuple(rows)), st.lists(ROWS, max_size=5))


def letters(part: Part) -> str:
    if isinstance(part, Line):
        return part.text
    return "".join(letters(inner) for row in part.rows for one in row for inner in one.parts)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(LINES, GRIDS), max_size=6))
def test_no_letter_of_any_file_is_lost(parts: list[Part]) -> None:
    flow = flow_of_parts(parts)
    wanted = unicodedata.normalize("NFC", "".join(map(letters, parts)))
    told = "".join(paragraph.text for paragraph in flow.paragraphs)
    assert sorted(unicodedata.normalize("NFD", "".join(told.split()))) == sorted(
        unicodedata.normalize("NFD", "".join(wanted.split()))
    )
    assert [p.index for p in flow.paragraphs] == list(range(len(flow.paragraphs)))
    assert all(0 <= at < len(flow.paragraphs) for t in flow.tables for row in t.rows for at in row.blocks)


def test_a_body_with_a_number_in_its_name(tmp_path: Path) -> None:
    path, renamed = word(tmp_path, para(run("Mục tiêu"))), tmp_path / "b.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(renamed, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("document.xml", "document2.xml"), old.read(name))
    assert kind_of(renamed) is Kind.WORD
    assert read_docx(renamed) == (Line("Mục tiêu"),)


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_document_has_no_lines(tmp_path: Path, text: str) -> None:
    assert read_docx(word(tmp_path, para(run(text)))) == ()


def test_a_subject_in_several_bold_lines_and_a_long_name_of_the_school(tmp_path: Path) -> None:
    bold = "<w:b/>"
    body = "".join(
        para(run(text, bold))
        for text in (
            "UBND PHƯỜNG AN BÌNH", "TRƯỜNG TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ", "NGUYỄN VĂN BÉ", "KẾ HOẠCH",
            "Chuyển đổi số của nhà trường", "năm học 2026-2027",
        )
    ) + para(run("Căn cứ Kế hoạch số 3/KH-UBND ngày 02/3/2026 của UBND phường An Bình;"))  # fmt: skip
    header = read_plan(word(tmp_path, body)).header
    assert header.subject == "Chuyển đổi số của nhà trường năm học 2026-2027"
    assert (header.year_from, header.year_to) == (2026, 2027)
    assert header.issuer == "TRƯỜNG TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ NGUYỄN VĂN BÉ"
    assert header.superior == "UBND PHƯỜNG AN BÌNH"
