"""What is imported is declared, what is declared is locked, and the locks name no address."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions

import pytest

from tests.helpers.source import REPO, Module, imports, modules, parse, told

PROJECT = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = PROJECT["project"]["dependencies"]
DEV = PROJECT["dependency-groups"]["dev"]
OURS = {"app", "tests", "dev"}
# Import name → why it need not be declared.
COMES_WITH = {
    "pyhanko_certvalidator": "part of pyHanko, released with it",
    "_pytest": "part of pytest",
    "msvcrt": "standard library of Windows",
}


def normal(requirement: str) -> str:
    """The distribution's name in its normal form."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=~!;\[]", requirement)[0]).lower()


def undeclared(all_modules: Iterable[Module], declared: Iterable[str]) -> list[str]:
    names = {normal(requirement) for requirement in declared}
    homes = packages_distributions()
    return [
        f"{module.path}:{entry.line}: {top} is not declared in pyproject.toml"
        for module in all_modules
        for entry in imports(module)
        for top in [entry.target.split(".")[0]]
        if top and top not in sys.stdlib_module_names | OURS | set(COMES_WITH)
        if not names & {normal(home) for home in homes.get(top, [])}
    ]


def test_the_programs_libraries_are_declared() -> None:
    assert told(undeclared(modules("app"), RUNTIME)) == ""


def test_the_tests_libraries_are_declared() -> None:
    assert told(undeclared(modules("tests"), [*RUNTIME, *DEV])) == ""


def test_an_undeclared_library_is_found() -> None:
    module = parse("app/a.py", "import os\ndef f():\n    import hypothesis")
    assert undeclared([module], RUNTIME) == ["app/a.py:3: hypothesis is not declared in pyproject.toml"]


@pytest.mark.parametrize(("file", "wanted"), [("requirements.lock", RUNTIME), ("requirements-dev.lock", DEV)])
def test_every_declared_library_is_locked_by_hash(file: str, wanted: list[str]) -> None:
    text = (REPO / file).read_text(encoding="utf-8")
    locked = set(
        re.findall(r"^([\w.-]+)==\S+(?: ;.*)? \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    )
    assert {normal(w) for w in wanted} - {normal(name) for name in locked} == set(), "run `dev.py lock`"
    assert len(locked) == len(re.findall(r"^[\w.-]+==", text, re.MULTILINE))


@pytest.mark.parametrize("file", ["requirements.lock", "requirements-dev.lock"])
def test_locks_name_no_address(file: str) -> None:
    assert re.findall(r"://|--(?:extra-)?index|--find-links", (REPO / file).read_text(encoding="utf-8")) == []


def test_qt_is_the_build_that_keeps_the_count_of_none() -> None:
    assert "PySide6-Essentials==6.11.3" in RUNTIME
