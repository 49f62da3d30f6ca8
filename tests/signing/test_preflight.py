from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from app.domain.errors import WorldError
from app.signing import preflight
from app.signing.outcomes import SignFault
from app.signing.pdf import PERSON_FIELD, sign_pdf
from tests.pki import NOW, Holder, pki
from tests.signing.sample import identity, prepared

FLAWED = {
    "expired": SignFault.EXPIRED,
    "future": SignFault.NOT_YET_VALID,
    "wrong_usage": SignFault.WRONG_USAGE,
    "tls_only": SignFault.WRONG_PURPOSE,
    "weak": SignFault.WEAK_KEY,
    "root": SignFault.WRONG_USAGE,  # an authority's certificate signs no documents
}
GOOD = ["principal", "principal_ec", "seal", "ending", "device", "evil"]


@pytest.mark.parametrize(("name", "outcome"), FLAWED.items())
def test_each_flaw_has_its_own_outcome_for_a_pdf_and_for_a_package(name: str, outcome: SignFault):
    holder: Holder = getattr(pki(), name)
    with pytest.raises(WorldError) as for_pdf:
        sign_pdf(prepared(), identity(holder), PERSON_FIELD, NOW)
    with pytest.raises(WorldError) as for_package:
        identity(holder).sign_detached(b"m", NOW)
    assert for_pdf.value.outcome is for_package.value.outcome is outcome
    assert for_pdf.value.params["name"] == holder.name


@pytest.mark.parametrize("name", GOOD)
def test_certificates_that_may_sign_pass(name: str):
    assert preflight.flaw_of(getattr(pki(), name).der, NOW) is None


def test_the_dates_in_the_sentence_are_vietnamese_time():
    with pytest.raises(WorldError) as caught:
        preflight.check(pki().expired.der, NOW)
    assert caught.value.params["until"] == "18/10/2026 08:30"


def test_the_last_and_first_second_of_a_certificate_still_count():
    ends = pki().ending.cert.not_valid_after_utc
    begins = pki().future.cert.not_valid_before_utc
    second = timedelta(seconds=1)
    assert preflight.flaw_of(pki().ending.der, ends) is None
    assert preflight.flaw_of(pki().ending.der, ends + second) is preflight.CertFlaw.EXPIRED
    assert preflight.flaw_of(pki().future.der, begins) is None
    assert preflight.flaw_of(pki().future.der, begins - second) is preflight.CertFlaw.NOT_YET_VALID


def test_a_person_s_self_made_certificate_is_no_device():
    """Who signs with a test .p12 of his own is called by name, not "máy này"."""
    key = ec.generate_private_key(ec.SECP256R1())
    names = {NameOID.ORGANIZATION_NAME: "Trường Tiểu học Suối Đá", NameOID.COMMON_NAME: "Hoàng Thị Mây"}
    subject = x509.Name([x509.NameAttribute(oid, text) for oid, text in names.items()])
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), 1)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=30))
        .sign(key, SHA256())
    )
    who = preflight.describe(made.public_bytes(Encoding.DER))
    assert (who.name, who.is_device) == ("Hoàng Thị Mây", False)
