"""`apply`: rows and chained ops of one action, in the caller's one transaction."""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from app.crash import point
from app.domain.clock import Clock
from app.domain.codec import dumps
from app.domain.ids import new_id
from app.domain.journal import Action, ChangeSet, Op, OpId, check_value, hash_value
from app.domain.registry import DELETED, ENTITIES, SCHEMA_VERSION
from app.domain.text import nfc
from app.models import oplog, rows
from app.models.oplog import FieldKey, Subject

_SALT_BYTES = 16


@dataclass(frozen=True)
class Applied:
    """What one action did. No ops when every value was there already."""

    txn_id: str
    ops: tuple[Op, ...]
    touched: frozenset[Subject]


def apply(conn: Connection, changeset: ChangeSet, *, device: str, actor: str, clock: Clock) -> Applied:
    """Write rows and ops of `changeset`; the caller commits.

    Text becomes NFC. A field written twice keeps the last value; a value that stands already makes no
    op. An op sees all heads of its field and whether the entity was deleted; a deletion sees every
    head of the entity, so that a delete beside an edit elsewhere shows up (`conflicts`).
    Raises ValueError or KeyError for what the registry does not know (our own fault).
    """
    point("apply.1-begun")
    wanted = _last_values(changeset)
    subjects = {(entity, entity_id) for entity, entity_id, _ in wanted}
    heads = oplog.heads_of(conn, subjects)
    if changeset.action is not Action.ERASE:
        _drop_unchanged(conn, wanted, heads)
    txn_id = new_id()
    if not wanted:
        return Applied(txn_id, (), frozenset())
    ops = _chain(conn, changeset, wanted, heads, txn_id, device, actor, clock)
    oplog.add_ops(conn, ops)
    oplog.set_heads(conn, {oplog.key_of(op): [op.id] for op in ops})
    if changeset.action is Action.ERASE:
        forget(conn, ops)
    point("apply.2-ops")
    write_rows(conn, wanted)
    point("apply.3-rows")
    return Applied(txn_id, tuple(ops), frozenset((op.entity, op.entity_id) for op in ops))


def write_rows(conn: Connection, values: dict[FieldKey, Any]) -> None:
    """Bring the shared rows to the given displayed values."""
    changes: dict[str, dict[str, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    for (entity, entity_id, field), value in values.items():
        changes[entity][entity_id][field] = value
    for entity, rows_of in changes.items():
        rows.put(conn, entity, rows_of)


def forget(conn: Connection, erasures: Iterable[Op]) -> None:
    """Blank every value an ERASE op has seen, directly or through others (Law 91/2025/QH15)."""
    for erasure in erasures:
        blank: set[OpId] = set()
        frontier = set(erasure.seen)
        while frontier:
            found = [
                op
                for op in oplog.ops_by_id(conn, frontier).values()
                if oplog.key_of(op) == oplog.key_of(erasure)
            ]
            blank.update(op.id for op in found)
            frontier = {head for op in found for head in op.seen} - blank
        oplog.blank_values(conn, blank)


def _last_values(changeset: ChangeSet) -> dict[FieldKey, Any]:
    wanted: dict[FieldKey, Any] = {}
    for write in changeset.writes:
        value = _normal(write.value)
        check_value(write.entity, write.field, value)
        if changeset.action is Action.ERASE:
            if value is not None or not ENTITIES[write.entity].field(write.field).personal:
                raise ValueError(f"{write.entity}.{write.field} may not be erased")
        elif write.field != DELETED:
            ENTITIES[write.entity].field(write.field)
        wanted[write.entity, write.entity_id, write.field] = value
    return wanted


def _normal(value: Any) -> Any:
    """NFC in every text, also inside JSON values."""
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, (list, tuple)):
        return [_normal(item) for item in value]
    if isinstance(value, dict):
        return {nfc(str(key)): _normal(item) for key, item in value.items()}
    return value


def _drop_unchanged(conn: Connection, wanted: dict[FieldKey, Any], heads: dict[FieldKey, list[OpId]]) -> None:
    """Take out values that stand already; where heads differ a write settles the conflict and stays."""
    maybe = [key for key in wanted if len(heads.get(key, ())) == 1]
    current: dict[Subject, rows.Values] = {}
    for entity, ids in oplog.by_entity((key[0], key[1]) for key in maybe).items():
        for row_id, row in rows.get_many(conn, entity, ids).items():
            current[entity, row_id] = row
    for entity, entity_id, field in maybe:
        shown = current[entity, entity_id]["deleted" if field == DELETED else field]
        key = (entity, entity_id, field)
        if dumps(shown) == dumps(wanted[key]) and not (field == DELETED and shown):
            del wanted[key]


def _chain(
    conn: Connection,
    changeset: ChangeSet,
    wanted: dict[FieldKey, Any],
    heads: dict[FieldKey, list[OpId]],
    txn_id: str,
    device: str,
    actor: str,
    clock: Clock,
) -> list[Op]:
    ends = oplog.tips(conn)
    tip = ends.get(device, oplog.Tip())
    lamport = max((end.lamport for end in ends.values()), default=0) + 1
    everything: dict[Subject, list[OpId]] = defaultdict(list)
    for (entity, entity_id, _), ids in heads.items():
        everything[entity, entity_id] += ids
    wall = clock.now().isoformat()
    prev, seq = tip.hash, tip.seq
    ops: list[Op] = []
    for (entity, entity_id, field), value in wanted.items():
        text, salt = dumps(value), secrets.token_hex(_SALT_BYTES)
        if field == DELETED:
            seen = everything[entity, entity_id]
        else:
            seen = heads.get((entity, entity_id, field), []) + heads.get((entity, entity_id, DELETED), [])
        seq += 1
        op = Op(
            OpId(device, seq), prev, txn_id, changeset.action.value, lamport, wall, actor, entity,
            entity_id, field, hash_value(salt, text), tuple(sorted(seen)), SCHEMA_VERSION,
            changeset.undoes, salt, text,
        )  # fmt: skip
        prev = op.hash
        ops.append(op)
    return ops


def value_of(op: Op) -> Any:
    """The op's JSON value; None when it was erased."""
    return None if op.value is None else json.loads(op.value)
