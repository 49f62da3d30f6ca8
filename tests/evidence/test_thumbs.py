"""Small pictures of files from anywhere: damaged, enormous, and several at a time."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from app.evidence.thumbs import PAGE_LIMIT, page_image, thumbnail
from tests.conftest import REPO


def picture(kind: str = "PNG", size: tuple[int, int] = (64, 48)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (10, 120, 60)).save(out, kind)
    return out.getvalue()


def paper(pages: int = 2, width: float = 200, height: float = 300) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height))
    for page in range(pages):
        for line in range(60):
            canvas.drawString(5, height - 5 * line, f"page {page} line {line}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def stated(width: int, height: int) -> bytes:
    """A PNG that says how large it is and holds nearly nothing."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0" * 100)),
        (b"IEND", b""),
    )
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_keeps_its_shape(kind: str) -> None:
    made = thumbnail(io.BytesIO(picture(kind)), "image/x", 32)
    assert made is not None
    assert Image.open(io.BytesIO(made)).size == (32, 24)


def test_a_phones_orientation_is_kept() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    out = io.BytesIO()
    Image.new("RGB", (64, 48)).save(out, "JPEG", exif=exif)
    made = thumbnail(io.BytesIO(out.getvalue()), "image/jpeg", 32)
    assert made is not None
    assert Image.open(io.BytesIO(made)).size == (24, 32)


@pytest.mark.parametrize("size", [(12_000, 9_000), (16_320, 12_240), (60_000, 60_000)])
def test_a_picture_that_is_too_large_has_none(size: tuple[int, int]) -> None:
    assert thumbnail(io.BytesIO(stated(*size)), "image/png", 32) is None


@pytest.mark.parametrize(
    "data", [b"", b"no picture", picture()[:60], picture("JPEG")[:200], stated(8, 8)[:50]]
)
def test_a_damaged_picture_has_none(data: bytes) -> None:
    assert thumbnail(io.BytesIO(data), "image/png", 32) is None


@pytest.mark.parametrize("data", [b"", b"no paper", paper()[:300]])
def test_a_damaged_paper_has_none(data: bytes) -> None:
    assert thumbnail(io.BytesIO(data), "application/pdf", 32) is None


def test_other_kinds_have_none() -> None:
    assert thumbnail(io.BytesIO(b"a;b"), "text/csv", 32) is None


def test_a_page_as_wide_as_asked() -> None:
    assert Image.open(io.BytesIO(page_image(paper(), 1, 100))).size == (100, 150)


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="no page 2"):
        page_image(paper(), 2, 100)


def test_a_page_drawn_out_like_a_thread_does_not_fill_the_memory() -> None:
    made = Image.open(io.BytesIO(page_image(paper(1, 10, 14_000), 0, 800)))
    assert made.width * made.height < 1.01 * PAGE_LIMIT


def draw_many() -> None:
    data = paper()
    with ThreadPoolExecutor(4) as pool:
        assert len({pool.submit(page_image, data, 0, 200).result() for _ in range(8)}) == 1
        assert len(set(pool.map(lambda _: page_image(data, 0, 200), range(120)))) == 1


def test_workers_may_draw_at_the_same_time() -> None:
    """PDFium knows no threads: two at once end the program, so this runs in one of its own."""
    code = "from tests.evidence.test_thumbs import draw_many; draw_many()"
    done = subprocess.run([sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
