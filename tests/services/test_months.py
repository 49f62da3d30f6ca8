"""The month: states, carried tasks, tasks before the plan's date, evidence and undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.domain.report import TaskState
from app.domain.views import PastAnswer
from app.models.book import Book
from app.services import evidence, journal, months


def test_a_row_over_two_months_stands_in_both(issued: Book) -> None:
    october, november = (months.month(issued, 2026, m).rows[0] for m in (10, 11))
    assert october.id == november.id
    assert october.months == ((2026, 10), (2026, 11))


def test_tick_counts_and_undo(issued: Book) -> None:
    rows = months.month(issued, 2026, 11).rows
    months.set_state(issued, [rows[0].id, rows[1].id], TaskState.DONE)
    view = months.month(issued, 2026, 11)
    assert (view.done, view.open) == (2, 1)
    journal.undo(issued)
    assert months.month(issued, 2026, 11).done == 0


def test_not_done_needs_no_cause(issued: Book) -> None:
    row = months.month(issued, 2026, 11).rows[1]
    months.set_state(issued, [row.id], TaskState.NOT_DONE)
    assert months.month(issued, 2026, 11).rows[1].state is TaskState.NOT_DONE


def test_a_new_date_carries_the_task_and_keeps_the_reason(issued: Book) -> None:
    row = months.month(issued, 2026, 11).rows[1]
    months.set_state(issued, [row.id], TaskState.PARTLY, "no_time", "Làm nốt", date(2026, 12, 10))
    here = months.month(issued, 2026, 11).rows[1]
    assert (here.state, here.cause, here.new_date) == (TaskState.PARTLY, "no_time", date(2026, 12, 10))
    carried = [r for r in months.month(issued, 2026, 12).rows if r.task_id == row.task_id]
    assert [r.state for r in carried] == [TaskState.OPEN]
    months.set_state(issued, [row.id], TaskState.DONE)
    assert not [r for r in months.month(issued, 2026, 12).rows if r.task_id == row.task_id]


def test_months_before_the_plan_ask_and_are_not_overdue(issued: Book) -> None:
    view = months.month(issued, 2026, 11)
    assert [row.words for row in view.past] == ["Rà soát máy tính phòng tin học."] or len(view.past) == 1
    assert not view.past[0].overdue


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (PastAnswer.DONE, TaskState.DONE),
        (PastAnswer.WONT_DO, TaskState.NOT_DONE),
        (PastAnswer.MOVED, TaskState.MOVED),
    ],
)
def test_an_answer_settles_a_past_task(issued: Book, answer: PastAnswer, state: TaskState) -> None:
    past = months.month(issued, 2026, 11).past[0]
    months.answer_past(issued, [past.id], answer)
    view = months.month(issued, 2026, 11)
    assert not view.past
    assert months.month(issued, 2026, 1).rows[0].state is state
    moved = [row for row in view.rows if row.task_id == past.task_id]
    assert bool(moved) is (answer is PastAnswer.MOVED)


def test_files_move_the_count_and_the_same_file_is_stored_once(issued: Book, tmp_path: Path) -> None:
    row, other = months.month(issued, 2026, 11).rows[:2]
    photo, copy = tmp_path / "Ảnh tập huấn.jpg", tmp_path / "IMG_0001.jpg"
    photo.write_bytes(b"\xff\xd8 one picture")
    copy.write_bytes(photo.read_bytes())
    empty = tmp_path / "rỗng.pdf"
    empty.touch()
    done = evidence.attach(issued, "occurrence", row.id, [photo, empty])
    assert done.added == ("Ảnh tập huấn.jpg",)
    assert [name for name, _ in done.refused] == ["rỗng.pdf"]
    again = evidence.attach(issued, "occurrence", other.id, [copy])
    assert again.already == (("IMG_0001.jpg", "Ảnh tập huấn"),)
    view = months.month(issued, 2026, 11)
    assert [r.evidence_count for r in view.rows[:2]] == [1, 1]
    assert len(list(issued.blobs.all())) == len({e.files[0].sha for e in evidence.everything(issued)}) + 2


def test_dropping_the_same_file_twice_on_a_task_changes_nothing(issued: Book, tmp_path: Path) -> None:
    row = months.month(issued, 2026, 11).rows[0]
    file = tmp_path / "danh sách.xlsx"
    file.write_bytes(b"rows")
    evidence.attach(issued, "occurrence", row.id, [file, file])
    again = evidence.attach(issued, "occurrence", row.id, [file])
    assert again.changed is None
    assert months.month(issued, 2026, 11).rows[0].evidence_count == 1


def test_an_opened_copy_is_read_only_and_an_edited_one_becomes_a_revision(
    issued: Book, tmp_path: Path
) -> None:
    row = months.month(issued, 2026, 11).rows[0]
    file = tmp_path / "biên bản.txt"
    file.write_bytes("bản đầu".encode())
    evidence.attach(issued, "occurrence", row.id, [file])
    stored = evidence.of(issued, "occurrence", row.id)[0].files[0]
    copy = evidence.open_copy(issued, stored.id)
    assert copy.name == "biên bản.txt"
    assert not copy.stat().st_mode & 0o222
    assert evidence.changed_copies(issued) == ()
    copy.chmod(0o644)
    copy.write_bytes("bản đã sửa".encode())
    changed = evidence.changed_copies(issued)
    assert [c.file_id for c in changed] == [stored.id]
    evidence.keep_revision(issued, stored.id, copy)
    files = evidence.of(issued, "occurrence", row.id)[0].files
    assert sorted(f.revision_of for f in files) == ["", stored.id]
    assert evidence.changed_copies(issued) == ()
    with issued.blobs.open(stored.sha) as source:
        assert source.read().decode() == "bản đầu"
