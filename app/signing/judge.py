"""Judging signatures offline: separate facts, the first thing that does not hold, and warnings.

pyHanko's `bottom_line` alone accepts bytes appended after the last signature, cannot say which flaw
a certificate has, and wants other key usages than Vietnamese authorities issue; the rules of
signing.md §7 are therefore written out here. Nothing ever goes to the network. Call from a worker
thread (pyHanko runs an event loop).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.domain.clock import VIETNAM
from app.domain.ports import SignatureFacts, SignerInfo
from app.signing import preflight
from app.signing.outcomes import SignNote, SignProblem
from app.signing.pdf_changes import Additions, additions_after

if TYPE_CHECKING:
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko.sign.validation.status import StandardCMSSignatureStatus
    from pyhanko_certvalidator import ValidationContext

SOON = timedelta(days=30)
CLOCK_SLACK = timedelta(days=1)


@dataclass(frozen=True)
class Trust:
    """Whom this program believes: DER certificates, and SHA-256 fingerprints of known devices."""

    roots: tuple[bytes, ...] = ()
    intermediates: tuple[bytes, ...] = ()
    devices: frozenset[str] = frozenset()

    @staticmethod
    def of(
        roots: Iterable[bytes] = (), intermediates: Iterable[bytes] = (), devices: Iterable[bytes] = ()
    ) -> Trust:
        """From DER certificates; devices are kept by fingerprint."""
        known = frozenset(preflight.describe(der).fingerprint for der in devices)
        return Trust(tuple(roots), tuple(intermediates), known)


@dataclass(frozen=True)
class Judge:
    """A `SignatureJudge` that believes `trust` and nobody else."""

    trust: Trust

    def judge_cms(self, content: bytes, signature: bytes, at: datetime) -> SignatureFacts:
        """Facts about a detached CAdES-B signature (DER) over exactly `content`, judged at `at`."""
        from asn1crypto import cms
        from pyhanko.sign.validation.generic_cms import (
            async_validate_detached_cms,
            extract_certs_for_validation,
        )

        try:
            outer = cms.ContentInfo.load(signature, strict=True)
            signed = outer["content"]
            if not _is_cades(signed):
                return _unjudged(SignProblem.NOT_CADES)
            signer = _Signer.of(extract_certs_for_validation(signed).signer_cert.dump(), at)
            status = asyncio.run(
                async_validate_detached_cms(
                    content,
                    signed,
                    signer_validation_context=self._context(signer, at),
                    key_usage_settings=_usages(),
                )
            )
        except Exception:  # a file from outside may break the parser anywhere
            return _unjudged(SignProblem.UNREADABLE)
        return _facts(signer, status, Additions(), at)

    def judge_pdf(self, pdf: bytes, at: datetime) -> tuple[SignatureFacts, ...]:
        """Facts about every signature in order of signing; () when the PDF bears none.

        A file that cannot be read gives one entry with `SignProblem.UNREADABLE`.
        """
        from pyhanko.pdf_utils.reader import PdfFileReader

        try:
            signatures = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
        except Exception:  # a file from outside may break the parser anywhere
            return (_unjudged(SignProblem.UNREADABLE),)
        return tuple(
            self._judge_embedded(signature, pdf, at, is_last=signature is signatures[-1])
            for signature in signatures
        )

    def _judge_embedded(self, signature: Any, pdf: bytes, at: datetime, *, is_last: bool) -> SignatureFacts:
        from pyhanko.sign.validation import async_validate_pdf_signature

        try:
            signer = _Signer.of(signature.signer_cert.dump(), at)
            context = self._context(signer, at)
            status = asyncio.run(
                async_validate_pdf_signature(signature, context, key_usage_settings=_usages(), skip_diff=True)
            )
            additions = additions_after(signature, pdf, is_last=is_last)
        except Exception:  # a damaged or hostile file; also trap 2's KeyError
            return replace(_unjudged(SignProblem.UNREADABLE), field=str(signature.fq_name))
        return replace(_facts(signer, status, additions, at), field=str(signature.fq_name))

    def _context(self, signer: _Signer, at: datetime) -> ValidationContext:
        """A known device is trusted for itself alone: what its key issued to others is not."""
        from asn1crypto import x509
        from pyhanko_certvalidator import ValidationContext

        is_known_device = signer.who.fingerprint in self.trust.devices
        roots = (signer.der,) if is_known_device else self.trust.roots
        return ValidationContext(
            trust_roots=[x509.Certificate.load(der) for der in roots],
            other_certs=[x509.Certificate.load(der) for der in self.trust.intermediates],
            allow_fetching=False,
            moment=at,
        )


@dataclass(frozen=True)
class _Signer:
    """The signer's certificate, read once."""

    der: bytes
    who: SignerInfo
    flaw: preflight.CertFlaw | None

    @staticmethod
    def of(der: bytes, at: datetime) -> _Signer:
        return _Signer(der, preflight.describe(der), preflight.flaw_of(der, at))


def _facts(
    signer: _Signer, status: StandardCMSSignatureStatus, additions: Additions, at: datetime
) -> SignatureFacts:
    intact = bool(status.intact and status.valid)
    trusted = bool(status.trusted) and signer.flaw is None
    problem = ""
    if not intact:
        problem = SignProblem.ALTERED
    elif additions.problem is not None:
        problem = additions.problem
    elif signer.flaw is not None:
        problem = SignProblem[signer.flaw.name]
    elif not trusted:
        problem = _untrusted(status, is_device=signer.who.is_device)
    claimed = status.signer_reported_dt
    facts = SignatureFacts(
        intact=intact,
        whole=intact and additions.problem is None,
        signer=signer.who,
        trusted=trusted,
        valid_at=at if trusted else None,
        claimed_time=claimed.astimezone(VIETNAM) if claimed else None,
        problem=problem,
        fields_filled_after=additions.fields_filled,
    )
    stamp = status.timestamp_validity
    return replace(facts, notes=_notes(signer.who, facts, at, has_time=bool(stamp and stamp.trusted)))


def _untrusted(status: StandardCMSSignatureStatus, *, is_device: bool) -> SignProblem:
    from pyhanko.sign.ades.report import AdESIndeterminate

    if is_device:
        return SignProblem.UNKNOWN_DEVICE
    if status.trust_problem_indic is AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND:
        return SignProblem.NO_CHAIN
    return SignProblem.BAD_CHAIN


def _notes(who: SignerInfo, facts: SignatureFacts, at: datetime, *, has_time: bool) -> tuple[str, ...]:
    claimed = facts.claimed_time
    found = {
        SignNote.DEVICE_ONLY: who.is_device,
        SignNote.NUMBER_FILLED_AFTER: facts.fields_filled_after,
        SignNote.NO_REVOCATION_DATA: not who.is_device,
        SignNote.NO_TIMESTAMP: not has_time,
        SignNote.CERT_EXPIRES_SOON: timedelta(0) <= who.not_after - at < SOON,
        SignNote.CLOCK_ODD: claimed is not None and (claimed > at + CLOCK_SLACK or claimed < who.not_before),
    }
    return tuple(note for note, holds in found.items() if holds)


def _usages() -> KeyUsageConstraints:
    """Either usage will do; pyHanko alone would insist on nonRepudiation."""
    from pyhanko.sign.validation.settings import KeyUsageConstraints

    return KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})


def _is_cades(signed: Any) -> bool:
    """Detached, one signer, signingCertificateV2 among the signed attributes (CAdES-B)."""
    if signed["encap_content_info"]["content"].native is not None or len(signed["signer_infos"]) != 1:
        return False
    attributes = signed["signer_infos"][0]["signed_attrs"]
    return any(attribute["type"].native == "signing_certificate_v2" for attribute in attributes)


def _unjudged(problem: SignProblem) -> SignatureFacts:
    return SignatureFacts(
        intact=False,
        whole=False,
        signer=None,
        trusted=False,
        valid_at=None,
        claimed_time=None,
        problem=problem,
    )
