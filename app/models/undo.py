"""Undo (hoàn tác): a new action that writes back what stood before, or a refusal with a reason."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from app.domain.clock import Clock
from app.domain.errors import WorldError
from app.domain.journal import Action, ChangeSet, Op, OpId, Write, winner
from app.domain.registry import DELETED, ENTITIES, Kind
from app.domain.views import ReportState
from app.models import oplog, rows
from app.models.oplog import Subject
from app.models.outcomes import JournalFault
from app.models.record import Applied, apply, value_of
from app.models.tables import t

_SIGNED = {ReportState.SIGNED, ReportState.NUMBERED, ReportState.PACKED}


@dataclass(frozen=True)
class Txn:
    """One action in the journal."""

    txn_id: str
    action: str  # domain.journal.Action value
    origin: str  # the txn it took back, ""
    actor: str
    device: str
    wall: str  # the writer's clock, a claim
    touched: tuple[Subject, ...]  # in the order written


def transactions(conn: Connection, *, actor: str | None = None) -> Iterator[Txn]:
    """Actions, newest first by Lamport order, read lazily; of one account when `actor` is given."""
    op = t["op"]
    query = oplog.ops_query().order_by(op.c.lamport.desc(), op.c.device.desc(), op.c.seq)
    if actor is not None:
        query = query.where(op.c.actor == actor)
    for txn_id, group in itertools.groupby(oplog.read_ops(conn, query), lambda op: op.txn_id):
        ops = list(group)
        touched = dict.fromkeys((op.entity, op.entity_id) for op in ops)
        first = ops[0]
        yield Txn(
            txn_id, first.action, first.origin, first.actor, first.id.device, first.wall, tuple(touched)
        )


def last_undoable(conn: Connection, actor: str) -> Txn | None:
    """The newest action of `actor` that stands: undos, and what they took back, are passed over.

    An undo of an undo brings an action back and so can itself be undone. Erasures cannot.
    """
    taken_back: set[str] = set()
    for txn in transactions(conn, actor=actor):
        if txn.txn_id in taken_back or txn.action == Action.ERASE:
            continue
        if _takes_back(conn, txn.action, txn.origin):
            taken_back.add(txn.origin)
        else:
            return txn
    return None


def _takes_back(conn: Connection, action: str, origin: str) -> bool:
    """True for an undo, False for an action or an undone undo."""
    depth = 0
    while action == Action.UNDO:
        depth += 1
        op = t["op"]
        query = op.select().where(op.c.txn_id == origin).limit(1)
        row = conn.execute(query).one()
        action, origin = row.action, row.origin
    return depth % 2 == 1


def undo(conn: Connection, txn_id: str, *, device: str, actor: str, clock: Clock) -> Applied:
    """Take an action back by a new one; entities it created get a tombstone.

    Raises WorldError: UNKNOWN_TXN, NOT_UNDOABLE (an erasure), LATER_CHANGE (something written since
    builds on it), DEPENDS_SIGNED (a signed report or a package is part of it).
    """
    op = t["op"]
    ops = list(oplog.read_ops(conn, oplog.ops_query().where(op.c.txn_id == txn_id).order_by(op.c.seq)))
    if not ops:
        raise WorldError(JournalFault.UNKNOWN_TXN, txn=txn_id)
    if ops[0].action == Action.ERASE:
        raise WorldError(JournalFault.NOT_UNDOABLE, txn=txn_id)
    subjects = {(op.entity, op.entity_id) for op in ops}
    _refuse_signed(conn, subjects)
    past = oplog.ops_of_subjects(conn, subjects)
    created = {subject for subject, written in past.items() if written[0].txn_id == txn_id}
    _refuse_later(conn, ops, created, past)
    writes = _inverse(ops, created, past)
    _refuse_dangling(conn, writes)
    changeset = ChangeSet(Action.UNDO, writes, undoes=txn_id)
    return apply(conn, changeset, device=device, actor=actor, clock=clock)


def _refuse_signed(conn: Connection, subjects: set[Subject]) -> None:
    reports = [entity_id for entity, entity_id in subjects if entity == "report"]
    signed = any(
        row["signed_sha"] or row["state"] in _SIGNED
        for row in rows.get_many(conn, "report", reports).values()
    )
    if signed or any(entity == "package" for entity, _ in subjects):
        raise WorldError(JournalFault.DEPENDS_SIGNED)


def _refuse_later(
    conn: Connection, ops: list[Op], created: set[Subject], past: dict[Subject, list[Op]]
) -> None:
    """Every field must still show what this action wrote, and nothing else stand on its entities.

    A later action that was itself taken back does not count.
    """
    by_id = {op.id: op for written in past.values() for op in written}
    heads = {key: [by_id[op_id] for op_id in ids] for key, ids in oplog.heads_of(conn, past).items()}
    ours = {oplog.key_of(op): op for op in ops}
    for key, found in heads.items():
        subject = key[:2]
        if key not in ours and subject not in created:
            continue
        expected = _standing(ours[key], past[subject]) if key in ours else None
        if len(found) > 1 or _standing(found[0], past[subject]) != expected:
            raise _later(found[0])
    deletes = {(op.entity, op.entity_id) for op in ops if op.field == DELETED}
    for entity, ids in oplog.by_entity(set(past) - deletes).items():
        for row in rows.get_many(conn, entity, ids).values():
            if row["deleted"]:
                raise WorldError(JournalFault.LATER_CHANGE, entity=entity, entity_id=row["id"])


def _standing(op: Op, written: list[Op]) -> OpId | None:
    """The op whose value `op` shows, seeing through undos; None = the field's state before any op."""
    while op.action == Action.UNDO:
        taken = next((old for old in written if old.txn_id == op.origin and old.field == op.field), None)
        before = _seen_by(taken, written) if taken is not None else []
        if not before:
            return None
        op = winner(before)
    return op.id


def _seen_by(op: Op, written: list[Op]) -> list[Op]:
    return [old for old in written if old.id in op.seen and old.field == op.field]


def _later(op: Op) -> WorldError:
    return WorldError(JournalFault.LATER_CHANGE, entity=op.entity, entity_id=op.entity_id)


def _inverse(ops: list[Op], created: set[Subject], past: dict[Subject, list[Op]]) -> tuple[Write, ...]:
    """What stood before: tombstones for created entities, else the value each op had seen."""
    writes = [Write(entity, entity_id, DELETED, True) for entity, entity_id in sorted(created)]
    for op in ops:
        subject = (op.entity, op.entity_id)
        if subject in created:
            continue
        before = _seen_by(op, past[subject])
        value: Any = value_of(winner(before)) if before else None
        writes.append(Write(*subject, op.field, bool(value) if op.field == DELETED else value))
    return tuple(writes)


def _refuse_dangling(conn: Connection, writes: tuple[Write, ...]) -> None:
    """No live row may point to what the undo removes, and no restored value to a removed row."""
    gone = {(w.entity, w.entity_id) for w in writes if w.field == DELETED and w.value}
    back = {(w.entity, w.entity_id) for w in writes if w.field == DELETED and not w.value}
    for entity, ids in oplog.by_entity(gone).items():
        for subject in rows.referring(conn, entity, ids):
            if subject not in gone:
                raise WorldError(JournalFault.LATER_CHANGE, entity=subject[0], entity_id=subject[1])
    for write in writes:
        if write.field == DELETED or write.value is None:
            continue
        field = ENTITIES[write.entity].field(write.field)
        if field.kind is not Kind.REF or (field.ref, write.value) in back:
            continue
        target = rows.get(conn, field.ref, write.value)
        if target is None or target["deleted"]:
            raise WorldError(JournalFault.LATER_CHANGE, entity=write.entity, entity_id=write.entity_id)
