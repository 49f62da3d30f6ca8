"""Lines, paragraphs and tables from the places of letters on a page."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import WorldError
from app.intake.draft import read_plan
from app.intake.flow import flow_of_parts
from app.intake.outcomes import IntakeFault
from app.intake.readers.parts import Grid, Line
from app.intake.readers.pdf import read_pdf
from app.reports import fonts
from tests.intake.readers.made import pdf_file, sample_plan

WIDE, HIGH = 595, 842
A_LINE = "Nhà trường tổ chức cho toàn thể giáo viên học cách dùng phần mềm quản lý hồ"


def drawn(path: Path, draw: Callable[[Any], None], **options: Any) -> Path:
    from reportlab.pdfgen.canvas import Canvas

    fonts.register()
    canvas = Canvas(str(path), pagesize=(WIDE, HIGH), **options)
    draw(canvas)
    canvas.save()
    return path


def put(canvas: Any, x: float, y: float, text: str, size: float = 13, bold: bool = False) -> None:
    canvas.setFont(fonts.BOLD if bold else fonts.REGULAR, size)
    canvas.drawString(x, y, text)


def told(path: Path) -> list[str]:
    return [part.text for part in read_pdf(path) if isinstance(part, Line)]


def fault(path: Path) -> IntakeFault:
    with pytest.raises(WorldError) as caught:
        read_plan(path)
    assert isinstance(caught.value.outcome, IntakeFault)
    return caught.value.outcome


def test_wrapped_lines_are_one_paragraph_and_pages_are_kept(tmp_path: Path) -> None:
    def draw(canvas: Any) -> None:
        put(canvas, 85 + 28, 800, "Thứ nhất, " + A_LINE[:62])
        put(canvas, 85, 780, A_LINE)
        put(canvas, 85, 760, "sơ của mình.")
        put(canvas, 85 + 28, 740, "- Mở một mục mới.")
        put(canvas, 85, 720, A_LINE)
        canvas.showPage()
        put(canvas, WIDE / 2, 815, "2")
        put(canvas, 85, 780, "Sở là từ viết hoa mà dòng trước vẫn chưa xong.")
        put(canvas, 85 + 28, 760, "Đoạn khác thụt vào.")
        put(canvas, WIDE / 2, 30, "- 2 -")

    parts = read_pdf(drawn(tmp_path / "a.pdf", draw))
    assert [(part.text.count("\n"), part.page) for part in parts if isinstance(part, Line)] == [
        (2, 1), (0, 1), (1, 1), (0, 2),
    ]  # fmt: skip
    assert parts[-1] == Line("Đoạn khác thụt vào.", 2)


def test_letters_drawn_in_any_order_are_read_in_their_places(tmp_path: Path) -> None:
    """Programs draw the letters of a second font after those of the first."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    fonts.register()
    digit = stringWidth("0", fonts.REGULAR, 13)  # every figure is as wide

    def draw(canvas: Any) -> None:
        for start, figures in ((85.0, "135"), (85.0 + digit, "246")):
            text = canvas.beginText(start, 800)
            text.setFont(fonts.REGULAR, 13)
            text.setCharSpace(digit)
            text.textOut(figures)
            canvas.drawText(text)

    assert told(drawn(tmp_path / "a.pdf", draw)) == ["123456"]


def test_a_hyphen_at_a_lines_end_is_kept(tmp_path: Path) -> None:
    def draw(canvas: Any) -> None:
        put(canvas, 85, 800, "Căn cứ Kế hoạch số 45/KH-")
        put(canvas, 85, 780, "UBND của phường")

    path = drawn(tmp_path / "a.pdf", draw)
    assert "".join(told(path)).replace("\n", "") == "Căn cứ Kế hoạch số 45/KH-UBND của phường"


def test_letterhead_and_signature_stand_side_by_side(tmp_path: Path) -> None:
    def draw(canvas: Any) -> None:
        put(canvas, 90, 800, "UBND PHƯỜNG AN BÌNH", 12)
        put(canvas, 300, 800, "CỘNG HÒA XÃ HỘI CHỦ", 12, bold=True)
        put(canvas, 90, 784, "TRƯỜNG MẦM NON HOA SEN", 12, bold=True)
        put(canvas, 300, 784, "NGHĨA VIỆT NAM", 12, bold=True)
        put(canvas, 300, 768, "Độc lập - Tự do - Hạnh phúc", 12, bold=True)
        put(canvas, 110, 740, "Số: 07/KH-MNHS")
        put(canvas, 320, 740, "An Bình, ngày 05 tháng 9 năm")
        put(canvas, 320, 724, "2026")

    assert told(drawn(tmp_path / "a.pdf", draw)) == [
        "UBND PHƯỜNG AN BÌNH", "TRƯỜNG MẦM NON HOA SEN", "Số: 07/KH-MNHS",
        "CỘNG HÒA XÃ HỘI CHỦ\nNGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "An Bình, ngày 05 tháng 9 năm\n2026",
    ]  # fmt: skip


def test_a_raised_figure_is_a_footnotes_mark(tmp_path: Path) -> None:
    def draw(canvas: Any) -> None:
        put(canvas, 85, 800, "80% giáo viên")
        put(canvas, 85 + 80, 805, "1", 8)
        put(canvas, 85, 80, "1", 7)
        put(canvas, 89, 76, "Theo Quyết định số 131.", 10)

    assert told(drawn(tmp_path / "a.pdf", draw)) == ["80% giáo viên¹", "¹Theo Quyết định số 131."]


def test_a_table_that_only_white_space_parts(tmp_path: Path) -> None:
    rows = [
        ("Tháng", "Nhiệm vụ", "Chủ trì"),
        ("Tháng 3", "Tập huấn giáo viên", "Tổ Toán"),
        ("", "về học bạ số", ""),
        ("Tháng 4", "Kiểm kê máy", "Kế toán"),
    ]

    def draw(canvas: Any) -> None:
        for number, row in enumerate(rows):
            for x, words in zip((85, 200, 400), row, strict=True):
                put(canvas, x, 700 - 18 * number, words)

    table = flow_of_parts(read_pdf(drawn(tmp_path / "a.pdf", draw))).tables[0]
    assert [row.cells for row in table.rows] == [
        rows[0], ("Tháng 3", "Tập huấn giáo viên về học bạ số", "Tổ Toán"), rows[3],
    ]  # fmt: skip


def test_a_ruled_table_with_merged_cells_on_a_turned_page(tmp_path: Path) -> None:
    def draw(canvas: Any) -> None:
        canvas.setPageRotation(90)
        canvas.translate(WIDE, 0)
        canvas.rotate(90)  # the reader turns the page back
        for x0, y0, x1, y1 in [
            (100, 500, 600, 500), (100, 470, 600, 470), (200, 440, 600, 440), (100, 410, 600, 410),
            (100, 410, 100, 500), (200, 410, 200, 500), (450, 410, 450, 500), (600, 410, 600, 500),
        ]:  # fmt: skip
            canvas.line(x0, y0, x1, y1)
        for x, y, words in [
            (105, 480, "Tháng"), (205, 480, "Nhiệm vụ"), (455, 480, "Chủ trì"),
            (105, 430, "Tháng 5"), (205, 450, "Ký học bạ số"), (455, 450, "Hiệu trưởng"),
            (205, 420, "Họp phụ huynh"), (455, 420, "Giáo viên"),
        ]:  # fmt: skip
            put(canvas, x, y, words)

    table = flow_of_parts(read_pdf(drawn(tmp_path / "a.pdf", draw))).tables[0]
    assert [row.cells for row in table.rows[1:]] == [
        ("Tháng 5", "Ký học bạ số", "Hiệu trưởng"),
        ("Tháng 5", "Họp phụ huynh", "Giáo viên"),
    ]


def test_a_table_goes_on_over_pages(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "a.pdf", table_repeats=4)
    grids = [part for part in read_pdf(path) if isinstance(part, Grid)]
    assert len(grids) == 1
    assert len(set(grids[0].pages)) >= 3
    rows = flow_of_parts(read_pdf(path)).tables[0].rows
    wanted = [tuple(row) for row in sample_plan().table]
    read = [tuple(" ".join(cell.split()) for cell in row.cells) for row in rows]
    assert read == wanted[:1] + wanted[1:] * 4


def test_scans_and_locked_files(tmp_path: Path) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    buffer = io.BytesIO()
    Image.new("L", (200, 280), 200).save(buffer, "PNG")

    def scan(canvas: Any) -> None:
        for _ in range(3):
            canvas.drawImage(ImageReader(io.BytesIO(buffer.getvalue())), 0, 0, WIDE, HIGH)
            canvas.showPage()

    assert fault(drawn(tmp_path / "scan.pdf", scan)) is IntakeFault.SCANNED
    locked = drawn(tmp_path / "locked.pdf", lambda canvas: put(canvas, 85, 800, "x"), encrypt="mật khẩu")
    assert fault(locked) is IntakeFault.ENCRYPTED
    empty = drawn(tmp_path / "empty.pdf", lambda canvas: canvas.showPage())
    assert fault(empty) is IntakeFault.EMPTY


@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 0.99])
def test_a_cut_off_file_is_read_or_refused_with_a_sentence(tmp_path: Path, share: float) -> None:
    whole = pdf_file(tmp_path / "a.pdf").read_bytes()
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4\n" + whole[9 : max(9, int(len(whole) * share))])
    try:
        read_plan(tmp_path / "b.pdf")
    except WorldError as error:
        assert error.outcome in (IntakeFault.DAMAGED, IntakeFault.EMPTY, IntakeFault.NOT_A_PLAN)


WORDS = st.lists(
    st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyạảếộử0129%,.;-()"), min_size=1, max_size=12),
    min_size=1, max_size=60,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(WORDS, st.integers(60, 400), st.integers(1, 6), st.booleans())
def test_wraps_and_page_breaks_lose_no_letter(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], width: int, per_page: int, decomposed: bool
) -> None:
    text = "\n".join(fonts.wrap(" ".join(words), fonts.REGULAR, 13, width)) if _ready() else ""
    form = "NFD" if decomposed else "NFC"

    def draw(canvas: Any) -> None:
        for number, line in enumerate(text.split("\n")):
            if number and number % per_page == 0:
                canvas.showPage()
            put(canvas, 85, 600 - 20 * (number % per_page), unicodedata.normalize(form, line))

    path = drawn(tmp_path_factory.mktemp("pdf") / "a.pdf", draw)
    found = "".join("".join(line.text for line in _all(read_pdf(path))).split())
    assert sorted(_flat(found)) == sorted(_flat("".join(words)))


def _ready() -> bool:
    fonts.register()
    return True


def _flat(text: str) -> str:
    """Letters without what a raised or joined form may change."""
    return unicodedata.normalize("NFKD", text)


def _all(parts: tuple[Any, ...]) -> list[Line]:
    from app.intake.readers.parts import lines_in

    return list(lines_in(parts))
