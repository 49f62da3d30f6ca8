"""Progress of a long job with a button that stops it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QProgressBar

from app.jobs.desk import Job
from app.ui.widgets import texts
from app.ui.widgets.parts import button, label, row


class ProgressStrip(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self._job: Job | None = None
        self.words = label(wrap=False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.stop = button(texts.CANCEL, self._cancel)
        line = row(self.words, self.bar, self.stop, spacing=12)
        line.setContentsMargins(12, 6, 12, 6)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.hide()

    def begin(self, words: str) -> None:
        self.words.setText(words)
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self.show()

    def watch(self, job: Job) -> None:
        self._job = job

    def step(self, done: int, total: int) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(min(1000, done * 1000 // total) if total else 0)

    def end(self) -> None:
        self._job = None
        self.hide()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.stop.setEnabled(False)
