"""Reading and writing ops, heads and tips: the journal's own tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, tuple_, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.journal import GENESIS, Op, OpId
from app.models.rows import chunks
from app.models.tables import t

Subject = tuple[str, str]  # (entity, id)
FieldKey = tuple[str, str, str]  # (entity, id, field)

_OP, _VALUE, _HEAD, _TIP = t["op"], t["op_value"], t["head"], t["tip"]


@dataclass(frozen=True)
class Tip:
    """Where one device's chain ends."""

    seq: int = 0
    hash: str = GENESIS
    lamport: int = 0


def key_of(op: Op) -> FieldKey:
    return op.entity, op.entity_id, op.field


def ops_query() -> Select[Any]:
    """All ops with their values; add `where` and `order_by` over `t["op"]`."""
    return select(_OP, _VALUE.c.salt, _VALUE.c.value).join(
        _VALUE, (_VALUE.c.device == _OP.c.device) & (_VALUE.c.seq == _OP.c.seq)
    )


def read_ops(conn: Connection, query: Select[Any]) -> Iterator[Op]:
    """Ops of an `ops_query()`, lazily."""
    with conn.execute(query, execution_options={"yield_per": 1000}) as result:
        for row in result:
            yield _op(row)


def _op(row: Row[Any]) -> Op:
    return Op(
        OpId(row.device, row.seq), row.prev_hash, row.txn_id, row.action, row.lamport, row.wall,
        row.actor, row.entity, row.entity_id, row.field, row.value_hash,
        tuple(OpId.parse(head) for head in row.seen), row.schema, row.origin, row.salt, row.value,
    )  # fmt: skip


def ops_by_id(conn: Connection, ids: Iterable[OpId]) -> dict[OpId, Op]:
    found: dict[OpId, Op] = {}
    for part in chunks(set(ids)):
        keys = [(op_id.device, op_id.seq) for op_id in part]
        query = ops_query().where(tuple_(_OP.c.device, _OP.c.seq).in_(keys))
        found.update((op.id, op) for op in read_ops(conn, query))
    return found


def ops_of_subjects(conn: Connection, subjects: Iterable[Subject]) -> dict[Subject, list[Op]]:
    """Every op about the given entities, oldest first (lamport, device, seq)."""
    found: dict[Subject, list[Op]] = defaultdict(list)
    for entity, ids in by_entity(subjects).items():
        for part in chunks(ids):
            query = ops_query().where(_OP.c.entity == entity, _OP.c.entity_id.in_(part))
            for op in read_ops(conn, query.order_by(_OP.c.lamport, _OP.c.device, _OP.c.seq)):
                found[entity, op.entity_id].append(op)
    return found


def by_entity(subjects: Iterable[Subject]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for entity, entity_id in sorted(set(subjects)):
        grouped[entity].append(entity_id)
    return grouped


def heads_of(conn: Connection, subjects: Iterable[Subject]) -> dict[FieldKey, list[OpId]]:
    """Heads of every field of the given entities."""
    found: dict[FieldKey, list[OpId]] = defaultdict(list)
    for entity, ids in by_entity(subjects).items():
        for part in chunks(ids):
            query = select(_HEAD).where(_HEAD.c.entity == entity, _HEAD.c.entity_id.in_(part))
            for row in conn.execute(query.order_by(_HEAD.c.device, _HEAD.c.seq)):
                found[entity, row.entity_id, row.field].append(OpId(row.device, row.seq))
    return found


def compute_heads(ops: Iterable[Op]) -> dict[FieldKey, list[Op]]:
    """Heads from the ops alone: those of a field that no other op of it has seen."""
    fields: dict[FieldKey, list[Op]] = defaultdict(list)
    for op in ops:
        fields[key_of(op)].append(op)
    heads: dict[FieldKey, list[Op]] = {}
    for key, written in fields.items():
        seen = {head for op in written for head in op.seen}
        heads[key] = [op for op in written if op.id not in seen]
    return heads


def set_heads(conn: Connection, heads: dict[FieldKey, list[OpId]]) -> None:
    """Replace the heads of the given fields."""
    if not heads:
        return
    keys = [{"e": entity, "i": entity_id, "f": field} for entity, entity_id, field in heads]
    gone = delete(_HEAD).where(
        _HEAD.c.entity == bindparam("e"), _HEAD.c.entity_id == bindparam("i"), _HEAD.c.field == bindparam("f")
    )
    conn.execute(gone, keys)
    rows = [
        {"entity": key[0], "entity_id": key[1], "field": key[2], "device": head.device, "seq": head.seq}
        for key, ids in heads.items()
        for head in ids
    ]
    conn.execute(insert(_HEAD), rows)


def tips(conn: Connection) -> dict[str, Tip]:
    return {row.device: Tip(row.seq, row.hash, row.lamport) for row in conn.execute(select(_TIP))}


def add_ops(conn: Connection, ops: Sequence[Op]) -> None:
    """Append ops (each device's in chain order) with their values, and move the tips."""
    conn.execute(
        insert(_OP),
        [
            {
                "device": op.id.device, "seq": op.id.seq, "prev_hash": op.prev_hash, "txn_id": op.txn_id,
                "action": op.action, "lamport": op.lamport, "wall": op.wall, "actor": op.actor,
                "entity": op.entity, "entity_id": op.entity_id, "field": op.field,
                "value_hash": op.value_hash, "seen": [str(head) for head in op.seen],
                "schema": op.schema, "origin": op.origin,
            }
            for op in ops
        ],
    )  # fmt: skip
    conn.execute(
        insert(_VALUE),
        [{"device": op.id.device, "seq": op.id.seq, "salt": op.salt, "value": op.value} for op in ops],
    )
    last = {op.id.device: op for op in ops}
    move = upsert(_TIP)
    move = move.on_conflict_do_update(
        index_elements=["device"],
        set_={name: move.excluded[name] for name in ("seq", "hash", "lamport")},
    )
    conn.execute(
        move,
        [
            {"device": op.id.device, "seq": op.id.seq, "hash": op.hash, "lamport": op.lamport}
            for op in last.values()
        ],
    )


def blank_values(conn: Connection, ids: Iterable[OpId]) -> None:
    """Forget salt and value of ops; their hashes stay, so the chain still verifies."""
    for part in chunks(ids):
        keys = [(op_id.device, op_id.seq) for op_id in part]
        where = tuple_(_VALUE.c.device, _VALUE.c.seq).in_(keys)
        conn.execute(update(_VALUE).where(where).values(salt=None, value=None))
