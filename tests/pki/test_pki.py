from __future__ import annotations

from dataclasses import fields

from cryptography.hazmat.primitives.serialization import pkcs12

from tests.pki import NOW, PASSWORD, PRINCIPAL, Holder, pki


def test_every_holder_has_a_p12_that_opens_and_a_certificate_by_its_issuer():
    made = pki()
    for field in fields(made):
        holder: Holder = getattr(made, field.name)
        key, cert, _ = pkcs12.load_key_and_certificates(holder.p12, PASSWORD.encode())
        assert cert == holder.cert and key is not None
    made.principal.cert.verify_directly_issued_by(made.sub.cert)
    made.sub.cert.verify_directly_issued_by(made.root.cert)
    made.device.cert.verify_directly_issued_by(made.device.cert)
    made.stranger.cert.verify_directly_issued_by(made.device.cert)


def test_flawed_ones_are_flawed_at_now_and_made_once():
    made = pki()
    assert made is pki()
    assert made.expired.cert.not_valid_after_utc < NOW < made.future.cert.not_valid_before_utc
    assert made.evil.name == PRINCIPAL and made.evil.cert.issuer == made.principal.cert.issuer
    assert made.weak.cert.public_key().key_size == 1024  # type: ignore[union-attr]
