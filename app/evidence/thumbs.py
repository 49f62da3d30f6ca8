"""Small pictures of stored files. Files come from anywhere: none may stop or end the program."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, BinaryIO

from app.pdfium import PDFIUM

if TYPE_CHECKING:
    import pypdfium2

PIXEL_LIMIT = 120_000_000  # a larger picture is not opened (decompression bombs)
PAGE_LIMIT = 40_000_000  # pixels of a drawn page; one drawn out like a thread comes out smaller


def thumbnail(source: BinaryIO, media_type: str, pixels: int) -> bytes | None:
    """A PNG at most `pixels` on its longer side, or None when the kind has no picture.

    Pictures keep the camera's orientation; a PDF shows its first page. A damaged file gives None.
    """
    if media_type.startswith("image/"):
        return _of_image(source, pixels)
    if media_type == "application/pdf":
        return _of_pdf(source.read(), pixels)
    return None


def _of_image(source: BinaryIO, pixels: int) -> bytes | None:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(source) as image:
            image.draft("RGB", (pixels, pixels))
            turned = ImageOps.exif_transpose(image)
            turned.thumbnail((pixels, pixels))
            out = io.BytesIO()
            turned.convert("RGBA").save(out, "PNG")
            return out.getvalue()
    except Exception:  # a file from outside may break its decoder anywhere
        return None


def _of_pdf(data: bytes, pixels: int) -> bytes | None:
    try:
        return page_image(data, 0, pixels)
    except ValueError:
        return None


def page_image(pdf: bytes, page: int, width: int) -> bytes:
    """PNG of one page (0-based) `width` pixels wide, form fields drawn; ValueError when it cannot be read.

    Pages are drawn one after another, whichever thread asks.
    """
    import pypdfium2

    try:
        with PDFIUM:
            return _drawn(pypdfium2.PdfDocument(pdf), page, width)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error


def _drawn(document: pypdfium2.PdfDocument, page: int, width: int) -> bytes:
    try:
        if not 0 <= page < len(document):
            raise ValueError(f"no page {page}")
        document.init_forms()
        sheet = document[page]
        across, down = sheet.get_size()
        if across <= 0 or down <= 0:
            raise ValueError(f"page {page} has no size")
        scale = min(width / across, (PAGE_LIMIT / across / down) ** 0.5)
        out = io.BytesIO()
        sheet.render(scale=scale, may_draw_forms=True).to_pil().save(out, "PNG")
        return out.getvalue()
    finally:
        document.close()
