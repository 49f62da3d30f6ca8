"""What was added to a PDF after a signature, and whether it may be there (signing.md §1.3).

After the last signature only the two known fields may have been filled; after an earlier one also
later signatures. pyHanko's difference analysis refuses changed pages and annotations, but it passes
junk, document information and metadata, and names fields as changed that are not; so what was
really touched after the last signature is listed here, object by object.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.signing.outcomes import SignProblem
from app.signing.pdf import SEAL_FIELD, VALUE_FIELDS

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import HistoricalResolver
    from pyhanko.sign.validation import EmbeddedPdfSignature

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*")
_INFO_OF_WRITERS = frozenset({"/ModDate", "/Producer"})  # every incremental writer touches them
_Ref = tuple[int, int]  # object and generation number


@dataclass(frozen=True)
class Additions:
    """What came after a signature: the first thing against it, and whether fields were filled."""

    problem: SignProblem | None = None
    fields_filled: bool = False


def additions_after(signature: EmbeddedPdfSignature, pdf: bytes, *, is_last: bool) -> Additions:
    """Judge everything after `signature`, whose integrity has been computed by validation."""
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
    from pyhanko.sign.validation import SignatureCoverageLevel

    if not _gap_is_contents(signature, pdf):
        return Additions(SignProblem.CHANGED_AFTER)
    if signature.evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE:
        return Additions()
    diff = signature.evaluate_modifications(DEFAULT_DIFF_POLICY)
    if not isinstance(diff, DiffResult) or diff.modification_level > ModificationLevel.FORM_FILLING:
        return Additions(SignProblem.CHANGED_AFTER)
    allowed = signature.docmdp_level  # a file signed elsewhere may forbid even form filling
    if allowed is not None and diff.modification_level.value > allowed.value:
        return Additions(SignProblem.CHANGED_AFTER)
    reader = signature.reader
    signed = reader.get_historical_resolver(signature.signed_revision)
    now = reader.get_historical_resolver(reader.xrefs.total_revisions - 1)
    filled = _values(signed) != _values(now)
    if filled and signature.fq_name == SEAL_FIELD:
        return Additions(SignProblem.NUMBER_AFTER_SEAL, fields_filled=True)
    if is_last and not (filled and _only_values_touched(signed, now) and _ends_cleanly(now, pdf)):
        return Additions(SignProblem.ADDED_AFTER, fields_filled=filled)
    return Additions(fields_filled=filled)


def _gap_is_contents(signature: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """The only bytes left out are the hexadecimal signature and its zero padding: nothing hides there."""
    from asn1crypto.parser import peek

    first, length, second, _ = (int(number) for number in signature.byte_range)
    if first != 0 or re.fullmatch(rb"<[0-9A-Fa-f]*>", pdf[length:second]) is None:
        return False
    return not signature.pkcs7_content[peek(signature.pkcs7_content) :].strip(b"\0")


def _values(revision: HistoricalResolver) -> dict[_Ref, tuple[str, bytes]]:
    """Value and appearance of the number and date fields of one revision, by object."""
    if "/AcroForm" not in revision.root:
        return {}
    found: dict[_Ref, tuple[str, bytes]] = {}
    for ref in revision.root["/AcroForm"]["/Fields"]:
        field = ref.get_object()
        if "/T" in field and str(field["/T"]) in VALUE_FIELDS:
            value = str(field["/V"]) if "/V" in field else ""
            found[ref.idnum, ref.generation] = (value, field["/AP"]["/N"].encoded_data)
    return found


def _only_values_touched(signed: HistoricalResolver, now: HistoricalResolver) -> bool:
    """Of the objects that were signed, only the two fields and the writers' notes were rewritten."""
    touched = {
        (ref.idnum, ref.generation)
        for revision in range(signed.revision + 1, now.revision + 1)
        for ref in now.reader.xrefs.explicit_refs_in_revision(revision)
        if not signed.is_ref_unassignable(ref)
    }
    info_before, own_before = _info(signed)
    info_after, own_after = _info(now)
    return (
        touched <= _values(signed).keys() | {info_before}
        and (info_before, own_before) == (info_after, own_after)
        and signed.root_ref.idnum == now.root_ref.idnum
    )


def _info(revision: HistoricalResolver) -> tuple[_Ref, dict[str, str]]:
    """Where the document information of a revision stands, and what the author wrote in it."""
    from pyhanko.pdf_utils.generic import IndirectObject, Reference

    try:
        raw: Any = revision.reader.trailer.raw_get("/Info", revision=revision.revision)
    except KeyError:
        return (0, 0), {}
    if not isinstance(raw, IndirectObject):
        return (0, 0), {str(key): str(value) for key, value in raw.items()}
    info = revision(Reference(raw.idnum, raw.generation, revision))
    own = {str(key): str(info[key]) for key in info if key not in _INFO_OF_WRITERS}
    return (raw.idnum, raw.generation), own


def _ends_cleanly(now: HistoricalResolver, pdf: bytes) -> bool:
    """Nothing stands behind the last cross-reference section but its own end marks."""
    start = now.reader.xrefs.get_startxref_for_revision(now.revision)
    end = _END.fullmatch(pdf, pdf.find(b"startxref", start))
    return end is not None and int(end[1]) == start
