"""Small rules of the house: docstrings, sizes, no waiting in tests, nothing of one machine."""

from __future__ import annotations

import ast
import re
import subprocess
import unicodedata
from collections.abc import Iterable

import pytest

from tests.helpers.source import REPO, Module, modules, parse, told

LONGEST_FILE = 400
# A migration is the database's whole shape at one moment, and never changes again.
MAY_BE_LONG = ("app/models/migrations/versions/",)
# Benchmarks poll another process's screen: their pauses are part of measuring.
MAY_PAUSE = ("tests/bench/",)
TEXT_SUFFIXES = {"", ".py", ".toml", ".md", ".txt", ".lock", ".json", ".html", ".svg", ".ts", ".spec", ".sh"}
FOREIGN = re.compile(
    r"(?<![\w.])/(?:work|root|farm|opt)/\w"
    r"|pypi\.org|pythonhosted\.org|npmjs\.|deb\.debian\.org|proxy\.golang"
)


def docstring_faults(all_modules: Iterable[Module]) -> list[str]:
    return [
        f"{m.path}: says nothing about itself"
        for m in all_modules
        if m.text and not ast.get_docstring(m.tree)
    ]


def size_faults(all_modules: Iterable[Module]) -> list[str]:
    return [
        f"{m.path}: {lines} lines; split it by noun"
        for m in all_modules
        if (lines := m.text.count("\n")) > LONGEST_FILE and not m.path.startswith(MAY_BE_LONG)
    ]


def nfc_faults(all_modules: Iterable[Module]) -> list[str]:
    return [f"{m.path}: not NFC" for m in all_modules if m.text != unicodedata.normalize("NFC", m.text)]


def pause_faults(all_modules: Iterable[Module]) -> list[str]:
    """Fixed waits: use qtbot.waitUntil, waitSignal, or an event with a time limit."""
    found = []
    for module in all_modules:
        if module.path.startswith(MAY_PAUSE):
            continue
        for node in ast.walk(module.tree):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if name.split(".")[-1] in ("sleep", "qWait") or name.endswith("qtbot.wait"):
                found.append(f"{module.path}:{node.lineno}: wait for what should happen, not {name}()")
    return found


def foreign_faults(files: Iterable[tuple[str, str]]) -> list[str]:
    """Paths of one machine and addresses of package registries."""
    return [
        f"{path}:{number}: {match.group()}"
        for path, text in files
        for number, line in enumerate(text.splitlines(), 1)
        for match in [FOREIGN.search(line)]
        if match
    ]


def tracked_texts() -> list[tuple[str, str]]:
    """Path and text of every text file that git keeps."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPO, capture_output=True, check=True)
    files = [REPO / name for name in listed.stdout.decode().split("\0") if name]
    return [
        (file.relative_to(REPO).as_posix(), file.read_text(encoding="utf-8", errors="replace"))
        for file in files
        if file.suffix in TEXT_SUFFIXES and file.is_file()
    ]


def test_every_module_says_what_it_is() -> None:
    assert told(docstring_faults(modules("app"))) == ""


def test_no_file_got_away() -> None:
    assert told(size_faults(modules("app"))) == ""


def test_source_is_nfc() -> None:
    assert told(nfc_faults([*modules("app"), *modules("tests")])) == ""


def test_tests_wait_for_events_not_for_time() -> None:
    assert told(pause_faults(modules("tests"))) == ""


def test_nothing_of_one_machine_is_kept() -> None:
    assert told(foreign_faults(tracked_texts())) == ""


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (docstring_faults, "x = 1"),
        (size_faults, "x = 1\n" * 401),
        (nfc_faults, 'x = "e\u0302"'),
        (pause_faults, "import time\ntime.sleep(1)"),
        (pause_faults, "from time import sleep\nsleep(1)"),
        (pause_faults, "def f(qtbot):\n    qtbot.wait(100)"),
        (pause_faults, "QTest.qWait(5)"),
    ],
)
def test_the_rule_bites(rule: object, text: str) -> None:
    assert callable(rule)
    assert len(rule([parse("tests/a.py", text)])) == 1


@pytest.mark.parametrize(
    "line",
    [
        "see /" + "work/main/x",
        'p = "/' + 'root/an"',
        "https://pypi" + ".org/simple",
    ],
)
def test_foreign_lines_are_found(line: str) -> None:
    assert len(foreign_faults([("a.md", f"ok\n{line}\n")])) == 1


@pytest.mark.parametrize("line", ["tests/home/x", "app/work/y", "/usr/lib/softhsm", "https://fonts.example"])
def test_other_lines_pass(line: str) -> None:
    assert told(foreign_faults([("a.md", line)])) == ""
