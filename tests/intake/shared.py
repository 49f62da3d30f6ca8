"""The real plans and their fixtures beside the repository; tests skip with a reason without them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from app.domain.plan import PlanDraft
from app.intake.draft import read_plan
from app.intake.readers.clean import clean
from app.paths import resources

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SAMPLE = resources() / "sample" / "ke-hoach-mau.md"
_ROW = re.compile(
    r"^\| (?P<id>T\d+) \| (?P<seed>\d{3}) \| (?P<raw>.*?) \| (?P<clauses>.*?) \| (?P<binds>.*?) \|$"
)
_MONTH_ROW = re.compile(
    r"^\| (?P<month>Tháng [^|]+?) \| (?P<tasks>[^|]+) \| (?P<products>[^|]+) \| (?P<leads>[^|]+) \|$"
)


def seed_path(seed: str) -> Path:
    """The seed whose file name starts with `seed`; skips the test where it is absent."""
    found = sorted((SHARED / "seeds").glob(f"{seed}*.txt"))
    if not found:
        pytest.skip(f"plan {seed} is not beside the repository (shared/seeds)")
    return found[0]


@cache
def _read(path: Path) -> PlanDraft:
    return read_plan(path)


def seed(number: str) -> PlanDraft:
    return _read(seed_path(number))


def sample() -> PlanDraft:
    return _read(SAMPLE)


def _lines() -> list[str]:
    path = SHARED / "requirements.md"
    if not path.exists():
        pytest.skip("requirements.md is not beside the repository (shared)")
    return path.read_text(encoding="utf-8").splitlines()


def target_rows() -> list[re.Match[str]]:
    """Rows of appendix A: id, seed, raw, clauses, binds."""
    return [match for line in _lines() if (match := _ROW.match(line.strip()))]


def month_rows() -> list[re.Match[str]]:
    """Rows of appendix B's month list."""
    return [match for line in _lines() if (match := _MONTH_ROW.match(line.strip()))]


def plain_words(raw: str) -> str:
    """Quoted words of a fixture as a draft shows them: no label, no markup, one space."""
    return re.sub(r"^(?:\(\d+\)\s*|-\s*)", "", clean(raw))
