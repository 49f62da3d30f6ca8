from __future__ import annotations

import unicodedata
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from app.domain.errors import FileFault, WorldError
from app.signing.identity import device_signer, info, load_p12, make_device_identity
from app.signing.outcomes import SignFault
from tests.pki import NOW, PASSWORD, PRINCIPAL, pki


def _fault(source: Path | bytes, password: str) -> str:
    with pytest.raises(WorldError) as caught:
        load_p12(source, password)
    return caught.value.outcome


def test_p12_with_a_vietnamese_password_opens_and_names_its_holder(tmp_path: Path):
    path = tmp_path / "Chứng thư số.p12"
    path.write_bytes(pki().principal.p12)
    who = info(load_p12(path, PASSWORD))
    assert (who.name, who.issuer, who.is_device) == (PRINCIPAL, pki().sub.name, False)
    assert (
        who.fingerprint
        == x509.load_der_x509_certificate(pki().principal.der)
        .fingerprint(pki().principal.cert.signature_hash_algorithm)
        .hex()
    )


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_keyboard_s_way_of_composing_letters_does_not_matter(form: str):
    assert load_p12(pki().seal.p12, unicodedata.normalize(form, PASSWORD)).info.name == pki().seal.name


def test_wrong_password_missing_file_and_not_a_p12_are_told_apart(tmp_path: Path):
    holder = pki().principal_ec
    assert _fault(holder.p12, "sai") is SignFault.WRONG_PASSWORD
    assert _fault(holder.p12, "") is SignFault.WRONG_PASSWORD
    assert _fault(tmp_path / "không có.p12", PASSWORD) is FileFault.MISSING
    for junk in (b"", b"PK\x03\x04 not a key", holder.der, holder.p12[:200]):
        assert _fault(junk, PASSWORD) is SignFault.NOT_A_P12


def test_p12_without_a_key_and_with_a_key_no_pdf_tool_knows():
    locked = BestAvailableEncryption(PASSWORD.encode())
    bare = pkcs12.serialize_key_and_certificates(b"x", None, pki().seal.cert, None, locked)
    assert _fault(bare, PASSWORD) is SignFault.NO_KEY
    odd = pkcs12.serialize_key_and_certificates(b"x", Ed25519PrivateKey.generate(), None, None, locked)
    assert _fault(odd, PASSWORD) in (SignFault.NO_KEY, SignFault.UNSUPPORTED_KEY)


def test_chain_travels_with_the_identity():
    assert load_p12(pki().principal.p12, PASSWORD).chain == (pki().sub.der,)


def test_device_identity_is_a_self_signed_p256_end_certificate():
    device = make_device_identity("Máy văn phòng", NOW, days=10)
    cert = x509.load_der_x509_certificate(device.cert_der)
    usage = cert.extensions.get_extension_for_class(x509.KeyUsage).value
    assert isinstance(cert.public_key().curve, SECP256R1)  # type: ignore[union-attr]
    assert usage.digital_signature and usage.content_commitment and not usage.key_cert_sign
    assert not cert.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert cert.not_valid_after_utc == NOW + timedelta(days=10)
    who = device_signer(device).info
    assert (who.name, who.is_device) == ("Máy văn phòng", True)


def test_device_name_longer_than_a_certificate_allows_is_cut():
    long_name = "Máy tính phòng văn thư của trường phổ thông dân tộc bán trú tiểu học và trung học cơ sở"
    shown = device_signer(make_device_identity(long_name, NOW)).info.name
    assert long_name.startswith(shown) and 60 < len(shown.encode()) <= 64


def test_two_devices_of_one_name_are_two_devices():
    first, second = (device_signer(make_device_identity("Máy 1", NOW)).info for _ in range(2))
    assert first.fingerprint != second.fingerprint


def test_no_key_in_a_printed_identity():
    device = make_device_identity("Máy 1", NOW)
    assert "key_der" not in repr(device) and "key_der" not in repr(device_signer(device))
