"""Every backup ever shipped restores, migrates and opens with what it held."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.clock import FrozenClock
from app.domain.org import Role
from app.models import journal, rows
from app.models.book import open_book
from app.models.repo import replays_equal
from app.store import keyring
from app.store.backup import restore_backup
from tests.golden.make_backup import EVIDENCE, FOLDER, PASSWORD

KEPT = sorted(FOLDER.glob("*.socds"))


def test_there_is_one() -> None:
    assert KEPT


@pytest.mark.parametrize("archive", KEPT, ids=lambda path: path.stem)
def test_an_old_backup_opens(archive: Path, tmp_path: Path, clock: FrozenClock) -> None:
    code = archive.with_suffix(".txt").read_text(encoding="ascii").strip()
    profile = tmp_path / "Hồ sơ cũ"
    assert restore_backup(archive, code, profile, clock).damaged == ()
    dek = keyring.unlock(profile, "a1", PASSWORD)
    assert dek == keyring.unlock_recovery(profile, code)
    book = open_book(profile, dek, clock, actor="a1", role=Role.PRINCIPAL)
    with book.read() as conn:
        task, file = rows.get(conn, "task", "t1"), rows.get(conn, "evidence_file", "f1")
        assert journal.verify_journal(conn).problems == ()
        assert replays_equal(conn)
    assert task is not None and (task["words"], task["leads"]) == ("Tập huấn chữ ký số", ["Tổ Tin học"])
    assert file is not None
    with book.blobs.open(file["sha"]) as stored:
        assert stored.read() == EVIDENCE
    book.close()
