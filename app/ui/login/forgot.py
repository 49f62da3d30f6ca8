"""Forgotten password: the recovery code and a new one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal

from app.domain.text import nfc
from app.jobs.desk import Desk
from app.ui.gate import Page
from app.ui.login import texts
from app.ui.place import Place
from app.ui.texts import REPLACING_AGAIN, REPLACING_WORD
from app.ui.widgets.basic import Field, button, line
from app.ui.widgets.faults import sentence_of
from app.ui.widgets.new_password import NewPassword
from app.ui.widgets.parts import label


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
        if not (code and word) or not self.reset_button.isEnabled():
            return
        self.sentence.setText("")
        self._set_waiting(True)
        self.desk.work(
            "setup.open_with_recovery",
            self.place.profile,
            code,
            word,
            self.place.clock,
            then=self._answered,
        )

    def _answered(self, book: Any, error: Exception | None) -> None:
        self._set_waiting(False)
        if error is None:
            self.opened.emit(book)
            return
        self.sentence.setText(sentence_of(error))

    def _set_waiting(self, waiting: bool) -> None:
        for made in (self.reset_button, self.back_button):
            made.setEnabled(not waiting)
