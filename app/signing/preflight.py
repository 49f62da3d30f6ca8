"""What a certificate must be before it signs, and when somebody else's signature is judged.

pyHanko signs with an expired, not yet valid or wrong-usage certificate without complaint and does
not tell these cases apart when it refuses (signing.md §1.2, trap 4); so the rules stand here.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum, auto
from typing import TYPE_CHECKING

from app.domain.clock import VIETNAM
from app.domain.errors import WorldError
from app.domain.ports import SignerInfo
from app.domain.text import nfc
from app.signing.outcomes import SignFault

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

MIN_RSA_BITS = 2048  # Thông tư 15/2025/TT-BKHCN
MIN_EC_BITS = 256
WEAK_DIGESTS = ("md5", "sha1")
CLIENT_AUTH = "1.3.6.1.5.5.7.3.2"
# Purposes that are not signing documents: TLS server, code, OCSP, time stamps.
FOREIGN_PURPOSES = frozenset(f"1.3.6.1.5.5.7.3.{n}" for n in (1, 3, 8, 9))


class CertFlaw(Enum):
    """Why a certificate may not sign; members share names with `SignFault` and `SignProblem`."""

    NOT_YET_VALID = auto()
    EXPIRED = auto()
    WRONG_USAGE = auto()
    WRONG_PURPOSE = auto()
    WEAK_KEY = auto()


def describe(cert_der: bytes) -> SignerInfo:
    """Who a DER certificate names. A self-signed end certificate with a bare name is a device ("máy này").

    That is how `identity` makes them; a person's own test certificate also states an organisation.
    """
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.x509 import load_der_x509_certificate

    cert = load_der_x509_certificate(cert_der)
    return SignerInfo(
        name=_common_name(cert.subject),
        fingerprint=cert.fingerprint(SHA256()).hex(),
        is_device=cert.subject == cert.issuer and len(list(cert.subject)) == 1 and not _is_ca(cert),
        not_before=cert.not_valid_before_utc.astimezone(VIETNAM),
        not_after=cert.not_valid_after_utc.astimezone(VIETNAM),
        issuer=_common_name(cert.issuer),
    )


def flaw_of(cert_der: bytes, at: datetime) -> CertFlaw | None:
    """The first reason why this certificate may not sign at `at`, or None."""
    from cryptography.x509 import load_der_x509_certificate

    cert = load_der_x509_certificate(cert_der)
    if at < cert.not_valid_before_utc:
        return CertFlaw.NOT_YET_VALID
    if at > cert.not_valid_after_utc:
        return CertFlaw.EXPIRED
    if not _usage_allows(cert):
        return CertFlaw.WRONG_USAGE
    if not _purpose_allows(cert):
        return CertFlaw.WRONG_PURPOSE
    return CertFlaw.WEAK_KEY if _is_weak(cert) else None


def check(cert_der: bytes, at: datetime) -> None:
    """Called before every signature; raises WorldError(SignFault) naming the flaw."""
    flaw = flaw_of(cert_der, at)
    if flaw is None:
        return
    who = describe(cert_der)
    raise WorldError(
        SignFault[flaw.name],
        name=who.name,
        since=f"{who.not_before:%d/%m/%Y %H:%M}",
        until=f"{who.not_after:%d/%m/%Y %H:%M}",
    )


def _common_name(name: object) -> str:
    from cryptography.x509 import Name
    from cryptography.x509.oid import NameOID

    if not isinstance(name, Name):
        return ""
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return nfc(str(found[0].value) if found else name.rfc4514_string())


def _is_ca(cert: Certificate) -> bool:
    from cryptography.x509 import BasicConstraints, ExtensionNotFound

    try:
        return cert.extensions.get_extension_for_class(BasicConstraints).value.ca
    except ExtensionNotFound:
        return False


def _usage_allows(cert: Certificate) -> bool:
    """digitalSignature or nonRepudiation; a certificate that states no usage is not limited."""
    from cryptography.x509 import ExtensionNotFound, KeyUsage

    if _is_ca(cert):
        return False
    try:
        usage = cert.extensions.get_extension_for_class(KeyUsage).value
    except ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def _purpose_allows(cert: Certificate) -> bool:
    """Refused when only foreign purposes are named; many public CAs name clientAuth alone."""
    from cryptography.x509 import ExtendedKeyUsage, ExtensionNotFound

    try:
        purposes = cert.extensions.get_extension_for_class(ExtendedKeyUsage).value
    except ExtensionNotFound:
        return True
    named = {purpose.dotted_string for purpose in purposes} - {CLIENT_AUTH}
    return not named or not named <= FOREIGN_PURPOSES


def _is_weak(cert: Certificate) -> bool:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    digest = cert.signature_hash_algorithm
    if digest is not None and digest.name in WEAK_DIGESTS:
        return True
    key = cert.public_key()
    if isinstance(key, RSAPublicKey):
        return key.key_size < MIN_RSA_BITS
    return isinstance(key, EllipticCurvePublicKey) and key.key_size < MIN_EC_BITS
