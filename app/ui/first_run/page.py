"""First run: welcome → school → password → recovery code → asked back → the open book."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.clock import today
from app.domain.org import FirstRun, School
from app.jobs.desk import Desk
from app.ui import theme
from app.ui.first_run import texts
from app.ui.first_run.school import SchoolPage
from app.ui.gate import Gate, Page
from app.ui.place import SAMPLE_ACCOUNT, SAMPLE_WORD, Place
from app.ui.recovery.pages import KeepCode
from app.ui.screen import Talk
from app.ui.texts import DAY
from app.ui.widgets.basic import Card, button, picture
from app.ui.widgets.faults import sentence_of
from app.ui.widgets.new_password import NewPassword
from app.ui.widgets.parts import column, label, taking
from app.ui.widgets.progress import ProgressStrip


class FirstRunPage(Gate):
    opened = Signal(object)  # the open book
    sample_opened = Signal(object, object)  # the sample's Place and its open book
    restore_wanted = Signal()

    def __init__(self, desk: Desk, talk: Talk, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(texts.STEPS, parent)
        self.desk, self.talk, self.place = desk, talk, place
        self._school: School | None = None
        self._word = ""
        self._created: Any = None
        self.welcome = WelcomePage(self.start, self.start_sample, self.restore_wanted.emit)
        self.school = SchoolPage()
        self.password = PasswordPage()
        self.keeping = KeepCode(desk, talk, texts.FINISH)
        self.waiting = Page(texts.SAMPLE_TITLE, texts.SAMPLE_INTRO)
        self.progress = ProgressStrip()
        self.waiting.body.addWidget(self.progress)
        pages = (self.welcome, self.school, self.password, self.keeping, self.waiting)
        for page in pages:
            self.stack.addWidget(page)
        self.school.left.connect(lambda: self._go(self.welcome, -1))
        self.school.done.connect(self._school_known)
        self.password.left.connect(self.start)
        self.password.done.connect(self._create)
        self.keeping.kept.connect(self._open)
        self._go(self.welcome, -1)

    def _go(self, page: QWidget, step: int) -> None:
        self.stack.setCurrentWidget(page)
        self.mark_step(step)

    def start(self) -> None:
        self._go(self.school, 0)
        self.school.begin()

    def _school_known(self, school: School) -> None:
        self._school = school
        self._go(self.password, 1)
        self.password.new.first.setFocus()
        self.desk.prewarm("app.services.setup")

    # password → book -----------------------------------------------------------

    def _create(self, word: str) -> None:
        assert self._school is not None
        self._word = word
        answers = FirstRun(self._school, word, today(self.place.clock).year)
        self.password.set_waiting(True)
        self.desk.work(
            "setup.create_school", self.place.profile, answers, self.place.clock, then=self._was_created
        )

    def _was_created(self, created: Any, error: Exception | None) -> None:
        self.password.set_waiting(False)
        if error is not None:
            self.password.new.refuse(sentence_of(error))
            return
        self._created = created
        assert self._school is not None
        day = today(self.place.clock).strftime(DAY)
        self._go(self.keeping, 2)
        self.keeping.show_code(created.recovery_groups, self._school.name, day)

    def _open(self) -> None:
        self.keeping.set_waiting(True)
        self.desk.work(
            "setup.open_school",
            self.place.profile,
            self._created.account_id,
            self._word,
            self.place.clock,
            then=taking(self.talk, self._was_opened, lambda: self.keeping.set_waiting(False)),
        )

    def _was_opened(self, book: Any) -> None:
        self._word, self._created = "", None
        self.password.new.clear()
        self.opened.emit(book)

    # the sample school -----------------------------------------------------------

    def start_sample(self) -> None:
        """Make the sample school in its own profile if need be, then open it."""
        sample = self.place if self.place.demo else self.place.sample()
        self._go(self.waiting, -1)
        self.progress.begin(texts.SAMPLE_TITLE)

        def failed() -> None:
            self.progress.end()
            self._go(self.welcome, -1)

        def opened(book: Any) -> None:
            self.progress.end()
            self.sample_opened.emit(sample, book)

        def ready(_created: object) -> None:
            self.desk.work(
                "setup.open_school",
                sample.profile,
                SAMPLE_ACCOUNT,
                SAMPLE_WORD,
                sample.clock,
                then=taking(self.talk, opened, failed),
            )

        def looked(exists: bool) -> None:
            if exists:
                ready(None)
                return
            job = self.desk.work(
                "setup.create_sample",
                sample.profile,
                sample.clock,
                SAMPLE_WORD,
                then=taking(self.talk, ready, failed),
                on_progress=self.progress.step,
            )
            self.progress.watch(job)

        self.desk.work("setup.has_school", sample.profile, then=taking(self.talk, looked, failed))


class WelcomePage(Page):
    """Three ways in, each with a sentence."""

    def __init__(
        self, start: Callable[[], None], sample: Callable[[], None], restore: Callable[[], None]
    ) -> None:
        super().__init__(texts.WELCOME, texts.WELCOME_INTRO)
        self.start_button = self._way("school", texts.START, texts.START_WORDS, start, "primary")
        self.sample_button = self._way("eye", texts.SAMPLE, texts.SAMPLE_WORDS, sample)
        self.restore_button = self._way("archive-restore", texts.RESTORE, texts.RESTORE_WORDS, restore)

    def _way(
        self, icon_name: str, words: str, why: str, pressed: Callable[[], None], kind: str = ""
    ) -> QPushButton:
        card = Card()
        made = button(words, pressed, kind=kind)
        made.setMinimumWidth(220)
        made.setAccessibleDescription(why)
        card.head.addWidget(picture(icon_name, theme.ACCENT, 24), 0, Qt.AlignmentFlag.AlignVCenter)
        card.head.addSpacing(theme.S)
        card.head.addLayout(column(label(why, "muted")), 1)
        card.head.addSpacing(theme.M)
        card.head.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(card.head)
        self.body.addWidget(card)
        return made


class PasswordPage(Page):
    done = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(texts.WORD, texts.WORD_INTRO)
        self.new = NewPassword()
        self.new.first.returnPressed.connect(self.new.second.setFocus)
        self.new.second.returnPressed.connect(self.next)
        self.body.addWidget(self.new)
        self.back_button = button(texts.BACK, self.left.emit)
        self.next_button = button(texts.CREATE, self.next, kind="primary", icon_name="arrow-right")
        self.end_with(self.back_button, self.next_button)

    def next(self) -> None:
        word = self.new.value()
        if word and self.next_button.isEnabled():
            self.done.emit(word)

    def set_waiting(self, waiting: bool) -> None:
        for widget in (self.next_button, self.back_button, self.new.first, self.new.second):
            widget.setEnabled(not waiting)
        self.next_button.setText(texts.CREATING if waiting else texts.CREATE)
