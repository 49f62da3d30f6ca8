"""`goi.json`: what a package says (danh mục gói), readable across versions from day one.

Its SHA-256 is the package's identity (design.md §5). Unknown keys are ignored when reading, so a
package of a newer version stays readable; words that may grow (`state`, `role`, `kind`) are plain strings.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.domain import codec
from app.domain.report import EvidenceLine, ReportSnapshot, TargetLine, TaskLine
from app.domain.text import nfc

SCHEMA = 1
GOI_NAME = "goi.json"
REPORT_NAME = "data/bao-cao.pdf"
INDEX_NAME = "MO-TOI.html"
_SHA = re.compile(r"[0-9a-f]{64}")
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,8})$")
_EXTENSION_OF = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "text/plain": "txt"}


class ItemRole(StrEnum):
    """What a file is in the package (vai trò)."""

    REPORT = "report"  # the signed report
    INDEX = "index"  # the contents page
    EVIDENCE = "evidence"  # minh chứng


class ClaimKind(StrEnum):
    """What a claim states (nội dung khai): a target's figures or a task's state."""

    TARGET = "target"
    TASK = "task"


@dataclass(frozen=True)
class Item:
    """One file: `entry` is its ASCII name in the container, `size` in bytes."""

    entry: str
    title: str
    name: str  # original file name, NFC
    media_type: str
    size: int
    sha256: str
    role: str
    code: str = ""  # stable evidence code


@dataclass(frozen=True)
class Figures:
    """A target's figures; the four printed forms are as on the paper."""

    unit: str = ""
    planned: str = ""
    achieved: str = ""
    cumulative: str = ""
    ratio: str = ""
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    estimate: bool = False


@dataclass(frozen=True)
class Work:
    """What is told of a task."""

    products: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    months: str = ""
    cause: str = ""
    remedy: str = ""
    new_date: str = ""


@dataclass(frozen=True)
class Claim:
    """One line of the report with the entry names of the files that prove it."""

    kind: str
    id: str
    words: str
    state: str
    group: str = ""
    figures: Figures | None = None
    work: Work | None = None
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True)
class SchoolPart:
    kind: str
    name: str
    symbol: str = ""
    place: str = ""


@dataclass(frozen=True)
class SuperiorPart:
    kind: str
    name: str
    office: str = ""


@dataclass(frozen=True)
class WindowPart:
    """Period, cut-off and deadline are three dates (R132)."""

    period: str
    start: date
    end: date
    cut_off: date
    label: str
    last_safe_day: date | None = None


@dataclass(frozen=True)
class PlanPart:
    title: str
    number: str = ""
    issued_on: date | None = None


@dataclass(frozen=True)
class Goi:
    """The whole of `goi.json`."""

    schema: int
    id: str
    kind: str
    frozen_at: datetime
    school: SchoolPart
    superior: SuperiorPart
    window: WindowPart
    plan: PlanPart
    report_id: str
    number: str = ""  # of the report as a document: "05/BC-TH"
    issued_on: date | None = None
    revision: int = 1
    supersedes: str = ""
    claims: tuple[Claim, ...] = ()
    items: tuple[Item, ...] = ()


class BadGoi(Exception):
    """`goi.json` cannot be read as one meaning."""


def canonical(goi: Goi) -> bytes:
    """`goi.json` as bytes: keys sorted, no spaces, UTF-8 without escapes, NFC, no NaN."""
    text = json.dumps(
        codec.plain(goi), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return nfc(text).encode("utf-8")


def identity_of(goi_json: bytes) -> str:
    """The package's identity: SHA-256 of `goi.json`, lower-case hexadecimal."""
    return hashlib.sha256(goi_json).hexdigest()


def parse(data: bytes) -> Goi:
    """Read `goi.json` of this or a newer version; BadGoi when it does not say one thing only."""
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
        codec.dumps(value).encode()  # half a character or an endless number fits into no file of ours
        goi = codec.from_plain(Goi, value)
    except (ValueError, TypeError, RecursionError) as error:
        raise BadGoi(str(error)) from error
    entries = [item.entry for item in goi.items]
    if len(set(entries)) != len(entries) or goi.schema < 1:
        raise BadGoi("an entry is listed twice")
    if any(not _SHA.fullmatch(item.sha256) or item.size < 0 for item in goi.items):
        raise BadGoi("an item has no usable SHA-256 or size")
    return goi


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice")
    return made


def _no_constant(text: str) -> float:
    raise ValueError(f"{text} is not a number")


def entry_name(number: int, line: EvidenceLine) -> str:
    """`data/0001.jpg`: ASCII whatever the original name was."""
    found = _EXTENSION.search(line.name)
    extension = found.group(1).lower() if found else _EXTENSION_OF.get(line.media_type, "bin")
    return f"data/{number:04d}.{extension}"


def evidence_items(lines: Sequence[EvidenceLine]) -> tuple[Item, ...]:
    """One item per evidence line, in the report's order."""
    return tuple(
        Item(
            entry=entry_name(number, line),
            title=line.title,
            name=line.name,
            media_type=line.media_type,
            size=line.size,
            sha256=line.sha,
            role=ItemRole.EVIDENCE,
            code=line.code,
        )
        for number, line in enumerate(lines, 1)
    )


def claims_of(snapshot: ReportSnapshot, items: Sequence[Item]) -> tuple[Claim, ...]:
    """Targets then tasks, each with the entries of the evidence it names or that names it."""
    by_code: dict[str, list[str]] = {}
    by_line: dict[str, list[str]] = {}
    for line, item in zip(snapshot.evidence, items, strict=True):
        by_code.setdefault(line.code, []).append(item.entry)
        for supported in line.supports:
            by_line.setdefault(supported, []).append(item.entry)

    def proofs(line: TargetLine | TaskLine) -> tuple[str, ...]:
        named = {entry for code in line.evidence for entry in by_code.get(code, ())}
        return tuple(sorted(named.union(by_line.get(line.id, ()))))

    targets = (
        Claim(ClaimKind.TARGET, t.id, t.words, t.status, t.group, figures=_figures(t), proofs=proofs(t))
        for t in snapshot.targets
    )
    tasks = (
        Claim(ClaimKind.TASK, t.id, t.words, t.state, work=_work(t), proofs=proofs(t)) for t in snapshot.tasks
    )
    return (*targets, *tasks)


def _figures(line: TargetLine) -> Figures:
    return Figures(
        unit=line.unit,
        planned=line.planned,
        achieved=line.achieved,
        cumulative=line.cumulative,
        ratio=line.ratio,
        numerator=line.numerator,
        denominator=line.denominator,
        value=line.value,
        estimate=line.estimate,
    )


def _work(line: TaskLine) -> Work:
    return Work(line.products, line.leads, line.months, line.cause, line.remedy, line.new_date)
