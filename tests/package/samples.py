"""An invented package, its parts, and doubles whose honesty is stated."""

from __future__ import annotations

import hashlib
import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from unittest.mock import patch

from app.domain.clock import VIETNAM
from app.domain.org import School, SchoolKind, Superior, SuperiorKind
from app.domain.plan import Period
from app.domain.ports import SignatureFacts, SignerInfo
from app.domain.report import (
    EvidenceLine,
    ReportSnapshot,
    TargetLine,
    TargetStatus,
    TaskLine,
    TaskState,
    Window,
)
from app.package import index_page
from app.package.compose import PackageParts
from app.package.verdict import PackageVerdict
from app.package.verify import verify_package
from app.package.writer import write_package

AT = datetime(2026, 11, 17, 8, 30, tzinfo=VIETNAM)
NAME = "TH-Song-Hong_2026-11.asice"
PDF = b"%PDF-1.7\n% a report that never was\n%%EOF\n"
WHO = SignerInfo("Nguyễn Thị Thu Hường", "ab" * 32, False, AT.replace(year=2025), AT.replace(year=2029))


@dataclass
class Blobs:
    """Evidence in memory, by SHA-256."""

    data: dict[str, bytes] = field(default_factory=dict)

    def put(self, data: bytes) -> str:
        sha = hashlib.sha256(data).hexdigest()
        self.data[sha] = data
        return sha

    def open(self, sha: str) -> BinaryIO:
        return BytesIO(self.data[sha])

    def size(self, sha: str) -> int:
        return len(self.data[sha])


class FixedSigner:
    """Not a signature: bytes that follow from the content, so that containers are reproducible."""

    info = WHO

    def sign_detached(self, content: bytes, at: datetime) -> bytes:
        return b"fixed:" + hashlib.sha256(content).digest()


def facts(**changes: object) -> SignatureFacts:
    good = SignatureFacts(True, True, WHO, True, AT, AT)
    return replace(good, **changes)  # type: ignore[arg-type]


@dataclass
class LenientJudge:
    """Says every signature holds, whatever its bytes: what is found with it, the container's own
    checks found. `content` limits that to the signed bytes it knows, as a real judge would."""

    content: bytes | None = None
    cms: SignatureFacts = field(default_factory=facts)
    pdf: tuple[SignatureFacts, ...] = field(default_factory=lambda: (facts(field="HieuTruong"),))

    def judge_cms(self, content: bytes, signature: bytes, at: datetime) -> SignatureFacts:
        known = self.content is None or self.content == content
        return self.cms if known else replace(self.cms, intact=False, problem="sign.altered")

    def judge_pdf(self, pdf: bytes, at: datetime) -> tuple[SignatureFacts, ...]:
        return self.pdf


PROOFS = (
    ("Ảnh tập huấn kỹ năng số cho giáo viên", "Ảnh tập huấn (1).JPG", "image/jpeg", b"\xff\xd8 photo one"),
    ("Danh sách học sinh tham gia học liệu số", "Danh sách.xlsx", "application/octet-stream", b"PK sheet"),
    ("Biên bản họp tổ khối 3", "bien ban", "application/pdf", b"%PDF- minutes"),
)


def snapshot(blobs: Blobs, proofs: Iterable[tuple[str, str, str, bytes]] = PROOFS) -> ReportSnapshot:
    lines = tuple(
        EvidenceLine(
            code=f"MC.CDS.2026.{number:04d}",
            title=title,
            issued_on=date(2026, 11, number % 28 + 1),
            sha=blobs.put(data),
            size=len(data),
            name=name,
            media_type=kind,
            supports=("ct1",) if number == 1 else (),
        )
        for number, (title, name, kind, data) in enumerate(proofs, 1)
    )
    target = TargetLine(
        id="ct1",
        words="Giáo viên dùng được học bạ số trong quản lý lớp",
        unit="%",
        planned="≥ 95 %",
        achieved="92,9 %",
        cumulative="92,9 %",
        ratio="26/28",
        status=TargetStatus.ON_THE_WAY,
        numerator=26,
        denominator=28,
        value=92.9,
        evidence=tuple(line.code for line in lines[1:2]),
    )
    task = TaskLine(
        id="v1",
        words="Họp tổ rà soát dữ liệu <ngành>",
        products=("Biên bản",),
        leads=("Tổ khối 3",),
        months="11",
        state=TaskState.PARTLY,
        cause="Thiếu máy",
        evidence=tuple(line.code for line in lines[2:3]),
    )
    return ReportSnapshot(
        id="r-11-2026",
        school=School(
            SchoolKind.PRIMARY,
            "Trường Tiểu học Sông Hồng",
            "TH",
            "Hòa Bình",
            Superior(SuperiorKind.WARD, "Hòa Bình", "Phòng Văn hóa - Xã hội"),
            WHO.name,
        ),
        window=Window(
            Period.MONTH,
            date(2026, 11, 1),
            date(2026, 11, 30),
            date(2026, 11, 15),
            date(2026, 11, 19),
            "tháng 11 năm 2026",
        ),
        plan_title="Kế hoạch chuyển đổi số năm 2026",
        plan_number="21/KH-TH",
        plan_issued_on=date(2026, 3, 6),
        symbol="BC-TH",
        made_on=date(2026, 11, 16),
        targets=(target,),
        tasks=(task,),
        next_tasks=(),
        evidence=lines,
    )


def parts(blobs: Blobs, proofs: Iterable[tuple[str, str, str, bytes]] = PROOFS) -> PackageParts:
    return PackageParts("goi-0001", AT, snapshot(blobs, proofs), PDF, "05/BC-TH", date(2026, 11, 17))


def write(folder: Path, proofs: Iterable[tuple[str, str, str, bytes]] = PROOFS) -> Path:
    blobs = Blobs()
    return write_package(folder, NAME, parts(blobs, proofs), blobs, FixedSigner(), AT).path


SMALL_PAGE = "<!DOCTYPE html><title>$school</title>$target$task"
SMALL_PIECES = {
    "target_row": "<p>$words$proofs",
    "task_row": "<p>$words$proofs",
    "proof": "<a href='$href'>$title</a>",
    "file": "",
    "none": "",
    "no_proof": "",
    "revised": "",
}


@cache
def whole() -> bytes:
    """The sample package's bytes, with a contents page small enough to flip every byte."""
    small = patch.object(index_page, "template", lambda: (SMALL_PAGE, SMALL_PIECES))
    with tempfile.TemporaryDirectory() as folder, small:
        return write(Path(folder)).read_bytes()


@cache
def signed_list() -> bytes:
    with zipfile.ZipFile(BytesIO(whole())) as package:
        return package.read("META-INF/ASiCManifest.xml")


def check(path: Path, judge: LenientJudge | None = None) -> PackageVerdict:
    return verify_package(path, judge or LenientJudge(signed_list()), AT)


def check_bytes(folder: Path, data: bytes, judge: LenientJudge | None = None) -> PackageVerdict:
    path = folder / "trial.asice"
    path.write_bytes(data)
    return check(path, judge)


def outcomes(verdict: PackageVerdict) -> list[str]:
    return [notice.outcome.name for notice in verdict.findings]


def rezip(
    data: bytes,
    order: Callable[[list[str]], list[str]] = list,
    replaced: dict[str, bytes] | None = None,
    method: int = zipfile.ZIP_STORED,
) -> bytes:
    """The same contents in a container of another program (Python's zipfile)."""
    out = BytesIO()
    replaced = replaced or {}
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in order(old.namelist()):
            new.writestr(name, replaced.get(name) or old.read(name))
    return out.getvalue()


@dataclass(frozen=True)
class Region:
    """A named run of bytes of a package."""

    name: str
    start: int
    stop: int


@cache
def regions() -> tuple[Region, ...]:
    """Every byte of the sample package in named runs, found by Python's zipfile and struct."""
    data, found = whole(), []
    with zipfile.ZipFile(BytesIO(data)) as package:
        for info in package.infolist():
            name_len, extra = struct.unpack_from("<2H", data, info.header_offset + 26)
            start = info.header_offset + 30 + name_len + extra
            found.append(Region(f"header of {info.filename}", info.header_offset, start))
            found.append(Region(f"data of {info.filename}", start, start + info.file_size))
        place = package.start_dir
    found.append(Region("directory", place, len(data) - 22))
    found.append(Region("end", len(data) - 22, len(data)))
    return tuple(found)
