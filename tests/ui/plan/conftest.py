"""A profile whose plan is read and not yet reviewed, made once and copied."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.domain.clock import FrozenClock
from app.domain.views import Created
from app.paths import resources
from app.services import plans, setup
from app.ui.place import Place
from tests.ui.conftest import WORD

SAMPLE = resources() / "sample" / "ke-hoach-mau.md"


@pytest.fixture(scope="session")
def drafted(made_books: tuple[Path, Created], tmp_path_factory: pytest.TempPathFactory) -> Path:
    root, created = made_books
    profile = tmp_path_factory.mktemp("dự thảo") / "hồ sơ"
    shutil.copytree(root / "trống", profile)
    book = setup.open_school(profile, created.account_id, WORD, FrozenClock())
    plans.import_plan(book, SAMPLE)
    setup.close(book)
    return profile


@pytest.fixture
def drafted_place(place: Place, drafted: Path) -> Place:
    shutil.copytree(drafted, place.profile)
    return place
