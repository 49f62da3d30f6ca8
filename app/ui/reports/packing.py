"""Packing a signed report into a folder or onto a stick, and going on with what was left there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.views import LeftOver, PackageMade, ReportState, ReportView
from app.jobs.desk import Desk
from app.ui.reports import texts
from app.ui.reports.steps import PackStep
from app.ui.screen import Talk
from app.ui.widgets.parts import taking


class Packing(QObject):
    """`report` is the one shown; `refresh` is called once it is packed."""

    def __init__(
        self, desk: Desk, talk: Talk, step: PackStep, resting: QWidget, refresh: Callable[[], None]
    ) -> None:
        """`resting` takes the focus while the button is off."""
        super().__init__(step)
        self.desk, self.talk, self.step = desk, talk, step
        self.resting, self.refresh = resting, refresh
        self.report: ReportView | None = None
        self._chosen: ReportView | None = None  # the report the folder was chosen for
        self._folder = Path()
        self._left: LeftOver | None = None
        step.folder_wanted.connect(self.choose_folder)
        step.resumed.connect(lambda: self._pack(resume=True))
        step.discarded.connect(self._discard)

    def choose_folder(self) -> None:
        folder = self.talk.choose_folder(texts.PACK_TITLE)
        if folder is None:
            return
        self._folder, self._chosen = folder, self.report
        self.step.forget()
        self.desk.work("packages.left_overs", folder, then=taking(self.talk, self._got_left))

    def _got_left(self, left: tuple[LeftOver, ...]) -> None:
        if left:
            self._left = left[0]
            self.step.offer_left(left[0])
        else:
            self._pack(resume=False)

    def _discard(self) -> None:
        if self._left is not None:
            again = taking(self.talk, lambda _none: self._pack(resume=False))
            self.desk.work("packages.discard", Path(self._left.path), then=again)

    def _pack(self, *, resume: bool) -> None:
        report = self._chosen
        if report is None or report is not self.report or report.state is ReportState.FROZEN:
            return  # another report was gone to in between
        self.step.forget()
        p12, password = self.step.choice.chosen()
        self.resting.setFocus()
        self.step.pack.setEnabled(False)
        self.step.progress.begin(texts.PACKING)
        job = self.desk.work(
            "packages.pack",
            report.id,
            self._folder,
            with_book=True,
            on_progress=self.step.progress.step,
            p12=p12,
            password=password,
            resume=resume,
            then=taking(self.talk, lambda made: self._packed(made, report.id), self._ended),
        )
        self.step.progress.watch(job)

    def _packed(self, made: PackageMade, report: str) -> None:
        self.step.progress.end()
        self.step.pack.setEnabled(True)
        self.talk.tell(texts.SAID_PACKED.format(name=Path(made.path).name), texts.EJECT)
        self.refresh()
        if self.report is not None and self.report.id == report:
            self.step.show_made(made)

    def _ended(self) -> None:
        self.step.progress.end()
        self.step.pack.setEnabled(True)
        self.step.choice.focus_again(self.step.pack)
        self.step.say(texts.PACK_STOPPED)
