"""The password screen: painted before anything heavy is loaded; the way back with the recovery code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import WorldError
from app.domain.text import nfc
from app.jobs.desk import Desk
from app.ui.gate import Gate, Page
from app.ui.login import texts
from app.ui.place import SAMPLE_WORD, Place
from app.ui.screen import Talk
from app.ui.widgets.basic import Field, button
from app.ui.widgets.faults import sentence_of
from app.ui.widgets.password import PasswordEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QComboBox

    from app.ui.login.forgot import ForgotPage

DELAYS = (0, 0, 2, 4, 8, 15, 30)  # seconds after the nth wrong password; the last one repeats
PREWARM = ("app.services.setup", "app.services.home")


class LoginPage(Gate):
    opened = Signal(object)  # the open book
    restore_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        talk: Talk,
        place: Place,
        accounts: tuple[str, ...] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.desk, self.talk, self.place = desk, talk, place
        self._accounts: tuple[str, ...] = ()
        self.chooser: QComboBox | None = None  # only when there is a choice
        self._wrong = 0
        self._left = 0
        self._sentence = ""
        self._warm = False
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._count_down)
        self.stack.addWidget(self._make_open())
        if accounts is not None:
            self._show_accounts(accounts)
        self.forgot: ForgotPage | None = None  # made when asked for
        self.word.setFocus()

    def _make_open(self) -> Page:
        page = Page(texts.TITLE_SAMPLE if self.place.demo else texts.TITLE, texts.INTRO)
        self.word = PasswordEdit()
        self.word.returnPressed.connect(self.try_open)
        self.word.textEdited.connect(self._typed)
        hint = texts.SAMPLE_HINT.format(word=SAMPLE_WORD) if self.place.demo else ""
        self.field = Field(texts.WORD, self.word, hint)
        self.open_button = button(texts.OPEN, self.try_open, kind="primary")
        self.forgot_button = button(texts.FORGOT, self.show_forgot, kind="link")
        self.restore_button = button(texts.RESTORE, self.restore_wanted.emit, kind="link")
        page.body.addWidget(self.field)
        page.foot.addWidget(self.open_button)
        page.foot.addStretch(1)
        page.foot.addWidget(self.forgot_button)
        page.foot.addWidget(self.restore_button)
        self._body = page.body
        return page

    def learn_accounts(self) -> None:
        """Once painted; reading them loads modules that the first paint does not wait for."""
        if self._accounts:
            return
        try:
            self._show_accounts(self.place.read_accounts(self.place.profile))
        except WorldError as error:
            self._refused(error)

    def _show_accounts(self, accounts: tuple[str, ...]) -> None:
        self._accounts = accounts
        if len(accounts) < 2:
            return
        from PySide6.QtWidgets import QComboBox

        self.chooser = QComboBox()
        for account in accounts:
            self.chooser.addItem(texts.ROLES.get(account, account), account)
        self._body.insertWidget(0, Field(texts.ACCOUNT, self.chooser))

    def show_forgot(self) -> None:
        if self.forgot is None:
            from app.ui.login.forgot import ForgotPage

            self.forgot = ForgotPage(self.desk, self.place)
            self.forgot.opened.connect(self.opened)
            self.forgot.left.connect(lambda: self.stack.setCurrentIndex(0))
            self.stack.addWidget(self.forgot)
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
        self.learn_accounts()
        if not self._accounts:
            return
        account = self.chooser.currentData() if self.chooser is not None else self._accounts[0]
        self._set_waiting(True)
        self.desk.work(
            "setup.open_school",
            self.place.profile,
            account,
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
        for made in (self.open_button, self.forgot_button, self.restore_button):
            made.setEnabled(not waiting)
        self.open_button.setText(texts.OPENING if waiting else texts.OPEN)
        self.word.setReadOnly(waiting)
        from PySide6.QtCore import Qt

        self.setCursor(Qt.CursorShape.BusyCursor if waiting else Qt.CursorShape.ArrowCursor)
