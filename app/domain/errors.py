"""Two families of failure (style.md habit 1).

The world's fault (disk full, wrong password, damaged file) is a `WorldError` carrying an
`Outcome`; one message table (`resources/messages/*.toml`, read by `app.wording`) turns the
outcome into a Vietnamese sentence and a next step. Our own fault is any other exception and
gets a report. Packages declare their outcomes as subclasses of `Outcome`, whose values are
"<area>.<name>", the key of the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Outcome(StrEnum):
    """Base of every outcome enum; members' values are keys of the message table."""


@dataclass(frozen=True)
class Notice:
    """An outcome with the values its sentence needs (kết quả và số liệu kèm theo)."""

    outcome: Outcome
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


class WorldError(Exception):
    """Something outside the program failed; the user can act on it."""

    def __init__(self, outcome: Outcome, **params: object) -> None:
        super().__init__(outcome.value)
        self.outcome = outcome
        self.params: Mapping[str, object] = params

    @property
    def notice(self) -> Notice:
        return Notice(self.outcome, self.params)


class Cancelled(Exception):
    """The user stopped a long job; nothing was left half-written."""


class FileFault(Outcome):
    """Failures of files and folders, shared by every package that writes."""

    DISK_FULL = "file.disk_full"
    READ_ONLY = "file.read_only"
    MISSING = "file.missing"
    DEVICE_GONE = "file.device_gone"
    TOO_BIG_FOR_DISK = "file.too_big_for_disk"
    UNREADABLE = "file.unreadable"
    IN_USE = "file.in_use"
    OTHER = "file.other"
