"""After a change: the strip "Đã lưu. Hoàn tác" in the shell."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.views import Changed
from app.jobs.desk import Desk
from app.ui.screen import Talk
from app.ui.widgets.parts import taking
from app.ui.words import texts


def offer_undo(desk: Desk, talk: Talk, words: str, changed: Changed, after: Callable[[], None]) -> None:
    """Offer to take `changed` back; `after` refreshes the screen."""

    def undone(_result: object) -> None:
        talk.tell(texts.UNDONE)
        after()

    def undo() -> None:
        desk.write("journal.undo", changed.txn_id, then=taking(talk, undone))

    talk.offer_undo(words, undo)
