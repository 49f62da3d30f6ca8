"""The tamper table of signing.md §1.3, and what the office's order may add after a signature."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign.fields import MDPPerm, SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata
from pyhanko.sign.signers import sign_pdf as pyhanko_sign

from app.signing.outcomes import SignNote, SignProblem
from app.signing.pdf import NUMBER_FIELD, PERSON_FIELD, SEAL_FIELD, sign_pdf
from tests.pki import NOW, PRINCIPAL, SCHOOL, pki
from tests.signing.sample import (
    LATER,
    blank,
    identity,
    judge,
    numbered,
    person_signed,
    prepared,
    problems,
    sealed,
)

Edit = Callable[[IncrementalPdfFileWriter], None]


def _updated(pdf: bytes, edit: Edit) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    edit(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _shadow(writer: IncrementalPdfFileWriter) -> None:
    page = writer.find_page_for_modification(0)[0].get_object()
    other = generic.StreamObject(stream_data=b"BT /F1 12 Tf 90 780 Td (100 %) Tj ET")
    page[pdf_name("/Contents")] = writer.add_object(other)
    writer.update_container(page)


def _annotation(writer: IncrementalPdfFileWriter) -> None:
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (90, 600, 300, 640))),
            pdf_name("/Contents"): pdf_string("Đạt 100 %"),
            pdf_name("/DA"): pdf_string("/Helv 12 Tf 0 g"),
        }
    )
    writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))


def _title(writer: IncrementalPdfFileWriter) -> None:
    info = writer.trailer["/Info"]
    info[pdf_name("/Title")] = pdf_string("Another title")
    writer.update_container(info)


def _renumber(writer: IncrementalPdfFileWriter) -> None:
    for ref in writer.root["/AcroForm"]["/Fields"]:
        field = ref.get_object()
        if field["/T"] == NUMBER_FIELD:
            field[pdf_name("/V")] = pdf_string("99")
            writer.update_container(field)


def _both(writer: IncrementalPdfFileWriter) -> None:
    _renumber(writer)
    _title(writer)


def _new_metadata(writer: IncrementalPdfFileWriter) -> None:
    _renumber(writer)
    stream = generic.StreamObject(stream_data=b"<x:xmpmeta/>")
    stream[pdf_name("/Type")] = pdf_name("/Metadata")
    stream[pdf_name("/Subtype")] = pdf_name("/XML")
    writer.root[pdf_name("/Metadata")] = writer.add_object(stream)
    writer.update_root()


def test_the_office_s_order_keeps_both_signatures_good():
    person, seal = judge().judge_pdf(sealed(), LATER)
    assert (person.field, seal.field) == (PERSON_FIELD, SEAL_FIELD)
    for facts in (person, seal):
        assert (facts.problem, facts.intact, facts.whole, facts.trusted) == ("", True, True, True)
    assert person.signer is not None and person.signer.name == PRINCIPAL
    assert seal.signer is not None and seal.signer.name == SCHOOL
    assert (person.claimed_time, seal.claimed_time) == (NOW, LATER)
    assert person.fields_filled_after and not seal.fields_filled_after
    assert SignNote.NUMBER_FILLED_AFTER in person.notes
    assert SignNote.NUMBER_FILLED_AFTER not in seal.notes


def test_person_alone_and_person_with_number():
    (alone,) = judge().judge_pdf(person_signed(), LATER)
    assert (alone.problem, alone.whole, alone.fields_filled_after) == ("", True, False)
    (filled,) = judge().judge_pdf(numbered(), LATER)
    assert (filled.problem, filled.whole, filled.fields_filled_after) == ("", True, True)


def test_seal_may_come_without_a_number():
    both = sign_pdf(person_signed(), identity(pki().seal), SEAL_FIELD, LATER)
    assert problems(both) == ["", ""]
    assert not any(facts.fields_filled_after for facts in judge().judge_pdf(both, LATER))


def test_unsigned_report_has_no_facts():
    assert judge().judge_pdf(blank(), NOW) == () == judge().judge_pdf(prepared(), NOW)


@pytest.mark.parametrize("edit", [_shadow, _annotation])
@pytest.mark.parametrize("stage", [person_signed, numbered, sealed])
def test_changed_content_is_refused_by_every_signature(stage: Callable[[], bytes], edit: Edit):
    found = problems(_updated(stage(), edit))
    assert found == [SignProblem.CHANGED_AFTER] * len(found) and found


@pytest.mark.parametrize("edit", [_title, _both, _new_metadata])
@pytest.mark.parametrize("stage", [person_signed, numbered])
def test_information_or_metadata_may_not_ride_along_with_the_number(stage: Callable[[], bytes], edit: Edit):
    assert problems(_updated(stage(), edit))[-1] in (SignProblem.ADDED_AFTER, SignProblem.CHANGED_AFTER)


def test_information_changed_after_the_seal():
    assert problems(_updated(sealed(), _title))[-1] == SignProblem.ADDED_AFTER


def test_only_the_two_known_fields_may_be_touched():
    def unsigned_field(writer: IncrementalPdfFileWriter) -> None:
        _renumber(writer)
        for ref in writer.root["/AcroForm"]["/Fields"]:
            field = ref.get_object()
            if field["/T"] == SEAL_FIELD:
                field[pdf_name("/F")] = generic.NumberObject(2)
                writer.update_container(field)

    assert problems(_updated(person_signed(), _renumber)) == [""]
    assert problems(_updated(person_signed(), unsigned_field))[0] in (
        SignProblem.ADDED_AFTER,
        SignProblem.CHANGED_AFTER,
    )


def test_number_changed_after_the_seal():
    assert problems(_updated(sealed(), _renumber))[-1] == SignProblem.NUMBER_AFTER_SEAL


@pytest.mark.parametrize("stage", [person_signed, numbered, sealed])
@pytest.mark.parametrize("junk", [b"\n", b"junk", b"\n% junk\nstartxref\n12\n%%EOF\n", b"\0" * 3000])
def test_bytes_after_the_end_are_refused(stage: Callable[[], bytes], junk: bytes):
    """Trap 7: pyHanko's bottom line accepts them; white space after an unsigned tail is harmless."""
    found = problems(stage() + junk)[-1]
    if stage is numbered and junk == b"\n":
        assert found == ""
    else:
        assert found in (SignProblem.ADDED_AFTER, SignProblem.CHANGED_AFTER, SignProblem.UNREADABLE)


def test_a_copied_end_of_file_is_refused_too():
    pdf = numbered()
    assert problems(pdf + b"% junk\n" + pdf[pdf.rfind(b"startxref") :])[-1] == SignProblem.ADDED_AFTER


@pytest.mark.parametrize("kept", [0.05, 0.5, 0.9, 0.999])
def test_a_cut_off_file_is_never_good(kept: float):
    facts = judge().judge_pdf(sealed()[: int(len(sealed()) * kept)], LATER)
    assert facts and all(fact.problem for fact in facts)


def test_a_rewritten_file_is_refused():
    out = BytesIO()
    pypdfium2.PdfDocument(sealed()).save(out)
    rewritten = problems(out.getvalue())
    assert rewritten and all(rewritten)
    copied = BytesIO()
    copy_into_new_writer(PdfFileReader(BytesIO(sealed()))).write(copied)
    assert all(problems(copied.getvalue()))


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_flipped_bit_of_the_signed_bytes_goes_unseen(data: st.DataObject):
    pdf = bytearray(sealed())
    last = PdfFileReader(BytesIO(sealed())).embedded_signatures[-1].byte_range
    signed = [*range(last[0], last[1]), *range(last[2], last[2] + last[3])]
    place = data.draw(st.sampled_from(signed))
    pdf[place] ^= 1 << data.draw(st.integers(0, 7))
    facts = judge().judge_pdf(bytes(pdf), LATER)
    assert not facts or any(fact.problem for fact in facts)
    assert len(facts) < 2 or facts[-1].problem


def test_nothing_hides_in_the_padding_of_the_signature():
    pdf = bytearray(sealed())
    last = PdfFileReader(BytesIO(sealed())).embedded_signatures[-1].byte_range
    assert pdf[last[2] - 3 : last[2]] == b"00>"
    pdf[last[2] - 3] = ord("7")
    assert problems(bytes(pdf))[-1] == SignProblem.CHANGED_AFTER


def test_somebody_else_s_seal_is_not_the_school_s():
    other = sign_pdf(numbered(), identity(pki().evil), SEAL_FIELD, LATER)
    assert problems(other) == ["", SignProblem.NO_CHAIN]


def test_device_signature_on_a_report():
    pdf = sign_pdf(prepared(), identity(pki().device), PERSON_FIELD, NOW)
    assert problems(pdf) == [SignProblem.UNKNOWN_DEVICE]
    (facts,) = judge(pki().device.der).judge_pdf(pdf, NOW)
    assert facts.problem == "" and SignNote.DEVICE_ONLY in facts.notes


def test_expired_since_is_judged_at_the_given_moment():
    pdf = sign_pdf(prepared(), identity(pki().ending), PERSON_FIELD, NOW)
    assert judge().judge_pdf(pdf, NOW)[0].problem == ""
    assert judge().judge_pdf(pdf, NOW + timedelta(days=900))[0].problem == SignProblem.EXPIRED


def test_a_report_signed_elsewhere_in_fields_of_its_own_is_judged_too():
    """Another tool adds its fields while signing; both signatures hold."""
    pdf = blank()
    for number, holder in enumerate((pki().principal, pki().seal)):
        out = pyhanko_sign(
            IncrementalPdfFileWriter(BytesIO(pdf)),
            PdfSignatureMetadata(field_name=f"Signature{number}"),
            signer=identity(holder).pyhanko_signer(),
            new_field_spec=SigFieldSpec(f"Signature{number}", box=(90, 100 + 90 * number, 290, 160)),
        )
        pdf = out.getvalue()
    assert problems(pdf) == ["", ""]


def test_first_signature_that_locks_the_report_does_not_lend_itself_to_a_number():
    locked = pyhanko_sign(
        IncrementalPdfFileWriter(BytesIO(prepared())),
        PdfSignatureMetadata(field_name=PERSON_FIELD, certify=True, docmdp_permissions=MDPPerm.NO_CHANGES),
        signer=identity(pki().principal).pyhanko_signer(),
    ).getvalue()
    assert problems(locked) == [""]
    assert problems(_updated(locked, _renumber)) == [SignProblem.CHANGED_AFTER]
