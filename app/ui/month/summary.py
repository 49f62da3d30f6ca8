"""The month in numbers: done, partly, not done, not yet recorded, evidence."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QSizePolicy

from app.domain.views import MonthView
from app.ui.month import texts
from app.ui.theme import Tone
from app.ui.widgets.marks import Part, PartsBar
from app.ui.widgets.parts import column, label, row


class MonthSummary(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.figures = {}
        places = (
            ("done", texts.DONE, Tone.GOOD),
            ("partly", texts.PARTLY, Tone.PART),
            ("not_done", texts.NOT_DONE, Tone.BAD),
            ("open", texts.OPEN, Tone.CALM),
            ("evidence", texts.EVIDENCE, Tone.WAIT),
        )
        line = row(spacing=28)
        for name, word, tone in places:
            figure = label("0", "figure", wrap=False)
            figure.setProperty("tone", tone.value)
            self.figures[name] = figure
            line.addLayout(row(figure, label(word, "muted", wrap=False), spacing=7))
        self.bar = PartsBar(10)
        line.addWidget(self.bar, 1)
        box = column(line)
        box.setContentsMargins(14, 6, 14, 6)
        self.setLayout(box)

    def show_month(self, view: MonthView) -> None:
        for name, figure in self.figures.items():
            figure.setText(str(getattr(view, name)))
        self.bar.show_parts(
            (
                Part(texts.DONE, view.done, Tone.GOOD),
                Part(texts.PARTLY, view.partly, Tone.PART),
                Part(texts.NOT_DONE, view.not_done, Tone.BAD),
                Part(texts.OPEN, view.open, Tone.CALM),
            )
        )
