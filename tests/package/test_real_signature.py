"""With a real signature and a real judge; and with the two commands of the open format."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app import wording
from app.package import asic
from app.package.outcomes import Overall, PackageOutcome
from app.package.verify import verify_package
from app.package.writer import PackageInfo, write_package
from app.package.zipform import ZipSink
from app.signing.identity import device_signer, make_device_identity
from app.signing.judge import Judge, Trust
from tests.package.samples import NAME, Blobs, outcomes, parts
from tests.pki import NOW, pki
from tests.signing.sample import LATER, identity, judge, sealed


@pytest.fixture
def package(tmp_path: Path) -> PackageInfo:
    """The report signed by the principal and sealed, the package signed with the school's seal."""
    blobs = Blobs()
    made = replace(parts(blobs), pdf=sealed())
    return write_package(tmp_path, NAME, made, blobs, identity(pki().seal), LATER)


def test_signed_package_holds(package: PackageInfo) -> None:
    verdict = verify_package(package.path, judge(), LATER)
    assert verdict.overall is Overall.HOLDS_WITH_NOTES  # no time stamp, no revocation data
    assert outcomes(verdict).count("REPORT_SIGNED_BY") == 2
    assert outcomes(verdict).count("SIGNED_BY") == 1
    assert verdict.identity == package.identity
    assert not any("…" in wording.say(notice).text for notice in (verdict.headline, *verdict.findings))


def test_package_signed_by_a_device(tmp_path: Path) -> None:
    device = make_device_identity("Máy văn thư", NOW - timedelta(days=1))
    blobs = Blobs()
    made = replace(parts(blobs), pdf=sealed())
    path = write_package(tmp_path, NAME, made, blobs, device_signer(device), LATER).path
    assert verify_package(path, judge(device.cert_der), LATER).overall is Overall.HOLDS_WITH_NOTES
    unknown = verify_package(path, judge(), LATER)
    assert (unknown.overall, outcomes(unknown)[0]) == (Overall.UNTRUSTED, "SIGNER_NOT_TRUSTED")


def test_unknown_signer_is_never_called_valid(package: PackageInfo) -> None:
    verdict = verify_package(package.path, Judge(Trust()), LATER)
    assert verdict.overall is Overall.UNTRUSTED
    assert verdict.headline.outcome is PackageOutcome.UNTRUSTED


def test_a_strangers_further_signature_takes_nobodys_place(package: PackageInfo, tmp_path: Path) -> None:
    """Anyone can add a second list and sign it: the sentence still names who is believed."""
    with zipfile.ZipFile(package.path) as container:
        files = {name: container.read(name) for name in container.namelist()}
    covered = asic.read_manifest(files[asic.MANIFEST_NAME]).references
    listed = asic.write_manifest(covered, "META-INF/signature0.p7s")
    stranger = device_signer(make_device_identity("Phòng Văn hóa - Xã hội", NOW - timedelta(days=1)))
    added = {
        "META-INF/ASiCManifest0.xml": listed,
        "META-INF/signature0.p7s": stranger.sign_detached(listed, LATER),
    }
    out = io.BytesIO()
    sink = ZipSink(out)
    for name, data in ({"mimetype": files.pop("mimetype")} | added | files).items():
        sink.add(name, len(data), io.BytesIO(data))
    sink.finish()
    path = tmp_path / "thêm chữ ký.asice"
    path.write_bytes(out.getvalue())
    verdict = verify_package(path, judge(), LATER)
    assert verdict.overall is Overall.HOLDS_WITH_NOTES
    assert "OTHER_SIGNER_NOT_TRUSTED" in outcomes(verdict)
    assert verdict.headline.params["signer"] == identity(pki().seal).info.name
    assert verdict.signer is not None
    assert verdict.signer.signer == identity(pki().seal).info


def test_changed_report_is_named(package: PackageInfo) -> None:
    data = bytearray(package.path.read_bytes())
    data[data.index(b"Second page") if b"Second page" in data else data.index(b"%PDF") + 400] ^= 1
    package.path.write_bytes(data)
    verdict = verify_package(package.path, judge(), LATER)
    assert verdict.headline.outcome is PackageOutcome.ONLY_ONE_CHANGED
    assert "Báo cáo tháng 11 năm 2026" in wording.say(verdict.headline).text


def test_flipped_bits_of_a_real_signature_are_found(package: PackageInfo) -> None:
    """Every 199th byte of list and signature; the CRC also guards what a CMS leaves unsigned."""
    data = package.path.read_bytes()
    for offset in range(data.index(b"META-INF/ASiC") - 30, len(data), 199):
        package.path.write_bytes(data[:offset] + bytes([data[offset] ^ 1]) + data[offset + 1 :])
        assert verify_package(package.path, judge(), LATER).overall is Overall.BROKEN, offset


@pytest.mark.skipif(not shutil.which("openssl") or not shutil.which("unzip"), reason="openssl, unzip")
@pytest.mark.parametrize("change", [False, True])
def test_two_commands_of_the_open_format(tmp_path: Path, change: bool) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    device = make_device_identity("Máy văn thư", NOW - timedelta(days=1))
    blobs = Blobs()
    package = write_package(tmp_path, NAME, parts(blobs), blobs, device_signer(device), LATER)
    folder = tmp_path / "goi"
    certificate = x509.load_der_x509_certificate(device.cert_der)
    (tmp_path / "chung-thu.crt").write_bytes(certificate.public_bytes(Encoding.PEM))
    subprocess.run(["unzip", "-q", package.path, "-d", folder], check=True)
    if change:
        path = folder / "META-INF" / "ASiCManifest.xml"
        path.write_bytes(path.read_bytes().replace(b"A", b"B", 1))
    command = (
        "openssl cms -verify -cades -binary -inform DER -in goi/META-INF/signature.p7s "
        "-content goi/META-INF/ASiCManifest.xml -CAfile chung-thu.crt -purpose any "
        f"-attime {int(LATER.timestamp())} -out danh-sach-da-ky.xml"
    )
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True)
    assert ("CAdES Verification successful" in done.stderr) is not change, done.stderr
    assert (done.returncode == 0) is not change
