"""The program is killed (as by a power cut) at every numbered point: the last committed state stands."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.domain.clock import SystemClock
from app.services import journal, months, packages, reports, setup
from app.store import keyring
from app.store.blobs import sha_of
from tests.e2e.app import EVIDENCE, KILLED, MONTH, PASSWORD, Prepared, app, ok
from tests.helpers.source import REPO

# What a closed book consists of; anything else in its folder is a stray.
OWN = re.compile(r"so\.db|so\.lock|khoa-[12]\.json|may\.json|evidence/[0-9a-f]{2}/[0-9a-f]{64}")
APPLY = ("apply.1-begun", "apply.2-ops", "apply.3-rows", "apply.4-committed")
BLOB = ("blob.1-temp-open", "blob.2-written", "blob.3-synced", "blob.4-renamed")
PACK = ("pack.1-part-open", "pack.1-unsigned", "pack.2-written", "pack.3-read-back", "pack.4-renamed")
# action → the points it passes.
PASSED = {
    "attach": (*BLOB, *APPLY),
    "tick": APPLY,
    "report": ("report.1-rendered", "report.2-stored", "apply.2-ops", "apply.4-committed"),
    "sign": ("blob.3-synced", "apply.2-ops", "apply.4-committed"),
    "pack": (*PACK, "apply.2-ops", "apply.4-committed"),
    "backup": ("backup.1-part", "backup.2-synced", "backup.3-verified"),
    "restore": ("restore.1-filled", "restore.2-ready", "restore.3-aside"),
}
COMMITTED = "apply.4-committed"


def test_every_point_of_the_program_is_one_at_which_a_test_kills_it() -> None:
    found = {
        name
        for path in (REPO / "app").rglob("*.py")
        for name in re.findall(r"\bpoint\(\s*f?\"([^\"]+)\"", path.read_text(encoding="utf-8"))
    }
    assert found == {point for points in PASSED.values() for point in points}


def cases(action: str) -> Any:
    return pytest.mark.parametrize("at", PASSED[action])


@contextmanager
def reopened(profile: Path) -> Iterator[Any]:
    account = setup.accounts(profile)[0].id
    book = setup.open_school(profile, account, PASSWORD, SystemClock())
    try:
        yield book
    finally:
        setup.close(book)


def state(book: Any) -> Any:
    """What a person sees of the month and its report."""
    view = months.month(book, 2026, 11)
    made = [(report.state.value, report.number, report.package_name) for report in reports.reports(book)]
    return [row.state.value for row in view.rows], view.evidence, made


def settled(profile: Path) -> Any:
    """The state after start-up; the journal is whole, no stray is left, every stored file is what it says."""
    with reopened(profile) as book:
        check = journal.verify(book)
        assert check.problems == () and check.replay_equal
        now = state(book)
    files = [path for path in profile.rglob("*") if path.is_file()]
    strays = [path for path in files if not OWN.fullmatch(path.relative_to(profile).as_posix())]
    assert strays == []
    assert [path for path in (profile / "evidence").glob("??/*") if sha_of(path) != path.name] == []
    return now


def killed(profile: Path, at: str, *words: object) -> None:
    done = app(*words, profile=profile, crash=at)
    assert done.code == KILLED, done


@pytest.fixture
def book(prepared: Prepared, tmp_path: Path) -> Path:
    return prepared.copy(tmp_path / "Hồ sơ bị mất điện")


@pytest.fixture(scope="session")
def signed(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with one task done, evidence, and the month's report made and signed."""
    profile = prepared.copy(tmp_path_factory.mktemp("ky") / "Hồ sơ đã ký")
    ok("month", MONTH, "--set", "1=done", profile=profile)
    ok("attach", MONTH, 1, *EVIDENCE[:2], profile=profile)
    ok("report", MONTH, profile=profile)
    ok("sign", MONTH, profile=profile)
    return profile


OPEN = ["open", "open", "open"]
NOTHING = (OPEN, 0, [])


@cases("tick")
def test_while_ticking(book: Path, at: str) -> None:
    killed(book, at, "month", MONTH, "--set", "2=done")
    expected = ["open", "done", "open"] if at == COMMITTED else OPEN
    assert settled(book) == (expected, 0, [])


@cases("attach")
def test_while_attaching(book: Path, at: str) -> None:
    killed(book, at, "attach", MONTH, 1, EVIDENCE[0])
    assert settled(book) == (OPEN, 1 if at == COMMITTED else 0, [])
    done = ok("attach", MONTH, 1, EVIDENCE[0], "--json", profile=book).json
    assert len(done["already" if at == COMMITTED else "added"]) == 1
    assert settled(book) == (OPEN, 1, [])


@cases("report")
def test_while_making_the_report(book: Path, at: str) -> None:
    killed(book, at, "report", MONTH)
    assert settled(book) == (OPEN, 0, [("frozen", "", "")] if at == COMMITTED else [])


@cases("sign")
def test_while_signing(book: Path, at: str) -> None:
    ok("report", MONTH, profile=book)
    killed(book, at, "sign", MONTH)
    expected = "signed" if at == COMMITTED else "frozen"
    assert settled(book) == (OPEN, 0, [(expected, "", "")])


@pytest.fixture(scope="session")
def whole(signed: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What packing gives when nothing happens: name and identity."""
    folder = tmp_path_factory.mktemp("goi")
    return ok("pack", MONTH, "--to", folder, "--json", profile=shutil.copytree(signed, folder / "Hồ sơ")).json


@cases("pack")
def test_while_packing(signed: Path, whole: Any, tmp_path: Path, at: str) -> None:
    book, stick = Path(shutil.copytree(signed, tmp_path / "Hồ sơ")), tmp_path / "usb"
    stick.mkdir()
    whole = ok(
        "pack", MONTH, "--to", tmp_path, "--json", profile=shutil.copytree(signed, tmp_path / "b")
    ).json
    killed(book, at, "pack", MONTH, "--to", stick)
    name = Path(whole["path"]).name
    view, evidence, ((report, _, noted),) = settled(book)
    assert (view, evidence) == (["done", "open", "open"], 2)
    assert (report, noted) == (("packed", name) if at == COMMITTED else ("signed", ""))
    if at.startswith("pack.") and at != "pack.4-renamed":
        (left,) = packages.left_overs(stick)
        assert left.path == str(stick / f"{name}.part")
        resumed = ok("pack", MONTH, "--to", stick, "--resume", "--json", profile=book).json
        assert resumed["identity"] == whole["identity"]
    assert [path.name for path in stick.iterdir()] == [name]
    ok("verify", stick / name, profile=book)


@cases("backup")
def test_while_backing_up(signed: Path, tmp_path: Path, at: str) -> None:
    book, stick = Path(shutil.copytree(signed, tmp_path / "Hồ sơ")), tmp_path / "usb"
    stick.mkdir()
    killed(book, at, "backup", "--to", stick)
    assert list(stick.glob("*.socds")) == [], "a half-written backup passes for a whole one"
    assert settled(book)[1] == 2
    made = ok("backup", "--to", stick, "--json", profile=book).json
    assert [str(path) for path in stick.iterdir()] == [made["path"]]


@cases("restore")
def test_while_restoring_over_an_older_book(
    signed: Path, prepared: Prepared, tmp_path: Path, at: str
) -> None:
    book, stick = tmp_path / "Hồ sơ", tmp_path / "usb"
    stick.mkdir()
    archive = ok("backup", "--to", stick, "--json", profile=signed).json["path"]
    prepared.copy(book)
    done = app("restore", archive, profile=book, secrets=(prepared.recovery,), crash=at)
    assert done.code == KILLED, done
    # What a person does next: starts the program.
    view = ok("month", MONTH, "--json", profile=book).json
    assert view["evidence"] == (2 if at == "restore.3-aside" else 0)
    again = ok("restore", archive, "--json", profile=book, secrets=(prepared.recovery,)).json
    assert again["damaged"] == []
    assert settled(book)[1] == 2
    beside = {path.name for path in tmp_path.iterdir()} - {"home", stick.name, book.name}
    assert all("-cu-" in name or name == "Hồ sơ Trường Tiểu học" for name in beside), beside
    assert keyring.accounts(book)
