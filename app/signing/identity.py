"""Identities that sign: a `.p12`/`.pfx` file, or the certificate of this PC ("máy này")."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import WorldError
from app.domain.ports import SignerInfo
from app.domain.text import nfc
from app.files import world_errors
from app.signing import preflight
from app.signing.outcomes import SignFault

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

MAX_COMMON_NAME = 64  # X.520 ub-common-name; `cryptography` counts UTF-8 bytes


@dataclass(frozen=True)
class DeviceIdentity:
    """Key (PKCS#8 DER, unencrypted: keep it inside the encrypted store) and certificate of a PC."""

    key_der: bytes = field(repr=False)
    cert_der: bytes


@dataclass(frozen=True)
class Identity:
    """A certificate with its private key in memory; a `CmsSigner`."""

    cert_der: bytes
    key_der: bytes = field(repr=False)  # PKCS#8 DER
    chain: tuple[bytes, ...] = ()  # intermediate certificates (DER) that travel with it

    @property
    def info(self) -> SignerInfo:
        return preflight.describe(self.cert_der)

    def sign_detached(self, content: bytes, at: datetime) -> bytes:
        """DER of a detached CAdES-B CMS over `content` (profile of signing.md §2.3).

        `at` is timezone-aware and becomes the signingTime. Raises WorldError(SignFault) when the
        certificate may not sign then. Call it from a worker thread (pyHanko runs an event loop).
        """
        import asyncio

        from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

        preflight.check(self.cert_der, at)
        attributes = PdfCMSSignedAttributes(signing_time=at.astimezone(UTC))
        signing = self.pyhanko_signer().async_sign_general_data(
            content, "sha256", detached=True, use_cades=True, signed_attr_settings=attributes
        )
        return bytes(asyncio.run(signing).dump())

    def pyhanko_signer(self) -> SimpleSigner:
        """A fresh pyHanko signer that embeds the chain it knows."""
        from asn1crypto import keys, x509
        from pyhanko.sign.signers import SimpleSigner
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        registry.register_multiple(x509.Certificate.load(der) for der in self.chain)
        return SimpleSigner(
            signing_cert=x509.Certificate.load(self.cert_der),
            signing_key=keys.PrivateKeyInfo.load(self.key_der),
            cert_registry=registry,
            # RSASSA-PSS is what Thông tư 15/2025 names; tried with openssl 3.0 (cms -verify -cades) and
            # poppler 22.12 (pdfsig), which both accept it, so v1.5 is left to tokens that lack PSS.
            prefer_pss=True,
        )


def info(identity: Identity) -> SignerInfo:
    """Who this identity is, as shown to people."""
    return identity.info


def device_signer(device: DeviceIdentity) -> Identity:
    """The identity of this PC; its signatures are shown as "máy này", never as a person."""
    return Identity(cert_der=device.cert_der, key_der=device.key_der)


def make_device_identity(name: str, at: datetime, days: int = 3650) -> DeviceIdentity:
    """A new P-256 key with a self-signed certificate, valid from a day before `at` for `days`.

    The day of grace is for another PC of the school whose clock is behind. P-256 and not Ed25519,
    which PDF tools and pyHanko's SHA-256 path refuse (signing.md §1.1).
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    shown = nfc(name).strip().encode()[:MAX_COMMON_NAME].decode(errors="ignore")
    subject = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, shown)])
    usage = dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    cert = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at.astimezone(UTC) - timedelta(days=1))
        .not_valid_after(at.astimezone(UTC) + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return DeviceIdentity(
        key_der=key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        cert_der=cert.public_bytes(serialization.Encoding.DER),
    )


def load_p12(source: Path | bytes, password: str) -> Identity:
    """Open a `.p12`/`.pfx`; the password is tried as typed, then in NFC and NFD.

    Raises WorldError: FileFault for a missing or unreadable file, SignFault.NOT_A_P12,
    WRONG_PASSWORD, NO_KEY or UNSUPPORTED_KEY. pyHanko's own loader answers None to all of them.
    """
    from asn1crypto import pkcs12 as asn1_pkcs12

    if isinstance(source, Path):
        with world_errors(source):
            source = source.read_bytes()
    try:
        asn1_pkcs12.Pfx.load(source)["auth_safe"]["content_type"].native  # noqa: B018 (parses it)
    except (ValueError, TypeError, KeyError) as error:
        raise WorldError(SignFault.NOT_A_P12) from error
    forms = (password, nfc(password), unicodedata.normalize("NFD", password))
    for typed in dict.fromkeys(forms):
        identity = _open(source, typed)
        if identity is not None:
            return identity
    raise WorldError(SignFault.WRONG_PASSWORD)


def _open(data: bytes, password: str) -> Identity | None:
    """The identity inside, or None when this password does not open it."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        pkcs12,
    )

    try:
        key, cert, more = pkcs12.load_key_and_certificates(data, password.encode())
    except ValueError as error:
        if "password" in str(error).lower():
            return None
        raise WorldError(SignFault.NOT_A_P12) from error
    except UnsupportedAlgorithm as error:
        raise WorldError(SignFault.UNSUPPORTED_KEY) from error
    if key is None or cert is None:
        raise WorldError(SignFault.NO_KEY)
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise WorldError(SignFault.UNSUPPORTED_KEY)
    return Identity(
        cert_der=cert.public_bytes(Encoding.DER),
        key_der=key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        chain=tuple(other.public_bytes(Encoding.DER) for other in more),
    )
