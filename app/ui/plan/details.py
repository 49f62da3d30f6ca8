"""What stands beside the source text for rows that are not edited: flags, duties, unused, issuing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.plan import Flag, Source
from app.domain.views import ItemKind, PlanItem, PlanView, Review
from app.ui.plan import texts
from app.ui.plan.rows import Group, duty_rule, group_of, second_line
from app.ui.widgets.parts import button, column, frame, label, row
from app.ui.widgets.why import WhyBox
from app.ui.words import texts as words
from app.ui.words.plain import place, readable


class FlagDetail(QWidget):
    """Both sides of a flag beside each other; `wanted` asks to show one in the source."""

    wanted = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "heading")
        self.meaning = label()
        self.sides = row(spacing=8)
        self.keep = label(texts.FLAG_KEEP, "muted")
        self.setLayout(column(self.title, self.meaning, self.sides, self.keep, 1))

    def show_flag(self, flag: Flag) -> None:
        title, meaning = texts.FLAGS[flag.kind]
        self.title.setText(title)
        self.meaning.setText(meaning)
        while self.sides.count():
            card = self.sides.takeAt(0).widget()
            card.hide()
            card.deleteLater()
        for number, side in enumerate(flag.sides):
            value = flag.values[number] if number < len(flag.values) else ""
            self.sides.addWidget(self._side(number, side, value))

    def _side(self, number: int, side: Source, value: str) -> QWidget:
        head = label(value or texts.SIDE.format(n=number + 1), "heading", wrap=False)
        where = button(
            place(side.line, side.page) or texts.SHOW,
            lambda: self.wanted.emit(side.block, side.words),
            kind="link",
        )
        card = frame(
            "side", column(head, label(readable(side.words)), row(where, 1), 1, spacing=4, margin=10)
        )
        card.setMinimumWidth(120)
        return card


class PlainDetail(QWidget):
    """A title, a few sentences, and "Vì sao có việc này?" for an item of an issued plan."""

    def __init__(self, ask_why: Callable[[], None]) -> None:
        super().__init__()
        self.title = label("", "heading")
        self.words = label()
        self.more = label("", "muted")
        self.why = button(texts.WHY, ask_why, kind="link")
        self.answer = WhyBox()
        self.setLayout(column(self.title, self.words, self.more, row(self.why, 1), self.answer, 1))

    def show_words(self, title: str, text: str, more: str, *, can_ask: bool) -> None:
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.words.setText(text)
        self.more.setText(more)
        self.more.setVisible(bool(more))
        self.why.setVisible(can_ask)
        self.answer.hide()

    def show_item(self, item: PlanItem, *, can_ask: bool) -> None:
        if item.kind is ItemKind.DUTY:
            period = texts.PERIODS.get(item.group, texts.GROUP_DUTIES)
            to = texts.DUTY_TO.format(recipient=", ".join(item.leads)) if item.leads else ""
            more = " · ".join(part for part in (to, duty_rule(item)) if part)
            self.show_words(period, readable(item.words), more, can_ask=can_ask)
        else:
            self.show_words("", readable(item.words), second_line(item), can_ask=can_ask)


class IssuePanel(QWidget):
    """What issuing will do, before it is done."""

    def __init__(self, issue: Callable[[], None], back: Callable[[], None]) -> None:
        super().__init__()
        self.sum = label()
        self.points = label()
        self.yes = button(texts.ISSUE_YES, issue, kind="primary")
        self.no = button(texts.ISSUE_NO, back)
        self.setLayout(
            column(
                row(label(texts.ISSUE_TITLE, "heading", wrap=False), 1, self.yes, self.no),
                self.sum,
                self.points,
                1,
            )
        )

    def show_plan(self, view: PlanView) -> None:
        ours = [item for item in view.items if _kept(item)]
        counts = {kind: sum(item.kind is kind for item in ours) for kind in ItemKind}
        self.sum.setText(
            texts.ISSUE_SUM.format(
                targets=counts[ItemKind.TARGET], tasks=counts[ItemKind.TASK], duties=counts[ItemKind.DUTY]
            )
        )
        left = sum(item.review is Review.PROPOSED for item in view.items)
        number = f"{view.number}/{view.symbol}"
        date = words.day(view.issued_on, texts.NO_DATE)
        points = [
            texts.ISSUE_NUMBER.format(number=number, date=date) if view.number else texts.ISSUE_NO_NUMBER,
            texts.ISSUE_LEFT.format(n=left) if left else texts.ISSUE_NONE_LEFT,
            texts.ISSUE_MONTHS,
            texts.ISSUE_PAST,
        ]
        self.points.setText("\n".join(f"•  {point}" for point in points))


def _kept(item: PlanItem) -> bool:
    """Whether issuing takes the item in: accepted, or not yet decided and the school's own."""
    if item.review is Review.PROPOSED:
        return group_of(item) is not Group.SUPERIOR
    return item.review is Review.ACCEPTED
