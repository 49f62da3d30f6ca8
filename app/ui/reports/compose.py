"""The written parts of a report; empty ones are not printed."""

from __future__ import annotations

from dataclasses import replace

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


class Compose(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._narrative = Narrative()
        self.fields: dict[str, QPlainTextEdit] = {}
        box = column(label(texts.COMPOSE_TITLE, "heading"), label(texts.COMPOSE_HINT, "muted"), spacing=6)
        for key, name in PARTS:
            field = QPlainTextEdit()
            field.setTabChangesFocus(True)
            field.setAccessibleName(name)
            field.setMinimumHeight(56)
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

    def narrative(self) -> Narrative:
        """What is typed now; the parts without a field stay as they were."""
        typed = {key: nfc(field.toPlainText().strip()) for key, field in self.fields.items()}
        return replace(self._narrative, **typed)
