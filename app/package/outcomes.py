"""What can happen to a package (gói báo cáo): sentences in `resources/messages/package.toml`."""

from __future__ import annotations

from enum import StrEnum

from app.domain.errors import Outcome


class PackageOutcome(Outcome):
    """Writing faults, findings of the verifier, and headlines of its verdict."""

    # writing
    EVIDENCE_CHANGED = "package.evidence_changed"
    EVIDENCE_UNREADABLE = "package.evidence_unreadable"
    ALREADY_THERE = "package.already_there"
    NO_SPACE = "package.no_space"
    TOO_BIG_FOR_FAT = "package.too_big_for_fat"
    READ_BACK_DIFFERS = "package.read_back_differs"

    # headlines of a verdict
    HOLDS = "package.holds"
    HOLDS_WITH_NOTES = "package.holds_with_notes"
    UNTRUSTED = "package.untrusted"
    ONLY_ONE_CHANGED = "package.only_one_changed"
    SOME_CHANGED = "package.some_changed"

    # not a package at all (also headlines)
    NOT_A_CONTAINER = "package.not_a_container"
    NOT_A_REPORT_PACKAGE = "package.not_a_report_package"

    # findings about the container
    TRUNCATED = "package.truncated"
    PREFIX_BYTES = "package.prefix_bytes"
    TRAILING_BYTES = "package.trailing_bytes"
    HEADER_CHANGED = "package.header_changed"
    DIRECTORY_CHANGED = "package.directory_changed"
    MIMETYPE_WRONG = "package.mimetype_wrong"
    TOO_BIG = "package.too_big"
    COMPRESSED = "package.compressed"
    BAD_NAME = "package.bad_name"
    DUPLICATE_NAME = "package.duplicate_name"

    # findings about the files
    LIST_UNREADABLE = "package.list_unreadable"
    FILE_CHANGED = "package.file_changed"
    FILE_MISSING = "package.file_missing"
    FILE_UNCOVERED = "package.file_uncovered"
    FILE_UNLISTED = "package.file_unlisted"
    PROOF_MISSING = "package.proof_missing"

    # findings about signatures
    SIGNATURE_MISSING = "package.signature_missing"
    SIGNATURE_AMBIGUOUS = "package.signature_ambiguous"
    SIGNATURE_BROKEN = "package.signature_broken"
    SIGNED_LIST_UNREADABLE = "package.signed_list_unreadable"
    SIGNER_NOT_TRUSTED = "package.signer_not_trusted"
    REPORT_MISSING = "package.report_missing"
    REPORT_UNREADABLE = "package.report_unreadable"
    REPORT_SIGNATURE_BROKEN = "package.report_signature_broken"
    REPORT_SIGNER_NOT_TRUSTED = "package.report_signer_not_trusted"

    # what holds
    FORM_WHOLE = "package.form_whole"
    FILES_WHOLE = "package.files_whole"
    SIGNED_BY = "package.signed_by"
    REPORT_SIGNED_BY = "package.report_signed_by"

    # notes: said, but not held against the package
    FOREIGN_FORM = "package.foreign_form"
    FOREIGN_MIMETYPE = "package.foreign_mimetype"
    NEWER_SCHEMA = "package.newer_schema"
    OTHER_SIGNER_NOT_TRUSTED = "package.other_signer_not_trusted"
    SIGNATURE_NOTE = "package.signature_note"
    REPORT_SIGNATURE_NOTE = "package.report_signature_note"
    REPORT_UNSIGNED = "package.report_unsigned"


class Overall(StrEnum):
    """The verdict in one word (kết luận), best first."""

    HOLDS = "holds"
    HOLDS_WITH_NOTES = "holds_with_notes"
    UNTRUSTED = "untrusted"  # unchanged, but no signature can be tied to a known person
    BROKEN = "broken"
    NOT_A_PACKAGE = "not_a_package"


GOOD = frozenset(
    {
        PackageOutcome.FORM_WHOLE,
        PackageOutcome.FILES_WHOLE,
        PackageOutcome.SIGNED_BY,
        PackageOutcome.REPORT_SIGNED_BY,
    }
)
NOTES = frozenset(
    {
        PackageOutcome.FOREIGN_FORM,
        PackageOutcome.FOREIGN_MIMETYPE,
        PackageOutcome.NEWER_SCHEMA,
        PackageOutcome.OTHER_SIGNER_NOT_TRUSTED,
        PackageOutcome.SIGNATURE_NOTE,
        PackageOutcome.REPORT_SIGNATURE_NOTE,
        PackageOutcome.REPORT_UNSIGNED,
    }
)
UNTRUSTED = frozenset({PackageOutcome.SIGNER_NOT_TRUSTED, PackageOutcome.REPORT_SIGNER_NOT_TRUSTED})
NOT_A_PACKAGE = frozenset({PackageOutcome.NOT_A_CONTAINER, PackageOutcome.NOT_A_REPORT_PACKAGE})


def weight(outcome: Outcome) -> Overall:
    """How much one finding weighs; whatever is not known to be harmless breaks the package."""
    if outcome in GOOD:
        return Overall.HOLDS
    if outcome in NOTES:
        return Overall.HOLDS_WITH_NOTES
    if outcome in UNTRUSTED:
        return Overall.UNTRUSTED
    if outcome in NOT_A_PACKAGE:
        return Overall.NOT_A_PACKAGE
    return Overall.BROKEN
