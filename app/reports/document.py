"""The reportlab document: pages, page numbers, properties, one build."""

from __future__ import annotations

from datetime import date
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
                PageTemplate("report", [frame()], onPage=self._number_report),
                PageTemplate("annex", [frame()], onPage=self._number_annex),
            ]
        )

    def beforeDocument(self) -> None:
        """Dates the file by the snapshot, so that the same snapshot gives the same bytes."""
        date_file(self.canv, self.snapshot.made_on)

    def afterFlowable(self, flowable: Any) -> None:
        self.done += 1
        self.progress(min(self.done, self.total), self.total)

    def _number_report(self, canvas: Any, document: Any) -> None:
        page_number(canvas, canvas.getPageNumber())

    def _number_annex(self, canvas: Any, document: Any) -> None:
        self.annex_start = self.annex_start or canvas.getPageNumber()
        page_number(canvas, canvas.getPageNumber() - self.annex_start + 1)


def date_file(canvas: Any, day: date) -> None:
    """Date the file by `day` (00:00, UTC+7) and not by the clock."""
    stamp = canvas._doc._timeStamp
    stamp.YMDhms = (day.year, day.month, day.day, 0, 0, 0)
    stamp.dhh, stamp.dmm = 7, 0


def frame(page_width: float = at.PAGE_WIDTH, page_height: float = at.PAGE_HEIGHT) -> Frame:
    """The text area inside the margins."""
    return Frame(
        at.MARGIN_LEFT,
        at.MARGIN_BOTTOM,
        page_width - at.MARGIN_LEFT - at.MARGIN_RIGHT,
        page_height - at.MARGIN_TOP - at.MARGIN_BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


def page_number(
    canvas: Any, number: int, page_width: float = at.PAGE_WIDTH, page_height: float = at.PAGE_HEIGHT
) -> None:
    """In the middle of the top margin, hidden on the first page (I.7)."""
    if number == 1:
        return
    canvas.setFont(fonts.REGULAR, at.PAGE_NUMBER_PT)
    middle = (at.MARGIN_LEFT + page_width - at.MARGIN_RIGHT) / 2
    canvas.drawCentredString(middle, page_height - at.PAGE_NUMBER_FROM_TOP, str(number))


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
