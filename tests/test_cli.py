"""The command line's own manners: help, wrong use, passwords, exit codes, faults of the program."""

from __future__ import annotations

import faulthandler
import json
import logging
import os
import re
from pathlib import Path

import pytest

from app import cli
from app.cli import OK, OURS, STOPPED, USAGE, main, parser
from app.domain.clock import SystemClock
from app.domain.errors import Cancelled
from app.services import months, plans, setup
from app.store.keyring import Cost
from tests.helpers.source import REPO

PASSWORD = "Mưa rào mùa hạ 2026"
COMMANDS = (
    "init", "password", "plan", "month", "measure", "attach", "report", "sign", "pack", "verify",
    "backup", "restore", "journal", "demo",
)  # fmt: skip
SCHOOL = ("--name", "A", "--symbol", "A", "--place", "A", "--superior", "A", "--principal", "A")


def run(*words: object, secrets: tuple[str, ...] = (PASSWORD,)) -> int:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:
        pipe.write("\n".join(secrets))
    argv = [*map(str, words), "--password-fd", str(reading)]
    try:
        return main(argv)
    except SystemExit as stopped:  # argparse's own
        return int(stopped.code or 0)
    finally:
        try:
            os.close(reading)
        except OSError:
            pass  # the program has read and closed it


def subcommands() -> dict[str, str]:
    """Every command with its help text."""
    (action,) = [action for action in parser()._actions if action.dest == "command"]
    return {name: made.format_help() for name, made in action.choices.items()}  # type: ignore[union-attr]


@pytest.fixture
def book(profile: Path) -> Path:
    created = setup.create_school(
        profile, setup.sample_answers(PASSWORD), SystemClock(), cost=Cost(memory=32, iterations=1, lanes=1)
    )
    opened = setup.open_school(profile, created.account_id, PASSWORD, SystemClock())
    plan = REPO / "tests" / "e2e" / "ke-hoach-nho.md"
    plans.issue(opened, plans.import_plan(opened, plan).id)
    setup.close(opened)
    return profile


def states(profile: Path) -> list[str]:
    opened = setup.open_school(profile, setup.accounts(profile)[0].id, PASSWORD, SystemClock())
    try:
        return [row.state.value for row in months.month(opened, 2026, 11).rows]
    finally:
        setup.close(opened)


def test_help_lists_every_command_and_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    text = capsys.readouterr().out
    for name in COMMANDS:
        assert re.search(rf"^    {name} ", text, re.MULTILINE), name
    for code in ("0 done", "1 a fault", "2 wrong usage", "3 a check", "4 a fault of the program", "130"):
        assert code in " ".join(text.split())
    assert tuple(subcommands()) == COMMANDS


def test_nothing_at_all_shows_the_help_as_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == USAGE
    assert "COMMAND" in capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_takes_a_password_among_its_words(name: str) -> None:
    options = set(re.findall(r"--[a-z0-9-]+", subcommands()[name]))
    assert {option for option in options if re.search("pass|secret|key|pin|code", option)} <= {
        "--password-fd"
    }


@pytest.mark.parametrize(
    "words",
    [
        ("month", "--password", PASSWORD),
        ("month", "--password=Mưa"),
        ("month", "--pass", "3"),
        ("restore", "a.socds", "--code", "ABCD"),
    ],
)
def test_a_password_among_the_words_is_wrong_use(words: tuple[str, ...]) -> None:
    assert run(*words) == USAGE


@pytest.mark.parametrize(
    "words",
    [
        ("month", "2026-13"),
        ("month", "tháng 11"),
        ("month", "2026-11-01"),
        ("month", "2026-11", "--set", "1"),
        ("month", "2026-11", "--set", "một=done"),
        ("month", "2026-11", "--set", "99=done"),
        ("month", "2026-11", "--set", "0=done"),
        ("month", "2026-11", "--set", "1=xong"),
        ("month", "2026-11", "--set", "1=moved"),
        ("month", "2026-11", "--set", "1=partly", "--cause", "mưa"),
        ("month", "2026-11", "--set", "1=partly", "--new-date", "30/11/2026"),
        ("month", "2026-11", "--past", "later"),
        ("measure", "2026-11", "--set", "1=mười"),
        ("measure", "2026-11", "--set", "77=1"),
        ("attach", "2026-11", "9", "x.pdf"),
        ("attach", "2026-11", "một", "x.pdf"),
        ("report", "2026-11", "--period", "week"),
        ("sign", "2026-10"),
        ("pack", "2026-11", "--to", "."),
        ("pack", "2026-11"),
        ("plan", "import"),
        ("plan", "burn"),
        ("journal", "shred"),
        ("nonsense",),
    ],
)
def test_wrong_use_is_told_and_changes_nothing(
    book: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert run(*words) == USAGE
    said = capsys.readouterr()
    assert said.out == "" and "python -m app" in said.err and "Traceback" not in said.err
    assert states(book) == ["open", "open", "open"]


@pytest.mark.parametrize(
    "words",
    [
        ("init", "--name", "A"),
        ("init", *SCHOOL, "--kind", "đại học"),
        ("init", *SCHOOL, "--superior-kind", "x"),
    ],
)
def test_init_with_something_missing_or_unknown(profile: Path, words: tuple[str, ...]) -> None:
    assert run(*words) == USAGE
    assert list(profile.iterdir()) == []


def test_one_wrong_tick_among_good_ones_leaves_all_undone(book: Path) -> None:
    assert run("month", "2026-11", "--set", "1=done", "--set", "99=done") == USAGE
    assert states(book) == ["open", "open", "open"]


def test_wrong_use_as_json(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("month", "2026-13", "--json") == USAGE
    assert "2026-13" in json.loads(capsys.readouterr().out)["error"]["usage"]


def test_a_trusted_certificate_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_text("-----BEGIN nothing", encoding="ascii")
    assert run("verify", "x.asice", "--trust", tmp_path / "root.pem", "--no-book") == USAGE


def test_passwords_that_cannot_be_had(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("month", "2026-11", secrets=()) == USAGE
    assert "no line left on --password-fd" in capsys.readouterr().err
    assert main(["month", "2026-11", "--password-fd", "987"]) == USAGE
    assert "--password-fd 987" in capsys.readouterr().err


def test_no_terminal_to_ask_at(
    book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr(cli, "getpass", nobody)
    assert main(["month", "2026-11"]) == USAGE
    assert "use --password-fd" in capsys.readouterr().err


def test_a_password_with_vietnamese_letters_in_another_form_opens(book: Path) -> None:
    import unicodedata

    assert run("month", "2026-11", secrets=(unicodedata.normalize("NFD", PASSWORD),)) == 0


def test_stopping_ends_with_130(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for error in (KeyboardInterrupt, Cancelled):

        def stop(*_: object, error: type[BaseException] = error) -> None:
            raise error

        monkeypatch.setattr(months, "month", stop)
        assert run("month", "2026-11") == STOPPED


def test_a_fault_of_the_program_is_logged_without_names(
    book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, expect_log: object
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Nguyễn Văn A ở lớp 5B")

    root = logging.getLogger()
    before = list(root.handlers)
    monkeypatch.setattr(root, "handlers", [*before])
    monkeypatch.setattr(faulthandler, "enable", lambda *_: None)  # pytest's own stays
    monkeypatch.setattr(months, "month", broken)
    expect_log("a command failed")  # type: ignore[operator]
    assert run("month", "2026-11") == OURS
    for handler in set(root.handlers) - set(before):
        handler.close()
    log = book.with_name(f"{book.name}.log")
    said = capsys.readouterr()
    assert said.out == "" and str(log) in said.err and "Traceback" not in said.err
    text = log.read_text(encoding="utf-8")
    assert "builtins.RuntimeError" in text and "broken" in text and "5B" not in text


def test_the_plan_is_written_as_word_pdf_and_excel(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("plan", "export", "--out", tmp_path / "ra") == OK
    names = [Path(line).name for line in capsys.readouterr().out.splitlines()]
    assert names == [f"Ke-hoach-chuyen-doi-so-2026.{kind}" for kind in ("docx", "pdf", "xlsx")]
    assert sorted(path.name for path in (tmp_path / "ra").iterdir()) == sorted(names)
    assert run("plan", "export") == USAGE
