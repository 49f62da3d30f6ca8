"""From a frozen report to the frozen contents of a package: `goi.json` before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from io import BytesIO
from typing import BinaryIO

from app.domain.ports import BlobSource
from app.domain.report import ReportSnapshot
from app.package import asic, index_page, manifest, texts
from app.package.manifest import Goi, Item, ItemRole

REPORT_KIND = "report"


@dataclass(frozen=True)
class PackageParts:
    """What a package is made of; the same parts always give the same `goi.json`.

    `pdf` carries every signature it will ever have. Keep `package_id` and `frozen_at` with the
    report: a left `.part` can only be continued with the same ones.
    """

    package_id: str
    frozen_at: datetime
    snapshot: ReportSnapshot
    pdf: bytes
    number: str = ""
    issued_on: date | None = None


@dataclass(frozen=True)
class Planned:
    """One entry to be written: known name, size in bytes and SHA-256, and where its bytes are."""

    name: str
    size: int
    sha: str
    title: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True)
class Composed:
    """Everything of a package but its signature."""

    goi: Goi
    goi_json: bytes
    identity: str
    entries: tuple[Planned, ...]  # in container order, up to META-INF
    asic_manifest: bytes  # the bytes to be signed


def planned_bytes(name: str, data: bytes, title: str = "") -> Planned:
    """An entry whose bytes are at hand."""
    return Planned(name, len(data), hashlib.sha256(data).hexdigest(), title or name, lambda: BytesIO(data))


def _goi(parts: PackageParts, items: tuple[Item, ...]) -> Goi:
    snapshot = parts.snapshot
    school, window = snapshot.school, snapshot.window
    return Goi(
        schema=manifest.SCHEMA,
        id=parts.package_id,
        kind=REPORT_KIND,
        frozen_at=parts.frozen_at,
        school=manifest.SchoolPart(school.kind, school.name, school.symbol, school.place),
        superior=manifest.SuperiorPart(school.superior.kind, school.superior.name, school.superior.office),
        window=manifest.WindowPart(
            window.period, window.start, window.end, window.cut_off, window.label, window.last_safe_day
        ),
        plan=manifest.PlanPart(snapshot.plan_title, snapshot.plan_number, snapshot.plan_issued_on),
        report_id=snapshot.id,
        number=parts.number,
        issued_on=parts.issued_on,
        revision=snapshot.revision,
        supersedes=snapshot.supersedes,
        claims=manifest.claims_of(snapshot, items),
        items=items,
    )


def _item(entry: Planned, media_type: str, role: ItemRole) -> Item:
    name = entry.name.rpartition("/")[2]
    return Item(entry.name, entry.title, name, media_type, entry.size, entry.sha, role)


def compose(parts: PackageParts, blobs: BlobSource) -> Composed:
    """Freeze `goi.json`, the contents page and the list to be signed; reads no evidence."""
    evidence = manifest.evidence_items(parts.snapshot.evidence)
    draft = _goi(parts, evidence)
    pdf = planned_bytes(manifest.REPORT_NAME, parts.pdf, texts.REPORT_TITLE.format(label=draft.window.label))
    report = _item(pdf, "application/pdf", ItemRole.REPORT)
    page_bytes = index_page.render(replace(draft, items=(report, *evidence)))
    page = planned_bytes(manifest.INDEX_NAME, page_bytes, texts.INDEX_TITLE)
    items = (report, _item(page, "text/html", ItemRole.INDEX), *evidence)
    goi = replace(draft, items=items)
    goi_json = manifest.canonical(goi)
    listed = planned_bytes(manifest.GOI_NAME, goi_json, texts.LIST_TITLE)
    references = [asic.Reference(listed.name, "application/json", listed.sha)]
    references += [asic.Reference(item.entry, item.media_type, item.sha256) for item in items]
    proofs = tuple(
        Planned(item.entry, item.size, item.sha256, item.title, partial(blobs.open, item.sha256))
        for item in evidence
    )
    kept = (planned_bytes(asic.MIMETYPE_NAME, asic.MIMETYPE), listed, pdf, page, *proofs)
    return Composed(goi, goi_json, listed.sha, kept, asic.write_manifest(references))
