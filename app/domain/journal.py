"""The journal (nhật ký): append-only, chained, the only way a shared row changes.

Services build a `ChangeSet`; `models.apply()` writes rows and ops in one transaction. Undo, import and
merge go through the same function. An op names its device incarnation and sequence number, the
op before it (hash chain over `H(salt ‖ value)`), a Lamport number, a wall-clock *claim*, and the
heads of its field the writer had seen; two heads on one field are a conflict a person settles.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from app.domain.registry import DELETED, ENTITIES, SCHEMA_VERSION, Kind

GENESIS = "0" * 64  # prev_hash of a device's first op


class Action(StrEnum):
    """What the person did; the words for history and undo are in the message table."""

    CREATE_SCHOOL = "create_school"
    EDIT_SCHOOL = "edit_school"
    IMPORT_PLAN = "import_plan"
    REVIEW_ITEM = "review_item"
    EDIT_ITEM = "edit_item"
    ISSUE_PLAN = "issue_plan"
    SET_STATE = "set_state"
    ANSWER_PAST = "answer_past"
    MEASURE = "measure"
    ATTACH = "attach"
    DETACH = "detach"
    REVISE_EVIDENCE = "revise_evidence"
    DRAFT_REPORT = "draft_report"
    SIGN_REPORT = "sign_report"
    NUMBER_REPORT = "number_report"
    MAKE_PACKAGE = "make_package"
    ENROL_DEVICE = "enrol_device"
    ERASE = "erase"
    UNDO = "undo"


@dataclass(frozen=True)
class Write:
    """One field of one entity gets one JSON value (None = empty)."""

    entity: str
    entity_id: str
    field: str
    value: Any


@dataclass(frozen=True)
class ChangeSet:
    """What one action changes; applied whole or not at all."""

    action: Action
    writes: tuple[Write, ...]
    undoes: str = ""  # txn_id this one takes back


@dataclass
class Changes:
    """Collects the writes of one action."""

    action: Action
    writes: list[Write] = field(default_factory=list)

    def put(self, entity: str, entity_id: str, values: Mapping[str, Any]) -> str:
        """Set fields of an entity (a new id creates it). Raises KeyError on an unknown name."""
        for name, value in values.items():
            ENTITIES[entity].field(name)
            self.writes.append(Write(entity, entity_id, name, value))
        return entity_id

    def delete(self, entity: str, entity_id: str) -> None:
        self.writes.append(Write(entity, entity_id, DELETED, True))

    def done(self) -> ChangeSet:
        return ChangeSet(self.action, tuple(self.writes))


@dataclass(frozen=True, order=True)
class OpId:
    device: str
    seq: int

    def __str__(self) -> str:
        return f"{self.device}-{self.seq}"

    @classmethod
    def parse(cls, text: str) -> OpId:
        device, _, seq = text.rpartition("-")
        return cls(device, int(seq))


@dataclass(frozen=True)
class Op:
    """One journal entry. `salt` and `value` may have been erased (both None)."""

    id: OpId
    prev_hash: str
    txn_id: str
    action: str
    lamport: int
    wall: str  # the writer's clock, ISO 8601: a claim, never used for order
    actor: str  # account id, "" = the program itself
    entity: str
    entity_id: str
    field: str
    value_hash: str  # SHA-256(salt ‖ canonical JSON of the value)
    seen: tuple[OpId, ...]  # heads of the field the writer saw
    schema: int
    origin: str = ""  # txn_id taken back by an undo, "" otherwise
    salt: str | None = None  # hexadecimal
    value: str | None = None  # canonical JSON text

    @cached_property
    def hash(self) -> str:
        """Chain hash: everything but salt and value themselves."""
        body = [
            self.id.device, self.id.seq, self.prev_hash, self.txn_id, self.action, self.lamport,
            self.wall, self.actor, self.entity, self.entity_id, self.field, self.value_hash,
            [str(head) for head in self.seen], self.schema, self.origin,
        ]  # fmt: skip
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def erased(self) -> bool:
        return self.value is None


def hash_value(salt: str, value: str) -> str:
    """`H(salt ‖ value)`; salted so that an erased short value cannot be guessed back."""
    return hashlib.sha256(bytes.fromhex(salt) + value.encode()).hexdigest()


def winner(ops: Iterable[Op]) -> Op:
    """The head whose value is *displayed*: highest (lamport, device); the others stay as a card."""
    return max(ops, key=lambda op: (op.lamport, op.id.device))


def check_value(entity: str, name: str, value: Any) -> None:
    """ValueError when `value` does not fit the registry's kind of the field."""
    if value is None:
        return
    if name == DELETED:
        if not isinstance(value, bool):
            raise ValueError(f"{entity}.{name}: expected bool")
        return
    kind = ENTITIES[entity].field(name).kind
    good: dict[Kind, tuple[type, ...]] = {
        Kind.TEXT: (str,), Kind.REF: (str,), Kind.DATE: (str,), Kind.INT: (int,),
        Kind.REAL: (int, float), Kind.BOOL: (bool,), Kind.JSON: (dict, list),
    }  # fmt: skip
    if not isinstance(value, good[kind]) or (kind is not Kind.BOOL and isinstance(value, bool)):
        raise ValueError(f"{entity}.{name}: {type(value).__name__} is not {kind.value}")


__all__ = [
    "GENESIS", "SCHEMA_VERSION", "Action", "ChangeSet", "Changes", "Op", "OpId", "Write",
    "check_value", "hash_value", "winner",
]  # fmt: skip
