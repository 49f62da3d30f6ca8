"""What the shell asks of a screen, and the one bridge through which screens speak to people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from app.domain.clock import Clock, SystemClock
from app.domain.errors import Notice, WorldError
from app.jobs.desk import Desk


class Talk(Protocol):
    """Dialogs as a service (style.md habit 4): tests own a recorder of it."""

    def tell(self, text: str, next_step: str = "") -> None:
        """A calm message that needs no answer (a strip at the foot of the window, not a pop-up)."""
        ...

    def fault(self, error: Exception | Notice | WorldError) -> None:
        """The world's fault as a sentence with a next step and code; our fault as a report."""
        ...

    def ask(self, text: str, yes: str, no: str) -> bool:
        """A question with two verbs on its buttons; only for what undo cannot take back."""
        ...

    def ask_text(self, title: str, label: str, initial: str = "", secret: bool = False) -> str | None: ...

    def open_files(self, title: str, filters: str = "") -> Sequence[Path]: ...

    def open_file(self, title: str, filters: str = "") -> Path | None: ...

    def save_file(self, title: str, name: str, filters: str = "") -> Path | None: ...

    def choose_folder(self, title: str) -> Path | None: ...

    def offer_undo(self, text: str, undo: Callable[[], None]) -> None:
        """ "Đã lưu. Hoàn tác" strip after a change."""
        ...


class Screen(QWidget):
    """A page of the rail. Subclasses set `title` and `icon` and refill themselves in `refresh`.

    The shell sets `clock` and `open_screen(name, **where)` before the first `refresh`.
    """

    title = ""
    icon = ""

    def __init__(self, desk: Desk, talk: Talk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.talk = talk
        self.clock: Clock = SystemClock()
        self.open_screen: Callable[..., None] = lambda name, **where: None

    def refresh(self) -> None:
        """Ask the desk for fresh data; called when shown, on F5 and after every change."""

    def show_at(self, **where: object) -> None:
        """Open at a place, e.g. `year=2026, month=11` or `item=…`; called just before `refresh`."""
