"""Evidence (minh chứng): files dropped on a task or target, stored once, opened as copies."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from app.domain.errors import Notice, WorldError
from app.domain.ids import new_id
from app.domain.journal import Action, Changes
from app.domain.ports import Progress, no_progress
from app.domain.views import Attached, Changed, CopyChanged, EvidenceFile, EvidenceView
from app.files import shown_name, world_errors
from app.models.book import Book
from app.models.repo import Conn, Row, among, count, live
from app.services import rows
from app.services.access import EVERYONE, WRITERS, allowed
from app.services.outcomes import ServiceFault
from app.store.blobs import Stored

COPIES = "ban-mo"  # folder of opened copies in the profile
CODE = "MC.CDS.{year}.{number:04d}"  # stable evidence code; the scheme becomes data in issue 6


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
    taken: list[tuple[str, Stored]] = []
    refused: list[tuple[str, Notice]] = []
    for index, path in enumerate(files):
        progress(index, len(files))
        try:
            taken.append((shown_name(path), _store(book, path)))
        except WorldError as error:
            refused.append((shown_name(path), error.notice))
    progress(len(files), len(files))
    with book.filing:
        changes, added, already = _file(book, entity, entity_id, taken)
        subject = added[0] if added else already[0][0] if already else ""
        changed = rows.apply(book, changes.done(), subject) if changes.writes else None
    return Attached(changed, tuple(added), tuple(already), tuple(refused))


def _store(book: Book, path: Path) -> Stored:
    with world_errors(path):
        if not path.is_file():
            raise WorldError(ServiceFault.NOT_A_FILE, name=shown_name(path))
        if path.stat().st_size == 0:
            raise WorldError(ServiceFault.EMPTY_FILE, name=shown_name(path))
    return book.blobs.add(path)


def _file(
    book: Book, entity: str, entity_id: str, taken: Iterable[tuple[str, Stored]]
) -> tuple[Changes, list[str], list[tuple[str, str]]]:
    """The writes for stored files; names of those new to the book, (name, title) of those it has."""
    changes = Changes(Action.ATTACH)
    added: list[str] = []
    already: list[tuple[str, str]] = []
    now = book.clock.now()
    with book.read() as conn:
        number = count(conn, "evidence", deleted=True) + 1
        linked = {
            link["evidence"] for link in live(conn, "evidence_link", entity=entity, entity_id=entity_id)
        }
        known = {stored.sha: holder for _, stored in taken if (holder := _holder(conn, stored.sha))}
    for name, stored in taken:
        if stored.sha in known:
            already.append((name, known[stored.sha][1]))
        else:
            known[stored.sha] = _put_evidence(changes, number, name, stored, now)
            added.append(name)
            number += 1
        evidence_id = known[stored.sha][0]
        if evidence_id not in linked:
            linked.add(evidence_id)
            link = {"evidence": evidence_id, "entity": entity, "entity_id": entity_id}
            changes.put("evidence_link", new_id(), link)
    return changes, added, already


def _put_evidence(changes: Changes, number: int, name: str, stored: Stored, now: datetime) -> tuple[str, str]:
    """A new piece of evidence with one file; its (id, title)."""
    evidence_id, title = new_id(), Path(name).stem
    changes.put(
        "evidence",
        evidence_id,
        {
            "code": CODE.format(year=now.year, number=number),
            "title": title,
            "added_at": now.isoformat(timespec="seconds"),
        },
    )
    _put_file(changes, evidence_id, stored, name, now)
    return evidence_id, title


def _put_file(
    changes: Changes, evidence_id: str, stored: Stored, name: str, now: datetime, of: str = ""
) -> None:
    changes.put(
        "evidence_file",
        new_id(),
        {
            "evidence": evidence_id,
            "sha": stored.sha,
            "name": name,
            "size": stored.size,
            "media_type": mimetypes.guess_type(name)[0] or "application/octet-stream",
            "revision_of": of,
            "added_at": now.isoformat(timespec="seconds"),
        },
    )


def _holder(conn: Conn, sha: str) -> tuple[str, str] | None:
    """(evidence id, title) that holds this file already."""
    for row in live(conn, "evidence_file", sha=sha):
        for evidence in live(conn, "evidence", id=row["evidence"]):
            return evidence["id"], evidence["title"]
    return None


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
    return copies.materialise(book.blobs, book.profile / COPIES, file_id, row["sha"], row["name"])


@allowed(EVERYONE)
def changed_copies(book: Book) -> tuple[CopyChanged, ...]:
    """Opened copies of evidence that were edited outside and are not yet kept."""
    from app.evidence import copies

    edited = list(copies.changed_copies(book.profile / COPIES))
    with book.read() as conn:
        opened = {copy.file_id for copy in edited}
        known = {row["id"] for row in among(conn, "evidence_file", "id", opened)}
        revisions = among(conn, "evidence_file", "revision_of", opened)
    kept = {(row["revision_of"], row["sha"]) for row in revisions}
    return tuple(
        CopyChanged(copy.file_id, shown_name(copy.path), str(copy.path))
        for copy in edited
        if copy.file_id in known and (copy.file_id, copy.sha) not in kept
    )


@allowed(WRITERS)
def keep_revision(book: Book, file_id: str, path: Path) -> Changed:
    """Store an edited copy as a revision (bản sửa) of the file; the original stays.

    A copy that a viewer still holds open (Windows) goes when the book is opened next.
    """
    changes = Changes(Action.REVISE_EVIDENCE)
    with book.read() as conn:
        row = rows.one(conn, "evidence_file", file_id)
    stored = book.blobs.add(path)
    _put_file(changes, row["evidence"], stored, row["name"], book.clock.now(), of=file_id)
    changed = rows.apply(book, changes.done(), row["name"])
    with suppress(OSError):
        path.chmod(0o600)
        path.unlink()
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
