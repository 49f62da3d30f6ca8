"""The steps of a report in the office's order, each with what was done, by whom and when."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QWidget

from app.domain.text import nfc
from app.domain.views import LeftOver, PackageMade, ReportState, ReportView
from app.ui.reports import texts
from app.ui.reports.signer import SignerChoice
from app.ui.screen import Talk
from app.ui.widgets.fields import day_field, field
from app.ui.widgets.parts import button, column, frame, label, restyle, row
from app.ui.widgets.progress import ProgressStrip
from app.ui.words import texts as words

DONE = "✓"


class Step(QFrame):
    """A numbered step: `summary` when it is done, `body` while it can be done, `later` before that."""

    def __init__(self, number: int, title: str, later: str) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self._number = str(number)
        self.badge = QLabel(self._number)
        self.badge.setFixedSize(24, 24)
        self.badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.summary = label("", "small")
        self.later = label(later, "small")
        self.body = QWidget()
        head = row(self.badge, label(title, "heading", wrap=False), 1)
        inner = column(head, self.summary, self.later, self.body, spacing=6)
        inner.setContentsMargins(12, 10, 12, 10)
        self.setLayout(inner)

    def show_state(self, *, done: str, can: bool) -> None:
        self.badge.setText(DONE if done else self._number)
        restyle(self.badge, badge="done" if done else "now" if can else "later")
        self.summary.setText(done)
        self.summary.setVisible(bool(done))
        self.later.setVisible(not done and not can)
        self.body.setVisible(can)


class MakeStep(Step):
    made = Signal()
    words_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(1, texts.MAKE, "")
        self.hint = label(texts.MAKE_HINT, "small")
        self.make = button(texts.MAKE, self.made.emit, kind="primary")
        self.words = button(texts.EDIT_WORDS, self.words_wanted.emit, kind="link")
        self.body.setLayout(column(self.hint, self.make, row(self.words, 1), spacing=6))

    def show_report(self, view: ReportView | None, *, composing: bool) -> None:
        frozen = view is not None and view.state is ReportState.FROZEN
        done = ""
        if view is not None:
            cut_off = texts.CUT_OFF.format(day=words.day(view.cut_off))
            counts = texts.MADE.format(
                targets=view.targets, tasks=view.tasks, evidence=view.evidence, pages=view.pages
            )
            done = f"{counts}\n{cut_off}"
        self.make.setText(texts.MAKE_AGAIN if frozen else texts.MAKE)
        self.make.setAccessibleName(self.make.text())
        restyle(self.make, kind="" if frozen and not composing else "primary")
        self.words.setText(texts.SHOW_PAGES if composing else texts.EDIT_WORDS)
        self.words.setAccessibleName(self.words.text())
        self.words.setVisible(frozen)
        self.hint.setVisible(view is None)
        self.show_state(done=done, can=view is None or frozen)


class SignStep(Step):
    signed = Signal(object, object)  # path or None, password or None

    def __init__(self, talk: Talk) -> None:
        super().__init__(2, texts.SIGN, texts.SIGN_LATER)
        self.device_name = ""
        self.choice = SignerChoice(talk)
        self.sign = button(texts.SIGN_NOW, self._sign, kind="primary")
        self.choice.entered.connect(self.sign.click)
        self.body.setLayout(column(self.choice, label(texts.SIGN_FREEZES, "small"), self.sign, spacing=6))

    def show_report(self, view: ReportView | None) -> None:
        done = ""
        if view is not None and view.signed_at is not None:
            by_device = view.signed_by == self.device_name
            name = texts.BY_DEVICE.format(name=view.signed_by) if by_device else view.signed_by
            done = texts.SIGNED_BY.format(name=name, moment=words.moment(view.signed_at))
        self.show_state(done=done, can=view is not None and view.state is ReportState.FROZEN)

    def _sign(self) -> None:
        if self.choice.ready():
            self.signed.emit(*self.choice.chosen())


class NumberStep(Step):
    numbered = Signal(str, object, object, object)  # number, date, path or None, password or None

    def __init__(self, talk: Talk) -> None:
        super().__init__(3, texts.NUMBER, texts.NUMBER_LATER)
        self.talk = talk
        self._report = ""
        self.number = QLineEdit()
        self.date = day_field(texts.DATE_FIELD)
        for editor in (self.number, self.date):
            editor.setMinimumWidth(70)
        pair = row(field(texts.NUMBER_FIELD, self.number), field(texts.DATE_FIELD, self.date), spacing=4)
        pair.setStretch(1, 1)
        self.choice = SignerChoice(talk, texts.SEAL_FILE_HINT)
        self.enter = button(texts.NUMBER_NOW, self._enter, kind="primary")
        self.choice.entered.connect(self.enter.click)
        self.number.returnPressed.connect(self.enter.click)
        self.body.setLayout(column(pair, label(texts.SEAL, "small"), self.choice, self.enter, spacing=6))

    def show_report(self, view: ReportView | None, today: QDate) -> None:
        done = ""
        if view is not None and view.number:
            day = words.day(view.issued_on)
            done = texts.NUMBERED.format(number=view.number, symbol=view.symbol, day=day)
        signed = view is not None and view.state is not ReportState.FROZEN
        if view is None or view.id != self._report or done:
            self._report = view.id if view is not None else ""
            self.number.clear()
        if not self.isVisible() or not self.number.text():
            self.date.setDate(today)
        self.show_state(done=done, can=signed and not done)

    def _enter(self) -> None:
        typed = nfc(self.number.text().strip())
        if not typed:
            self.talk.tell(texts.NUMBER_EMPTY, texts.NUMBER_EMPTY_DO)
            self.number.setFocus()
        elif self.choice.ready():
            self.numbered.emit(typed, self.date.date().toPython(), *self.choice.chosen())


class PackStep(Step):
    folder_wanted = Signal()
    resumed = Signal()
    discarded = Signal()
    folder_opened = Signal(str)
    check_wanted = Signal(str)

    def __init__(self, talk: Talk) -> None:
        super().__init__(4, texts.PACK, texts.PACK_LATER)
        self.choice = SignerChoice(talk, texts.PACK_FILE_HINT)
        self.hint = label(texts.PACK_HINT, "small")
        self.no_number = label(texts.PACK_NO_NUMBER, "small")
        self.pack = button(texts.PACK_NOW, self._wanted, kind="primary")
        self.choice.entered.connect(self.pack.click)
        self.progress = ProgressStrip()
        self.note = label("", "small")
        self.left_words = label("", "small")
        self.resume = button(texts.RESUME, self.resumed.emit, kind="primary")
        self.discard = button(texts.DISCARD, self.discarded.emit)
        self.leave = button(texts.LEAVE, lambda: self.left_box.hide())
        self.left_box = frame(
            "side",
            column(self.left_words, self.resume, self.discard, self.leave, spacing=6, margin=8),
        )
        self.result = label()
        self.open_folder = button(texts.OPEN_FOLDER, lambda: self.folder_opened.emit(self._made_at))
        self.check = button(texts.CHECK_PACKAGE, lambda: self.check_wanted.emit(self._made_at))
        self.result_box = frame(
            "side",
            column(
                self.result,
                label(texts.EJECT, "field"),
                row(self.open_folder, self.check, spacing=6),
                spacing=6,
                margin=8,
            ),
        )
        self.result_box.setProperty("wash", "good")
        self._made_at = ""
        self.body.setLayout(
            column(
                self.hint,
                self.no_number,
                label(texts.PACK_SIGNED, "small"),
                self.choice,
                self.pack,
                self.left_box,
                self.progress,
                self.note,
                self.result_box,
                spacing=6,
            )
        )
        self.forget()

    def forget(self) -> None:
        """Another report is shown: drop what was said of the last one."""
        for part in (self.left_box, self.note, self.result_box):
            part.hide()

    def show_report(self, view: ReportView | None) -> None:
        done = ""
        if view is not None and view.package_name:
            done = texts.PACKED.format(name=view.package_name, folder=view.package_folder)
        signed = view is not None and view.state is not ReportState.FROZEN
        self.hint.setVisible(not done)
        self.no_number.setVisible(signed and view is not None and not view.number)
        self.pack.setText(texts.PACK_AGAIN if done else texts.PACK_NOW)
        self.pack.setAccessibleName(self.pack.text())
        restyle(self.pack, kind="" if done or (view is not None and not view.number) else "primary")
        self.show_state(done=done, can=signed)

    def _wanted(self) -> None:
        if self.choice.ready():
            self.folder_wanted.emit()

    def offer_left(self, left: LeftOver) -> None:
        self.left_words.setText(texts.LEFT_OVER.format(size=words.size(left.size)))
        self.left_box.show()
        self.resume.setFocus()

    def show_made(self, made: PackageMade) -> None:
        self._made_at = made.path
        self.result.setText(
            texts.MADE_PACKAGE.format(
                size=words.size(made.size), files=made.files, free=words.size(made.free_after)
            )
        )
        self.result_box.show()

    def say(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))
