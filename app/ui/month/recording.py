"""Writing what became of tasks: states with their reasons, and answers about earlier months."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from app.domain.report import TaskState
from app.domain.views import Changed, PastAnswer, TaskRow
from app.jobs.desk import Desk
from app.ui.month import texts
from app.ui.month.dates import Month
from app.ui.screen import Talk
from app.ui.widgets.parts import taking
from app.ui.widgets.undo import offer_undo
from app.ui.words import texts as words
from app.ui.words.plain import readable, short


class Recording:
    """`refresh` is called after every change, and when one was refused."""

    def __init__(self, desk: Desk, talk: Talk, refresh: Callable[[], None]) -> None:
        self.desk, self.talk, self.refresh = desk, talk, refresh

    def write_state(
        self, rows: Sequence[TaskRow], state: TaskState, cause: str, remedy: str, new_date: date | None
    ) -> None:
        word = words.STATES[state].word
        if len(rows) == 1:
            said = texts.SAID_STATE.format(state=word, words=short(readable(rows[0].words)))
        else:
            said = texts.SAID_STATES.format(state=word, n=len(rows))
        self.desk.write(
            "months.set_state",
            [row.id for row in rows],
            state,
            cause,
            remedy,
            new_date,
            then=taking(self.talk, lambda changed: self._done(changed, said), self.refresh),
        )

    def answer_past(self, rows: Sequence[TaskRow], answer: PastAnswer, month: Month) -> None:
        """`month`: where the tasks go when the answer is that they are moved."""
        moved = answer is PastAnswer.MOVED
        said = texts.PAST_SAID[answer].format(n=len(rows), month=month[1], year=month[0])
        self.desk.write(
            "months.answer_past",
            [row.id for row in rows],
            answer,
            month if moved else None,
            then=taking(self.talk, lambda changed: self._done(changed, said), self.refresh),
        )

    def _done(self, changed: Changed, said: str) -> None:
        self.refresh()
        offer_undo(self.desk, self.talk, said, changed, self.refresh)
