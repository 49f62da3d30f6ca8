"""Independent tools agree: openssl on packages, poppler's pdfsig on reports."""

from __future__ import annotations

import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from app.signing.pdf import PERSON_FIELD, sign_pdf
from tests.pki import NOW, Holder, pki
from tests.signing.sample import identity, numbered, person_signed, prepared, sealed

CONTENT = "<ASiCManifest>gói báo cáo</ASiCManifest>".encode()


def _openssl(folder: Path, content: bytes, signature: bytes, root: bytes, *, at: datetime = NOW) -> str:
    for name, data in (("m", content), ("s", signature), ("root.crt", root)):
        (folder / name).write_bytes(data)
    done = subprocess.run(
        "openssl cms -verify -cades -binary -inform DER -in s -content m -CAfile root.crt"
        f" -purpose any -attime {int(at.timestamp())} -out out".split(),
        cwd=folder,
        capture_output=True,
        text=True,
    )
    return done.stderr if done.returncode == 0 else f"refused: {done.stderr}"


def _pdfsig(folder: Path, pdf: bytes) -> list[str]:
    """One text per signature field."""
    (folder / "f.pdf").write_bytes(pdf)
    done = subprocess.run(["pdfsig", folder / "f.pdf"], capture_output=True, text=True)
    return done.stdout.split("Signature #")[1:]


@pytest.mark.parametrize("name", ["principal", "principal_ec", "seal"])
def test_openssl_accepts_cades(tmp_path: Path, name: str):
    holder: Holder = getattr(pki(), name)
    made = identity(holder).sign_detached(CONTENT, NOW)
    assert "CAdES Verification successful" in _openssl(tmp_path, CONTENT, made, pki().root.pem)


def test_openssl_accepts_the_device_by_its_own_certificate_only(tmp_path: Path):
    made = identity(pki().device).sign_detached(CONTENT, NOW)
    assert "CAdES Verification successful" in _openssl(tmp_path, CONTENT, made, pki().device.pem)
    assert _openssl(tmp_path, CONTENT, made, pki().root.pem).startswith("refused")


def test_openssl_refuses_other_content_and_another_authority(tmp_path: Path):
    made = identity(pki().seal).sign_detached(CONTENT, NOW)
    assert _openssl(tmp_path, CONTENT + b" ", made, pki().root.pem).startswith("refused")
    evil = identity(pki().evil).sign_detached(CONTENT, NOW)
    assert _openssl(tmp_path, CONTENT, evil, pki().root.pem).startswith("refused")


@pytest.mark.parametrize("name", ["principal", "principal_ec", "device"])
def test_pdfsig_finds_a_first_signature_valid_and_whole(tmp_path: Path, name: str):
    pdf = sign_pdf(prepared(), identity(getattr(pki(), name)), PERSON_FIELD, NOW)
    person, seal = _pdfsig(tmp_path, pdf)
    assert "Signature is Valid" in person and "\n  - Total document signed" in person
    assert "ETSI.CAdES.detached" in person and "not signed" in seal


def test_pdfsig_after_number_and_seal(tmp_path: Path):
    person, _ = _pdfsig(tmp_path, numbered())
    assert "Signature is Valid" in person and "Not total document signed" in person
    person, seal = _pdfsig(tmp_path, sealed())
    assert "Signature is Valid" in person
    assert "Signature is Valid" in seal and "\n  - Total document signed" in seal


def test_pdfsig_sees_a_changed_byte(tmp_path: Path):
    person, _ = _pdfsig(tmp_path, person_signed().replace(b"/Rotate 0", b"/Rotate 9", 1))
    assert "Signature is Valid" not in person
