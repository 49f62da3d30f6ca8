"""History, undo and the check of the journal (nhật ký)."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from app.domain.errors import WorldError
from app.domain.journal import Action
from app.domain.views import Changed, HistoryLine, JournalCheck
from app.models import journal as model
from app.models.book import Book
from app.models.journal import Txn
from app.models.repo import Conn, find, replays_equal
from app.services.access import EVERYONE, LEADERS, WRITERS, allowed
from app.services.outcomes import ServiceFault

_NAMES = ("words", "title", "subject", "label", "name")  # fields that say what a thing is
_PARENTS = ("task", "target", "evidence", "report", "plan")


@allowed(EVERYONE)
def history(book: Book, limit: int = 100) -> tuple[HistoryLine, ...]:
    """The latest actions, newest first."""
    with book.read() as conn:
        last = model.last_undoable(conn, book.actor)
        return tuple(
            _line(conn, txn, undoable=last is not None and txn.txn_id == last.txn_id)
            for txn in islice(model.transactions(conn), limit)
        )


def _line(conn: Conn, txn: Txn, *, undoable: bool) -> HistoryLine:
    return HistoryLine(
        txn_id=txn.txn_id,
        at=datetime.fromisoformat(txn.wall),
        action=txn.action,
        actor=txn.actor,
        subject=_subject(conn, *txn.touched[0]) if txn.touched else "",
        undoable=undoable,
    )


def _subject(conn: Conn, entity: str, entity_id: str) -> str:
    """Short words of the thing an action was about."""
    row = find(conn, entity, entity_id)
    if row is None:
        return ""
    for name in _NAMES:
        if row.get(name):
            return str(row[name])
    for parent in _PARENTS:
        if row.get(parent):
            return _subject(conn, parent, row[parent])
    return ""


@allowed(EVERYONE)
def next_undo(book: Book) -> HistoryLine | None:
    """The action Hoàn tác would take back, or None."""
    with book.read() as conn:
        txn = model.last_undoable(conn, book.actor)
        return _line(conn, txn, undoable=True) if txn else None


@allowed(WRITERS)
def undo(book: Book, txn_id: str = "") -> Changed:
    """Take back one action (the last of this account); refused with a reason when something builds on it."""
    line = next_undo(book)
    if not txn_id:
        if line is None:
            raise WorldError(ServiceFault.NOTHING_TO_UNDO)
        txn_id = line.txn_id
    applied = book.undo(txn_id)
    subject = line.subject if line and line.txn_id == txn_id else ""
    return Changed(applied.txn_id, Action.UNDO.value, book.clock.now(), subject, applied.touched)


@allowed(LEADERS)
def verify(book: Book) -> JournalCheck:
    """Check the chain of every device, and that replaying the journal gives the tables as they are."""
    with book.read() as conn:
        report = model.verify_journal(conn)
        return JournalCheck(report.ops, report.devices, report.problems, replays_equal(conn))
