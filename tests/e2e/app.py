"""Runs the program as a person's script would: a process of its own, passwords on a pipe."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.crash import VARIABLE
from app.domain.clock import SystemClock
from app.services import months, plans, setup
from app.store.keyring import Cost
from tests.helpers.source import REPO

PASSWORD = "Hoa sữa thơm 2026"
SAMPLE = REPO / "resources" / "sample"
PLAN = SAMPLE / "ke-hoach-mau.md"
EVIDENCE = sorted((SAMPLE / "minh-chung").iterdir())
MONTH = "2026-11"
CHEAP = Cost(memory=32, iterations=1, lanes=1)
CODE = re.compile(r"\[[A-Z]{3}-\d{4}\]$")
KILLED = -9


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def process(*words: object, profile: Path | None = None, secrets: tuple[str, ...] = (PASSWORD,)) -> Result:
    """`python -m app WORDS` in a locale that knows ASCII only, as a bare server's."""
    reading, writing = os.pipe()
    os.write(writing, "\n".join(secrets).encode())
    os.close(writing)
    home = ["--profile", str(profile)] if profile else []
    try:
        done = subprocess.run(
            [sys.executable, "-m", "app", *map(str, words), *home, "--password-fd", str(reading)],
            cwd=REPO,
            env={**os.environ, "LC_ALL": "C"},
            pass_fds=(reading,),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
        )
    finally:
        os.close(reading)
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


class Zygote:
    """The process of tests/e2e/zygote.py."""

    def __init__(self, folder: Path) -> None:
        self._out, self._err = folder / "out", folder / "err"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.zygote"],
            cwd=REPO, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, words: list[str], secrets: tuple[str, ...], crash: str) -> Result:
        assert self._process.stdin and self._process.stdout
        order = {
            "words": words,
            "secrets": "\n".join(secrets),
            "env": {VARIABLE: crash, "SOCDS_PROFILE": os.environ.get("SOCDS_PROFILE", "")},
            "out": str(self._out),
            "err": str(self._err),
        }
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        code = int(self._process.stdout.readline())
        return Result(code, self._out.read_text("utf-8"), self._err.read_text("utf-8"))

    def close(self) -> None:
        self._process.communicate(timeout=60)


zygotes: list[Zygote] = []  # one while the tests of this folder run


def app(
    *words: object, profile: Path | None = None, secrets: tuple[str, ...] = (PASSWORD,), crash: str = ""
) -> Result:
    """As `process`, but forked from a loaded one; `crash` names the point at which it is killed."""
    home = ["--profile", str(profile)] if profile else []
    return zygotes[0].run([*map(str, words), *home], secrets, crash)


Run = Callable[..., Result]


def ok(
    *words: object, profile: Path | None = None, secrets: tuple[str, ...] = (PASSWORD,), run: Run = app
) -> Result:
    """A command that must end well and say nothing on the error stream."""
    done = run(*words, profile=profile, secrets=secrets)
    assert (done.code, done.err) == (0, ""), done
    return done


def tool(*words: object, inside: Path | None = None) -> str:
    """A program of the system's, which must end well; its two outputs together."""
    done = subprocess.run(
        [*map(str, words)], cwd=inside, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60
    )
    text = done.stdout.decode(errors="replace")
    assert done.returncode == 0, text
    return text


def small_plan() -> str:
    """A plan with few rows: every book made from it stays small and quick."""
    return (Path(__file__).parent / "ke-hoach-nho.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Prepared:
    """A closed book whose keys are cheap to derive, with the small plan issued."""

    profile: Path
    recovery: str

    def copy(self, target: Path) -> Path:
        target.parent.mkdir(parents=True, exist_ok=True)
        return Path(shutil.copytree(self.profile, target))


def prepare(folder: Path) -> Prepared:
    """The cost of the password's key is stored beside it, so a test's book can have a cheap one."""
    profile, clock = folder / "Hồ sơ Trường Tiểu học", SystemClock()
    created = setup.create_school(profile, setup.sample_answers(PASSWORD), clock, cost=CHEAP)
    plan = folder / "kế hoạch.md"
    plan.write_text(small_plan(), encoding="utf-8")
    book = setup.open_school(profile, created.account_id, PASSWORD, clock)
    try:
        plans.issue(book, plans.import_plan(book, plan).id)
        assert len(months.month(book, 2026, 11).rows) >= 3
    finally:
        setup.close(book)
    return Prepared(profile, "-".join(created.recovery_groups))
