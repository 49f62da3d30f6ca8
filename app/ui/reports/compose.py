"""The written parts of a report; empty ones are not printed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.domain.report import Narrative
from app.domain.text import nfc
from app.ui.reports import texts
from app.ui.widgets.parts import column, label

PARTS = (
    ("situation", texts.SITUATION),
    ("difficulties", texts.DIFFICULTIES),
    ("proposals", texts.PROPOSALS),
)


PAUSE = 800  # milliseconds without a key before what is typed is kept


class Compose(QWidget):
    typed = Signal()  # a pause in typing, or the fields are left

    def __init__(self) -> None:
        super().__init__()
        self._narrative = Narrative()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.typed)
        self.fields: dict[str, QPlainTextEdit] = {}
        box = column(label(texts.COMPOSE_TITLE, "heading"), label(texts.COMPOSE_HINT, "muted"), spacing=6)
        for key, name in PARTS:
            field = QPlainTextEdit()
            field.setTabChangesFocus(True)
            field.setAccessibleName(name)
            field.setMinimumHeight(56)
            field.textChanged.connect(self._pause.start)
            self.fields[key] = field
            head = label(name, "field", wrap=False)
            head.setBuddy(field)
            box.addWidget(head)
            box.addWidget(field, 1)
        self.setLayout(box)

    def show_narrative(self, narrative: Narrative) -> None:
        self._narrative = narrative
        for key, field in self.fields.items():
            field.setPlainText(getattr(narrative, key))
        self._pause.stop()

    def flush(self) -> None:
        """Do not wait for the pause: the fields are left."""
        if self._pause.isActive():
            self._pause.stop()
            self.typed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    def narrative(self) -> Narrative:
        """What is typed now; the parts without a field stay as they were."""
        typed = {key: nfc(field.toPlainText().strip()) for key, field in self.fields.items()}
        return replace(self._narrative, **typed)
