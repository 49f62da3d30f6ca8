from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from asn1crypto import cms
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.ports import CmsSigner, SignatureFacts, SignatureJudge
from app.signing.judge import Judge, Trust
from app.signing.outcomes import SignNote, SignProblem
from tests.pki import NOW, PRINCIPAL, Holder, pki
from tests.signing.sample import identity, judge

CONTENT = "Danh mục gói báo cáo".encode()
ALWAYS = {SignNote.NO_REVOCATION_DATA, SignNote.NO_TIMESTAMP}


def _signed(holder: Holder, *, at=NOW) -> bytes:
    signer: CmsSigner = identity(holder)
    return signer.sign_detached(CONTENT, at)


def _facts(signature: bytes, *, at=NOW, who: SignatureJudge | None = None) -> SignatureFacts:
    return (who or judge()).judge_cms(CONTENT, signature, at)


@pytest.mark.parametrize("name", ["principal", "principal_ec", "seal"])
def test_a_good_signature_holds_with_its_facts(name: str):
    holder: Holder = getattr(pki(), name)
    facts = _facts(_signed(holder))
    assert (facts.problem, facts.intact, facts.whole, facts.trusted) == ("", True, True, True)
    assert facts.signer is not None and facts.signer.name == holder.name
    assert (facts.claimed_time, facts.valid_at) == (NOW, NOW)
    assert set(facts.notes) == ALWAYS


def test_profile_of_the_signature_is_cades_b():
    attributes = cms.ContentInfo.load(_signed(pki().principal))["content"]["signer_infos"][0]["signed_attrs"]
    named = {attribute["type"].native for attribute in attributes}
    assert named >= {"content_type", "signing_time", "message_digest", "signing_certificate_v2"}


def test_rsa_signs_with_pss():
    info = cms.ContentInfo.load(_signed(pki().principal))["content"]["signer_infos"][0]
    assert info["signature_algorithm"]["algorithm"].native == "rsassa_pss"


@pytest.mark.parametrize(
    ("name", "signed_on", "problem"),
    [
        ("expired", -40, SignProblem.EXPIRED),
        ("future", 20, SignProblem.NOT_YET_VALID),
        ("evil", 0, SignProblem.NO_CHAIN),
        ("device", 0, SignProblem.UNKNOWN_DEVICE),
        ("stranger", 0, SignProblem.NO_CHAIN),
    ],
)
def test_each_doubt_about_the_signer_has_its_own_outcome(name: str, signed_on: int, problem: SignProblem):
    facts = _facts(_signed(getattr(pki(), name), at=NOW + timedelta(days=signed_on)))
    assert (facts.intact, facts.whole, facts.trusted, facts.problem) == (True, True, False, problem)
    assert facts.valid_at is None


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("wrong_usage", SignProblem.WRONG_USAGE),
        ("tls_only", SignProblem.WRONG_PURPOSE),
        ("weak", SignProblem.WEAK_KEY),
    ],
)
def test_signatures_our_own_preflight_would_not_make(
    name: str, problem: SignProblem, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as patch:
        patch.setattr("app.signing.preflight.check", lambda *_: None)
        made = _signed(getattr(pki(), name))
    assert _facts(made).problem == problem


def test_an_enrolled_device_is_trusted_for_itself_and_for_nobody_it_signed():
    knowing = judge(pki().device.der)
    facts = _facts(_signed(pki().device), who=knowing)
    assert facts.problem == "" and facts.trusted and facts.signer is not None and facts.signer.is_device
    assert SignNote.DEVICE_ONLY in facts.notes and SignNote.NO_REVOCATION_DATA not in facts.notes
    assert _facts(_signed(pki().stranger), who=knowing).problem == SignProblem.NO_CHAIN


def test_chain_may_come_from_the_signature_or_from_the_trust_bundle():
    alone = Judge(Trust.of(pki().roots))
    assert _facts(_signed(pki().seal), who=alone).problem == ""
    bare = replace(identity(pki().seal), chain=()).sign_detached(CONTENT, NOW)
    assert _facts(bare, who=alone).problem == SignProblem.NO_CHAIN
    assert _facts(bare).problem == ""


def test_verdict_is_about_the_given_moment():
    made = _signed(pki().ending)
    assert _facts(made).problem == "" and SignNote.CERT_EXPIRES_SOON in _facts(made).notes
    assert _facts(made, at=NOW + timedelta(days=900)).problem == SignProblem.EXPIRED
    assert _facts(made, at=NOW - timedelta(days=30)).notes.count(SignNote.CERT_EXPIRES_SOON) == 0


def test_the_authority_too_must_be_valid_at_that_moment():
    made = _signed(pki().seal)
    assert _facts(made, at=NOW + timedelta(days=1999)).problem == ""
    assert _facts(made, at=NOW + timedelta(days=2001)).problem == SignProblem.BAD_CHAIN


def test_a_wrong_clock_is_noted_and_refuses_nothing():
    ahead = _facts(_signed(pki().seal, at=NOW + timedelta(days=1, minutes=1)))
    assert ahead.problem == "" and SignNote.CLOCK_ODD in ahead.notes
    slightly = _facts(_signed(pki().seal, at=NOW + timedelta(hours=23)))
    assert SignNote.CLOCK_ODD not in slightly.notes


def test_a_clock_before_the_certificate_began_is_noted(monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as patch:
        patch.setattr("app.signing.preflight.check", lambda *_: None)
        early = _signed(pki().seal, at=NOW - timedelta(days=5000))
    assert SignNote.CLOCK_ODD in _facts(early).notes


def test_other_content_is_altered():
    facts = judge().judge_cms(CONTENT + b" ", _signed(pki().principal), NOW)
    assert (facts.intact, facts.whole, facts.trusted) == (False, False, False)
    assert facts.problem == SignProblem.ALTERED
    assert facts.signer is not None and facts.signer.name == PRINCIPAL


@pytest.mark.parametrize("junk", [b"", b"no", b"0\x80", b"\x30\x03\x02\x01\x05"])
def test_what_is_no_signature_is_unreadable(junk: bytes):
    assert _facts(junk).problem == SignProblem.UNREADABLE
    assert _facts(_signed(pki().seal) + junk).problem in ("", SignProblem.UNREADABLE)


def test_attached_content_is_not_the_profile():
    signer = identity(pki().seal).pyhanko_signer()
    attached = asyncio.run(signer.async_sign_general_data(CONTENT, "sha256", detached=False, use_cades=True))
    assert _facts(attached.dump()).problem == SignProblem.NOT_CADES


def test_plain_cms_without_the_certificate_s_digest_is_not_the_profile():
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder

    plain = (
        PKCS7SignatureBuilder()
        .set_data(CONTENT)
        .add_signer(pki().seal.cert, pki().seal.key, SHA256())
        .sign(Encoding.DER, [PKCS7Options.DetachedSignature, PKCS7Options.Binary])
    )
    assert _facts(plain).problem == SignProblem.NOT_CADES


@cache
def _seal_signature() -> bytes:
    return _signed(pki().seal)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_flipped_bit_makes_another_signer_or_a_crash(data: st.DataObject):
    """Chain certificates inside a CMS are not signed by it; everything said of the signer is."""
    good = bytearray(_seal_signature())
    place = data.draw(st.integers(0, len(good) - 1))
    good[place] ^= 1 << data.draw(st.integers(0, 7))
    facts = _facts(bytes(good))
    if not facts.problem:
        assert facts.signer == identity(pki().seal).info and facts.claimed_time == NOW
