"""Checking a package: container form, every file, the signatures, the report (signing.md §7).

Everything is read from one open file, sizes are judged before hashing, and after one bad file the rest is
still checked, so that the verdict can name it: "chỉ tệp X bị thay đổi, các tệp khác còn nguyên".
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import Notice, WorldError
from app.domain.ports import Progress, SignatureFacts, SignatureJudge, no_progress
from app.files import world_errors
from app.package import asic, manifest, names, texts
from app.package.manifest import GOI_NAME, Goi, Item, ItemRole
from app.package.outcomes import Overall, PackageOutcome
from app.package.signatures import JudgedSignature, leading, report_findings, signature_findings, signer_of
from app.package.verdict import PackageVerdict, conclude, headline
from app.package.zipread import Found, Layout, bytes_at, digest, read_layout

_META_TITLES = {
    asic.MIMETYPE_NAME: texts.MARK_TITLE,
    GOI_NAME: texts.LIST_TITLE,
    asic.MANIFEST_NAME: texts.SIGNED_LIST_TITLE,
    asic.SIGNATURE_NAME: texts.SIGNATURE_TITLE,
}


@dataclass(frozen=True)
class Limits:
    """Refused above, before hashing; bytes."""

    container: int = 1 << 40
    control: int = 64 << 20  # goi.json, all signed lists and all signatures together
    report: int = 512 << 20  # read whole to check its signatures


def verify_package(
    path: Path,
    judge: SignatureJudge,
    at: datetime,
    progress: Progress = no_progress,
    limits: Limits | None = None,
) -> PackageVerdict:
    """Judge the package at `path` as of `at`; WorldError only when the file cannot be read at all."""
    with world_errors(path), path.open("rb") as handle:
        size = handle.seek(0, 2)
        return _Examination(handle, size, judge, at, progress, limits or Limits()).run()


def _is_exempt(name: str) -> bool:
    return (
        name == asic.MIMETYPE_NAME
        or asic.MANIFEST_PATTERN.fullmatch(name) is not None
        or asic.SIGNATURE_PATTERN.fullmatch(name) is not None
    )


class _Examination:
    """One run over one open file; findings gather in reading order."""

    def __init__(
        self,
        handle: BinaryIO,
        size: int,
        judge: SignatureJudge,
        at: datetime,
        progress: Progress,
        limits: Limits,
    ) -> None:
        self._handle, self._size, self._judge, self._at = handle, size, judge, at
        self._progress, self._limits = progress, limits
        self._layout = Layout()
        self._entries: dict[str, Found] = {}
        self._control: dict[str, bytes] = {}
        self._shas: dict[str, str] = {}
        self._bad: set[str] = set()
        self._goi: Goi | None = None
        self._items: Mapping[str, Item] = {}
        self._lists: list[asic.AsicManifest] = []
        self._signatures: list[JudgedSignature] = []
        self._report: tuple[SignatureFacts, ...] = ()

    def run(self) -> PackageVerdict:
        if self._size > self._limits.container:
            self._layout.add(
                PackageOutcome.TOO_BIG, entry="", title=texts.WHOLE_TITLE, size_mb=self._size >> 20
            )
            return self._verdict()
        self._layout = read_layout(self._handle, self._size)
        if not self._layout.found:
            return self._verdict()
        self._check_names()
        if GOI_NAME not in self._entries and not self._layout.ours:
            self._layout.findings = [Notice(PackageOutcome.NOT_A_REPORT_PACKAGE, {})]
            return self._verdict()
        if not self._layout.findings:
            self._add(PackageOutcome.FORM_WHOLE)
        self._read_control()
        self._check_mimetype()
        self._read_goi()
        self._check_signatures()
        self._check_files()
        self._check_report()
        return self._verdict()

    def _add(self, outcome: PackageOutcome, **params: object) -> None:
        self._layout.add(outcome, **params)

    def _file(self, outcome: PackageOutcome, name: str, **more: object) -> None:
        self._bad.add(name)
        self._add(outcome, entry=name, title=self._title(name), **more)

    def _title(self, name: str) -> str:
        item = self._items.get(name)
        return item.title if item else _META_TITLES.get(name, name)

    def _check_names(self) -> None:
        seen: set[str] = set()
        for found in self._layout.found:
            name = found.entry.name
            if not names.is_safe(name):
                self._file(PackageOutcome.BAD_NAME, name)
            if names.clash_key(name) in seen:
                self._file(PackageOutcome.DUPLICATE_NAME, name)
            if not found.stored:
                self._file(PackageOutcome.COMPRESSED, name)
            seen.add(names.clash_key(name))
            self._entries.setdefault(name, found)

    def _read_control(self) -> None:
        """Into memory: the lists and signatures, together within their limit."""
        room = self._limits.control
        for name, found in self._entries.items():
            if name not in (GOI_NAME, asic.MIMETYPE_NAME) and not _is_exempt(name):
                continue
            if found.entry.size > room:
                self._file(PackageOutcome.TOO_BIG, name, size_mb=found.entry.size >> 20)
            elif found.stored:
                room -= found.entry.size
                self._control[name] = bytes_at(self._handle, found.data_at, found.entry.size)

    def _check_mimetype(self) -> None:
        first = self._layout.found[0].entry.name == asic.MIMETYPE_NAME
        if self._control.get(asic.MIMETYPE_NAME, asic.MIMETYPE) != asic.MIMETYPE:
            self._add(PackageOutcome.MIMETYPE_WRONG)
        elif not first:
            ours = self._layout.ours
            self._add(PackageOutcome.MIMETYPE_WRONG if ours else PackageOutcome.FOREIGN_MIMETYPE)

    def _read_goi(self) -> None:
        data = self._control.get(GOI_NAME)
        if data is None:
            self._file(PackageOutcome.FILE_MISSING, GOI_NAME)
            return
        try:
            self._goi = manifest.parse(data)
        except manifest.BadGoi as error:
            self._add(PackageOutcome.LIST_UNREADABLE, detail=str(error))
            return
        self._items = {item.entry: item for item in self._goi.items}
        if self._goi.schema > manifest.SCHEMA:
            self._add(PackageOutcome.NEWER_SCHEMA, schema=self._goi.schema)
        for claim in self._goi.claims:
            for entry in claim.proofs:
                if entry not in self._items:
                    self._add(PackageOutcome.PROOF_MISSING, entry=entry, words=claim.words)

    def _check_signatures(self) -> None:
        lists: dict[str, asic.AsicManifest] = {}
        for name, data in self._control.items():
            if asic.MANIFEST_PATTERN.fullmatch(name):
                try:
                    lists[name] = asic.read_manifest(data)
                except asic.BadManifest as error:
                    self._file(PackageOutcome.SIGNED_LIST_UNREADABLE, name, detail=str(error))
        signatures = {name for name in self._entries if asic.SIGNATURE_PATTERN.fullmatch(name)}
        named = [made.signature for made in lists.values()]
        if not signatures or not any(asic.MANIFEST_PATTERN.fullmatch(name) for name in self._entries):
            self._add(PackageOutcome.SIGNATURE_MISSING)
        elif len(set(named)) != len(named) or set(named) != signatures:
            self._add(PackageOutcome.SIGNATURE_AMBIGUOUS)
        for name, made in lists.items():
            self._judge_list(name, made)
        self._layout.findings += signature_findings(self._signatures)

    def _judge_list(self, name: str, made: asic.AsicManifest) -> None:
        signature = self._control.get(made.signature)
        if signature is None or not asic.SIGNATURE_PATTERN.fullmatch(made.signature):
            return  # already said: missing or ambiguous
        try:
            facts = self._judge.judge_cms(self._control[name], signature, self._at)
        except WorldError as error:
            self._add(PackageOutcome.SIGNATURE_BROKEN, entry=made.signature, signer="", reason=error.outcome)
            return
        sha = hashlib.sha256(signature).hexdigest()
        self._signatures.append(JudgedSignature(made.signature, sha, facts))
        if facts.intact and facts.whole:
            self._lists.append(made)

    def _expected(self) -> dict[str, set[str]]:
        """SHA-256 values of each entry by every believable list; also says what is missing or too much."""
        expected: dict[str, set[str]] = {}
        for made in self._lists:
            covered = {reference.name for reference in made.references}
            for reference in made.references:
                expected.setdefault(reference.name, set()).add(reference.sha)
            for name in self._entries:
                if name not in covered and not _is_exempt(name) and name not in self._bad:
                    self._file(PackageOutcome.FILE_UNCOVERED, name)
        goi_sha = hashlib.sha256(self._control.get(GOI_NAME, b"")).hexdigest()
        if self._goi and expected.get(GOI_NAME, {goi_sha}) == {goi_sha}:
            for item in self._goi.items:
                expected.setdefault(item.entry, set()).add(item.sha256)
            for name in self._entries:
                known = name in self._items or name == GOI_NAME or _is_exempt(name)
                if not known and name not in self._bad:
                    self._file(PackageOutcome.FILE_UNLISTED, name)
        for name in expected:
            if name not in self._entries and name not in self._bad:
                self._file(PackageOutcome.FILE_MISSING, name)
        return expected

    def _check_files(self) -> None:
        expected = self._expected()
        readable = [f for f in self._layout.found if f.stored]
        total, done = sum(f.entry.size for f in readable), 0

        def watch(count: int) -> None:
            nonlocal done
            done += count
            self._progress(done, total)

        for found in readable:
            name, entry = found.entry.name, found.entry
            item = self._items.get(name)
            if name in expected and item and item.sha256 in expected[name] and item.size != entry.size:
                self._file(PackageOutcome.FILE_CHANGED, name)
                continue
            sha, crc, count = digest(self._handle, found.data_at, entry.size, watch, crc=True)
            if count != entry.size or expected.get(name, {sha}) != {sha}:
                self._file(PackageOutcome.FILE_CHANGED, name)
            elif crc != entry.crc and name not in self._bad:
                self._damaged(found)
            else:
                self._shas[name] = sha
        if self._shas and not self._bad:
            self._add(PackageOutcome.FILES_WHOLE, files=len(self._items))

    def _damaged(self, found: Found) -> None:
        """The stated CRC does not fit bytes that no signature covers, or only the CRC is wrong."""
        name = found.entry.name
        if _is_exempt(name) and (found.canonical or not self._layout.ours):
            self._file(PackageOutcome.FILE_CHANGED, name)
        elif not self._layout.ours or found.canonical:
            self._file(PackageOutcome.HEADER_CHANGED, name)

    def _check_report(self) -> None:
        item = next((i for i in self._items.values() if i.role == ItemRole.REPORT), None)
        if item is None or item.entry not in self._shas:
            if self._goi and item is None:
                self._add(PackageOutcome.REPORT_MISSING)
            return
        found = self._entries[item.entry]
        if found.entry.size > self._limits.report:
            self._file(PackageOutcome.TOO_BIG, item.entry, size_mb=found.entry.size >> 20)
            return
        pdf = bytes_at(self._handle, found.data_at, found.entry.size)
        try:
            self._report = self._judge.judge_pdf(pdf, self._at)
        except WorldError as error:
            self._add(PackageOutcome.REPORT_UNREADABLE, title=item.title, reason=error.outcome)
            return
        self._layout.findings += report_findings(self._report, item.title)

    def _verdict(self) -> PackageVerdict:
        overall, findings = conclude(self._layout.findings)
        listed = [name for name in self._shas if name in self._items]
        signer = leading(self._signatures)
        data = self._control.get(GOI_NAME)
        believed = self._goi if overall is not Overall.NOT_A_PACKAGE else None
        return PackageVerdict(
            overall=overall,
            headline=headline(overall, findings, believed, signer_of(signer) if signer else "", len(listed)),
            findings=findings,
            size=self._size,
            identity=manifest.identity_of(data) if data is not None and believed else "",
            goi=believed,
            signatures=tuple(self._signatures),
            signer=signer,
            report_signatures=self._report,
            files=len(listed),
        )
