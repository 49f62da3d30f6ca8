"""The answer to "Vì sao có việc này?": the plan's own sentence, and where it stands."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from app.domain.views import Why
from app.ui.widgets.parts import column, label
from app.ui.words import texts
from app.ui.words.plain import place, readable


class WhyBox(QFrame):
    """Hidden until there is an answer; `below` stands under it."""

    def __init__(self, *below: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "quote")
        self.quote = label()
        self.origin = label("", "small")
        self.setLayout(column(self.quote, self.origin, *below, spacing=4, margin=8))
        self.hide()

    def show_why(self, why: Why) -> None:
        self.quote.setText(texts.QUOTED.format(words=readable(why.words)))
        plan = f"{why.plan_title} {why.plan_number}".strip()
        parts = (f"{plan} ({texts.day(why.plan_date)})" if why.plan_date else plan, place(why.line, why.page))
        self.origin.setText(", ".join(part for part in parts if part))
        self.show()
