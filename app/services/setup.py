"""A school's book is made, opened, and opened again when the password is lost."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.domain import codec
from app.domain.clock import Clock
from app.domain.errors import Notice, WorldError
from app.domain.ids import new_id
from app.domain.journal import Action, Changes
from app.domain.org import FirstRun, Role, School
from app.domain.ports import Progress, no_progress
from app.domain.text import nfc
from app.domain.views import AccountView, Changed, Created
from app.evidence import copies
from app.files import world_errors
from app.models.book import Book, create_book, open_book
from app.models.repo import live
from app.paths import resources
from app.services import rows
from app.services.access import EVERYONE, LEADERS, allowed
from app.services.evidence import COPIES
from app.services.outcomes import ServiceFault
from app.store import keyring
from app.store.keyring import Cost

FIRST_ACCOUNT = Role.PRINCIPAL.value  # one account now; more people come with later issues
DEVICE_KEY, DEVICE_CERT = "device_key", "device_cert"  # rows of the local table


def password_problem(password: str) -> Notice | None:
    """Why a password is not good enough, or None."""
    found = keyring.password_problem(nfc(password))
    return Notice(found) if found else None


def create_school(profile: Path, answers: FirstRun, clock: Clock, *, cost: Cost | None = None) -> Created:
    """Make the book of a school in `profile`, whole or not at all.

    Raises WorldError(SCHOOL_EXISTS) when the folder already holds one, StoreFault for a weak password
    or an unsuitable folder.
    """
    problem = password_problem(answers.password)
    if problem:
        raise WorldError(problem.outcome, **problem.params)
    with world_errors(profile):
        taken = profile.exists() and any(profile.iterdir())
    if taken:
        raise WorldError(ServiceFault.SCHOOL_EXISTS, path=str(profile))
    making = profile.with_name(profile.name + ".moi")
    with world_errors(making):
        if making.exists():
            shutil.rmtree(making)
        making.mkdir(parents=True)
    try:
        dek, code = keyring.create(making, FIRST_ACCOUNT, nfc(answers.password), cost)
        book = create_book(making, dek, clock, actor=FIRST_ACCOUNT, role=Role.PRINCIPAL)
        try:
            fingerprint = _fill(book, answers)
        finally:
            book.close()
        with world_errors(profile):
            if profile.exists():
                profile.rmdir()
            making.rename(profile)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return Created(code.groups, FIRST_ACCOUNT, fingerprint)


def _fill(book: Book, answers: FirstRun) -> str:
    """The school's first rows and this PC's certificate; returns its fingerprint."""
    from app.signing.identity import device_signer, make_device_identity

    school = answers.school
    device = make_device_identity(nfc(school.name), book.clock.now())
    rows.put_local(book, {DEVICE_KEY: device.key_der, DEVICE_CERT: device.cert_der})
    superior, principal, account = new_id(), new_id(), FIRST_ACCOUNT
    changes = Changes(Action.CREATE_SCHOOL)
    changes.put(
        "superior",
        superior,
        {
            "kind": school.superior.kind.value,
            "name": nfc(school.superior.name),
            "office": nfc(school.superior.office),
        },
    )
    changes.put("person", principal, {"name": nfc(school.principal), "duty": Role.PRINCIPAL.value})
    changes.put(
        "school",
        new_id(),
        {
            "kind": school.kind.value,
            "name": nfc(school.name),
            "symbol": nfc(school.symbol),
            "place": nfc(school.place),
            "superior": superior,
            "principal": principal,
            "principal_title": nfc(school.principal_title),
            "year": answers.year,
        },
    )
    changes.put("account", account, {"person": principal, "login": account, "role": Role.PRINCIPAL.value})
    fingerprint = device_signer(device).info.fingerprint
    changes.put("device", book.device, {"name": nfc(school.name), "certificate": device.cert_der.hex()})
    book.apply(changes.done())
    return fingerprint


def check_groups(code: Sequence[str], typed: Mapping[int, str]) -> bool:
    """Whether the groups asked back (index from 0 → what was typed) are those of the code just shown."""
    from app.store.recovery import as_typed

    return all("".join(as_typed(words).split()) == code[index] for index, words in typed.items())


def has_school(profile: Path) -> bool:
    """Whether `profile` holds a book that can be opened; a restore that was cut off is finished first."""
    from app.store.restore import settle_restore

    settle_restore(profile)
    try:
        return bool(keyring.accounts(profile))
    except WorldError:
        return False


def accounts(profile: Path) -> tuple[AccountView, ...]:
    """Who can open the book; names stay inside the locked book, so the role stands for them here."""
    return tuple(AccountView(account, "", account) for account in keyring.accounts(profile))


def open_school(profile: Path, account_id: str, password: str, clock: Clock) -> Book:
    """Open the book with a password. Raises WorldError(WRONG_PASSWORD, ALREADY_OPEN, …)."""
    return _open(profile, keyring.unlock(profile, account_id, nfc(password)), account_id, clock)


def open_with_recovery(profile: Path, code: str, new_password: str, clock: Clock) -> Book:
    """Open with the printed recovery code and set a new password for the first account."""
    problem = password_problem(new_password)
    if problem:
        raise WorldError(problem.outcome, **problem.params)
    dek = keyring.unlock_recovery(profile, code)
    account = keyring.accounts(profile)[0]
    keyring.set_password(profile, dek, account, nfc(new_password))
    return _open(profile, dek, account, clock)


def open_with_key(profile: Path, dek: bytes, clock: Clock) -> Book:
    """Open with the data key itself, as the first account; after a restore."""
    return _open(profile, dek, keyring.accounts(profile)[0], clock)


def _open(profile: Path, dek: bytes, account_id: str, clock: Clock) -> Book:
    book = open_book(profile, dek, clock, actor=account_id, role=Role.VIEWER)
    try:
        with book.read() as conn:
            found = live(conn, "account", id=account_id)
        if not found:
            raise WorldError(ServiceFault.NO_SCHOOL, path=str(profile))
        copies.clean(book.profile / COPIES)
        _ensure_device(book)
    except BaseException:
        book.close()
        raise
    book.role = Role(found[0]["role"])
    return book


def _ensure_device(book: Book) -> None:
    """A restored or cloned PC is a new device: it gets a certificate of its own."""
    with book.read() as conn:
        if live(conn, "device", id=book.device):
            return
        name = rows.school_of(conn).name
    from app.signing.identity import make_device_identity

    device = make_device_identity(name, book.clock.now())
    rows.put_local(book, {DEVICE_KEY: device.key_der, DEVICE_CERT: device.cert_der})
    changes = Changes(Action.ENROL_DEVICE)
    changes.put("device", book.device, {"name": name, "certificate": device.cert_der.hex()})
    book.apply(changes.done())


@allowed(EVERYONE)
def change_password(book: Book, old: str, new: str) -> None:
    """Give the signed-in account a new password; only its 40-byte wrap changes."""
    problem = password_problem(new)
    if problem:
        raise WorldError(problem.outcome, **problem.params)
    dek = keyring.unlock(book.profile, book.actor, nfc(old))
    keyring.set_password(book.profile, dek, book.actor, nfc(new))


@allowed(LEADERS)
def renew_recovery(book: Book, password: str) -> tuple[str, ...]:
    """A new recovery code, shown once; the old one stops opening this book (older backups keep theirs)."""
    dek = keyring.unlock(book.profile, book.actor, nfc(password))
    return keyring.new_recovery(book.profile, dek).groups


@allowed(EVERYONE)
def school(book: Book) -> School:
    """The school of this book."""
    with book.read() as conn:
        return rows.school_of(conn)


@allowed(EVERYONE)
def check_if_due(book: Book) -> bool:
    """Check the database's soundness when that is due (once a day); call after the first data is shown.

    True when it was checked. Raises WorldError(DAMAGED).
    """
    if not book.check_due:
        return False
    book.check()
    return True


@allowed(LEADERS)
def edit_school(book: Book, school: School) -> Changed:
    """Correct the school's facts; reports already made keep what they were made with."""
    changes = Changes(Action.EDIT_SCHOOL)
    with book.read() as conn:
        row = live(conn, "school")[0]
    superior = school.superior
    changes.put(
        "superior",
        row["superior"],
        {"kind": superior.kind.value, "name": nfc(superior.name), "office": nfc(superior.office)},
    )
    changes.put("person", row["principal"], {"name": nfc(school.principal)})
    changes.put(
        "school",
        row["id"],
        {
            "kind": school.kind.value,
            "name": nfc(school.name),
            "symbol": nfc(school.symbol),
            "place": nfc(school.place),
            "principal_title": nfc(school.principal_title),
        },
    )
    return rows.apply(book, changes.done(), nfc(school.name))


def close(book: Book) -> None:
    """Close the book; the next opening knows that it was closed cleanly."""
    book.close()


def sample_answers(password: str) -> FirstRun:
    """The invented sample school of `resources/sample`."""
    plain = _sample()
    return FirstRun(codec.from_plain(School, plain["school"]), password, plain["year"])


def _sample() -> dict[str, Any]:
    with (resources() / "sample" / "truong-mau.toml").open("rb") as source:
        return tomllib.load(source)


def create_sample(
    profile: Path,
    clock: Clock,
    password: str,
    progress: Progress = no_progress,
    *,
    cost: Cost | None = None,
) -> Created:
    """Make the sample school with its plan issued and some months ticked; every person is invented."""
    from app.services import sample

    created = create_school(profile, sample_answers(password), clock, cost=cost)
    book = open_school(profile, created.account_id, password, clock)
    try:
        sample.fill(book, _sample(), resources() / "sample", progress)
    finally:
        book.close()
    return created
