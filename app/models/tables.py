"""Tables generated from the registry (`domain.registry`), and those of the journal.

`t["task"]` is the table of an entity; `t["op"]`, `t["op_value"]`, `t["head"]`, `t["tip"]`,
`t["waiting"]`, `t["quarantine"]` belong to the journal and `t["local"]` to this PC alone.
The real tables are made by `migrations/`; a test holds the two equal.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import (
    REAL,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    false,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from app.domain.codec import dumps
from app.domain.registry import ENTITIES, Entity, Field, Kind

metadata = MetaData()


class CanonicalJson(TypeDecorator[Any]):
    """A JSON value kept as canonical text; None is NULL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else dumps(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


_TYPES: dict[Kind, type[TypeEngine[Any]]] = {
    Kind.TEXT: Text,
    Kind.DATE: Text,
    Kind.REF: Text,
    Kind.INT: Integer,
    Kind.REAL: REAL,
    Kind.BOOL: Boolean,
    Kind.JSON: CanonicalJson,
}


def _column(field: Field) -> Column[Any]:
    if field.kind is Kind.REF:
        # Deferred: within one transaction a row may point to one that comes later.
        key = ForeignKey(f"{field.ref}.id", deferrable=True, initially="DEFERRED")
        return Column(field.name, Text, key, index=True)
    return Column(field.name, _TYPES[field.kind])


def _table(entity: Entity) -> Table:
    return Table(
        entity.name,
        metadata,
        Column("id", Text, primary_key=True),
        *(_column(field) for field in entity.fields),
        Column("deleted", Boolean, nullable=False, server_default=false()),
    )


def _op_key() -> tuple[Column[Any], Column[Any]]:
    return Column("device", Text, primary_key=True), Column("seq", Integer, primary_key=True)


t: dict[str, Table] = {name: _table(entity) for name, entity in ENTITIES.items()}

Index("ix_evidence_link_subject", t["evidence_link"].c.entity, t["evidence_link"].c.entity_id)
Index("ix_evidence_file_sha", t["evidence_file"].c.sha)
Index("ix_occurrence_period", t["occurrence"].c.year, t["occurrence"].c.month)

t["op"] = Table(
    "op",
    metadata,
    *_op_key(),
    Column("prev_hash", Text, nullable=False),
    Column("txn_id", Text, nullable=False, index=True),
    Column("action", Text, nullable=False),
    Column("lamport", Integer, nullable=False),
    Column("wall", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("entity", Text, nullable=False),
    Column("entity_id", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("value_hash", Text, nullable=False),
    Column("seen", CanonicalJson, nullable=False),  # list of "<device>-<seq>"
    Column("schema", Integer, nullable=False),
    Column("origin", Text, nullable=False),
    Index("ix_op_subject", "entity", "entity_id", "field"),
    Index("ix_op_order", "lamport", "device", "seq"),
)
# Salt and value apart from the op, so that a lawful erasure can blank them.
t["op_value"] = Table("op_value", metadata, *_op_key(), Column("salt", Text), Column("value", Text))
t["head"] = Table(
    "head",
    metadata,
    Column("entity", Text, primary_key=True),
    Column("entity_id", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    *_op_key(),
)
# The last op of each device: anchors the end of its chain and is the vector of an exchange.
t["tip"] = Table(
    "tip",
    metadata,
    Column("device", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hash", Text, nullable=False),
    Column("lamport", Integer, nullable=False),
)
# Ops that came before what they build on.
t["waiting"] = Table(
    "waiting",
    metadata,
    *_op_key(),
    Column("hash", Text, primary_key=True),
    Column("body", Text, nullable=False),
)
# Ops that contradict what is known (a forked or damaged chain): kept for a person, never dropped.
t["quarantine"] = Table(
    "quarantine",
    metadata,
    *_op_key(),
    Column("hash", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("body", Text, nullable=False),
)
# Facts about this PC only; never in the journal.
t["local"] = Table(
    "local", metadata, Column("key", Text, primary_key=True), Column("value", LargeBinary, nullable=False)
)
