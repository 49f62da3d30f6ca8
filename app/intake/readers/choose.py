"""Which reader a file wants, by its content: names and extensions are often wrong."""

from __future__ import annotations

import os
import re
import tempfile
import zipfile
from enum import Enum
from pathlib import Path

from app.domain.errors import WorldError
from app.domain.ports import Progress, no_progress
from app.files import world_errors
from app.intake.outcomes import IntakeFault
from app.intake.readers.parts import Part

MAX_BYTES = 64 << 20  # a Word plan with photographs; its text has limits of its own
WORD_BODY = re.compile(r"word/document\d*\.xml")  # Word on the web may number it
_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Kind(Enum):
    TEXT = "text"
    WORD = "docx"
    EXCEL = "xlsx"
    PDF = "pdf"
    OLD_WORD = "doc"  # .doc, .rtf, .odt: LibreOffice makes a .docx of it where present
    OLD_EXCEL = "xls"  # .xls, .ods
    ENCRYPTED = "encrypted"
    OTHER = "other"


def kind_of(path: Path) -> Kind:
    """The kind of the file's content; WorldError FileFault for the disk, IntakeFault.DAMAGED."""
    with world_errors(path), path.open("rb") as file:
        head = file.read(_HEAD)
        if b"%PDF-" in head[:1024]:
            return Kind.PDF
        if head.startswith(b"PK\x03\x04"):
            return _kind_of_zip(path)
        if head.startswith(_OLE):
            return _kind_of_ole(head + file.read(MAX_BYTES))
        return Kind.OLD_WORD if head.startswith(b"{\\rtf") else Kind.TEXT


def _kind_of_zip(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = frozenset(archive.namelist())
            locked = any(info.flag_bits & 1 for info in archive.infolist())
            mime = archive.read("mimetype")[:200] if "mimetype" in names and not locked else b""
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise WorldError(IntakeFault.DAMAGED, path=str(path)) from error
    if locked:
        return Kind.ENCRYPTED
    if any(WORD_BODY.fullmatch(name) for name in names):
        return Kind.WORD
    if "xl/workbook.xml" in names:
        return Kind.EXCEL
    if mime.startswith(b"application/vnd.oasis.opendocument"):
        return Kind.OLD_EXCEL if b"spreadsheet" in mime else Kind.OLD_WORD
    return Kind.OTHER


def _kind_of_ole(data: bytes) -> Kind:
    """By the names in the directory of an OLE file (UTF-16): Word 97, Excel 97, locked .docx."""
    for name, kind in (
        ("EncryptedPackage", Kind.ENCRYPTED),
        ("WordDocument", Kind.OLD_WORD),
        ("Workbook", Kind.OLD_EXCEL),
        ("Book", Kind.OLD_EXCEL),
    ):
        if name.encode("utf-16-le") in data:
            return kind
    return Kind.OTHER


def read_parts(path: Path, kind: Kind, progress: Progress = no_progress) -> tuple[Part, ...]:
    """The lines and tables of a file that is not plain text; nothing in it is executed.

    Raises WorldError: FileFault for the disk; IntakeFault.TOO_BIG, TOO_LONG, OLD_WORD, OLD_EXCEL,
    NOT_CONVERTED, ENCRYPTED, DAMAGED, UNSAFE, SCANNED, OTHER_FORMAT.
    """
    with world_errors(path):
        size = path.stat().st_size
    if size > MAX_BYTES:
        raise WorldError(
            IntakeFault.TOO_BIG, path=str(path), size_mb=-(-size // (1 << 20)), limit_mb=MAX_BYTES >> 20
        )
    if kind is Kind.PDF:
        from app.intake.readers.pdf import read_pdf

        return read_pdf(path, progress)
    if kind is Kind.WORD:
        from app.intake.readers.docx import read_docx

        return read_docx(path, progress)
    if kind is Kind.EXCEL:
        from app.intake.readers.xlsx import read_xlsx

        return read_xlsx(path, progress)
    if kind in (Kind.OLD_WORD, Kind.OLD_EXCEL):
        return _read_converted(path, kind, progress)
    raise WorldError(
        IntakeFault.ENCRYPTED if kind is Kind.ENCRYPTED else IntakeFault.OTHER_FORMAT, path=str(path)
    )


def _read_converted(path: Path, kind: Kind, progress: Progress) -> tuple[Part, ...]:
    from app.intake.readers.office import convert

    wanted = Kind.WORD if kind is Kind.OLD_WORD else Kind.EXCEL
    with tempfile.TemporaryDirectory(prefix="so-cds-", ignore_cleanup_errors=os.name == "nt") as folder:
        made = convert(path, kind.value, wanted.value, Path(folder), progress)
        try:
            return read_parts(made, wanted, progress)
        except WorldError as error:  # named by the file the person chose
            raise WorldError(error.outcome, **{**error.params, "path": str(path)}) from error
