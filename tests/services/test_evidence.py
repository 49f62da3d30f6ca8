"""Evidence under bad luck: files that cannot be read, several drops at once, viewers that hold a copy."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.domain.errors import WorldError
from app.domain.views import Attached, EvidenceFile
from app.models.book import Book
from app.services import evidence, months, reports


@pytest.fixture
def task(issued: Book) -> str:
    return months.month(issued, 2026, 11).rows[0].id


def note(folder: Path, name: str, words: str = "bản đầu") -> Path:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return path


def held(book: Book, task: str) -> list[EvidenceFile]:
    return [file for view in evidence.of(book, "occurrence", task) for file in view.files]


def test_one_file_that_cannot_be_read_stops_no_other(issued: Book, task: str, tmp_path: Path) -> None:
    """A name no disk takes fails where a pulled stick does: when the file is looked at."""
    paths = [tmp_path / ("x" * 300), note(tmp_path, "biên bản.txt")]
    done = evidence.attach(issued, "occurrence", task, paths)
    assert done.added == ("biên bản.txt",)
    assert [name for name, _ in done.refused] == ["x" * 300]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_a_name_that_is_no_text_is_kept_readable(issued: Book, task: str, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/anh \xe9.jpg"))
    path.write_bytes(b"\xff\xd8 picture")
    assert evidence.attach(issued, "occurrence", task, [path]).added == ("anh \ufffd.jpg",)
    assert [file.name for file in held(issued, task)] == ["anh \ufffd.jpg"]
    assert evidence.open_copy(issued, held(issued, task)[0].id).read_bytes() == b"\xff\xd8 picture"


def test_drops_at_the_same_moment_get_codes_of_their_own(issued: Book, task: str, tmp_path: Path) -> None:
    files = [note(tmp_path, f"ảnh {number}.txt", f"ảnh {number}") for number in range(24)]
    same = note(tmp_path, "danh sách.txt", "một danh sách")

    def drop(file: Path) -> Attached:
        return evidence.attach(issued, "occurrence", task, [file, same])

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(drop, files))
    codes = [view.code for view in evidence.everything(issued)]
    assert (len(codes), len(set(codes))) == (25, 25)
    assert sum(same.name in one.added for one in done) == 1
    assert months.month(issued, 2026, 11).rows[0].evidence_count == 25


def edited(book: Book, file: EvidenceFile, words: str = "bản đã sửa") -> Path:
    copy = evidence.open_copy(book, file.id)
    copy.chmod(0o644)
    copy.write_text(words, encoding="utf-8")
    return copy


def test_a_copy_a_viewer_still_holds_is_kept_once(
    issued: Book, task: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows does not let go of a file that Word has open."""
    evidence.attach(issued, "occurrence", task, [note(tmp_path, "biên bản.txt")])
    copy = edited(issued, held(issued, task)[0])

    whole = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path == copy:
            raise PermissionError(13, "held by a viewer", str(path))
        whole(path, missing_ok)

    with monkeypatch.context() as locked:
        locked.setattr(Path, "unlink", refuse)
        changed = evidence.changed_copies(issued)
        assert [one.path for one in changed] == [str(copy)]
        evidence.keep_revision(issued, changed[0].file_id, copy)
    assert copy.exists()
    assert len(held(issued, task)) == 2
    assert evidence.changed_copies(issued) == ()


def test_a_copy_that_cannot_be_read_now_is_looked_at_later(
    issued: Book, task: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence.attach(issued, "occurrence", task, [note(tmp_path, "biên bản.txt")])
    copy = edited(issued, held(issued, task)[0])
    whole = Path.open

    def refuse(path: Path, *args: object, **more: object) -> object:
        if path == copy:
            raise PermissionError(13, "held by a viewer", str(path))
        return whole(path, *args, **more)  # type: ignore[call-overload]

    with monkeypatch.context() as locked:
        locked.setattr(Path, "open", refuse)
        assert evidence.changed_copies(issued) == ()
        with pytest.raises(WorldError):
            evidence.open_copy(issued, held(issued, task)[0].id)
    assert len(evidence.changed_copies(issued)) == 1


def test_a_report_marked_by_a_viewer_is_no_revision_of_evidence(issued: Book) -> None:
    view = reports.freeze(issued, 2026, 11)
    copy = reports.open_pdf(issued, view.id)
    copy.chmod(0o644)
    copy.write_bytes(copy.read_bytes() + b"% a viewer's mark")
    assert evidence.changed_copies(issued) == ()
