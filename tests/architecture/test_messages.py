"""Outcomes and sentences fit: one entry per outcome, its blanks filled by whoever raises it."""

from __future__ import annotations

import ast
import string
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from tests.architecture.test_words import JARGON, NEEDED_JARGON
from tests.helpers.source import REPO, Module, modules, parse, told

MESSAGES = REPO / "resources" / "messages"
Table = dict[str, Any]  # "area.name" → entry


def table() -> Table:
    return {
        f"{file.stem}.{name}": entry
        for file in sorted(MESSAGES.glob("*.toml"))
        for name, entry in tomllib.loads(file.read_text(encoding="utf-8")).items()
    }


def outcomes(all_modules: Iterable[Module]) -> dict[str, str]:
    """ "Class.MEMBER" → "area.name" of every outcome declared in the program."""
    found = {}
    for module in all_modules:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and any(ast.unparse(b) == "Outcome" for b in node.bases):
                for line in node.body:
                    if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
                        found[f"{node.name}.{ast.unparse(line.targets[0])}"] = str(line.value.value)
    return found


def blanks(entry: Any) -> set[str]:
    """The {names} of a sentence and its next step."""
    texts = (entry.get("say", ""), entry.get("do", ""))
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def missing_faults(known: dict[str, str], entries: Table) -> list[str]:
    lacking = [f"{key} has no sentence" for key in sorted(set(known.values()) - set(entries))]
    idle = [f"{key} is no outcome" for key in sorted(set(entries) - set(known.values()))]
    twice = [f"{k} stands for two outcomes" for k in set(known.values()) if list(known.values()).count(k) > 1]
    return lacking + idle + twice


def entry_faults(entries: Table) -> list[str]:
    """Entries with odd keys, an empty sentence, wrong Unicode form, odd blanks, or jargon."""
    found = []
    for key, entry in entries.items():
        area = key.partition(".")[0]
        if not isinstance(entry, dict) or not set(entry) <= {"say", "do", "code"}:
            found.append(f"{key}: only say, do and code are known")
            continue
        if not entry.get("say", "").strip():
            found.append(f"{key}: says nothing")
        for text in map(str, entry.values()):
            if text != unicodedata.normalize("NFC", text):
                found.append(f"{key}: not NFC")
            for _, name, spec, conversion in string.Formatter().parse(text):
                if name is not None and (not name.isidentifier() or spec or conversion):
                    found.append(f"{key}: a blank is a plain name, not {name!r}")
            bare = "".join(part for part, *_ in string.Formatter().parse(text))
            for match in JARGON.finditer(bare):
                if (f"{area}.toml", match.group().lower()) not in NEEDED_JARGON:
                    found.append(f"{key}: {match.group()!r} is jargon")
    return found


def uses(module: Module) -> Iterator[tuple[int, str, str, set[str] | None]]:
    """(line, "WorldError" or "Notice", "Class.MEMBER", values given or None where they cannot be read)."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        kind = getattr(node.func, "id", "")
        if kind not in ("WorldError", "Notice"):
            continue
        given: set[str] | None = set()
        if kind == "WorldError":
            names = [keyword.arg for keyword in node.keywords]
            given = None if None in names else {name for name in names if name}
        elif len(node.args) > 1:
            keys = getattr(node.args[1], "keys", [None])
            given = {k.value for k in keys} if all(isinstance(k, ast.Constant) for k in keys) else None
        yield node.lineno, kind, ast.unparse(node.args[0]), given


def use_faults(all_modules: Iterable[Module], known: dict[str, str], entries: Table) -> list[str]:
    """A fault without a next step, and blanks that would be shown as "…"."""
    found = []
    for module in all_modules:
        for line, kind, member, given in uses(module):
            key = known.get(member, "")
            if key not in entries:
                continue  # a variable, or reported by missing_faults
            entry = entries[key]
            if kind == "WorldError" and not entry.get("do"):
                found.append(f"{module.path}:{line}: {key} has no next step")
            empty = blanks(entry) - given if given is not None else set()
            if empty:
                found.append(f"{module.path}:{line}: {key} also needs {sorted(empty)}")
    return found


def test_every_outcome_has_a_sentence_and_every_sentence_an_outcome() -> None:
    assert told(missing_faults(outcomes(modules("app")), table())) == ""


def test_sentences_are_plain_and_well_formed() -> None:
    assert told(entry_faults(table())) == ""


def test_whoever_raises_fills_the_blanks_and_there_is_a_next_step() -> None:
    assert told(use_faults(modules("app"), outcomes(modules("app")), table())) == ""


SAMPLE = 'class Fault(Outcome):\n    FULL = "a.full"\n    GONE = "a.gone"\n'


def test_missing_idle_and_doubled_entries_are_found() -> None:
    known = outcomes([parse("app/a/outcomes.py", SAMPLE)])
    assert known == {"Fault.FULL": "a.full", "Fault.GONE": "a.gone"}
    assert len(missing_faults(known, {"a.full": {}})) == 1
    assert len(missing_faults(known, {"a.full": {}, "a.gone": {}, "a.old": {}})) == 1
    assert len(missing_faults(known | {"Other.FULL": "a.full"}, {"a.full": {}, "a.gone": {}})) == 1


@pytest.mark.parametrize(
    "entry",
    [
        "text",
        {"say": "Đầy.", "then": "x"},
        {"say": " "},
        {"do": "Làm lại."},
        {"say": "Đa\u0302\u0300y."},
        {"say": "{0} đầy."},
        {"say": "{size:.1f} đầy."},
        {"say": "{path.name} đầy."},
        {"say": "Sai hash."},
    ],
)
def test_a_bad_entry_is_found(entry: object) -> None:
    assert len(entry_faults({"a.full": entry})) == 1


def test_a_good_entry_passes() -> None:
    assert told(entry_faults({"a.full": {"say": "{path} đầy.", "do": "Dọn bớt.", "code": "0001"}})) == ""


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("raise WorldError(Fault.FULL, path=p)", 0),
        ("raise WorldError(Fault.FULL, **values)", 0),
        ("raise WorldError(Fault.FULL)", 1),
        ("raise WorldError(Fault.GONE)", 1),
        ("return Notice(Fault.GONE)", 0),
        ('return Notice(Fault.FULL, {"name": n})', 1),
        ("return Notice(Fault.FULL, values)", 0),
        ("raise WorldError(outcome)", 0),
    ],
)
def test_empty_blanks_and_missing_next_steps_are_found(text: str, faults: int) -> None:
    known = {"Fault.FULL": "a.full", "Fault.GONE": "a.gone"}
    entries = {"a.full": {"say": "{path} đầy.", "do": "Dọn bớt."}, "a.gone": {"say": "Mất."}}
    assert len(use_faults([parse("app/b.py", text)], known, entries)) == faults
