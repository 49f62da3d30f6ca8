"""After a change: the strip "Đã lưu. Hoàn tác" in the shell."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.views import Changed
from app.jobs.desk import Desk
from app.ui.screen import Talk
from app.ui.widgets.parts import taking


def offer_undo(desk: Desk, talk: Talk, words: str, changed: Changed, after: Callable[[], None]) -> None:
    """Offer to take `changed` back; `after` refreshes the screen. The shell says what was taken back."""

    def undo() -> None:
        desk.write("journal.undo", changed.txn_id, then=taking(talk, lambda _changed: after()))

    talk.offer_undo(words, undo)
