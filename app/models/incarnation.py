"""The device incarnation (lần khởi tạo máy): whose chain this PC writes.

A marker file outside the database holds the incarnation and its last number. When the database is
behind the marker (an old copy was put back), the marker is missing or another's (restore, copied
folder, other PC), going on would give one number two contents: a new incarnation starts instead,
and the old ops keep theirs (sync.md §5).
"""

from __future__ import annotations

import json
import platform
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from app.domain.codec import dumps, from_plain
from app.domain.ids import new_incarnation
from app.files import world_errors, write_atomic
from app.models import local, oplog

MARKER_NAME = "may.json"
_KEY = "incarnation"


@dataclass(frozen=True)
class Marker:
    incarnation: str
    last_seq: int
    host: str  # a copied profile on another PC must not go on under the same name


def read_marker(profile: Path) -> Marker | None:
    """The marker, or None when it is missing or unreadable."""
    path = profile / MARKER_NAME
    with world_errors(path):
        if not path.exists():
            return None
        data = path.read_bytes()
    try:
        return from_plain(Marker, json.loads(data))
    except ValueError:
        return None


def write_marker(profile: Path, incarnation: str, last_seq: int) -> None:
    marker = Marker(incarnation, last_seq, platform.node())
    write_atomic(profile / MARKER_NAME, dumps(marker).encode())


def settle(conn: Connection, profile: Path) -> str:
    """The incarnation to write under; a fresh one when in doubt. The caller commits, then calls
    `write_marker`.
    """
    marker = read_marker(profile)
    ours = local.get_text(conn, _KEY)
    last = oplog.tips(conn).get(ours, oplog.Tip()).seq
    if (
        marker is not None
        and ours
        and marker.incarnation == ours
        and marker.host == platform.node()
        and last >= marker.last_seq
    ):
        return ours
    fresh = new_incarnation()
    local.put_text(conn, _KEY, fresh)
    return fresh
