"""Packages (gói báo cáo): written to a stick or folder, found again half-written, checked by anyone."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.clock import Clock
from app.domain.errors import WorldError
from app.domain.ids import new_id
from app.domain.journal import Action, Changes
from app.domain.ports import Progress, no_progress
from app.domain.text import fold
from app.domain.views import Finding, LeftOver, PackageMade, ReportState, Verdict
from app.models.book import Book
from app.models.repo import Row, live
from app.package.compose import PackageParts
from app.package.writer import SUFFIX, write
from app.services import rows
from app.services.access import WRITERS, allowed
from app.services.outcomes import ServiceFault
from app.services.reports import frozen_snapshot, identity, pdf_of

if TYPE_CHECKING:
    from app.signing.judge import Trust


@allowed(WRITERS)
def pack(
    book: Book,
    report_id: str,
    folder: Path,
    progress: Progress = no_progress,
    p12: Path | None = None,
    password: str | None = None,
    resume: bool = False,
) -> PackageMade:
    """Write the signed report with its evidence as one package into `folder`.

    Signed with the .p12, or with this PC's certificate. With `resume`, a left `.part` is continued.
    """
    with book.read() as conn:
        row = rows.one(conn, "report", report_id)
    if row["state"] == ReportState.FROZEN.value:
        raise WorldError(ServiceFault.REPORT_NOT_SIGNED, label=row["label"])
    snapshot = frozen_snapshot(book, row)
    issued_on = rows.as_date(row["issued_on"])
    parts = PackageParts(
        package_id=_package_id(row),
        frozen_at=datetime.fromisoformat(row["signed_at"]),
        snapshot=replace(snapshot, number=row["number"] or "", issued_on=issued_on),
        pdf=pdf_of(book, row),
        number=row["number"] or "",
        issued_on=issued_on,
    )
    who = identity(book, p12, password)
    target = folder / file_name(snapshot.school.name, row["label"])
    made = write(target, parts, book.blobs, who, book.clock.now(), progress, keep=resume)
    changes = Changes(Action.MAKE_PACKAGE)
    changes.put(
        "package",
        new_id(),
        {
            "report": report_id,
            "identity": made.identity,
            "file_name": target.name,
            "folder": str(folder),
            "made_at": book.clock.now().isoformat(timespec="seconds"),
            "size": made.size,
        },
    )
    with book.read() as conn:
        now = rows.one(conn, "report", report_id)
    if now["signed_sha"] == row["signed_sha"]:  # not numbered while the stick was written
        changes.put("report", report_id, {"state": ReportState.PACKED.value})
    rows.apply(book, changes.done(), row["label"])
    return PackageMade(str(made.path), made.identity, made.size, made.files, made.free_after)


def _package_id(row: Row) -> str:
    """The same for every packing of one signed file: a report numbered later is another package.

    One id with two contents would be a conflict for whoever receives both (design.md §5).
    """
    return hashlib.sha256(f"{row['id']}/{row['signed_sha']}".encode()).hexdigest()[:20]


def file_name(school: str, label: str) -> str:
    """ "bao-cao-thang-11-nam-2026-truong-tieu-hoc-song-hong.asice": ASCII, legal on every stick."""
    words = fold(f"bao cao {label} {school}").split()
    slug = "-".join("".join(char for char in word if char.isascii() and char.isalnum()) for word in words)
    return slug.replace("--", "-")[:120].strip("-") + SUFFIX


def left_overs(folder: Path) -> tuple[LeftOver, ...]:
    """Half-written packages in a folder, offered for resuming."""
    from app.package.leftover import find_parts

    return tuple(LeftOver(str(left.path), left.size) for left in find_parts(folder))


def discard(path: Path) -> None:
    """Remove a half-written package; anything but a `.part` of ours is refused."""
    from app.package import leftover

    for left in leftover.find_parts(path.parent):
        if left.path == path:
            leftover.discard(left)
            return
    raise WorldError(ServiceFault.GONE)


def verify(
    path: Path,
    clock: Clock,
    book: Book | None = None,
    progress: Progress = no_progress,
    trusted: tuple[bytes, ...] = (),
) -> Verdict:
    """What holds of a package and what does not, one sentence first.

    Believed are the devices of `book` (every PC of the school) and the certificates in `trusted`
    (DER: authorities as roots, others as known signers).
    """
    from app.package.outcomes import GOOD, NOTES, UNTRUSTED, Overall
    from app.package.verify import verify_package
    from app.signing.judge import Judge

    verdict = verify_package(path, Judge(_trust(book, trusted)), clock.now(), progress)
    signer = verdict.signer
    who = signer.signer if signer else None
    goi = verdict.goi
    return Verdict(
        headline=verdict.headline,
        holds=verdict.overall in (Overall.HOLDS, Overall.HOLDS_WITH_NOTES),
        findings=tuple(
            Finding(
                notice,
                good=notice.outcome in GOOD,
                note=notice.outcome in NOTES,
                doubt=notice.outcome in UNTRUSTED,
            )
            for notice in verdict.findings
        ),
        school=goi.school.name if goi else "",
        period=goi.window.label if goi else "",
        signer=who.name if who else "",
        signed_at=signer.claimed_time if signer else None,
        files=verdict.files,
        signed_by_device=bool(who and who.is_device),
        doubt=verdict.overall is Overall.UNTRUSTED,
    )


def read_certificate(path: Path) -> bytes:
    """DER of a certificate file in PEM or DER. Raises WorldError (NOT_A_CERTIFICATE)."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    from app.files import world_errors

    with world_errors(path):
        data = path.read_bytes()
    try:
        read = x509.load_pem_x509_certificate if b"-----BEGIN" in data else x509.load_der_x509_certificate
        return read(data).public_bytes(Encoding.DER)
    except ValueError:
        raise WorldError(ServiceFault.NOT_A_CERTIFICATE, name=path.name) from None


def _trust(book: Book | None, trusted: tuple[bytes, ...]) -> Trust:
    from cryptography import x509

    from app.signing.judge import Trust

    devices: list[bytes] = []
    if book is not None:
        with book.read() as conn:
            devices = [bytes.fromhex(row["certificate"]) for row in live(conn, "device")]
    roots: list[bytes] = []
    for der in trusted:
        certificate = x509.load_der_x509_certificate(der)
        try:
            authority = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        except x509.ExtensionNotFound:
            authority = False
        (roots if authority else devices).append(der)
    return Trust.of(roots=roots, devices=devices)
