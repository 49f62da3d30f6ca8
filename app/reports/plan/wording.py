"""Default wording of a plan's parts by kind of school (`resources/templates/ke-hoach/*.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from app import paths
from app.domain.org import SchoolKind
from app.domain.text import nfc

_FILES = {
    SchoolKind.PRESCHOOL: "mam-non",
    SchoolKind.PRIMARY: "tieu-hoc",
    SchoolKind.LOWER_SECONDARY: "thcs",
    SchoolKind.PRIMARY_LOWER: "thcs",
    SchoolKind.UPPER_SECONDARY: "thpt",
    SchoolKind.CONTINUING: "thpt",
}


@dataclass(frozen=True)
class Wording:
    """Paragraphs with the blanks {school} and {years}; the schema is in the folder's README."""

    subject: str
    opening: str
    purpose: tuple[str, ...]
    requirements: tuple[str, ...]
    tasks: str
    funding: tuple[str, ...]
    organisation: tuple[str, ...]
    reporting: str
    closing: str
    teams: str
    recipients: tuple[str, ...]


@cache
def wording(kind: SchoolKind) -> Wording:
    """The default wording for that kind of school."""
    path = paths.resources() / "templates" / "ke-hoach" / f"{_FILES[kind]}.toml"
    table = tomllib.loads(nfc(path.read_text(encoding="utf-8")))
    read: dict[str, Any] = {f.name: table[f.name] for f in fields(Wording)}
    for name, value in read.items():
        read[name] = tuple(value) if isinstance(value, list) else value
    return Wording(**read)
