"""Small pictures of stored files."""

from __future__ import annotations

import io
from typing import BinaryIO

PIXEL_LIMIT = 120_000_000  # a larger picture is not opened (decompression bombs)


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
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(source) as image:
            if image.width * image.height > PIXEL_LIMIT:
                return None
            image.draft("RGB", (pixels, pixels))
            turned = ImageOps.exif_transpose(image)
            turned.thumbnail((pixels, pixels))
            out = io.BytesIO()
            turned.convert("RGBA").save(out, "PNG")
            return out.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None


def _of_pdf(data: bytes, pixels: int) -> bytes | None:
    try:
        return page_image(data, 0, pixels)
    except ValueError:
        return None


def page_image(pdf: bytes, page: int, width: int) -> bytes:
    """PNG of one page (0-based) `width` pixels wide, form fields drawn; ValueError when it cannot be read."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    try:
        if not 0 <= page < len(document):
            raise ValueError(f"no page {page}")
        document.init_forms()
        sheet = document[page]
        image = sheet.render(scale=width / sheet.get_width(), may_draw_forms=True).to_pil()
        out = io.BytesIO()
        image.save(out, "PNG")
        return out.getvalue()
    finally:
        document.close()
