"""Every kept profile, package and backup opens and tells what it told then; a damaged one is refused."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.domain.clock import FrozenClock
from app.domain.errors import Outcome, WorldError
from app.models.book import Book
from app.package.outcomes import PackageOutcome
from app.services import backups, journal, packages, setup
from app.store.outcomes import StoreFault
from tests.golden.make import FOLDER, PASSWORD, seen

KEPT = sorted(path for path in FOLDER.iterdir() if (path / "ghi-chu.json").is_file())
NEW_PASSWORD = "Mật khẩu đặt lại 2027"


@pytest.fixture(params=KEPT, ids=lambda path: path.name)
def kept(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.param
    return folder


@pytest.fixture
def facts(kept: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((kept / "ghi-chu.json").read_text(encoding="utf-8"))
    return told


@pytest.fixture
def copy(kept: Path, tmp_path: Path) -> Path:
    """A copy of the profile: opening one writes to it."""
    return Path(shutil.copytree(kept / "ho-so", tmp_path / "Hồ sơ giữ lại"))


@contextmanager
def opened(profile: Path, clock: FrozenClock, password: str = PASSWORD) -> Iterator[Book]:
    book = setup.open_school(profile, setup.accounts(profile)[0].id, password, clock)
    try:
        yield book
    finally:
        setup.close(book)


def tells(book: Book, facts: dict[str, Any]) -> None:
    """The same month, targets and journal; opening on another PC adds that PC's own entries."""
    check = journal.verify(book)
    assert check.problems == () and check.replay_equal
    now = json.loads(json.dumps(seen(book)))
    assert now.pop("ops") > facts["ops"]
    assert now == {key: facts[key] for key in now}


def fault(outcome: Outcome, call: Any, *args: Any) -> None:
    with pytest.raises(WorldError) as caught:
        call(*args)
    assert caught.value.outcome is outcome


def test_some_are_kept() -> None:
    assert KEPT


def test_the_profile_opens_with_its_password(copy: Path, facts: dict[str, Any], clock: FrozenClock) -> None:
    with opened(copy, clock) as book:
        tells(book, facts)
        book.check()


def test_the_profile_opens_with_its_recovery_code(
    copy: Path, facts: dict[str, Any], clock: FrozenClock
) -> None:
    setup.close(setup.open_with_recovery(copy, facts["recovery"], NEW_PASSWORD, clock))
    with opened(copy, clock, NEW_PASSWORD) as book:
        tells(book, facts)


@pytest.mark.parametrize("secret", ["recovery", "password"])
def test_the_backup_restores(
    kept: Path, tmp_path: Path, facts: dict[str, Any], clock: FrozenClock, secret: str
) -> None:
    profile = tmp_path / "Máy khác"
    typed = facts["recovery"] if secret == "recovery" else PASSWORD
    done = backups.restore(kept / "sao-luu.socds", typed, profile, clock)
    assert (done.school, done.damaged) == (facts["school"], ())
    with opened(profile, clock) as book:
        tells(book, facts)


def test_the_package_holds_for_who_knows_the_device(
    kept: Path, facts: dict[str, Any], clock: FrozenClock
) -> None:
    verdict = packages.verify(kept / "goi.asice", clock, trusted=(bytes.fromhex(facts["device"]),))
    assert verdict.holds and verdict.signed_by_device and verdict.school == facts["school"]
    assert all(finding.good or finding.note for finding in verdict.findings)
    stranger = packages.verify(kept / "goi.asice", clock)
    assert not stranger.holds and stranger.headline.outcome is PackageOutcome.UNTRUSTED


def test_a_damaged_database_is_refused(copy: Path, clock: FrozenClock) -> None:
    data = bytearray((copy / "so.db").read_bytes())
    data[len(data) // 2] ^= 1
    (copy / "so.db").write_bytes(data)
    account = setup.accounts(copy)[0].id

    def open_and_check() -> None:
        book = setup.open_school(copy, account, PASSWORD, clock)
        try:
            book.check()
        finally:
            setup.close(book)

    fault(StoreFault.DAMAGED, open_and_check)


def test_damaged_keys_are_refused(copy: Path, clock: FrozenClock) -> None:
    for name in ("khoa-1.json", "khoa-2.json"):
        text = (copy / name).read_text(encoding="utf-8")
        (copy / name).write_text(text.replace("salt", "sald"), encoding="utf-8")
    fault(StoreFault.HEADER_DAMAGED, setup.accounts, copy)


def test_a_damaged_package_does_not_hold(
    kept: Path, tmp_path: Path, facts: dict[str, Any], clock: FrozenClock
) -> None:
    data = bytearray((kept / "goi.asice").read_bytes())
    with zipfile.ZipFile(kept / "goi.asice") as container:
        evidence = next(item for item in container.infolist() if item.filename.endswith(".xlsx"))
    data[evidence.header_offset + 200] ^= 1
    damaged = tmp_path / "goi.asice"
    damaged.write_bytes(data)
    verdict = packages.verify(damaged, clock, trusted=(bytes.fromhex(facts["device"]),))
    assert not verdict.holds
    assert verdict.headline.outcome is PackageOutcome.ONLY_ONE_CHANGED
    assert verdict.headline.params["entry"] == evidence.filename


def test_a_damaged_backup_is_refused(
    kept: Path, tmp_path: Path, facts: dict[str, Any], clock: FrozenClock
) -> None:
    data = bytearray((kept / "sao-luu.socds").read_bytes())
    with zipfile.ZipFile(kept / "sao-luu.socds") as container:
        database = container.getinfo("so.age")
    data[database.header_offset + database.file_size // 2] ^= 1
    damaged = tmp_path / "sao-luu.socds"
    damaged.write_bytes(data)
    profile = tmp_path / "Hồ sơ mới"
    fault(StoreFault.BACKUP_DAMAGED, backups.restore, damaged, facts["recovery"], profile, clock)
    assert not profile.exists()
