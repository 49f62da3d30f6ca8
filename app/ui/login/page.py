"""The password screen: painted before anything heavy is loaded; the way back with the recovery code."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.domain.errors import WorldError
from app.domain.text import nfc
from app.jobs.desk import Desk
from app.ui.gate import Gate, Page
from app.ui.login import texts
from app.ui.place import SAMPLE_WORD, Place
from app.ui.screen import Talk
from app.ui.texts import REPLACING_AGAIN, REPLACING_WORD
from app.ui.widgets.basic import Field, button, line
from app.ui.widgets.faults import sentence_of
from app.ui.widgets.new_password import NewPassword
from app.ui.widgets.parts import label
from app.ui.widgets.password import PasswordEdit

DELAYS = (0, 0, 2, 4, 8, 15, 30)  # seconds after the nth wrong password; the last one repeats
PREWARM = ("app.services.setup", "app.services.home")


class LoginPage(Gate):
    opened = Signal(object)  # the open book
    restore_wanted = Signal()

    def __init__(
        self, desk: Desk, talk: Talk, place: Place, accounts: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.desk, self.talk, self.place = desk, talk, place
        self._wrong = 0
        self._left = 0
        self._sentence = ""
        self._warm = False
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._count_down)
        self.stack.addWidget(self._make_open(accounts))
        self.forgot = ForgotPage(desk, place)
        self.forgot.opened.connect(self.opened)
        self.forgot.left.connect(lambda: self.stack.setCurrentIndex(0))
        self.stack.addWidget(self.forgot)
        self.word.setFocus()

    def _make_open(self, accounts: tuple[str, ...]) -> Page:
        page = Page(texts.TITLE_SAMPLE if self.place.demo else texts.TITLE, texts.INTRO)
        self.account = QComboBox()
        for account in accounts:
            self.account.addItem(texts.ROLES.get(account, account), account)
        account_field = Field(texts.ACCOUNT, self.account)
        account_field.setVisible(len(accounts) > 1)
        self.word = PasswordEdit()
        self.word.returnPressed.connect(self.try_open)
        self.word.textEdited.connect(self._typed)
        hint = texts.SAMPLE_HINT.format(word=SAMPLE_WORD) if self.place.demo else ""
        self.field = Field(texts.WORD, self.word, hint)
        self.open_button = button(texts.OPEN, self.try_open, kind="primary", icon_name="arrow-right")
        self.forgot_button = button(texts.FORGOT, self._forgot, kind="link")
        self.restore_button = button(texts.RESTORE, self.restore_wanted.emit, kind="link")
        page.body.addWidget(account_field)
        page.body.addWidget(self.field)
        page.foot.addWidget(self.open_button)
        page.foot.addStretch(1)
        page.foot.addWidget(self.forgot_button)
        page.foot.addWidget(self.restore_button)
        return page

    def _forgot(self) -> None:
        self.stack.setCurrentWidget(self.forgot)
        self.forgot.code.setFocus()

    def _typed(self, _text: str) -> None:
        if not self._warm:
            self._warm = True
            self.desk.prewarm(*PREWARM)

    def try_open(self) -> None:
        word = nfc(self.word.text())
        if not self.open_button.isEnabled():
            return
        if not word:
            self.field.fault(texts.EMPTY)
            return
        self.field.fault("")
        self._set_waiting(True)
        self.desk.work(
            "setup.open_school",
            self.place.profile,
            self.account.currentData(),
            word,
            self.place.clock,
            then=self._answered,
        )

    def _answered(self, book: Any, error: Exception | None) -> None:
        self._set_waiting(False)
        if error is None:
            self.opened.emit(book)
        else:
            self._refused(error)

    def _refused(self, error: Exception) -> None:
        self._sentence = sentence_of(error)
        self.field.fault(self._sentence)
        self.word.selectAll()
        self.word.setFocus()
        if isinstance(error, WorldError) and error.outcome.value == "store.wrong_password":
            self._left = DELAYS[min(self._wrong, len(DELAYS) - 1)]
            self._wrong += 1
            if self._left:
                self.open_button.setEnabled(False)
                self._show_wait()
                self._tick.start()

    def _count_down(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._show_wait()
            return
        self._tick.stop()
        self.open_button.setEnabled(True)
        self.field.fault(self._sentence)

    def _show_wait(self) -> None:
        self.field.fault(texts.WAIT.format(sentence=self._sentence, seconds=self._left))

    def _set_waiting(self, waiting: bool) -> None:
        self.open_button.setEnabled(not waiting)
        self.open_button.setText(texts.OPENING if waiting else texts.OPEN)
        self.word.setReadOnly(waiting)
        self.setCursor(Qt.CursorShape.BusyCursor if waiting else Qt.CursorShape.ArrowCursor)


class ForgotPage(Page):
    """The recovery code and a new password."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(texts.FORGOT_TITLE, texts.FORGOT_INTRO)
        self.desk, self.place = desk, place
        self.code = line()
        self.code_field = Field(texts.RECOVERY, self.code, texts.RECOVERY_HINT)
        self.new = NewPassword(REPLACING_WORD, REPLACING_AGAIN)
        self.sentence = label("", "fault")
        self.reset_button = button(texts.RESET, self.reset, kind="primary")
        self.back_button = button(texts.BACK, self.left.emit)
        self.code.returnPressed.connect(self.new.first.setFocus)
        self.new.first.returnPressed.connect(self.new.second.setFocus)
        self.new.second.returnPressed.connect(self.reset)
        for widget in (self.code_field, self.new, self.sentence):
            self.body.addWidget(widget)
        self.foot.addWidget(self.back_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.reset_button)

    def reset(self) -> None:
        code = nfc(self.code.text()).strip()
        self.code_field.fault("" if code else texts.EMPTY_RECOVERY)
        word = self.new.value()
        if not (code and word):
            return
        self.sentence.setText("")
        self.reset_button.setEnabled(False)
        self.desk.work(
            "setup.open_with_recovery",
            self.place.profile,
            code,
            word,
            self.place.clock,
            then=self._answered,
        )

    def _answered(self, book: Any, error: Exception | None) -> None:
        self.reset_button.setEnabled(True)
        if error is None:
            self.opened.emit(book)
            return
        self.sentence.setText(sentence_of(error))
