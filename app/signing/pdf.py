"""PAdES-B-B signatures in a report and the fields prepared for them; bytes in, bytes out.

The office's order is person's signature → number and date → the organisation's signature (đóng
dấu); every field is made before the first signature, so that each later step is only form filling
and breaks nothing (design.md §4, signing.md §1.2 trap 9). Callers write the result with
`app.files.write_atomic`; nothing here touches a file. Call from a worker thread.
"""
# mypy: disallow-untyped-calls=False
# (pyHanko leaves the constructors of its PDF objects without annotations)

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from app.domain.errors import WorldError
from app.domain.report import FieldBox, ReportFields
from app.domain.text import nfc
from app.signing import preflight
from app.signing.identity import Identity
from app.signing.mark import VALUE_SIZE, Mark, mark_for, mark_page, value_page
from app.signing.outcomes import SignFault

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

NUMBER_FIELD: Final = "SoVanBan"
DATE_FIELD: Final = "NgayThangNam"
PERSON_FIELD: Final = "HieuTruong"  # the competent person's signature
SEAL_FIELD: Final = "CoQuan"  # the organisation's signature (con dấu)
VALUE_FIELDS: Final = frozenset({NUMBER_FIELD, DATE_FIELD})
_PRINT = 4  # annotation flag


def prepare_fields(pdf: bytes, fields: ReportFields) -> bytes:
    """Add number, date and two empty signature fields in one revision.

    Raises WorldError(SignFault.NOT_A_PDF) for anything that is not a readable PDF.
    """
    from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name, pdf_string
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    with _writing(pdf) as writer:
        for name, box in ((PERSON_FIELD, fields.person), (SEAL_FIELD, fields.seal)):
            spec = SigFieldSpec(name, on_page=box.page, box=_rect(box))
            append_signature_field(writer, spec)
        form = writer.root["/AcroForm"]
        for name, box in ((NUMBER_FIELD, fields.number), (DATE_FIELD, fields.date)):
            form["/Fields"].append(_add_text_field(writer, name, box))
        helvetica = DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Font"),
                pdf_name("/Subtype"): pdf_name("/Type1"),
                pdf_name("/BaseFont"): pdf_name("/Helvetica"),
            }
        )
        fonts = DictionaryObject({pdf_name("/Helv"): writer.add_object(helvetica)})
        form[pdf_name("/DR")] = DictionaryObject({pdf_name("/Font"): fonts})
        form[pdf_name("/DA")] = pdf_string(f"/Helv {VALUE_SIZE:g} Tf 0 g")
        writer.update_container(form)
        return _written(writer)


def fill_number(pdf: bytes, number_text: str, date_text: str) -> bytes:
    """Fill number and date by an incremental update; a person's signature stays valid.

    Raises WorldError: SignFault.NOT_A_PDF, NO_FIELD, or ALREADY_SEALED (the seal vouches for number
    and date, so they are fixed by then).
    """
    from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name, pdf_string
    from pyhanko.pdf_utils.reader import PdfFileReader

    with _writing(pdf) as writer:
        found = _fields(writer)
        if not found.keys() >= VALUE_FIELDS:
            raise WorldError(SignFault.NO_FIELD)
        if "/V" in found.get(SEAL_FIELD, {}):
            raise WorldError(SignFault.ALREADY_SEALED)
        for name, text in ((NUMBER_FIELD, number_text), (DATE_FIELD, date_text)):
            widget = found[name]
            x0, y0, x1, y1 = (float(edge) for edge in widget["/Rect"])
            page = value_page(text, x1 - x0, y1 - y0, italic=name == DATE_FIELD)
            look = writer.import_page_as_xobject(PdfFileReader(BytesIO(page)))
            widget[pdf_name("/V")] = pdf_string(nfc(text))
            # a new stream and never the old one rewritten: verifiers refuse the latter
            widget[pdf_name("/AP")] = DictionaryObject({pdf_name("/N"): look})
            writer.update_container(widget)
        return _written(writer)


def sign_pdf(
    pdf: bytes, identity: Identity, field: str, at: datetime, reason: str = "", mark: Mark | None = None
) -> bytes:
    """Fill the prepared signature field with a PAdES-B-B approval signature and its visible mark.

    `field` is `PERSON_FIELD` or `SEAL_FIELD`; `at` (timezone-aware) is the claimed time and what the
    certificate is checked at. Raises WorldError(SignFault): the flaws of `preflight.check`,
    NOT_A_PDF, NO_FIELD, ALREADY_SIGNED, FORBIDDEN.
    """
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers import PdfSignatureMetadata

    preflight.check(identity.cert_der, at)
    who = identity.info
    meta = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=nfc(reason) or None,
        name=who.name,
    )
    with _writing(pdf) as writer:
        found = _fields(writer)
        if field not in found:
            raise WorldError(SignFault.NO_FIELD)
        if "/V" in found[field]:
            raise WorldError(SignFault.ALREADY_SIGNED)
        x0, y0, x1, y1 = (float(edge) for edge in found[field]["/Rect"])
        page = mark_page(mark or mark_for(who, at), x1 - x0, y1 - y0, _clear_of(found, field))
        signer = _signer_at(at)(meta, signer=identity.pyhanko_signer(), stamp_style=_stamp(page))
        out = BytesIO()
        try:
            signer.sign_pdf(writer, existing_fields_only=True, output=out)
        except SigningError as error:
            raise WorldError(SignFault.FORBIDDEN) from error
        return out.getvalue()


def _clear_of(found: dict[str, Any], field: str) -> float | None:
    """Points from the left edge of a signature field to the mark that overlaps it, if one does."""
    other = {PERSON_FIELD: SEAL_FIELD, SEAL_FIELD: PERSON_FIELD}.get(field, "")
    if other not in found:
        return None
    own, its = ([float(edge) for edge in found[name]["/Rect"]] for name in (field, other))
    same_page = found[field].raw_get("/P") == found[other].raw_get("/P")
    overlaps = own[0] < its[0] < own[2] and own[1] < its[3] and its[1] < own[3]
    return its[0] - own[0] if same_page and overlaps else None


def _signer_at(at: datetime) -> Any:
    """pyHanko's PDF signer with the moment as an input instead of the wall clock."""
    from pyhanko.pdf_utils.writer import BasePdfFileWriter
    from pyhanko.sign.signers import PdfSigner
    from pyhanko.sign.signers.pdf_signer import PdfSigningSession

    class SignerAt(PdfSigner):
        def init_signing_session(
            self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
        ) -> PdfSigningSession:
            session = super().init_signing_session(pdf_out, existing_fields_only)
            session.system_time = at
            return session

    return SignerAt


def _stamp(page: bytes) -> Any:
    """A stamp style showing this page, from memory. New for every signature: a style used twice
    leaves dangling references that crash validators (signing.md §1.2, trap 2)."""
    from pyhanko.pdf_utils.content import PdfContent, ResourceType
    from pyhanko.pdf_utils.generic import pdf_name
    from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, SimpleBoxLayoutRule
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.stamp import StaticStampStyle

    class Page(PdfContent):
        def render(self) -> bytes:
            look = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(page)))
            self.set_resource(ResourceType.XOBJECT, pdf_name("/Mark"), look)
            _, _, width, height = look.get_object()["/BBox"]
            self.box = BoxConstraints(width=width, height=height)
            return b"/Mark Do"

    middle = AxisAlignment.ALIGN_MID
    return StaticStampStyle(
        background=Page(),
        background_layout=SimpleBoxLayoutRule(middle, middle),  # without the default's margins
        background_opacity=1,
        border_width=0,
    )


def _add_text_field(writer: IncrementalPdfFileWriter, name: str, box: FieldBox) -> Any:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.content import RawContent
    from pyhanko.pdf_utils.generic import pdf_name, pdf_string
    from pyhanko.pdf_utils.layout import BoxConstraints

    size = BoxConstraints(width=box.x1 - box.x0, height=box.y1 - box.y0)
    empty = writer.add_object(RawContent(b"", box=size).as_form_xobject())
    page_ref = writer.find_page_for_modification(box.page)[0]
    widget = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): pdf_string(name),
            pdf_name("/F"): generic.NumberObject(_PRINT),
            pdf_name("/Q"): generic.NumberObject(1),
            pdf_name("/Rect"): generic.ArrayObject(generic.FloatObject(edge) for edge in _rect(box)),
            pdf_name("/P"): page_ref,
            pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): empty}),
        }
    )
    ref = writer.add_object(widget)
    writer.register_annotation(page_ref, ref)
    return ref


def _rect(box: FieldBox) -> Any:
    """pyHanko's annotations want whole points; PDF takes any number."""
    return (box.x0, box.y0, box.x1, box.y1)


def _fields(writer: IncrementalPdfFileWriter) -> dict[str, Any]:
    """Top-level form fields by name."""
    if "/AcroForm" not in writer.root or "/Fields" not in writer.root["/AcroForm"]:
        return {}
    fields = (ref.get_object() for ref in writer.root["/AcroForm"]["/Fields"])
    return {str(field["/T"]): field for field in fields if "/T" in field}


@contextmanager
def _writing(pdf: bytes) -> Iterator[IncrementalPdfFileWriter]:
    """An incremental writer on `pdf`; a file pyHanko cannot read is SignFault.NOT_A_PDF."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfReadError

    try:
        yield IncrementalPdfFileWriter(BytesIO(pdf))
    except PdfReadError as error:
        raise WorldError(SignFault.NOT_A_PDF) from error


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
