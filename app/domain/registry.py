"""The versioned registry of shared entities and their fields.

The journal speaks of (entity, field) names from here, never of table columns; tables are built
from it (`models.tables`) and replaying the journal fills exactly these. Adding a field: give it
`since` = the new `SCHEMA_VERSION` and write a migration. Names are never reused.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SCHEMA_VERSION = 1


class Kind(StrEnum):
    """Type of a field's value in the journal (JSON) and in its column."""

    TEXT = "text"
    INT = "int"
    REAL = "real"
    BOOL = "bool"
    DATE = "date"  # ISO 8601 text
    JSON = "json"  # canonical JSON text in the column
    REF = "ref"  # id of another entity


@dataclass(frozen=True)
class Field:
    name: str
    kind: Kind = Kind.TEXT
    ref: str = ""  # entity a REF points to
    personal: bool = False  # may be erased on a lawful request (Law 91/2025/QH15)
    since: int = 1


@dataclass(frozen=True)
class Entity:
    name: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        for f in self.fields:
            if f.name == name:
                return f
        raise KeyError(f"{self.name}.{name}")


def _entity(name: str, spec: str) -> Entity:
    """Short notation, words apart by spaces: `words row:int plan->plan name!` (! = personal)."""
    made: list[Field] = []
    for word in spec.split():
        personal = word.endswith("!")
        column, _, target = word.removesuffix("!").partition("->")
        column, _, kind = column.partition(":")
        made.append(
            Field(column, Kind.REF if target else Kind(kind or "text"), ref=target, personal=personal)
        )
    return Entity(name, tuple(made))


_ALL = (
    # superior (đơn vị quản lý trực tiếp), dated: superiors and names change (R11)
    _entity("superior", "kind name office valid_from:date"),
    _entity("unit", "name abbreviation"),
    _entity("person", "name! title unit->unit duty"),
    _entity(
        "school",
        "kind name symbol place superior->superior principal->person principal_title year:int",
    ),
    _entity("account", "person->person login role closed:bool"),
    _entity("device", "name certificate role"),
    # plan (kế hoạch); the file it was read from and the whole draft are blobs
    _entity(
        "plan",
        "title subject number symbol place issued_on:date year:int year_to:int issuer "
        "superior_name signer_prefix signer_title signer_name recipients:json state source_sha "
        "source_name draft_sha",
    ),
    _entity("basis", "plan->plan position:int words kind number issued_on:date issuer subject"),
    # target (chỉ tiêu)
    _entity(
        "target",
        "plan->plan position:int number grouping words source_words source_block:int "
        "source_line:int source_page:int clauses:json binds review owner->unit",
    ),
    # task (nhiệm vụ)
    _entity(
        "task",
        "plan->plan position:int row:int grouping words source_words source_block:int "
        "source_line:int source_page:int products:json leads:json coordinators:json schedule:json "
        "review",
    ),
    # occurrence (việc tháng): a task in a period
    _entity(
        "occurrence",
        "task->task year:int month:int last_year:int last_month:int state cause remedy "
        "new_date:date note carried_from->occurrence asked:bool",
    ),
    # measurement (số liệu): numerators and denominators, never a bare percentage (R69)
    _entity(
        "measurement",
        "target->target clause:int year:int month:int numerator:real denominator:real value:real "
        "done:bool estimate:bool as_of:date note",
    ),
    _entity(
        "duty",
        "plan->plan position:int period recipient rule:json words source_block:int "
        "source_line:int inherited:bool review",
    ),
    # evidence (minh chứng): append-only; files by SHA-256
    _entity("evidence", "code title kind issued_on:date issuer personal_class note added_at"),
    _entity("evidence_file", "evidence->evidence sha name size:int media_type revision_of added_at"),
    _entity("evidence_link", "evidence->evidence entity entity_id"),
    # report (báo cáo): frozen snapshot + signed files, all as blobs
    _entity(
        "report",
        "plan->plan period start:date end:date cut_off:date last_safe_day:date label state "
        "snapshot_sha number symbol issued_on:date fields:json pdf_sha signed_sha signed_by "
        "signed_at narrative:json revision:int supersedes->report",
    ),
    _entity("package", "report->report identity file_name folder made_at size:int"),
)

ENTITIES: dict[str, Entity] = {entity.name: entity for entity in _ALL}

DELETED = "_deleted"  # the tombstone field every entity has
