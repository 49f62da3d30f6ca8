"""Exchange of ops between the PCs of one school (sync.md §5): nothing is lost, whatever the order.

An op is taken in once everything it builds on is here: the op before it in its chain, the heads it
saw, the rows it points to. Until then it waits. An op that contradicts the known chain of its
device (a cloned PC) or its own hashes is put in quarantine and reported. The carrier is trusted to
bring bytes unchanged (packages are signed); the chain here tells who wrote what after what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.codec import dumps, loads
from app.domain.journal import SCHEMA_VERSION, Action, Op, OpId, check_value, hash_value, winner
from app.domain.registry import DELETED, ENTITIES, Kind
from app.models import oplog, rows
from app.models.conflicts import Conflict, conflicts
from app.models.oplog import Subject, Tip
from app.models.record import forget, value_of, write_rows
from app.models.tables import t

_MAX_LAMPORT = 1 << 53


@dataclass(frozen=True)
class MergeReport:
    applied: int
    waiting: int  # ops held back until what they build on arrives
    conflicts: tuple[Conflict, ...]  # on what this import touched
    forks: tuple[OpId, ...]  # same device and number, other content: a cloned PC
    damaged: tuple[OpId, ...]
    touched: frozenset[Subject]


@dataclass
class _Intake:
    """One import under way."""

    tips: dict[str, Tip]
    ready: dict[OpId, Op] = field(default_factory=dict)
    forks: list[Op] = field(default_factory=list)
    damaged: list[Op] = field(default_factory=list)

    def known(self, op_id: OpId) -> bool:
        tip = self.tips.get(op_id.device)
        return tip is not None and op_id.seq <= tip.seq


def vector(conn: Connection) -> dict[str, int]:
    """How far each device's chain is known here: what to send to a neighbour as "I have"."""
    return {device: tip.seq for device, tip in oplog.tips(conn).items()}


def export_ops(conn: Connection, known: Mapping[str, int]) -> list[Op]:
    """Ops the holder of vector `known` lacks, each device's in chain order."""
    op = t["op"]
    found: list[Op] = []
    for device, tip in sorted(oplog.tips(conn).items()):
        have = known.get(device, 0)
        if tip.seq > have:
            query = oplog.ops_query().where(op.c.device == device, op.c.seq > have)
            found += oplog.read_ops(conn, query.order_by(op.c.seq))
    return found


def import_ops(conn: Connection, ops: Iterable[Op]) -> MergeReport:
    """Take in ops of any device, in any order, any number of times; the caller commits."""
    intake = _Intake(oplog.tips(conn))
    pool: dict[OpId, list[Op]] = {}
    for op in [*_waiting(conn), *ops]:
        same = pool.setdefault(op.id, [])
        if op.hash not in {other.hash for other in same}:
            same.append(op)
    _refuse_second_contents(conn, intake, pool)
    later = _attach(intake, pool)
    later += _hold_back(conn, intake)
    _keep_aside(conn, intake, later)
    taken = sorted(intake.ready.values(), key=lambda op: op.id)
    _integrate(conn, taken)
    touched = frozenset((op.entity, op.entity_id) for op in taken)
    return MergeReport(
        len(taken),
        len(later),
        conflicts(conn, touched),
        tuple(op.id for op in intake.forks),
        tuple(op.id for op in intake.damaged),
        touched,
    )


def _waiting(conn: Connection) -> list[Op]:
    return [loads(Op, body) for body in conn.execute(select(t["waiting"].c.body)).scalars()]


def _refuse_second_contents(conn: Connection, intake: _Intake, pool: dict[OpId, list[Op]]) -> None:
    """Take known ops out of the pool; a known number with another content is a fork."""
    known = [op_id for op_id in pool if intake.known(op_id)]
    held = oplog.ops_by_id(conn, known)
    for op_id in known:
        intake.forks += [op for op in pool.pop(op_id) if op.hash != held[op_id].hash]


def _attach(intake: _Intake, pool: dict[OpId, list[Op]]) -> list[Op]:
    """Move ops that continue their device's chain to `ready`; the rest has to wait."""
    for device in sorted({op_id.device for op_id in pool}):
        end = intake.tips.get(device, Tip())
        seq, prev = end.seq + 1, end.hash
        while candidates := pool.get(OpId(device, seq)):
            if any(op.schema > SCHEMA_VERSION for op in candidates):
                break  # written by a newer program: waits until this one is updated
            intake.damaged += [op for op in candidates if _damaged(op)]
            whole = [op for op in candidates if not _damaged(op)]
            fitting = sorted((op for op in whole if op.prev_hash == prev), key=lambda op: op.hash)
            intake.forks += [op for op in whole if op not in fitting[:1]]
            del pool[OpId(device, seq)]
            if not fitting:
                break
            intake.ready[fitting[0].id] = fitting[0]
            seq, prev = seq + 1, fitting[0].hash
    return [op for same in pool.values() for op in same]


def _damaged(op: Op) -> bool:
    """Does the op contradict itself or the registry?"""
    try:
        if op.field == DELETED:
            personal = False
            ENTITIES[op.entity]
        else:
            personal = ENTITIES[op.entity].field(op.field).personal
        if op.salt is None or op.value is None:
            return not (personal and op.salt is op.value)
        check_value(op.entity, op.field, value_of(op))
        intact = hash_value(op.salt, op.value) == op.value_hash
    except (KeyError, ValueError):
        return True
    return not (intact and 0 < op.lamport < _MAX_LAMPORT)


def _hold_back(conn: Connection, intake: _Intake) -> list[Op]:
    """Take out of `ready`, again and again, what builds on something that is not here."""
    targets = {target for op in intake.ready.values() if (target := _target(op)) is not None}
    present: set[Subject] = set()
    for entity, ids in oplog.by_entity(targets).items():
        present.update((entity, row_id) for row_id in rows.get_many(conn, entity, ids))
    held: list[Op] = []
    while True:
        here = present | {(op.entity, op.entity_id) for op in intake.ready.values()}
        cut: dict[str, int] = {}
        for op in intake.ready.values():
            if not _founded(op, intake, here):
                cut[op.id.device] = min(op.id.seq, cut.get(op.id.device, op.id.seq))
        if not cut:
            return held
        out = [op for op in intake.ready.values() if op.id.seq >= cut.get(op.id.device, op.id.seq + 1)]
        for op in out:
            del intake.ready[op.id]
        held += out


def _founded(op: Op, intake: _Intake, here: set[Subject]) -> bool:
    target = _target(op)
    if target is not None and target not in here:
        return False
    for head in op.seen:
        other = intake.ready.get(head)
        if not intake.known(head) and (other is None or other.lamport >= op.lamport):
            return False
    return True


def _target(op: Op) -> Subject | None:
    """The row a REF value points to."""
    if op.field == DELETED:
        return None
    field = ENTITIES[op.entity].field(op.field)
    value = value_of(op) if field.kind is Kind.REF else None
    return None if value is None else (field.ref, value)


def _keep_aside(conn: Connection, intake: _Intake, later: list[Op]) -> None:
    """Waiting ops and quarantine on disk: nothing that came is dropped."""
    conn.execute(delete(t["waiting"]))
    if later:
        conn.execute(insert(t["waiting"]), [_boxed(op) for op in later])
    reasons = [(op, "fork") for op in intake.forks] + [(op, "damaged") for op in intake.damaged]
    if reasons:
        boxed = [{**_boxed(op), "reason": reason} for op, reason in reasons]
        conn.execute(insert(t["quarantine"]).on_conflict_do_nothing(), boxed)


def _boxed(op: Op) -> dict[str, object]:
    return {"device": op.id.device, "seq": op.id.seq, "hash": op.hash, "body": dumps(op)}


def _integrate(conn: Connection, taken: list[Op]) -> None:
    """Add ops to the journal and bring heads and rows of what they touch up to date."""
    if not taken:
        return
    oplog.add_ops(conn, taken)
    forget(conn, (op for op in taken if op.action == Action.ERASE))
    subjects = {(op.entity, op.entity_id) for op in taken}
    written = oplog.ops_of_subjects(conn, subjects)
    heads = oplog.compute_heads(op for ops in written.values() for op in ops)
    oplog.set_heads(conn, {key: [op.id for op in ops] for key, ops in heads.items()})
    write_rows(conn, {key: value_of(winner(ops)) for key, ops in heads.items()})
