"""Making and opening a book; the recovery code; the sample school."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from app.domain.clock import FrozenClock
from app.domain.errors import FileFault, WorldError
from app.domain.org import FirstRun, Role, SuperiorKind
from app.models.book import Book
from app.services import home, journal, months, setup
from app.services.outcomes import ServiceFault
from app.store.outcomes import StoreFault
from tests.services.conftest import CHEAP, PASSWORD, SCHOOL


def test_the_school_comes_back_as_entered(book: Book) -> None:
    assert setup.school(book) == SCHOOL
    assert book.role is Role.PRINCIPAL


@pytest.mark.parametrize("kind", list(SuperiorKind))
def test_every_kind_of_superior(profile: Path, clock: FrozenClock, kind: SuperiorKind) -> None:
    school = dataclasses.replace(SCHOOL, superior=dataclasses.replace(SCHOOL.superior, kind=kind))
    created = setup.create_school(profile, FirstRun(school, PASSWORD, 2026), clock, cost=CHEAP)
    opened = setup.open_school(profile, created.account_id, PASSWORD, clock)
    try:
        assert setup.school(opened).superior.kind is kind
    finally:
        setup.close(opened)


def test_wrong_password(profile: Path, answers: FirstRun, clock: FrozenClock) -> None:
    created = setup.create_school(profile, answers, clock, cost=CHEAP)
    with pytest.raises(WorldError) as caught:
        setup.open_school(profile, created.account_id, PASSWORD + "?", clock)
    assert caught.value.outcome is StoreFault.WRONG_PASSWORD


def test_a_password_typed_with_apart_marks_opens_too(
    profile: Path, answers: FirstRun, clock: FrozenClock
) -> None:
    import unicodedata

    created = setup.create_school(profile, answers, clock, cost=CHEAP)
    setup.close(setup.open_school(profile, created.account_id, unicodedata.normalize("NFD", PASSWORD), clock))


def test_the_recovery_code_resets_the_password(profile: Path, answers: FirstRun, clock: FrozenClock) -> None:
    created = setup.create_school(profile, answers, clock, cost=CHEAP)
    typed = " ".join(created.recovery_groups).lower()
    setup.close(setup.open_with_recovery(profile, typed, "mật khẩu mới 27", clock))
    with pytest.raises(WorldError):
        setup.open_school(profile, created.account_id, PASSWORD, clock)
    setup.close(setup.open_school(profile, created.account_id, "mật khẩu mới 27", clock))


def test_two_groups_are_asked_back(profile: Path, answers: FirstRun, clock: FrozenClock) -> None:
    created = setup.create_school(profile, answers, clock, cost=CHEAP)
    groups = created.recovery_groups
    assert setup.check_groups(groups, {1: groups[1].lower(), 6: f" {groups[6]} "})
    look_alike = groups[1].replace("0", "o").replace("1", "I")  # as a person copies it from paper
    assert setup.check_groups(groups, {1: look_alike})
    assert not setup.check_groups(groups, {1: groups[1], 6: groups[1]})


def test_a_weak_password_is_refused_before_anything_is_made(
    profile: Path, answers: FirstRun, clock: FrozenClock
) -> None:
    with pytest.raises(WorldError):
        setup.create_school(profile, dataclasses.replace(answers, password="123456"), clock, cost=CHEAP)
    assert not list(profile.iterdir())
    assert not setup.has_school(profile)


def test_a_folder_in_use_is_not_overwritten(book: Book, answers: FirstRun, clock: FrozenClock) -> None:
    with pytest.raises(WorldError) as caught:
        setup.create_school(book.profile, answers, clock, cost=CHEAP)
    assert caught.value.outcome is ServiceFault.SCHOOL_EXISTS
    assert setup.school(book) == SCHOOL


def test_a_folder_that_cannot_be_looked_into_is_said(
    profile: Path, answers: FirstRun, clock: FrozenClock
) -> None:
    profile.rmdir()
    profile.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(WorldError) as caught:
        setup.create_school(profile, answers, clock, cost=CHEAP)
    assert caught.value.outcome is FileFault.MISSING


def test_a_set_up_that_fails_half_way_leaves_nothing(
    profile: Path, answers: FirstRun, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise WorldError(StoreFault.NO_ROOM, path="", need=1, free=0)

    monkeypatch.setattr(setup, "_fill", full)
    with pytest.raises(WorldError):
        setup.create_school(profile, answers, clock, cost=CHEAP)
    assert [path.name for path in profile.parent.iterdir() if path.name.startswith(profile.name)] == [
        profile.name
    ]
    assert not list(profile.iterdir())


def test_changing_the_password(book: Book, clock: FrozenClock) -> None:
    setup.change_password(book, PASSWORD, "một mật khẩu khác 9")
    with pytest.raises(WorldError):
        setup.change_password(book, PASSWORD, "lần nữa thì thôi 9")


def test_the_schools_facts_are_corrected_and_taken_back(book: Book) -> None:
    superior = dataclasses.replace(SCHOOL.superior, kind=SuperiorKind.COMMUNE, name="Tân Lập Thượng")
    new = dataclasses.replace(SCHOOL, name="Trường Tiểu học Suối Mơ 2", superior=superior, principal="Lê An")
    setup.edit_school(book, new)
    assert setup.school(book) == new
    journal.undo(book)
    assert setup.school(book) == SCHOOL


def test_a_new_recovery_code_replaces_the_old(book: Book, clock: FrozenClock) -> None:
    with pytest.raises(WorldError):
        setup.renew_recovery(book, "không phải mật khẩu 1")
    old = setup.renew_recovery(book, PASSWORD)
    new = setup.renew_recovery(book, PASSWORD)
    profile = book.profile
    setup.close(book)
    with pytest.raises(WorldError):
        setup.open_with_recovery(profile, "-".join(old), "mật khẩu mới 27", clock)
    setup.close(setup.open_with_recovery(profile, "-".join(new), "mật khẩu mới 27", clock))


def test_nobody_is_named_before_the_password(profile: Path, book: Book) -> None:
    """Names of people stay inside the locked book."""
    clear = b"".join(path.read_bytes() for path in profile.glob("*.json"))
    assert SCHOOL.principal.encode() not in clear
    assert SCHOOL.name.encode() not in clear
    assert [account.role for account in setup.accounts(profile)] == ["hieu_truong"]


def test_nothing_stands_in_clear_in_the_database(profile: Path, book: Book) -> None:
    data = (profile / "so.db").read_bytes() + (profile / "so.db-wal").read_bytes()
    assert SCHOOL.principal.encode() not in data
    assert b"SQLite format 3" not in data


def test_the_sample_school_is_alive(profile: Path, clock: FrozenClock) -> None:
    created = setup.create_sample(profile, clock, "MauSoCDS2026", cost=CHEAP)
    sample = setup.open_school(profile, created.account_id, "MauSoCDS2026", clock)
    try:
        view = home.home(sample)
        assert view.month.rows
        assert view.month.done >= 1
        assert view.evidence_total >= 3
        assert not months.month(sample, 2026, 11).past
        assert journal.verify(sample).problems == ()
    finally:
        setup.close(sample)
