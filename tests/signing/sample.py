"""A two-page report drawn with reportlab, and its signed stages; made once per process."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from app.domain.report import FieldBox, ReportFields
from app.signing.identity import Identity, load_p12
from app.signing.judge import Judge, Trust
from app.signing.pdf import PERSON_FIELD, SEAL_FIELD, fill_number, prepare_fields, sign_pdf
from tests.pki import NOW, PASSWORD, Holder, pki

NUMBER = "05"
DATE = "ngày 17 tháng 11 năm 2026"
LATER = NOW + timedelta(minutes=9)
FIELDS = ReportFields(
    number=FieldBox(0, 120, 776, 160, 794),
    date=FieldBox(0, 330, 776, 520, 794),
    person=FieldBox(1, 320, 300, 520, 360),
    seal=FieldBox(1, 90, 300, 290, 360),
)


@cache
def blank() -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setTitle("Report")
    canvas.drawString(90, 780, "No.:           /BC-TH")
    canvas.showPage()
    canvas.drawString(90, 700, "Second page")
    canvas.save()
    return out.getvalue()


def identity(holder: Holder) -> Identity:
    return load_p12(holder.p12, PASSWORD)


@cache
def prepared() -> bytes:
    return prepare_fields(blank(), FIELDS)


@cache
def person_signed() -> bytes:
    return sign_pdf(prepared(), identity(pki().principal), PERSON_FIELD, NOW, "Phê duyệt")


@cache
def numbered() -> bytes:
    return fill_number(person_signed(), NUMBER, DATE)


@cache
def sealed() -> bytes:
    return sign_pdf(numbered(), identity(pki().seal), SEAL_FIELD, LATER, "Phát hành")


def judge(*devices: bytes) -> Judge:
    return Judge(Trust.of(pki().roots, pki().intermediates, devices))


def problems(pdf: bytes) -> list[str]:
    return [str(facts.problem) for facts in judge().judge_pdf(pdf, LATER)]


def raster(pdf: bytes, folder: Path, *, page: int = 1, dpi: int = 144) -> Path:
    """One page as PNG, drawn by poppler (not by the libraries that made it)."""
    source = folder / "page.pdf"
    source.write_bytes(pdf)
    at = str(page)
    subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-png", "-singlefile", "-f", at, "-l", at, source, folder / "page"],
        check=True,
    )
    return folder / "page.png"
