"""What the facts of signatures mean for a package: one finding per signature, one per warning.

Accepted = every signature unchanged and covering all, at least one container signer trusted (signing.md §7).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.errors import Notice, Outcome
from app.domain.ports import SignatureFacts
from app.package import texts
from app.package.outcomes import PackageOutcome


@dataclass(frozen=True)
class JudgedSignature:
    """One container signature: its entry, the SHA-256 a receipt names it by, and its facts."""

    entry: str
    sha256: str
    facts: SignatureFacts


@dataclass(frozen=True)
class _Words:
    """Which outcome says what, for the container or for the report."""

    broken: PackageOutcome
    not_trusted: PackageOutcome
    holds: PackageOutcome
    note: PackageOutcome


_REPORT = _Words(
    PackageOutcome.REPORT_SIGNATURE_BROKEN,
    PackageOutcome.REPORT_SIGNER_NOT_TRUSTED,
    PackageOutcome.REPORT_SIGNED_BY,
    PackageOutcome.REPORT_SIGNATURE_NOTE,
)


def signature_findings(judged: Sequence[JudgedSignature]) -> list[Notice]:
    """Findings about the container's signatures; a further unknown signer beside a trusted one is a note."""
    trusted = any(accepted(signature.facts) for signature in judged)
    words = _Words(
        PackageOutcome.SIGNATURE_BROKEN,
        PackageOutcome.OTHER_SIGNER_NOT_TRUSTED if trusted else PackageOutcome.SIGNER_NOT_TRUSTED,
        PackageOutcome.SIGNED_BY,
        PackageOutcome.SIGNATURE_NOTE,
    )
    return [notice for one in judged for notice in _findings(one.facts, words, {"entry": one.entry})]


def report_findings(signatures: Sequence[SignatureFacts], title: str) -> list[Notice]:
    """Findings about the signatures inside the report PDF; a report without any is only noted."""
    if not signatures:
        return [Notice(PackageOutcome.REPORT_UNSIGNED, {"title": title})]
    return [notice for one in signatures for notice in _findings(one, _REPORT, {"field": one.field})]


def accepted(facts: SignatureFacts) -> bool:
    """Unchanged, covering all, and by somebody who is believed."""
    return facts.intact and facts.whole and facts.trusted and not facts.problem


def leading(judged: Sequence[JudgedSignature]) -> SignatureFacts | None:
    """Whose package it is: the first signer who is believed, otherwise the first who can be read.

    Anybody may add a signature of his own, in front of the others too.
    """
    readable = [one.facts for one in judged if one.facts.signer]
    return next(filter(accepted, readable), readable[0] if readable else None)


def _findings(facts: SignatureFacts, words: _Words, where: Mapping[str, object]) -> list[Notice]:
    said = {**where, "signer": signer_of(facts)}
    if accepted(facts):
        first = Notice(words.holds, said)
    else:
        outcome = words.not_trusted if facts.intact and facts.whole else words.broken
        first = Notice(outcome, {**said, "reason": outcome_named(facts.problem)})
    notes = (Notice(words.note, {**said, "reason": outcome_named(note)}) for note in facts.notes)
    return [first, *notes]


def signer_of(facts: SignatureFacts) -> str:
    """The signer's name as in the certificate, a device as such; "" when it could not be read."""
    if facts.signer is None:
        return ""
    return texts.DEVICE_SIGNER.format(name=facts.signer.name) if facts.signer.is_device else facts.signer.name


def outcome_named(value: str) -> Outcome | str:
    """The outcome of any loaded area with this value; the value itself when none has it."""
    for kind in Outcome.__subclasses__():
        found = next((outcome for outcome in kind.__members__.values() if outcome.value == value), None)
        if found is not None:
            return found
    return value
