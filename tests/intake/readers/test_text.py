"""Paragraphs, decoding, markup and tables."""

from __future__ import annotations

import codecs
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import WorldError
from app.intake.blocks import blocks_of
from app.intake.outcomes import IntakeFault
from app.intake.readers.clean import clean
from app.intake.readers.decode import decode
from app.intake.readers.tables import tables_of
from app.intake.readers.text import paragraphs_of

SAID = "Kế hoạch chuyển đổi số của trường, tổ và lớp năm 2026"


@pytest.mark.parametrize(
    "data",
    [
        SAID.encode(),
        codecs.BOM_UTF8 + SAID.encode(),
        SAID.encode("utf-16"),
        codecs.BOM_UTF16_BE + SAID.encode("utf-16-be"),
        SAID.encode("utf-16-le"),
        unicodedata.normalize("NFD", SAID).encode(),
    ],
)
def test_encodings(data: bytes) -> None:
    assert decode(data) == SAID


def cp1258(text: str) -> bytes:
    """As old Vietnamese Windows programs wrote: base letter, then the tone as a combining mark."""
    out = b""
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = next(p for p in parts[1:] if p in "\u0300\u0301\u0303\u0309\u0323")
            rest = unicodedata.normalize("NFC", parts.replace(tone, ""))
            out += rest.encode("cp1258") + tone.encode("cp1258")
    return out


def test_windows_1258_is_composed() -> None:
    assert decode(cp1258(SAID)) == SAID


def test_control_characters_are_not_text() -> None:
    with pytest.raises(WorldError) as caught:
        decode(b"\x01\x02\x03abc" * 50)
    assert caught.value.outcome is IntakeFault.NOT_TEXT


@given(st.text(alphabet=st.sampled_from("ab ấĐ.;:-|#*\t\n\r\f1$<>") | st.characters(), max_size=400))
def test_paragraphs_hold_every_line_once(text: str) -> None:
    paragraphs = paragraphs_of(text)
    lines = [line for line in re.split(r"\r\n|[\n\r\f]", unicodedata.normalize("NFC", text)) if line.strip()]
    assert [line for p in paragraphs for line in p.text.split("\n")] == lines
    assert [p.index for p in paragraphs] == list(range(len(paragraphs)))
    assert all(p.line > 0 for p in paragraphs)


WRAPPED = (
    """(5) 100% các thư viện lớp học có mã QR để học sinh quét, chọn sách
và ghi lại nhật ký đọc theo Kế hoạch số 3/KH-
THSH của nhà trường; mỗi tháng thủ thư tổng hợp số lượt đọc.
Thầy cô xem được kết quả.
"""
    + "Một dòng đủ dài để cả tệp được coi là đã ngắt dòng theo khổ giấy,\nrồi tiếp.\n\n" * 8
)


def test_wrapped_lines_and_hyphens_are_joined() -> None:
    first = blocks_of(paragraphs_of(WRAPPED))[0]
    assert first.label == "(5)"
    assert first.raw.count("\n") == 3
    assert "chọn sách và ghi lại" in first.words
    assert "3/KH-THSH của" in first.words


def test_a_sentence_cut_by_a_page_and_a_footnote_is_one_block() -> None:
    note = "<sup>1</sup> Theo quy chế của trường."
    text = f"- Cả trường dùng chung một kho học liệu do tổ\n\n{note}\n\nkhối bốn giữ.\n"
    blocks = blocks_of(paragraphs_of(text))
    assert [block.parts for block in blocks] == [(0, 2), (1,)]
    assert blocks[0].words.endswith("do tổ khối bốn giữ.")
    assert blocks[1].footnote


def test_pages_are_counted_by_form_feeds() -> None:
    assert [(p.page, p.line) for p in paragraphs_of("a\n\f\nb\n\fc")] == [(1, 1), (2, 3), (3, 4)]
    assert [p.page for p in paragraphs_of("a\nb.\n")] == [0, 0]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (r"$\geq 75\%$  tổ", "≥ 75% tổ"),
        (r"$> 60\%$ lớp", "> 60% lớp"),
        (r"$\leq 3$ lỗi", "≤ 3 lỗi"),
        (r"giá $\frac{1}{2}$ suất", r"giá $\frac{1}{2}$ suất"),
        ("**Đậm** và *nghiêng*", "Đậm và nghiêng"),
        ("### 2. Mục", "2. Mục"),
        ("<b>Tháng 3</b>", "Tháng 3"),
        ("Bộ chỉ số<sup>2</sup> mới¹", "Bộ chỉ số mới"),
        ("a &gt; b &amp; c", "a > b & c"),
        ("số&nbsp;liệu\u200b", "số liệu"),
        ("ten_tep_du_lieu", "ten_tep_du_lieu"),
        ("3 * 4", "3 * 4"),
        ("học-\nliệu", "họcliệu"),
        ("KH-\nUBND", "KH-UBND"),
        ("2026 -\n2030", "2026 - 2030"),
    ],
)
def test_markup_goes_words_stay(raw: str, words: str) -> None:
    assert clean(raw) == words


@given(st.text(max_size=200))
def test_clean_is_one_line(text: str) -> None:
    assert "\n" not in clean(text)
    assert clean(text) == clean(text).strip()


HTML = """<table>
<tr><th>Tháng</th><th>Nhiệm vụ</th><th>Kết quả</th></tr>
<tr><td rowspan="2">Tháng 8</td><td>Sơn lại bảng tin</td><td>Bảng <b>mới</b></td></tr>
<tr><td>Dọn phòng máy</td><td>Phòng sạch</td></tr>
</table>"""


def test_html_rows_with_a_row_span() -> None:
    (table,) = tables_of(paragraphs_of(HTML))
    assert [row.cells for row in table.rows] == [
        ("Tháng", "Nhiệm vụ", "Kết quả"),
        ("Tháng 8", "Sơn lại bảng tin", "Bảng mới"),
        ("Tháng 8", "Dọn phòng máy", "Phòng sạch"),
    ]
    assert [row.blocks for row in table.rows] == [(1,), (2,), (3,)]


def test_pipe_and_tab_tables_read_alike() -> None:
    pipe = "| TT | Việc | Ai |\n|---|---|---|\n| 1 | Lau bảng | Tổ 1 |\n"
    tab = "TT\tViệc\tAi\n1\tLau bảng\tTổ 1\n"
    (one,), (other,) = tables_of(paragraphs_of(pipe)), tables_of(paragraphs_of(tab))
    assert [row.cells for row in one.rows] == [row.cells for row in other.rows]


def test_a_tab_after_a_label_or_an_indent_makes_no_table() -> None:
    assert tables_of(paragraphs_of("1.\tNhân lực\n-\t100% giáo viên\n\tĐoạn thụt đầu dòng\n")) == ()
