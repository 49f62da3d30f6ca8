"""Progress of a long job with a button that stops it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QProgressBar

from app.jobs.desk import Job
from app.ui.widgets.parts import button, label, row
from app.ui.words import texts


class ProgressStrip(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._job: Job | None = None
        self.words = label()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = button(texts.CANCEL, self._cancel)
        line = row(self.words, self.bar, self.stop, margin=8, spacing=12)
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
