"""Báo cáo: what is owed, its pages, and the office's steps (NĐ 30/2020)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.ports import SignerInfo
from app.domain.report import Narrative
from app.domain.views import DueReport, ReportView
from app.jobs.desk import Desk
from app.ui.reports import texts
from app.ui.reports.compose import Compose
from app.ui.reports.entries import Entry, entries, first_to_do
from app.ui.reports.listing import ReportList
from app.ui.reports.packing import Packing
from app.ui.reports.preview import Preview
from app.ui.reports.signer import SignerChoice
from app.ui.reports.steps import MakeStep, NumberStep, PackStep, SignStep
from app.ui.screen import Screen, Talk
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.files import open_outside
from app.ui.widgets.now import clock_of
from app.ui.widgets.parts import column, row, scrolled, taking
from app.ui.widgets.tone import SHEET

STEPS_WIDTH = 312
LIST_WIDTH = 288


class ReportScreen(Screen):
    title = texts.TITLE
    icon = "file-text"

    def __init__(self, desk: Desk, talk: Talk, parent: QWidget | None = None) -> None:
        super().__init__(desk, talk, parent)
        self.setStyleSheet(SHEET)
        self.open_path = open_outside
        self._due: tuple[DueReport, ...] = ()
        self._wanted: tuple[int, int] | None = None
        self._entry: Entry | None = None
        self._composing = False
        self._drafts: dict[str, Narrative] | None = None  # words of reports not yet made; None = not yet read
        self._page_asked = object()
        self.table = ReportList()
        self.compose = Compose()
        self.compose.typed.connect(self._keep_words)
        self.preview = Preview()
        self.make = MakeStep()
        self.sign = SignStep(talk)
        self.number = NumberStep(talk)
        self.pack = PackStep(talk)
        self.packing = Packing(desk, talk, self.pack, self.table, self.refresh)
        self.setFocusProxy(self.table)
        self.centre = QStackedWidget()
        self.stack = QStackedWidget()
        self.empty = EmptyState(
            "file-text",
            texts.EMPTY_TITLE,
            texts.EMPTY_WORDS,
            texts.EMPTY_ACTION,
            lambda: self.open_screen("plan"),
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        self.table.setFixedWidth(LIST_WIDTH)
        self.centre.addWidget(self.compose)
        self.centre.addWidget(self.preview)
        steps = QWidget()
        steps.setLayout(column(self.make, self.sign, self.number, self.pack, 1, spacing=8))
        area = scrolled(steps)
        area.setFixedWidth(STEPS_WIDTH)
        area.setAccessibleName(texts.STEPS)
        body = QWidget()
        line = row(self.table, self.centre, area, spacing=14)
        line.setStretch(1, 1)
        body.setLayout(line)
        self._body = body
        self.stack.addWidget(body)
        self.stack.addWidget(self.empty)
        self.setLayout(column(self.stack, margin=16))

    def _connect(self) -> None:
        self.table.current_row.connect(self._show)
        self.preview.page_wanted.connect(self._ask_page)
        self.preview.pdf_wanted.connect(self._open_pdf)
        self.make.made.connect(self._make)
        self.make.words_wanted.connect(self._toggle_compose)
        self.sign.signed.connect(self._sign)
        self.number.numbered.connect(self._number)
        self.pack.folder_opened.connect(lambda path: self.open_path(Path(path).parent))
        self.pack.check_wanted.connect(lambda path: self.open_screen("verify", path=path))

    # what is shown ------------------------------------------------------------

    def refresh(self) -> None:
        if self._drafts is None:
            self.desk.read("reports.kept_words", then=taking(self.talk, self._got_words))
        self.desk.read("reports.due", then=taking(self.talk, self._got_due))
        self.desk.read("reports.this_device", then=taking(self.talk, self._got_device))

    def show_at(self, **where: object) -> None:
        """`year` and `month` of a report to go to."""
        year, month = where.get("year"), where.get("month")
        if isinstance(year, int) and isinstance(month, int):
            self._wanted = (year, month)

    def _got_words(self, kept: dict[str, Narrative]) -> None:
        self._drafts = kept

    def _keep_words(self) -> None:
        """What is typed outlives a power cut; a made report carries its own words."""
        if self._entry is None or self._drafts is None or self.desk.book is None:
            return
        self._drafts[self._entry.id] = words = self.compose.narrative()
        self.desk.write("reports.keep_words", self._entry.id, words)

    def _forget_words(self, entry: Entry) -> None:
        if self._drafts is not None and self._drafts.pop(entry.id, None) is not None:
            self.desk.write("reports.keep_words", entry.id, None)

    def _got_device(self, info: SignerInfo) -> None:
        self.sign.device_name = info.name
        self.sign.choice.show_device(info)
        self.number.choice.show_device(info)
        self.pack.choice.show_device(info)

    def _got_due(self, due: tuple[DueReport, ...]) -> None:
        self._due = due
        self.desk.read("reports.reports", then=taking(self.talk, self._got_reports))

    def _got_reports(self, made: tuple[ReportView, ...]) -> None:
        found = entries(self._due, made)
        self.stack.setCurrentWidget(self._body if found else self.empty)
        first = self.table.current() is None
        self.table.set_rows(found)
        wanted = first_to_do(found, clock_of(self.desk).now().date()) if first else None
        if self._wanted is not None:
            wanted = next((one for one in found if (one.year, one.month) == self._wanted), wanted)
            self._wanted = None
        if wanted is not None:
            self.table.select_id(wanted.id)
        self._show(self.table.current())

    def _show(self, entry: Entry | None) -> None:
        if entry is None:
            return
        other = self._entry is None or self._entry.id != entry.id
        if other:
            self.compose.flush()
        self._entry = entry
        view = entry.made
        self.packing.report = view
        if other:
            self._page_asked = object()
            self.preview.forget()
            self.pack.forget()
            known = view.narrative if view else Narrative()
            self.compose.show_narrative((self._drafts or {}).get(entry.id, known))
            self._composing = view is None
        today = clock_of(self.desk).now().date()
        self.make.show_report(view, composing=self._composing)
        self.sign.show_report(view)
        self.number.show_report(view, QDate(today.year, today.month, today.day))
        self.pack.show_report(view)
        self.centre.setCurrentWidget(self.compose if self._composing or view is None else self.preview)
        if view is not None:
            self.preview.show_report(view.pages)

    def _toggle_compose(self) -> None:
        self._composing = not self._composing
        self._show(self._entry)

    def _ask_page(self, page: int, width: int) -> None:
        if self._entry is None or self._entry.made is None:
            return
        asked = self._page_asked = object()

        def got(png: bytes) -> None:
            if self._page_asked is asked:  # not the page, width or pages of before
                self.preview.show_page(png)

        report = self._entry.made.id
        self.desk.work("reports.page_image", report, page, width, with_book=True, then=taking(self.talk, got))

    def _open_pdf(self) -> None:
        def got(path: Path) -> None:
            if not self.open_path(path):
                self.talk.tell(texts.CANNOT_OPEN, texts.CANNOT_OPEN_DO)

        if self._entry is not None and self._entry.made is not None:
            made = self._entry.made.id
            self.desk.work("reports.open_pdf", made, with_book=True, then=taking(self.talk, got))

    # the steps ------------------------------------------------------------------

    def _make(self) -> None:
        if self._entry is None:
            return
        entry = self._entry
        after = self._after(texts.SAID_MADE, self.make.make)

        def made(view: ReportView, error: Exception | None) -> None:
            if error is None:
                self._forget_words(entry)
            after(view, error)

        self.desk.write(
            "reports.freeze",
            entry.year,
            entry.month,
            self.compose.narrative(),
            entry.period,
            then=made,
        )

    def _sign(self, path: Path | None, password: str | None) -> None:
        if self._entry is None or self._entry.made is None:
            return
        if (
            self.compose.narrative() != self._entry.made.narrative
        ):  # the pages to be signed say something else
            self.talk.tell(texts.WORDS_CHANGED, texts.WORDS_CHANGED_DO)
            self.make.make.setFocus()
            return
        if path is not None:
            self.pack.choice.offer(path)
        self.desk.write(
            "reports.sign",
            self._entry.made.id,
            path,
            password,
            then=self._after(texts.SAID_SIGNED, self.sign.sign, self.sign.choice),
        )

    def _number(self, number: str, on: date, path: Path | None, password: str | None) -> None:
        if self._entry is not None and self._entry.made is not None:
            self.desk.write(
                "reports.number",
                self._entry.made.id,
                number,
                on,
                path,
                password,
                then=self._after(texts.SAID_NUMBERED, self.number.enter, self.number.choice),
            )

    def _after(
        self, said: str, pressed: QWidget, choice: SignerChoice | None = None
    ) -> Callable[[Any, Exception | None], None]:
        """The button stays off until the answer is there, so that nothing is done twice."""
        self.table.setFocus()  # a button turned off would hand the focus to whatever comes next
        pressed.setEnabled(False)

        def done(view: ReportView) -> None:
            pressed.setEnabled(True)
            self._composing = False
            self.talk.tell(said.format(label=view.label, number=view.number))
            self.refresh()

        def failed() -> None:
            pressed.setEnabled(True)
            choice.focus_again(pressed) if choice is not None else pressed.setFocus()

        return taking(self.talk, done, failed)
