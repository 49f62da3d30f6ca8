"""A report's frozen snapshot as PDF in the layout of NĐ 30/2020/NĐ-CP (R3, R22-R25, R132-R136)."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.ports import Progress, no_progress
from app.domain.report import ReportFields, ReportSnapshot


@dataclass(frozen=True)
class RenderedReport:
    """The PDF and the places of number, date and the two signatures on it.

    A number or date that the snapshot already carries is printed; its box then holds the printed words
    and no form field belongs there.
    """

    pdf: bytes
    fields: ReportFields
    pages: int


def render_report(snapshot: ReportSnapshot, progress: Progress = no_progress) -> RenderedReport:
    """The same snapshot gives the same bytes. `progress` may raise `Cancelled`; nothing is written."""
    from app.reports.document import build

    pdf, fields, pages = build(snapshot, progress)
    return RenderedReport(pdf, fields, pages)
