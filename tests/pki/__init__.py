"""A small invented PKI for tests of every area: `pki()` makes it once per process.

Nothing here imports `app`: other areas use the raw `.p12` bytes and DER certificates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PASSWORD = "Mật khẩu số Một"
NOW = datetime(2026, 11, 17, 8, 30, tzinfo=timezone(timedelta(hours=7), "+07:00"))
PRINCIPAL = "Nguyễn Thị Bích Phượng"
SCHOOL = "Trường Tiểu học Đồng Lúa"

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


@dataclass(frozen=True)
class Holder:
    """One certificate, its key and the `.p12` (password `PASSWORD`, with the chain) around both."""

    name: str
    cert: x509.Certificate
    key: PrivateKey
    p12: bytes

    @property
    def der(self) -> bytes:
        return self.cert.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.cert.public_bytes(Encoding.PEM)


@dataclass(frozen=True)
class Pki:
    root: Holder
    sub: Holder  # issues the people below; ends 2000 days after NOW, before they do
    principal: Holder  # RSA-2048
    principal_ec: Holder  # P-256
    seal: Holder  # con dấu: the school's own certificate, P-256
    expired: Holder  # a month before NOW
    future: Holder  # valid from ten days after NOW
    ending: Holder  # ten days left at NOW
    wrong_usage: Holder  # keyEncipherment only
    tls_only: Holder  # serverAuth and clientAuth
    weak: Holder  # RSA-1024
    evil: Holder  # the principal's name and the sub-CA's name, another root
    device: Holder  # self-signed, "máy này"
    stranger: Holder  # a certificate issued by the device's key: must never be trusted

    @property
    def roots(self) -> tuple[bytes, ...]:
        return (self.root.der,)

    @property
    def intermediates(self) -> tuple[bytes, ...]:
        return (self.sub.der,)


def _p256() -> PrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def issue(
    name: str,
    issuer: Holder | None,
    *,
    key: PrivateKey | None = None,
    ca: bool = False,
    usages: tuple[str, ...] = ("digital_signature", "content_commitment"),
    purposes: tuple[x509.ObjectIdentifier, ...] = (),
    since: datetime = NOW - timedelta(days=400),
    until: datetime = NOW + timedelta(days=3650),
    chain: tuple[Holder, ...] = (),
) -> Holder:
    """One more certificate, for a test whose moment is another than NOW."""
    own = key or _p256()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signer = issuer.key if issuer else own
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.cert.subject if issuer else subject)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{u: u in usages for u in _USAGES}), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    cert = builder.sign(signer, hashes.SHA256())
    p12 = pkcs12.serialize_key_and_certificates(
        name.encode(), own, cert, [h.cert for h in chain], BestAvailableEncryption(PASSWORD.encode())
    )
    return Holder(name, cert, own, p12)


@cache
def pki() -> Pki:
    """The whole PKI; keys are made once per process."""
    ca_usage = ("key_cert_sign", "crl_sign")
    root = issue("Chứng thực số Quốc gia (thử)", None, ca=True, usages=ca_usage)
    day = timedelta(days=1)
    sub = issue("Chứng thực Công vụ (thử)", root, ca=True, usages=ca_usage, until=NOW + 2000 * day)
    evil_root = issue(root.name, None, ca=True, usages=ca_usage)
    evil_sub = issue(sub.name, evil_root, ca=True, usages=ca_usage)
    device = issue("Máy văn phòng " + SCHOOL, None)
    web = (ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH)
    mail = (ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.EMAIL_PROTECTION)
    return Pki(
        root=root,
        sub=sub,
        principal=issue(
            PRINCIPAL, sub, key=rsa.generate_private_key(65537, 2048), purposes=mail, chain=(sub,)
        ),
        principal_ec=issue(PRINCIPAL, sub, chain=(sub,)),
        seal=issue(SCHOOL, sub, chain=(sub,)),
        expired=issue(PRINCIPAL, sub, until=NOW - 30 * day, chain=(sub,)),
        future=issue(PRINCIPAL, sub, since=NOW + 10 * day, chain=(sub,)),
        ending=issue(PRINCIPAL, sub, until=NOW + 10 * day, chain=(sub,)),
        wrong_usage=issue(PRINCIPAL, sub, usages=("key_encipherment",), chain=(sub,)),
        tls_only=issue("truong.example", sub, purposes=web, chain=(sub,)),
        weak=issue(PRINCIPAL, sub, key=rsa.generate_private_key(65537, 1024), chain=(sub,)),
        evil=issue(PRINCIPAL, evil_sub, chain=(evil_sub, evil_root)),
        device=device,
        stranger=issue(PRINCIPAL, device, chain=(device,)),
    )
