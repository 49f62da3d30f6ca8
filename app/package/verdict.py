"""The verdict on a package (kết luận kiểm tra): one sentence first, then every finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import Notice
from app.domain.ports import SignatureFacts
from app.package.asic import MANIFEST_PATTERN, SIGNATURE_PATTERN
from app.package.manifest import Goi
from app.package.outcomes import Overall, PackageOutcome, weight
from app.package.signatures import JudgedSignature


@dataclass(frozen=True)
class PackageVerdict:
    """`findings` worst first, then what holds; `files` counts the entries whose bytes are as signed.

    `goi` may come from a damaged package: only with HOLDS or HOLDS_WITH_NOTES may it be believed.
    A finding's `reason` is the `Outcome` (area of signing) that says why.
    """

    overall: Overall
    headline: Notice
    findings: tuple[Notice, ...]
    size: int
    identity: str = ""
    goi: Goi | None = None
    signatures: tuple[JudgedSignature, ...] = ()
    signer: SignatureFacts | None = None  # of the signature that counts, see `leading`
    report_signatures: tuple[SignatureFacts, ...] = ()
    files: int = 0


_ORDER = tuple(Overall)


def conclude(findings: Sequence[Notice]) -> tuple[Overall, tuple[Notice, ...]]:
    """The worst weight among findings, and the findings with the worst first."""
    ordered = sorted(findings, key=lambda notice: -_ORDER.index(weight(notice.outcome)))
    return (weight(ordered[0].outcome) if ordered else Overall.BROKEN), tuple(ordered)


def headline(
    overall: Overall, findings: Sequence[Notice], goi: Goi | None, signer: str, whole: int
) -> Notice:
    """The sentence that sums up: whose package, or the one thing that is wrong with it."""
    if overall in (Overall.BROKEN, Overall.NOT_A_PACKAGE):
        bad = [notice for notice in findings if weight(notice.outcome) is overall]
        return _changed(bad, whole) or bad[0]
    outcome = {
        Overall.HOLDS: PackageOutcome.HOLDS,
        Overall.HOLDS_WITH_NOTES: PackageOutcome.HOLDS_WITH_NOTES,
    }.get(overall, PackageOutcome.UNTRUSTED)
    if outcome is PackageOutcome.UNTRUSTED:  # one signer is believed, another is not: name that one
        doubted = (notice for notice in findings if weight(notice.outcome) is overall)
        signer = next((str(notice.params["signer"]) for notice in doubted), signer)
    params: dict[str, object] = {"signer": signer, "files": whole, "school": "", "period": ""}
    if goi:
        params |= {"school": goi.school.name, "period": goi.window.label}
    return Notice(outcome, params)


def _changed(bad: Sequence[Notice], whole: int) -> Notice | None:
    """ "Chỉ tệp X bị thay đổi": when changed files are all that is wrong."""
    changed = [notice for notice in bad if notice.outcome is PackageOutcome.FILE_CHANGED]
    follows = {PackageOutcome.FILE_CHANGED}
    if all(_is_meta(str(notice.params["entry"])) for notice in changed):
        follows.add(PackageOutcome.SIGNATURE_BROKEN)
    if not changed or any(notice.outcome not in follows for notice in bad):
        return None
    if len(changed) == 1:
        return Notice(PackageOutcome.ONLY_ONE_CHANGED, {**changed[0].params, "others": whole})
    titles = "; ".join(str(notice.params["title"]) for notice in changed[:5])
    if len(changed) > 5:
        titles += "; …"
    return Notice(PackageOutcome.SOME_CHANGED, {"count": len(changed), "titles": titles, "others": whole})


def _is_meta(entry: str) -> bool:
    return bool(MANIFEST_PATTERN.fullmatch(entry) or SIGNATURE_PATTERN.fullmatch(entry))
