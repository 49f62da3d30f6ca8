"""Backup and restore: everything comes back on another PC with the recovery code alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.clock import FrozenClock
from app.domain.errors import WorldError
from app.domain.org import FirstRun
from app.domain.views import Created
from app.models.book import Book
from app.services import backups, evidence, home, journal, months, plans, reports, setup
from tests.services.conftest import CHEAP, PASSWORD


@pytest.fixture
def created(profile: Path, answers: FirstRun, clock: FrozenClock) -> Created:
    return setup.create_school(profile, answers, clock, cost=CHEAP)


@pytest.fixture
def archive(
    profile: Path, created: Created, plan_file: Path, tmp_path: Path, clock: FrozenClock
) -> tuple[Path, Book]:
    """A backup on a stick and the book, still open, it was made of."""
    book = setup.open_school(profile, created.account_id, PASSWORD, clock)
    plans.issue(book, plans.import_plan(book, plan_file).id)
    photo = tmp_path / "Ảnh phòng máy.jpg"
    photo.write_bytes(b"\xff\xd8" + b"picture" * 5000)
    evidence.attach(book, "occurrence", months.month(book, 2026, 11).rows[0].id, [photo])
    reports.sign(book, reports.freeze(book, 2026, 11).id)
    stick = tmp_path / "USB sao lưu"
    stick.mkdir()
    made = backups.backup(book, stick)
    return Path(made.path), book


def test_restored_elsewhere_with_the_code_alone(
    archive: tuple[Path, Book], created: Created, tmp_path: Path, clock: FrozenClock
) -> None:
    path, book = archive
    before = home.home(book)
    setup.close(book)
    elsewhere = tmp_path / "Máy khác" / "Hồ sơ"
    done = backups.restore(path, "-".join(created.recovery_groups), elsewhere, clock)
    assert (done.school, done.damaged, done.moved_aside) == (before.school.name, (), "")
    restored = setup.open_school(elsewhere, created.account_id, PASSWORD, clock)
    try:
        after = home.home(restored)
        assert after.month == before.month
        assert after.evidence_total == before.evidence_total
        assert restored.device != book.device
        file = evidence.everything(restored)[0].files[0]
        with restored.blobs.open(file.sha) as source:
            assert source.read().startswith(b"\xff\xd8picture")
        assert reports.reports(restored)[0].state.value == "signed"
        check = journal.verify(restored)
        assert (check.problems, check.replay_equal, check.devices) == ((), True, 2)
        assert reports.this_device(restored).fingerprint != created.device_fingerprint
    finally:
        setup.close(restored)


def test_home_says_when(archive: tuple[Path, Book], clock: FrozenClock) -> None:
    _, book = archive
    clock.advance(days=6)
    view = home.home(book)
    assert view.last_backup is not None
    assert clock.now() - view.last_backup == timedelta(days=6)
    setup.close(book)


def test_a_book_that_stands_there_is_moved_aside(
    archive: tuple[Path, Book], created: Created, clock: FrozenClock
) -> None:
    path, book = archive
    setup.close(book)
    done = backups.restore(path, "-".join(created.recovery_groups), book.profile, clock)
    assert Path(done.moved_aside).is_dir()
    assert setup.has_school(book.profile)
    assert setup.has_school(Path(done.moved_aside))


def test_a_wrong_code_changes_nothing(archive: tuple[Path, Book], tmp_path: Path, clock: FrozenClock) -> None:
    path, book = archive
    setup.close(book)
    elsewhere = tmp_path / "Máy khác"
    with pytest.raises(WorldError):
        backups.restore(path, "AAAA-" * 7 + "AAAA", elsewhere, clock)
    assert not elsewhere.exists()


def test_found_on_the_stick(archive: tuple[Path, Book]) -> None:
    path, book = archive
    setup.close(book)
    assert [Path(view.path) for view in backups.found(path.parent)] == [path]
