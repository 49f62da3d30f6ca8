"""Checking the journal: chains, hashes, heads; and replaying it from empty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from app.domain.clock import Clock
from app.domain.errors import Notice
from app.domain.journal import Action, ChangeSet, Op, Write, hash_value
from app.domain.registry import DELETED, ENTITIES
from app.models import oplog
from app.models.merge import MergeReport, export_ops, import_ops
from app.models.oplog import FieldKey, Subject, Tip
from app.models.outcomes import JournalFault
from app.models.record import Applied, apply
from app.models.tables import t


@dataclass(frozen=True)
class JournalReport:
    ops: int
    devices: int
    problems: tuple[Notice, ...]  # empty = everything holds


def verify_journal(conn: Connection) -> JournalReport:
    """Every chain without gap to its recorded end, every value true to its hash, every head right.

    Lawfully erased values (personal fields only) are fine.
    """
    op = t["op"]
    ends: dict[str, Tip] = defaultdict(Tip)
    problems: list[Notice] = []
    count = 0
    for entry in oplog.read_ops(conn, oplog.ops_query().order_by(op.c.device, op.c.seq)):
        count += 1
        problems += _problems_of(entry, ends[entry.id.device])
        ends[entry.id.device] = Tip(entry.id.seq, entry.hash, entry.lamport)
    values = conn.execute(select(func.count()).select_from(t["op_value"])).scalar_one()
    rows = conn.execute(select(func.count()).select_from(op)).scalar_one()
    if values != rows or rows != count:
        problems.append(Notice(JournalFault.VALUE_MISSING, {"ops": rows, "values": values}))
    tips = oplog.tips(conn)
    for device in sorted(tips.keys() | ends.keys()):
        if tips.get(device) != ends.get(device):
            problems.append(Notice(JournalFault.TIP_WRONG, {"device": device}))
    problems += _heads_problems(conn)
    aside = conn.execute(select(func.count()).select_from(t["quarantine"])).scalar_one()
    if aside:
        problems.append(Notice(JournalFault.QUARANTINED, {"ops": aside}))
    return JournalReport(count, len(ends), tuple(problems))


def _problems_of(op: Op, before: Tip) -> list[Notice]:
    where = {"device": op.id.device, "seq": op.id.seq}
    found: list[Notice] = []
    if op.id.seq != before.seq + 1:
        found.append(Notice(JournalFault.GAP, where))
    elif op.prev_hash != before.hash:
        found.append(Notice(JournalFault.CHAIN_BROKEN, where))
    if op.salt is None or op.value is None:
        known = op.entity in ENTITIES and op.field != DELETED
        if not (known and ENTITIES[op.entity].field(op.field).personal and op.salt is op.value):
            found.append(Notice(JournalFault.VALUE_MISSING, where))
    elif hash_value(op.salt, op.value) != op.value_hash:
        found.append(Notice(JournalFault.VALUE_CHANGED, where))
    return found


def _heads_problems(conn: Connection) -> list[Notice]:
    """Recorded heads against those the ops themselves give."""
    op, head = t["op"], t["head"]
    written: dict[FieldKey, set[str]] = defaultdict(set)
    seen: dict[FieldKey, set[str]] = defaultdict(set)
    for row in conn.execute(
        select(op.c.device, op.c.seq, op.c.entity, op.c.entity_id, op.c.field, op.c.seen)
    ):
        key = (row.entity, row.entity_id, row.field)
        written[key].add(f"{row.device}-{row.seq}")
        seen[key].update(row.seen)
    recorded: dict[FieldKey, set[str]] = defaultdict(set)
    for row in conn.execute(select(head)):
        recorded[row.entity, row.entity_id, row.field].add(f"{row.device}-{row.seq}")
    right = {key: ids - seen[key] for key, ids in written.items()}
    return [
        Notice(JournalFault.HEADS_WRONG, {"entity": key[0], "entity_id": key[1], "field": key[2]})
        for key in sorted(right.keys() | recorded.keys())
        if right.get(key) != recorded.get(key)
    ]


def replay(source: Connection, empty: Connection) -> MergeReport:
    """Build the shared tables anew from the ops of `source`; compare with `rows.shared_rows`."""
    return import_ops(empty, export_ops(source, {}))


def history(conn: Connection, entity: str, entity_id: str) -> tuple[Op, ...]:
    """Everything written about one entity, oldest first by Lamport order."""
    subject: Subject = (entity, entity_id)
    return tuple(oplog.ops_of_subjects(conn, [subject]).get(subject, ()))


def erase(
    conn: Connection,
    entity: str,
    entity_id: str,
    fields: Iterable[str],
    *,
    device: str,
    actor: str,
    clock: Clock,
) -> Applied:
    """Erase personal fields: the row's value and every past value, here and wherever the op arrives.

    Raises ValueError for a field that is not personal. Older backups keep what they hold.
    """
    writes = tuple(Write(entity, entity_id, name, None) for name in fields)
    return apply(conn, ChangeSet(Action.ERASE, writes), device=device, actor=actor, clock=clock)
