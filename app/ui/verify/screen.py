"""Kiểm tra gói: drop a package, read one sentence, then the facts (journey h)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QStackedWidget, QWidget

from app.domain.views import Verdict
from app.jobs.desk import Desk, Job
from app.ui.icons import pixmap
from app.ui.screen import Screen, Talk
from app.ui.theme import SHADES, Tone
from app.ui.verify import texts
from app.ui.verify.findings import FindingList, rows
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.files import FileDrop
from app.ui.widgets.now import clock_of
from app.ui.widgets.parts import button, column, frame, label, restyle, row, taking
from app.ui.widgets.progress import ProgressStrip
from app.ui.widgets.tone import SHEET
from app.ui.words import texts as words
from app.wording import say

ICONS = {Tone.GOOD: "circle-check", Tone.PART: "triangle-alert", Tone.BAD: "circle-alert"}
WORDS = {Tone.GOOD: texts.HOLDS, Tone.PART: texts.HOLDS_WITH_NOTES, Tone.BAD: texts.DOES_NOT_HOLD}
ICON = 40


def tone_of(verdict: Verdict) -> Tone:
    if not verdict.holds:
        return Tone.PART if verdict.doubt else Tone.BAD
    return Tone.PART if any(found.note for found in verdict.findings) else Tone.GOOD


class Banner(QFrame):
    """The one large sentence with its icon and word."""

    def __init__(self) -> None:
        super().__init__()
        self.icon = QLabel()
        self.icon.setFixedSize(ICON, ICON)
        self.word = label("", "field", wrap=False)
        self.sentence = label("", "verdict")
        self.next_step = label("", "muted")
        text = column(self.word, self.sentence, self.next_step, spacing=3)
        line = row(self.icon, text, spacing=14, margin=16)
        line.setAlignment(self.icon, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_verdict(self, verdict: Verdict) -> None:
        tone = tone_of(verdict)
        said = say(verdict.headline)
        self.icon.setPixmap(pixmap(ICONS[tone], SHADES[tone].strong, ICON))
        word = texts.DOUBTED if verdict.doubt else WORDS[tone]
        self.word.setText(word)
        self.sentence.setText(said.text)
        self.next_step.setText(said.next_step)
        self.next_step.setVisible(bool(said.next_step))
        self.setAccessibleName(f"{word}. {said.text}")
        restyle(self, wash=tone.value)
        restyle(self.word, tone=tone.value)


class Facts(QFrame):
    """Whose package it is: school, period, signer, moment, number of files."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.values = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        names = (texts.PACKAGE, texts.SCHOOL, texts.PERIOD, texts.SIGNER, texts.SIGNED_AT, texts.FILES)
        for number, name in enumerate(names):
            line, at = number % 3, number // 3 * 2
            value = label("", wrap=True)
            self.values[name] = value
            grid.addWidget(label(name, "muted", wrap=False), line, at, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, line, at + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)

    def show_verdict(self, verdict: Verdict, path: Path) -> None:
        signer = verdict.signer
        if signer and verdict.signed_by_device:
            signer = texts.BY_DEVICE.format(name=signer)
        moment = words.moment(verdict.signed_at)
        shown = {
            texts.PACKAGE: path.name,
            texts.SCHOOL: verdict.school,
            texts.PERIOD: verdict.period[:1].upper() + verdict.period[1:],
            texts.SIGNER: signer,
            texts.SIGNED_AT: texts.CLAIMED.format(moment=moment) if moment else "",
            texts.FILES: str(verdict.files or ""),
        }
        for name, text in shown.items():
            self.values[name].setText(text or texts.UNKNOWN)


class VerifyScreen(Screen):
    title = texts.TITLE
    icon = "shield-check"

    def __init__(self, desk: Desk, talk: Talk, parent: QWidget | None = None) -> None:
        super().__init__(desk, talk, parent)
        self.setStyleSheet(SHEET)
        self.verdict: Verdict | None = None
        self.progress = ProgressStrip()
        self.empty = EmptyState(
            "shield-check", texts.EMPTY_TITLE, texts.EMPTY_WORDS, texts.CHOOSE, self.choose_file
        )
        self.place = frame("drop", column(self.empty))
        self.banner = Banner()
        self.facts = Facts()
        self.table = FindingList()
        self.other = button(texts.CHOOSE_OTHER, self.choose_file)
        self.trust = button(texts.TRUST, self.choose_certificate, tip=texts.TRUST_TIP)
        self._trusted: tuple[bytes, ...] = ()
        self._path = Path()
        self._asked = object()
        self._job: Job | None = None  # under way
        result = QWidget()
        head = row(label(texts.FACTS, "heading", wrap=False), 1, self.trust, self.other)
        box = column(self.banner, self.facts, head, self.table, spacing=10)
        box.setStretch(3, 1)
        result.setLayout(box)
        self._result = result
        self.stack = QStackedWidget()
        self.stack.addWidget(self.place)
        self.stack.addWidget(result)
        self.setLayout(column(self.progress, self.stack, spacing=8, margin=16))
        FileDrop(self, self._dropped, hovering=lambda over: restyle(self.place, over=over))

    def show_at(self, **where: object) -> None:
        """`path`: a package to check at once."""
        path = where.get("path")
        if isinstance(path, str | Path):
            self.check(Path(path))

    def choose_file(self) -> None:
        path = self.talk.open_file(texts.OPEN_TITLE, texts.FILTERS)
        if path is not None:
            self.check(path)

    def choose_certificate(self) -> None:
        """Believe a signer or an authority until the book is closed, and judge again."""
        path = self.talk.open_file(texts.TRUST_TITLE, texts.TRUST_FILTERS)
        if path is not None:
            got = taking(self.talk, self._believe)
            self.desk.work("packages.read_certificate", path, then=got)

    def _believe(self, certificate: bytes) -> None:
        self._trusted = (*self._trusted, certificate)
        self.check(self._path)

    def check(self, path: Path) -> None:
        """Check this package; one still being checked is left."""
        if self._job is not None:
            self._job.cancel()
        self._path = path
        asked = self._asked = object()

        def answered(verdict: Verdict | None, error: Exception | None) -> None:
            if self._asked is asked:
                taking(self.talk, lambda found: self._show(found, path), self._ended)(verdict, error)

        self.progress.begin(texts.CHECKING.format(name=path.name))
        self._allow(False)
        self._job = self.desk.work(
            "packages.verify",
            path,
            clock_of(self.desk),
            book=self.desk.book,
            on_progress=self.progress.step,
            trusted=self._trusted,
            then=answered,
        )
        self.progress.watch(self._job)

    def _show(self, verdict: Verdict, path: Path) -> None:
        self._ended()
        self.verdict = verdict
        self.trust.setVisible(verdict.doubt)
        self.banner.show_verdict(verdict)
        self.facts.show_verdict(verdict, path)
        self.table.set_rows(())
        self.table.set_rows(rows(verdict.findings))
        self.stack.setCurrentWidget(self._result)
        self.table.setFocus()

    def _ended(self) -> None:
        self._job = None
        self.progress.end()
        self._allow(True)

    def _allow(self, on: bool) -> None:
        for control in (self.other, self.trust):
            control.setEnabled(on)
        self.empty.action.setEnabled(on)

    def _dropped(self, paths: list[Path], _event: QDropEvent) -> None:
        self.check(paths[0])
