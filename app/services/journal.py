"""History, undo and the check of the journal (nhật ký)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from app.domain.errors import WorldError
from app.domain.journal import Action
from app.domain.views import Changed, HistoryLine, JournalCheck
from app.models import journal as model
from app.models.book import Book
from app.models.tables import t
from app.services.access import EVERYONE, LEADERS, WRITERS, allowed
from app.services.outcomes import ServiceFault

_NAMES = ("words", "title", "subject", "label", "name")  # fields that say what a thing is


@allowed(EVERYONE)
def history(book: Book, limit: int = 100) -> tuple[HistoryLine, ...]:
    """The latest actions, newest first."""
    op = t["op"]
    query = (
        select(op.c.txn_id, op.c.wall, op.c.action, op.c.actor, op.c.entity, op.c.entity_id, op.c.lamport)
        .order_by(op.c.lamport.desc(), op.c.device, op.c.seq.desc())
        .limit(limit * 400)
    )
    found: dict[str, HistoryLine] = {}
    with book.read() as conn:
        next_one = model.last_undoable(conn, book.actor)
        for row in conn.execute(query):
            if row.txn_id in found:
                continue
            if len(found) == limit:
                break
            found[row.txn_id] = HistoryLine(
                txn_id=row.txn_id,
                at=datetime.fromisoformat(row.wall),
                action=row.action,
                actor=row.actor,
                subject=_subject(conn, row.entity, row.entity_id),
                undoable=row.txn_id == next_one,
            )
    return tuple(found.values())


def _subject(conn: Connection, entity: str, entity_id: str) -> str:
    """Short words of the thing an action was about."""
    table = t[entity]
    row = conn.execute(select(table).where(table.c.id == entity_id)).mappings().first()
    if row is None:
        return ""
    for name in _NAMES:
        if row.get(name):
            return str(row[name])
    for parent in ("task", "target", "evidence", "report", "plan"):
        if row.get(parent):
            return _subject(conn, parent, row[parent])
    return ""


@allowed(EVERYONE)
def next_undo(book: Book) -> HistoryLine | None:
    """The action Hoàn tác would take back, or None."""
    with book.read() as conn:
        txn_id = model.last_undoable(conn, book.actor)
    if not txn_id:
        return None
    return next((line for line in history(book, 50) if line.txn_id == txn_id), None)


@allowed(WRITERS)
def undo(book: Book, txn_id: str = "") -> Changed:
    """Take back one action; refused with a reason when something later depends on it."""
    if not txn_id:
        with book.read() as conn:
            txn_id = model.last_undoable(conn, book.actor) or ""
        if not txn_id:
            raise WorldError(ServiceFault.NOTHING_TO_UNDO)
    with book.read() as conn:
        subject = next(
            (
                _subject(conn, row.entity, row.entity_id)
                for row in conn.execute(select(t["op"]).where(t["op"].c.txn_id == txn_id).limit(1))
            ),
            "",
        )
    applied = book.undo(txn_id)
    return Changed(applied.txn_id, Action.UNDO.value, book.clock.now(), subject, applied.touched)


@allowed(LEADERS)
def verify(book: Book) -> JournalCheck:
    """Check the chain of every device and that replaying it gives the tables as they are."""
    with book.read() as conn:
        report = model.verify_journal(conn)
        equal = model.replays_equal(conn)
    return JournalCheck(report.ops, report.devices, tuple(report.problems), equal)
