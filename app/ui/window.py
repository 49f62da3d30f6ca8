"""The one window: pages before the book is open (password, first run, restore), then the workbench."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QMainWindow, QVBoxLayout, QWidget

from app.jobs.desk import Desk
from app.ui import texts, theme
from app.ui.place import Place
from app.ui.strip import MessageStrip
from app.ui.talk import WindowTalk
from app.ui.widgets.parts import Pages, taking

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from app.ui.first_run.page import FirstRunPage


FRAME, TITLE_BAR = 8, 40  # logical pixels the window manager needs around the window


class MainWindow(QMainWindow):
    """`accounts` are the ids that may open the book in `place.profile`.

    () = there is no book: first run; None = there is one, `place.read_accounts` says after painting.
    """

    def __init__(self, desk: Desk, place: Place, accounts: tuple[str, ...] | None) -> None:
        super().__init__()
        self.desk, self.place, self.accounts = desk, place, accounts
        self.setWindowTitle(texts.APP)
        room = self.screen().availableSize()  # at 125 % a small screen has 1093×614 logical pixels
        self.resize(min(1280, room.width() - FRAME), min(680, room.height() - TITLE_BAR))
        self.gate_strip = MessageStrip()
        self.talk = WindowTalk(self, self.gate_strip, place.log_file)
        self.pages = Pages()
        whole = QWidget()
        box = QGridLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.pages, 0, 0)
        holder = QVBoxLayout()
        holder.setContentsMargins(theme.L, 0, theme.L, theme.S)
        holder.addStretch(1)
        holder.addWidget(self.gate_strip)
        box.addLayout(holder, 0, 0)  # over the page: a message must not move the button under the mouse
        self.setCentralWidget(whole)
        self._late: list[Callable[[], None]] | None = []
        self.show_gate()

    def after_paint(self, work: Callable[[], None]) -> None:
        """Do `work` once the first picture stands on the screen."""
        if self._late is None:
            work()
        else:
            self._late.append(work)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        late, self._late = self._late, None
        for work in late or ():
            QTimer.singleShot(0, self, work)

    def _show(self, page: QWidget) -> None:
        """Replace the page; the one before is freed."""
        self.desk.turn_page()
        before = self.pages.currentWidget()
        wanted = page.focusWidget() or page  # standing in the window it forgets what it asked for
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        if before is not None:
            self.pages.removeWidget(before)
            before.deleteLater()
        wanted.setFocus()

    # before the book is open -------------------------------------------------

    def show_gate(self) -> None:
        self.talk.strip = self.gate_strip
        if self.accounts != ():
            self.show_login()
        else:
            self.show_first_run()

    def show_login(self) -> None:
        from app.ui.login.page import LoginPage

        page = LoginPage(self.desk, self.talk, self.place, self.accounts)
        page.opened.connect(self.enter)
        page.restore_wanted.connect(self.show_restore)
        self._show(page)
        if self.accounts is None:
            self.after_paint(page.learn_accounts)

    def show_first_run(self) -> FirstRunPage:
        from app.ui.first_run.page import FirstRunPage

        page = FirstRunPage(self.desk, self.talk, self.place)
        page.opened.connect(self.enter)
        page.restore_wanted.connect(self.show_restore)
        page.sample_opened.connect(self._enter_sample)
        self._show(page)
        return page

    def start_sample(self) -> None:
        """`--demo` on a fresh profile: make the sample school and open it."""
        self.show_first_run().start_sample()

    def show_restore(self) -> None:
        from app.ui.restore.page import RestorePage

        page = RestorePage(self.desk, self.talk, self.place)
        page.left.connect(self.show_gate)
        page.restored.connect(self._restored)
        self._show(page)

    def _restored(self, accounts: tuple[str, ...]) -> None:
        self.accounts = accounts
        self.show_gate()

    def _enter_sample(self, place: Place, book: Any) -> None:
        self.place = place
        self.enter(book)

    # the open book -----------------------------------------------------------

    def enter(self, book: Any) -> None:
        """Show the workbench on an opened book."""
        from app.ui.shell import Workbench

        self.desk.book = book
        self.accounts = self.accounts or (book.actor,)
        self.gate_strip.clear()
        bench = Workbench(self.desk, self.talk, self.place)
        bench.lock_wanted.connect(lambda: self.leave(self.show_gate))
        bench.restore_wanted.connect(lambda: self.leave(self.show_restore))
        self._show(bench)
        bench.open_screen("home")
        # queued behind the first screen's data
        self.desk.read("setup.check_if_due", then=taking(self.talk, lambda _checked: None))

    def leave(self, then: Any) -> None:
        """Close the book, then show another page."""
        self.setEnabled(False)
        self.talk.strip = self.gate_strip

        def closed(_result: object = None) -> None:
            self.setEnabled(True)
            then()

        self.desk.close_book(taking(self.talk, closed, closed))  # there is no book any more either way

    def closeEvent(self, event: QCloseEvent) -> None:
        self.hide()
        self.desk.close()
        super().closeEvent(event)
