"""Evidence (minh chứng): files dropped on a task or target, stored once, opened as copies."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.domain.errors import Notice, WorldError
from app.domain.ids import new_id
from app.domain.journal import Action, Changes
from app.domain.ports import Progress, no_progress
from app.domain.text import nfc
from app.domain.views import Attached, Changed, CopyChanged, EvidenceFile, EvidenceView
from app.models.book import Book
from app.models.repo import Conn, Row, among, count, live
from app.services import rows
from app.services.access import EVERYONE, WRITERS, allowed
from app.services.outcomes import ServiceFault

COPIES = "ban-mo"  # opened copies, inside the folder that is emptied at start
CODE = "MC.CDS.{year}.{number:04d}"  # stable evidence code; the scheme becomes data in issue 6


@dataclass
class _Dropped:
    """What became of the files while they are taken in."""

    changes: Changes
    added: list[str] = field(default_factory=list)
    already: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, Notice]] = field(default_factory=list)
    seen: dict[str, tuple[str, str]] = field(default_factory=dict)  # sha → (evidence id, title)


@allowed(WRITERS)
def attach(
    book: Book, entity: str, entity_id: str, paths: Iterable[Path], progress: Progress = no_progress
) -> Attached:
    """Store files and link them to an occurrence or target; a file already stored is linked, not doubled.

    `entity` is "occurrence" or "target". One bad file never stops the others.
    """
    files = list(paths)
    with book.read() as conn:
        rows.one(conn, entity, entity_id)
        number = _next_number(conn)
    dropped = _Dropped(Changes(Action.ATTACH))
    for index, path in enumerate(files):
        progress(index, len(files))
        try:
            number = _take(book, dropped, path, entity, entity_id, number)
        except WorldError as error:
            dropped.refused.append((nfc(path.name), error.notice))
    progress(len(files), len(files))
    changed = None
    if dropped.changes.writes:
        subject = dropped.added[0] if dropped.added else dropped.already[0][0]
        changed = rows.apply(book, dropped.changes.done(), subject)
    return Attached(changed, tuple(dropped.added), tuple(dropped.already), tuple(dropped.refused))


def _take(book: Book, dropped: _Dropped, path: Path, entity: str, entity_id: str, number: int) -> int:
    """Take in one file; returns the next free evidence number."""
    name = nfc(path.name)
    if not path.exists():
        raise WorldError(ServiceFault.NOT_A_FILE, name=name)
    if not path.is_file():
        raise WorldError(ServiceFault.NOT_A_FILE, name=name)
    if path.stat().st_size == 0:
        raise WorldError(ServiceFault.EMPTY_FILE, name=name)
    stored = book.blobs.add(path)
    known = dropped.seen.get(stored.sha) or _holder(book, stored.sha)
    if known:
        evidence_id, title = known
        dropped.already.append((name, title))
        dropped.seen[stored.sha] = known
        if not _linked(book, dropped.changes, evidence_id, entity, entity_id):
            _link(dropped.changes, evidence_id, entity, entity_id)
        return number
    now = book.clock.now()
    evidence_id = new_id()
    title = nfc(path.stem)
    dropped.changes.put(
        "evidence",
        evidence_id,
        {
            "code": CODE.format(year=now.year, number=number),
            "title": title,
            "added_at": now.isoformat(timespec="seconds"),
        },
    )
    _put_file(dropped.changes, evidence_id, stored.sha, name, stored.size, now)
    _link(dropped.changes, evidence_id, entity, entity_id)
    dropped.seen[stored.sha] = (evidence_id, title)
    dropped.added.append(name)
    return number + 1


def _put_file(
    changes: Changes, evidence_id: str, sha: str, name: str, size: int, now: datetime, of: str = ""
) -> None:
    changes.put(
        "evidence_file",
        new_id(),
        {
            "evidence": evidence_id,
            "sha": sha,
            "name": name,
            "size": size,
            "media_type": mimetypes.guess_type(name)[0] or "application/octet-stream",
            "revision_of": of,
            "added_at": now.isoformat(timespec="seconds"),
        },
    )


def _link(changes: Changes, evidence_id: str, entity: str, entity_id: str) -> None:
    changes.put(
        "evidence_link", new_id(), {"evidence": evidence_id, "entity": entity, "entity_id": entity_id}
    )


def _next_number(conn: Conn) -> int:
    return count(conn, "evidence", deleted=True) + 1


def _holder(book: Book, sha: str) -> tuple[str, str] | None:
    """(evidence id, title) that holds this file already."""
    with book.read() as conn:
        for row in live(conn, "evidence_file", sha=sha):
            for evidence in live(conn, "evidence", id=row["evidence"]):
                return evidence["id"], evidence["title"]
    return None


def _linked(book: Book, changes: Changes, evidence_id: str, entity: str, entity_id: str) -> bool:
    """Whether the link is there already, in the book or among the writes of this action."""
    pending: dict[str, dict[str, object]] = {}
    for write in changes.writes:
        if write.entity == "evidence_link":
            pending.setdefault(write.entity_id, {})[write.field] = write.value
    wanted = {"evidence": evidence_id, "entity": entity, "entity_id": entity_id}
    if wanted in pending.values():
        return True
    with book.read() as conn:
        return bool(live(conn, "evidence_link", **wanted))


@allowed(EVERYONE)
def of(book: Book, entity: str, entity_id: str) -> tuple[EvidenceView, ...]:
    """The evidence linked to one occurrence or target, oldest first."""
    with book.read() as conn:
        links = live(conn, "evidence_link", entity=entity, entity_id=entity_id)
        return evidence_views(conn, {link["evidence"] for link in links})


@allowed(EVERYONE)
def everything(book: Book) -> tuple[EvidenceView, ...]:
    """All evidence of the book, by code."""
    with book.read() as conn:
        return evidence_views(conn, {row["id"] for row in live(conn, "evidence")})


def evidence_views(conn: Conn, ids: set[str]) -> tuple[EvidenceView, ...]:
    files: dict[str, list[Row]] = {}
    for row in among(conn, "evidence_file", "evidence", ids):
        files.setdefault(row["evidence"], []).append(row)
    links: dict[str, list[str]] = {}
    for row in among(conn, "evidence_link", "evidence", ids):
        words = _words_of(conn, row["entity"], row["entity_id"])
        if words:
            links.setdefault(row["evidence"], []).append(words)
    found = [
        EvidenceView(
            id=row["id"],
            code=row["code"],
            title=row["title"] or "",
            issued_on=rows.as_date(row["issued_on"]),
            added_at=datetime.fromisoformat(row["added_at"]) if row["added_at"] else None,
            files=tuple(
                EvidenceFile(f["id"], f["sha"], f["name"], f["size"], f["media_type"], f["revision_of"] or "")
                for f in sorted(files.get(row["id"], []), key=lambda f: (f["added_at"] or "", f["id"]))
            ),
            linked_to=tuple(links.get(row["id"], ())),
        )
        for row in among(conn, "evidence", "id", ids)
    ]
    return tuple(sorted(found, key=lambda view: view.code))


def _words_of(conn: Conn, entity: str, entity_id: str) -> str:
    if entity == "occurrence":
        found = live(conn, "occurrence", id=entity_id)
        return rows.one(conn, "task", found[0]["task"])["words"] if found else ""
    found = live(conn, entity, id=entity_id)
    return found[0]["words"] if found else ""


@allowed(EVERYONE)
def thumbnail(book: Book, sha: str, pixels: int) -> bytes | None:
    """A PNG of the file, or None when its kind has no picture."""
    from app.evidence.thumbs import thumbnail as draw

    with book.read() as conn:
        found = live(conn, "evidence_file", sha=sha)
    if not found:
        return None
    with book.blobs.open(sha) as source:
        return draw(source, found[0]["media_type"], pixels)


@allowed(EVERYONE)
def open_copy(book: Book, file_id: str) -> Path:
    """A read-only temporary copy to hand to the viewer."""
    from app.evidence import copies

    with book.read() as conn:
        row = rows.one(conn, "evidence_file", file_id)
    return copies.open_copy(book.blobs, book.temp / COPIES, file_id, row["sha"], row["name"])


@allowed(EVERYONE)
def changed_copies(book: Book) -> tuple[CopyChanged, ...]:
    """Opened copies that were edited outside and are not yet kept."""
    from app.evidence import copies

    return tuple(
        CopyChanged(copy.file_id, nfc(copy.path.name), str(copy.path))
        for copy in copies.changed_copies(book.temp / COPIES)
    )


@allowed(WRITERS)
def keep_revision(book: Book, file_id: str, path: Path) -> Changed:
    """Store an edited copy as a revision (bản sửa) of the file; the original stays."""
    changes = Changes(Action.REVISE_EVIDENCE)
    with book.read() as conn:
        row = rows.one(conn, "evidence_file", file_id)
    stored = book.blobs.add(path)
    _put_file(changes, row["evidence"], stored.sha, row["name"], stored.size, book.clock.now(), of=file_id)
    changed = rows.apply(book, changes.done(), row["name"])
    path.chmod(0o600)
    path.unlink(missing_ok=True)
    return changed


@allowed(WRITERS)
def detach(book: Book, evidence_id: str, entity: str, entity_id: str) -> Changed:
    """Take evidence off a task or target; the evidence itself and its file stay."""
    changes = Changes(Action.DETACH)
    with book.read() as conn:
        title = rows.one(conn, "evidence", evidence_id)["title"]
        for link in live(conn, "evidence_link", evidence=evidence_id, entity=entity, entity_id=entity_id):
            changes.delete("evidence_link", link["id"])
    if not changes.writes:
        raise WorldError(ServiceFault.GONE)
    return rows.apply(book, changes.done(), title)
