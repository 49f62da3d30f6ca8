"""The workbench of an open book: rail, header, the screens, and the foot that says "Đã lưu 09:41"."""

from __future__ import annotations

import importlib

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.domain.journal import Action
from app.domain.views import Changed, HistoryLine, HomeView
from app.jobs.desk import Desk
from app.ui import texts, theme
from app.ui.place import Place
from app.ui.rail import Rail
from app.ui.screen import Screen
from app.ui.strip import MessageStrip
from app.ui.talk import WindowTalk
from app.ui.widgets.marks import Chip
from app.ui.widgets.parts import Pages, label, taking
from app.ui.words.plain import short

NARROW_BELOW = 1150  # logical pixels
FOOT = 46  # logical pixels: room for a message of two lines, so that it moves nothing when it comes
BUSY_AFTER_MS = 500

# name, word, icon, module and class; imported when first shown, so that starting stays fast
SCREENS = (
    ("home", texts.HOME, "layout-dashboard", "app.ui.home.screen", "HomeScreen"),
    ("plan", texts.PLAN, "clipboard-list", "app.ui.plan.screen", "PlanScreen"),
    ("month", texts.MONTH, "calendar-check", "app.ui.month.screen", "MonthScreen"),
    ("targets", texts.TARGETS, "target", "app.ui.targets.screen", "TargetScreen"),
    ("reports", texts.REPORTS, "file-text", "app.ui.reports.screen", "ReportScreen"),
    ("verify", texts.VERIFY, "shield-check", "app.ui.verify.screen", "VerifyScreen"),
    ("settings", texts.SETTINGS, "settings", "app.ui.settings.screen", "SettingsScreen"),
)


def action_words(action: str, subject: str) -> str:
    """ "ghi kết quả việc “Rèn kỹ năng số”" """
    words = texts.ACTIONS.get(action, action)
    return texts.ACTION_SUBJECT.format(action=words, subject=short(subject)) if subject else words


class Workbench(QWidget):
    lock_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, desk: Desk, talk: WindowTalk, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.talk, self.place = desk, talk, place
        self._shown: dict[str, Screen] = {}
        self.current = ""
        self.rail = Rail(tuple((name, word, icon_name) for name, word, icon_name, _, _ in SCREENS))
        self.rail.chosen.connect(self.open_screen)
        self.rail.help_wanted.connect(self.show_help)
        self.rail.lock_wanted.connect(self.lock_wanted)
        self.stack = Pages()
        self.strip = MessageStrip()
        talk.strip = self.strip
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._make_header())
        right.addWidget(self.stack, 1)
        right.addWidget(self._make_foot())
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addLayout(right, 1)
        self._make_keys()
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.refresh)
        self._slow = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._slow.timeout.connect(lambda: self._show_busy(True))
        desk.changed.connect(self._on_changed)
        desk.busy.connect(self._on_busy)

    # parts ------------------------------------------------------------------

    def _make_header(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "bar")
        box = QHBoxLayout(frame)
        box.setContentsMargins(theme.L, theme.S, theme.L, theme.S)
        box.setSpacing(theme.M)
        self.school = label("", "heading", wrap=False)
        self.superior = label("", "small", wrap=False)
        self.year = label("", "heading", wrap=False)
        sample = Chip(texts.SAMPLE, theme.Tone.PART)
        sample.setVisible(self.place.demo)
        box.addWidget(self.school)
        box.addWidget(self.superior)
        box.addStretch(1)
        box.addWidget(sample)
        box.addWidget(self.year)
        return frame

    def _make_foot(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "foot")
        box = QHBoxLayout(frame)
        box.setContentsMargins(theme.L, 2, theme.L, 2)
        box.setSpacing(theme.L)
        frame.setMinimumHeight(FOOT)
        self.saved = label(texts.ALL_SAVED, "small", wrap=False)
        self.busy_bar = QProgressBar()
        self.busy_bar.setRange(0, 0)
        self.busy_bar.setTextVisible(False)
        self.busy_bar.setFixedWidth(120)
        self.busy_bar.setAccessibleName(texts.WORKING)
        self.busy_words = label(texts.WORKING, "small", wrap=False)
        box.addWidget(self.saved)
        box.addWidget(self.strip, 1)
        box.addStretch(0)
        box.addWidget(self.busy_words)
        box.addWidget(self.busy_bar)
        self._show_busy(False)
        return frame

    def _make_keys(self) -> None:
        def key(sequence: str, pressed: object) -> None:
            QShortcut(QKeySequence(sequence), self).activated.connect(pressed)

        for number, (name, *_) in enumerate(SCREENS, 1):
            key(f"Ctrl+{number}", lambda name=name: self.open_screen(name))
        key("F1", self.show_help)
        key("F5", self.refresh)
        key("Ctrl+Z", self.undo_last)
        key("Ctrl+S", lambda: self.talk.tell(texts.ALREADY_SAVED))
        key("Ctrl+L", self.lock_wanted.emit)

    # screens ----------------------------------------------------------------

    def page(self, name: str) -> Screen:
        """The screen of that name, made on first use."""
        if name not in self._shown:
            _, _, _, module, kind = next(entry for entry in SCREENS if entry[0] == name)
            made: Screen = getattr(importlib.import_module(module), kind)(self.desk, self.talk)
            made.open_screen = self.open_screen
            made.clock = self.place.clock
            if hasattr(made, "loaded"):
                made.loaded.connect(self.show_school)
            if hasattr(made, "restore_wanted"):
                made.restore_wanted.connect(self.restore_wanted)
            self._shown[name] = made
            self.stack.addWidget(made)
        return self._shown[name]

    def open_screen(self, name: str, **where: object) -> None:
        screen = self.page(name)
        self.current = name
        self.rail.mark(name)
        self.stack.setCurrentWidget(screen)
        screen.setFocus()
        if where:
            screen.show_at(**where)
        screen.refresh()

    def refresh(self) -> None:
        if self.current:
            self._shown[self.current].refresh()

    def show_school(self, view: HomeView) -> None:
        self.school.setText(view.school.name)
        self.superior.setText(texts.superior_words(view.school.superior))
        self.year.setText(texts.YEAR.format(year=view.year))

    # saving and undo --------------------------------------------------------

    def _on_changed(self, change: Changed) -> None:
        self.saved.setText(texts.SAVED_AT.format(time=change.at.strftime("%H:%M")))
        what = action_words(change.action, change.subject)
        if change.action == Action.UNDO:
            self.talk.tell(texts.UNDONE.format(what=change.subject) if change.subject else texts.UNDONE_PLAIN)
        elif change.txn_id:
            self.strip.offer_undo(texts.CHANGED.format(what=what), lambda: self._undo(change.txn_id))
        if change.action == Action.EDIT_SCHOOL:
            self.page("home").refresh()  # the header takes the school's name from there
        self._again.start()

    def undo_last(self) -> None:
        """Ctrl+Z outside a text field."""

        def found(line: HistoryLine | None) -> None:
            if line is None:
                self.talk.tell(texts.NOTHING_TO_UNDO)
            else:
                self._undo(line.txn_id)

        self.desk.read("journal.next_undo", then=taking(self.talk, found))

    def _undo(self, txn_id: str) -> None:
        self.desk.write("journal.undo", txn_id, then=taking(self.talk, lambda _change: None))

    # the rest ---------------------------------------------------------------

    def show_help(self) -> None:
        from app.ui.dialogs import HelpSheet

        HelpSheet(self).open()

    def _on_busy(self, busy: bool) -> None:
        if busy:
            self._slow.start()
        else:
            self._slow.stop()
            self._show_busy(False)

    def _show_busy(self, busy: bool) -> None:
        self.busy_bar.setVisible(busy)
        self.busy_words.setVisible(busy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.rail.set_narrow(self.width() < NARROW_BELOW)
        super().resizeEvent(event)
