"""Filing evidence from the month screen: attach, open, take off, keep an edited copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir
from PySide6.QtGui import QGuiApplication

from app.domain.views import Attached, Changed, CopyChanged, EvidenceFile, EvidenceView, TaskRow
from app.jobs.desk import Desk
from app.ui.month import texts
from app.ui.month.copies import CopyStrip
from app.ui.month.evidence import PIXELS, EvidencePanel, current_file
from app.ui.screen import Talk
from app.ui.widgets.files import open_outside, pasted_files
from app.ui.widgets.now import clock_of
from app.ui.widgets.parts import taking
from app.ui.widgets.progress import ProgressStrip
from app.ui.widgets.undo import offer_undo

OCCURRENCE = "occurrence"


class Filing(QObject):
    """`refresh` is called after every change."""

    def __init__(
        self,
        desk: Desk,
        talk: Talk,
        panel: EvidencePanel,
        progress: ProgressStrip,
        copies: CopyStrip,
        refresh: Callable[[], None],
    ) -> None:
        super().__init__(panel)
        self.desk, self.talk, self.panel = desk, talk, panel
        self.progress, self.copies, self.refresh = progress, copies, refresh
        self.row: TaskRow | None = None
        self._pasted = QTemporaryDir()
        self.open_path = open_outside
        panel.attach_wanted.connect(self.choose)
        panel.open_wanted.connect(self.open)
        panel.detach_wanted.connect(self.detach)
        panel.thumbnail_wanted.connect(self.thumbnail)
        copies.kept.connect(self.keep)

    def show(self, row: TaskRow | None) -> None:
        self.row = row
        if row is None:
            self.panel.show_evidence(())
            return

        def got(views: tuple[EvidenceView, ...]) -> None:
            if self.row is not None and self.row.id == row.id:
                self.panel.show_evidence(views)

        self.desk.read("evidence.of", OCCURRENCE, row.id, then=taking(self.talk, got))

    def choose(self) -> None:
        paths = list(self.talk.open_files(texts.ATTACH_TITLE))
        if paths:
            self.attach(self.row, paths)

    def paste(self) -> None:
        moment = clock_of(self.desk).now()
        paths = pasted_files(QGuiApplication.clipboard().mimeData(), self._pasted, moment)
        if paths:
            self.attach(self.row, paths)
        else:
            self.talk.tell(texts.NOTHING_TO_PASTE, texts.NOTHING_TO_PASTE_DO)

    def attach(self, row: TaskRow | None, paths: list[Path]) -> None:
        if row is None:
            self.talk.tell(texts.CHOOSE_FIRST, texts.CHOOSE_FIRST_DO)
            return
        self.progress.begin(texts.STORING.format(n=len(paths)))
        job = self.desk.work(
            "evidence.attach",
            OCCURRENCE,
            row.id,
            paths,
            with_book=True,
            on_progress=self.progress.step,
            then=taking(self.talk, self._attached, self.progress.end),
        )
        self.progress.watch(job)

    def _attached(self, done: Attached) -> None:
        self.progress.end()
        self.refresh()
        if done.changed is not None and done.added:
            many = len(done.added) > 1
            said = texts.ADDED_MANY.format(n=len(done.added)) if many else texts.ADDED_ONE
            offer_undo(self.desk, self.talk, said.format(name=done.added[0]), done.changed, self.refresh)
        if done.already:
            self.talk.tell(
                "\n".join(texts.ALREADY.format(name=name, title=title) for name, title in done.already)
            )
        for _name, notice in done.refused:
            self.talk.fault(notice)

    def open(self, file: EvidenceFile) -> None:
        def got(path: Path) -> None:
            if not self.open_path(path):
                self.talk.tell(texts.CANNOT_OPEN.format(name=file.name), texts.CANNOT_OPEN_DO)

        self.desk.work("evidence.open_copy", file.id, with_book=True, then=taking(self.talk, got))

    def detach(self, view: EvidenceView) -> None:
        if self.row is None:
            return
        found = current_file(view)
        name = found.name if found else view.title

        def done(changed: Changed) -> None:
            self.refresh()
            said = texts.DETACHED.format(name=name)
            offer_undo(self.desk, self.talk, said, changed, self.refresh)

        self.desk.write("evidence.detach", view.id, OCCURRENCE, self.row.id, then=taking(self.talk, done))

    def thumbnail(self, sha: str) -> None:
        def got(png: bytes | None) -> None:
            self.panel.show_thumbnail(sha, png)

        self.desk.work("evidence.thumbnail", sha, PIXELS, with_book=True, then=taking(self.talk, got))

    def look_for_changed_copies(self) -> None:
        self.desk.work("evidence.changed_copies", with_book=True, then=taking(self.talk, self.copies.offer))

    def keep(self, copy: CopyChanged) -> None:
        def done(changed: Changed) -> None:
            self.refresh()
            said = texts.KEPT.format(name=copy.name)
            offer_undo(self.desk, self.talk, said, changed, self.refresh)

        path = Path(copy.path)
        self.desk.write("evidence.keep_revision", copy.file_id, path, then=taking(self.talk, done))
