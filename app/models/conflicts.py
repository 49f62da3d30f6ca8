"""Conflicts: what two PCs wrote without knowing of each other; a person chooses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from app.domain.journal import Op, OpId
from app.domain.registry import DELETED, ENTITIES
from app.models import oplog
from app.models.oplog import FieldKey, Subject
from app.models.record import value_of
from app.models.tables import t


@dataclass(frozen=True)
class Conflict:
    """Two or more values of one field, none of which knew of the others.

    With `field` = "_deleted" the entity was deleted on one PC and edited on another: `heads` then
    holds the deletion and the edits. A write of the field (of "_deleted") settles it, for it sees all.
    """

    entity: str
    entity_id: str
    field: str
    heads: tuple[Op, ...]  # the displayed one first


def conflicts(conn: Connection, subjects: Iterable[Subject] | None = None) -> tuple[Conflict, ...]:
    """Open conflicts of the given entities, or of all."""
    heads = oplog.heads_of(conn, _suspects(conn) if subjects is None else subjects)
    ops = oplog.ops_by_id(conn, (op_id for ids in heads.values() for op_id in ids))
    found: list[Conflict] = []
    for key, ids in heads.items():
        written = _shown_first([ops[op_id] for op_id in ids])
        if len({op.value for op in written}) > 1:
            found.append(Conflict(*key, written))
        elif key[2] == DELETED and value_of(written[0]):
            edits = _unseen_edits(key, written, heads, ops)
            if edits:
                found.append(Conflict(*key, (*written, *edits)))
    return tuple(found)


def _suspects(conn: Connection) -> set[Subject]:
    """Entities with more than one head on a field, or deleted."""
    head = t["head"].c
    query = select(head.entity, head.entity_id).group_by(head.entity, head.entity_id, head.field)
    found = {(row.entity, row.entity_id) for row in conn.execute(query.having(func.count() > 1))}
    for name in ENTITIES:
        gone = select(t[name].c.id).where(t[name].c.deleted.is_(True))
        found |= {(name, entity_id) for entity_id in conn.execute(gone).scalars()}
    return found


def _unseen_edits(
    key: FieldKey, tombs: tuple[Op, ...], heads: dict[FieldKey, list[OpId]], ops: dict[OpId, Op]
) -> list[Op]:
    """Edits of a deleted entity that neither knew of a deletion nor were known to one."""
    return [
        ops[op_id]
        for (entity, entity_id, field), ids in heads.items()
        if (entity, entity_id) == key[:2] and field != DELETED
        for op_id in ids
        if not any(op_id in tomb.seen or tomb.id in ops[op_id].seen for tomb in tombs)
    ]


def _shown_first(ops: list[Op]) -> tuple[Op, ...]:
    return tuple(sorted(ops, key=lambda op: (op.lamport, op.id.device), reverse=True))
