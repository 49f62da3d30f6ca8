"""The Word file read back with python-docx: styles, lists, measures of NĐ 30, words of the paper."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from app.reports.plan import word_styles as styles
from app.reports.plan.paper import labelled
from app.reports.plan.word import NAMESPACE, render_word
from tests.reports.plan.samples import PAPERS


@cache
def rendered(name):
    return render_word(PAPERS[name])


def opened(name):
    return Document(BytesIO(rendered(name)))


def words_of(cell):
    return "\n".join(paragraph.text for paragraph in cell.paragraphs)


@pytest.mark.parametrize("name", PAPERS)
def test_every_word_of_the_paper_is_there_in_order(name):
    paper, document = PAPERS[name], opened(name)
    texts = [p.text for p in document.paragraphs if p.text]
    wanted = [paper.title, paper.subject, *paper.bases, *paper.opening]
    for section in paper.sections:
        wanted += [section.title, *(entry.words for _, entry in labelled(section))]
    wanted.append(paper.closing)
    for annex in paper.printed:
        wanted += [annex.label, annex.title, annex.pointer]
    assert [text.replace("\n", " ") for text in texts] == wanted
    for annex, table in zip(paper.printed, document.tables[2:], strict=True):
        rows = [tuple(words_of(cell) for cell in row.cells) for row in table.rows]
        assert rows == [annex.heads, *(row.cells for row in annex.rows)]


def test_headings_and_items_are_numbered_by_word_and_not_typed():
    document = opened("full")
    numbered = {}
    for paragraph in document.paragraphs:
        numbered.setdefault(paragraph.style.name, []).append(paragraph)
    for name in (*styles.HEADINGS, styles.BULLET):
        assert document.styles[name].element.pPr.numPr.numId.val
        assert not any(p.text[:2] in ("I.", "1.", "- ") for p in numbered[name])
    levels = [document.styles[name].element.pPr.numPr.ilvl.val for name in styles.HEADINGS]
    assert levels == [0, 1, 2]


def test_nothing_is_formatted_by_hand_but_the_length_of_a_rule():
    document = opened("coordinated")
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    for paragraph in paragraphs:
        assert all(run._r.rPr is None for run in paragraph.runs)
        if paragraph.style.name != styles.RULE:
            own = paragraph._p.pPr
            children = {child.tag for child in own} if own is not None else set()
            assert children <= {qn("w:pStyle"), qn("w:sectPr")}


def test_fonts_sizes_and_language_are_the_decrees():
    document = opened("full")
    sizes = {
        styles.NATION: (12, True, False), styles.MOTTO: (13, True, False), styles.ISSUER: (12, True, False),
        styles.SUPERIOR: (12, False, False), styles.NUMBER: (13, False, False),
        styles.PLACE: (13, False, True), styles.KIND: (14, True, False), styles.BASIS: (14, False, True),
        styles.RECIPIENTS_HEAD: (12, True, True), styles.RECIPIENT: (11, False, False),
        styles.SIGNER: (14, True, False), styles.POINTER: (14, False, True), styles.BODY: (14, False, False),
    }  # fmt: skip
    for name, (size, bold, italic) in sizes.items():
        font = document.styles[name].font
        assert (font.size, font.bold, font.italic, font.name) == (Pt(size), bold, italic, "Times New Roman")
        fonts = document.styles[name].element.rPr.rFonts
        assert {value for key, value in fonts.items() if "heme" not in key} == {"Times New Roman"}
        assert not any("heme" in key for key in fonts)
    language = document.styles.element.find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "vi-VN"
    assert document.core_properties.language == "vi-VN"
    assert document.core_properties.title == "Kế hoạch chuyển đổi số của Trường Tiểu học Đồi Chè năm 2026"


def test_pages_are_a4_with_the_decrees_margins_and_the_month_list_lies_across():
    body, annex = opened("full").sections
    for section in (body, annex):
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(m / Mm(1)) for m in margins] == [20, 20, 30, 15]
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert [round(body.page_width / Mm(1)), round(body.page_height / Mm(1))] == [210, 297]
    assert [round(annex.page_width / Mm(1)), round(annex.page_height / Mm(1))] == [297, 210]


def test_letterhead_and_signature_stand_in_tables_without_borders():
    document = opened("full")
    head, signature = document.tables[:2]
    assert words_of(head.cell(0, 0)).split("\n")[:2] == ["UBND XÃ PHÚ SƠN", "TRƯỜNG TIỂU HỌC ĐỒI CHÈ"]
    assert words_of(head.cell(1, 0)) == "Số: 09/KH-TH"
    assert words_of(head.cell(1, 1)) == "Phú Sơn, ngày 04 tháng 3 năm 2026"
    assert words_of(signature.cell(0, 0)).split("\n") == [
        "Nơi nhận:", "UBND xã (để b/c);", "Các tổ chuyên môn (để th/h);", "Lưu: VT."
    ]  # fmt: skip
    right = words_of(signature.cell(0, 1)).split("\n")
    assert (right[0], right[-1]) == ("HIỆU TRƯỞNG", "Lê Thị Ngọc Ánh")
    for table in (head, signature):
        assert table.style is None or table.style.name == "Normal Table"
        assert "tblBorders" not in table._tbl.xml
    assert head._tbl.xml.count("<w:pBdr>") == 2


def test_number_and_date_are_blanks_until_known():
    head = opened("draft").tables[0]
    assert words_of(head.cell(1, 0)) == f"Số: {chr(0xA0) * 6}/KH-TH"
    assert words_of(head.cell(1, 1)).endswith("năm\xa02026")


def test_heads_repeat_and_rows_are_not_broken():
    rows = opened("long").tables[2].rows
    assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_ids_of_the_book_stand_in_a_part_of_their_own():
    with zipfile.ZipFile(BytesIO(rendered("full"))) as file:
        assert len(file.namelist()) == len(set(file.namelist()))
        parts = [file.read(name).decode() for name in file.namelist() if name.startswith("customXml/item")]
    (part,) = [text for text in parts if NAMESPACE in text]
    assert '<item kind="target" id="g3">Ít nhất 02 buổi truyền thông &lt;an toàn&gt; &amp; lành mạnh.' in part
    assert {f'id="{n}"' in part for n in ("v1", "v4", "b2")} == {True}


def test_the_same_paper_gives_the_same_bytes():
    assert render_word(PAPERS["full"]) == rendered("full")
