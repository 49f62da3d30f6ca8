"""Outcomes into words: the one table of sentences (`resources/messages/*.toml`).

A file is an area, a table in it an outcome: `say` is the sentence, `do` the next step, and an
optional `code` replaces the computed number where two would be equal. Used by the window and the
command line; nothing below them knows a sentence.
"""

from __future__ import annotations

import tomllib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from unicodedata import category

from app.domain.errors import Notice, Outcome, WorldError
from app.domain.text import nfc
from app.paths import resources

UNKNOWN = "…"
STRANGE = "\ufffd"  # stands for what cannot be seen
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # a name with these could rewrite its own verdict


@dataclass(frozen=True)
class Sentence:
    """What a person is told: `text`, what to do next ("" = nothing), a code to read out on the phone."""

    text: str
    next_step: str
    code: str


@cache
def messages() -> Mapping[str, Mapping[str, str]]:
    """Every entry of every area by its key "<area>.<name>", read once."""
    table: dict[str, Mapping[str, str]] = {}
    for file in sorted((resources() / "messages").glob("*.toml")):
        entries = tomllib.loads(nfc(file.read_text(encoding="utf-8")))
        table |= {f"{file.stem}.{name}": entry for name, entry in entries.items()}
    return MappingProxyType(table)


def code_of(key: str) -> str:
    """The same for as long as the key lives: area and four digits, "FIL-4821"."""
    area = key.partition(".")[0][:3].upper()
    digits = messages()[key].get("code") or f"{zlib.crc32(key.encode()) % 10_000:04}"
    return f"{area}-{digits}"


def say(what: Notice | WorldError | str) -> Sentence:
    """The sentence of an outcome (or of its stored key); a value it lacks is shown as "…", never an error.

    Raises KeyError for an outcome without an entry (a test holds that there is none).
    """
    key, params = (str(what), {}) if isinstance(what, str) else (what.outcome.value, what.params)
    entry = messages()[key]
    values = _Values({name: _shown(value) for name, value in params.items()})
    return Sentence(entry["say"].format_map(values), entry.get("do", "").format_map(values), code_of(key))


class _Values(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return UNKNOWN


def _shown(value: object) -> str:
    """A value as a Vietnamese reader expects it; an outcome inside a sentence is its sentence."""
    if isinstance(value, Outcome | Notice | WorldError):
        return say(value).text
    if isinstance(value, datetime):
        return value.strftime("%H:%M %d/%m/%Y")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    if value is None or value == "":
        return UNKNOWN
    return "".join(STRANGE if category(char) in _HIDDEN else char for char in nfc(str(value)))
