"""An edited copy waits for its person, over a restart too; unchanged ones are cleaned away."""

from __future__ import annotations

from pathlib import Path

from app.domain.clock import FrozenClock
from app.models.book import Book
from app.services import evidence, months, setup
from tests.services.conftest import PASSWORD


def test_edits_not_yet_kept_survive_reopening(issued: Book, tmp_path: Path, clock: FrozenClock) -> None:
    row = months.month(issued, 2026, 11).rows[0]
    files = [tmp_path / "biên bản.txt", tmp_path / "danh sách.txt"]
    for file in files:
        file.write_text(file.name, encoding="utf-8")
    evidence.attach(issued, "occurrence", row.id, files)
    stored = [view.files[0] for view in evidence.of(issued, "occurrence", row.id)]
    edited, untouched = (evidence.open_copy(issued, file.id) for file in stored)
    edited.chmod(0o644)
    edited.write_text("sửa rồi máy tắt", encoding="utf-8")
    profile, account = issued.profile, issued.actor
    setup.close(issued)
    again = setup.open_school(profile, account, PASSWORD, clock)
    try:
        assert [copy.path for copy in evidence.changed_copies(again)] == [str(edited)]
        assert not untouched.exists()
    finally:
        setup.close(again)
