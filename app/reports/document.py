"""The reportlab document: pages, page numbers, properties, one build."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from app.domain.ports import Progress
from app.domain.report import FieldBox, ReportFields, ReportSnapshot
from app.domain.text import nfc
from app.reports import fonts, texts
from app.reports import layout as at
from app.reports.body import story


class ReportDocument(BaseDocTemplate):  # type: ignore[misc]
    """A4 portrait; numbers in the top margin, hidden on the first page of the report and of the annex."""

    def __init__(self, out: BytesIO, snapshot: ReportSnapshot, progress: Progress) -> None:
        super().__init__(
            out,
            pagesize=(at.PAGE_WIDTH, at.PAGE_HEIGHT),
            title=nfc(texts.FILE_TITLE.format(period=snapshot.window.label)),
            author=nfc(snapshot.school.name),
            subject=nfc(texts.addressee(snapshot.school.superior)),
            creator="Sổ CĐS",
            lang="vi-VN",
            invariant=1,
            initialFontName=fonts.REGULAR,
            displayDocTitle=True,
        )
        self.snapshot = snapshot
        self.progress = progress
        self.total = 1
        self.done = 0
        self.annex_start = 0
        self.addPageTemplates(
            [
                PageTemplate("report", [_frame()], onPage=self._number_report),
                PageTemplate("annex", [_frame()], onPage=self._number_annex),
            ]
        )

    def beforeDocument(self) -> None:
        """Dates the file by the snapshot, so that the same snapshot gives the same bytes."""
        day = self.snapshot.made_on
        stamp = self.canv._doc._timeStamp
        stamp.YMDhms = (day.year, day.month, day.day, 0, 0, 0)
        stamp.dhh, stamp.dmm = 7, 0

    def afterFlowable(self, flowable: Any) -> None:
        self.done += 1
        self.progress(min(self.done, self.total), self.total)

    def _number_report(self, canvas: Any, document: Any) -> None:
        _page_number(canvas, canvas.getPageNumber())

    def _number_annex(self, canvas: Any, document: Any) -> None:
        self.annex_start = self.annex_start or canvas.getPageNumber()
        _page_number(canvas, canvas.getPageNumber() - self.annex_start + 1)


def _frame() -> Frame:
    return Frame(
        at.MARGIN_LEFT,
        at.MARGIN_BOTTOM,
        at.TEXT_WIDTH,
        at.TEXT_HEIGHT,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


def _page_number(canvas: Any, number: int) -> None:
    if number == 1:
        return
    canvas.setFont(fonts.REGULAR, at.PAGE_NUMBER_PT)
    canvas.drawCentredString(
        at.MARGIN_LEFT + at.TEXT_WIDTH / 2, at.PAGE_HEIGHT - at.PAGE_NUMBER_FROM_TOP, str(number)
    )


def build(snapshot: ReportSnapshot, progress: Progress) -> tuple[bytes, ReportFields, int]:
    """The file's bytes, where its fields go, its number of pages."""
    fonts.register()
    out = BytesIO()
    fields: dict[str, FieldBox] = {}
    document = ReportDocument(out, snapshot, progress)
    flow = story(snapshot, fields)
    document.total = len(flow)
    document.build(flow)
    return out.getvalue(), ReportFields(**fields), document.page
