from __future__ import annotations

from pathlib import Path

import pytest

from app.store import keyring

CHEAP = keyring.Cost(memory=64, iterations=1, lanes=1)
PASSWORD = "sông hồng mùa thu 26"


@pytest.fixture
def folder(profile: Path) -> Path:
    """The test's own folder: Vietnamese letters and spaces in its path."""
    return profile
