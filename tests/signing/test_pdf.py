from __future__ import annotations

import threading
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from pyhanko.pdf_utils.reader import PdfFileReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from app.domain.errors import WorldError
from app.domain.report import FIELD_BASELINE, FieldBox
from app.signing.mark import UPRIGHT, VALUE_SIZE, Mark, mark_for, mark_page, value_page
from app.signing.outcomes import SignFault
from app.signing.pdf import (
    DATE_FIELD,
    NUMBER_FIELD,
    PERSON_FIELD,
    SEAL_FIELD,
    fill_number,
    prepare_fields,
    sign_pdf,
)
from tests.pki import NOW, PRINCIPAL, SCHOOL, pki
from tests.signing.sample import (
    DATE,
    FIELDS,
    NUMBER,
    blank,
    identity,
    numbered,
    person_signed,
    prepared,
    raster,
    sealed,
)

DPI = 144
PER_POINT = DPI / 72


def _form(pdf: bytes) -> dict[str, object]:
    fields = PdfFileReader(BytesIO(pdf)).root["/AcroForm"]["/Fields"]
    return {str(ref.get_object()["/T"]): ref.get_object() for ref in fields}


def _ink(image: Image.Image) -> tuple[int, int, int, int] | None:
    white = Image.new("L", image.size, 255)
    return ImageChops.difference(image.convert("L"), white).point(lambda v: 255 * (v > 60)).getbbox()


def _crop(image: Image.Image, box: object) -> Image.Image:
    x0, y0, x1, y1 = (round(edge * PER_POINT) for edge in (box.x0, box.y0, box.x1, box.y1))
    return image.crop((x0, image.height - y1, x1, image.height - y0))


def test_preparation_adds_one_revision_with_four_fields_and_nothing_visible(tmp_path: Path):
    reader = PdfFileReader(BytesIO(prepared()))
    assert prepared().startswith(blank()) and reader.xrefs.total_revisions == 2
    assert _form(prepared()).keys() == {NUMBER_FIELD, DATE_FIELD, PERSON_FIELD, SEAL_FIELD}
    before = Image.open(raster(blank(), tmp_path, dpi=DPI)).copy()
    assert ImageChops.difference(before, Image.open(raster(prepared(), tmp_path, dpi=DPI))).getbbox() is None


def test_number_and_date_are_values_and_are_seen_where_they_belong(tmp_path: Path):
    form = _form(numbered())
    assert (form[NUMBER_FIELD]["/V"], form[DATE_FIELD]["/V"]) == (NUMBER, DATE)
    page = Image.open(raster(numbered(), tmp_path, dpi=DPI))
    ink = _ink(_crop(page, FIELDS.date))
    assert ink is not None
    expected = stringWidth(DATE, "Tinos-Italic", VALUE_SIZE) * PER_POINT
    assert ink[2] - ink[0] == pytest.approx(expected, rel=0.04)
    digits = _ink(_crop(page, FIELDS.number))
    assert digits is not None
    above = FIELDS.number.y1 - FIELDS.number.y0 - digits[3] / PER_POINT
    assert above == pytest.approx(FIELD_BASELINE, abs=1.0)


def test_filling_is_an_update_that_keeps_the_signed_bytes():
    assert numbered().startswith(person_signed())
    again = fill_number(numbered(), "06", DATE)
    assert _form(again)[NUMBER_FIELD]["/V"] == "06"


def test_number_is_closed_once_the_seal_is_on():
    with pytest.raises(WorldError) as caught:
        fill_number(sealed(), "06", DATE)
    assert caught.value.outcome is SignFault.ALREADY_SEALED


def test_mark_is_drawn_as_the_small_page_itself_not_stretched(tmp_path: Path):
    box = FIELDS.person
    mark = mark_for(identity(pki().principal).info, NOW)
    assert mark.lines == (f"Ký bởi: {PRINCIPAL}", "Ngày ký: 17/11/2026 08:30:00 +07:00")
    (tmp_path / "mark").mkdir()
    page = mark_page(mark, box.x1 - box.x0, box.y1 - box.y0)
    alone = Image.open(raster(page, tmp_path / "mark", dpi=DPI)).convert("L")
    signed = Image.open(raster(person_signed(), tmp_path, page=2, dpi=DPI))
    placed = _crop(signed, box).convert("L").resize(alone.size)
    difference = ImageChops.difference(alone, placed).histogram()
    assert sum(difference[100:]) < 0.01 * alone.width * alone.height
    inside = alone.crop((4, 4, alone.width - 4, alone.height - 4))
    ink = _ink(inside)
    assert ink is not None
    widest = max(stringWidth(line, UPRIGHT, 10) for line in mark.lines) * PER_POINT
    assert ink[2] - ink[0] == pytest.approx(widest, rel=0.04)


def test_long_names_and_numbers_stay_inside_their_boxes(tmp_path: Path):
    long_school = "Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở " * 3
    page = Image.open(raster(mark_page(Mark((long_school, "b")), 120, 50), tmp_path, dpi=DPI))
    ink = _ink(page.crop((3, 3, page.width - 3, page.height - 3)))
    assert ink is not None and ink[3] < page.height - 6 and ink[2] < page.width - 6
    value = Image.open(raster(value_page("12345/2026-phụ", 30, 18, italic=False), tmp_path, dpi=DPI))
    ink = _ink(value)
    assert ink is not None and ink[0] > 0 and ink[2] < value.width


def test_number_and_date_cover_the_blanks_printed_below_them(tmp_path: Path):
    box = FIELDS.date
    printed = BytesIO()
    canvas = Canvas(printed, pagesize=(595, 842))
    canvas.drawString(box.x0, box.y0 + FIELD_BASELINE, "xxxxx     xxxxx     xxxxx")
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    filled = fill_number(prepare_fields(printed.getvalue(), FIELDS), NUMBER, DATE)
    over_blanks = _crop(Image.open(raster(filled, tmp_path, dpi=DPI)), box)
    over_nothing = _crop(Image.open(raster(numbered(), tmp_path, dpi=DPI)), box)
    assert ImageChops.difference(over_blanks, over_nothing).getbbox() is None


def test_seal_over_the_person_s_mark_leaves_both_legible(tmp_path: Path):
    """The decree lays the seal over the left third of the person's mark."""
    person = FieldBox(1, 347, 520, 500, 594)
    seal = FieldBox(1, 296, 505, 398, 607)
    pdf = prepare_fields(blank(), replace(FIELDS, person=person, seal=seal))
    pdf = sign_pdf(pdf, identity(pki().principal), PERSON_FIELD, NOW)
    before = _crop(Image.open(raster(pdf, tmp_path, page=2, dpi=DPI)), person)
    pdf = sign_pdf(pdf, identity(pki().seal), SEAL_FIELD, NOW)
    page = Image.open(raster(pdf, tmp_path, page=2, dpi=DPI))
    inside = (2, 0, before.width, before.height)
    after = _crop(page, person)
    assert ImageChops.difference(before.crop(inside), after.crop(inside)).getbbox() is None
    assert _ink(_crop(page, replace(seal, x0=300, x1=344, y0=510, y1=600))) is not None


def test_device_mark_says_machine_and_never_a_person():
    lines = mark_for(identity(pki().device).info, NOW).lines
    assert lines[0] == f"Máy này: Máy văn phòng {SCHOOL}"


def test_each_signature_has_a_mark_of_its_own():
    """Trap 2: a reused stamp piles up resources and leaves dangling references."""
    one = identity(pki().principal_ec)
    twice = sign_pdf(sign_pdf(prepared(), one, PERSON_FIELD, NOW), one, SEAL_FIELD, NOW)
    for name in (PERSON_FIELD, SEAL_FIELD):
        look = _form(twice)[name]["/AP"]["/N"]
        marks = look["/Resources"]["/XObject"]
        assert len(marks) == 1
        assert b"Do" not in marks["/Mark"].data or marks["/Mark"]["/Resources"]


def test_claimed_time_is_the_given_moment():
    for signature in PdfFileReader(BytesIO(person_signed())).embedded_signatures:
        assert signature.self_reported_timestamp == NOW
        assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def test_signing_works_in_a_worker_thread():
    results: list[bytes] = []
    one = identity(pki().seal)
    worker = threading.Thread(target=lambda: results.append(sign_pdf(prepared(), one, PERSON_FIELD, NOW)))
    worker.start()
    worker.join()
    assert results and results[0].startswith(prepared())


@pytest.mark.parametrize("data", [b"", b"not a pdf", b"%PDF-1.7\n%%EOF"])
def test_what_is_not_a_pdf_is_said_so(data: bytes):
    one = identity(pki().seal)
    for attempt in (
        lambda: prepare_fields(data, FIELDS),
        lambda: fill_number(data, NUMBER, DATE),
        lambda: sign_pdf(data, one, PERSON_FIELD, NOW),
    ):
        with pytest.raises(WorldError) as caught:
            attempt()
        assert caught.value.outcome is SignFault.NOT_A_PDF


def test_missing_field_and_a_field_signed_twice():
    one = identity(pki().seal)
    for pdf, outcome in ((blank(), SignFault.NO_FIELD), (person_signed(), SignFault.ALREADY_SIGNED)):
        with pytest.raises(WorldError) as caught:
            sign_pdf(pdf, one, PERSON_FIELD, NOW)
        assert caught.value.outcome is outcome
    with pytest.raises(WorldError) as caught:
        fill_number(blank(), NUMBER, DATE)
    assert caught.value.outcome is SignFault.NO_FIELD
