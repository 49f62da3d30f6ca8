"""Our look and words on the test's application; a small real book to open, and a recorder of talk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.domain.clock import FrozenClock
from app.domain.org import FirstRun, School, SchoolKind, Superior, SuperiorKind
from app.domain.views import Created, ItemKind, Review
from app.jobs.desk import Desk
from app.paths import resources
from app.ui.place import Place
from tests.helpers.talk import RecordedTalk

WORD = "hoa ban trắng 2026"
SCHOOL = School(
    SchoolKind.PRIMARY,
    "Trường Tiểu học Suối Đá",
    "THSĐ",
    "Suối Đá",
    Superior(SuperiorKind.COMMUNE, "Suối Đá", "Phòng Văn hóa - Xã hội"),
    "Hoàng Thị Mây",
)


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    """Fonts, palette, translation; the screens are judged as people see them."""
    bootstrap.dress(qapp)
    bootstrap.speak_vietnamese()


@pytest.fixture
def talk() -> RecordedTalk:
    return RecordedTalk()


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.close()


@pytest.fixture(scope="session")
def made_books(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Created]:
    """Two books made once: "trống" without a plan, "có kế hoạch" with the sample plan issued."""
    from app.services import plans, setup
    from app.store.keyring import Cost

    root = tmp_path_factory.mktemp("books")
    clock = FrozenClock()
    created = setup.create_school(
        root / "trống", FirstRun(SCHOOL, WORD, 2026), clock, cost=Cost(memory=64, iterations=1, lanes=1)
    )
    shutil.copytree(root / "trống", root / "có kế hoạch")
    book = setup.open_school(root / "có kế hoạch", created.account_id, WORD, clock)
    try:
        view = plans.import_plan(book, resources() / "sample" / "ke-hoach-mau.md")
        for kind in ItemKind:
            plans.review(book, kind, [i.id for i in view.items if i.kind is kind], Review.ACCEPTED)
        plans.issue(book, view.id)
    finally:
        setup.close(book)
    return root, created


@pytest.fixture
def created(made_books: tuple[Path, Created]) -> Created:
    """Account and recovery code of the books."""
    return made_books[1]


@pytest.fixture
def place(tmp_path: Path, clock: FrozenClock) -> Place:
    """A profile folder that does not exist yet."""
    return Place(tmp_path / "hồ sơ mới", clock, tmp_path / "so.log")


@pytest.fixture
def empty_place(place: Place, made_books: tuple[Path, Created]) -> Place:
    """A profile with a school and no plan."""
    shutil.copytree(made_books[0] / "trống", place.profile)
    return place


@pytest.fixture
def planned_place(place: Place, made_books: tuple[Path, Created]) -> Place:
    """A profile whose plan is issued."""
    shutil.copytree(made_books[0] / "có kế hoạch", place.profile)
    return place


@pytest.fixture
def open_desk(desk: Desk, planned_place: Place, created: Created) -> Desk:
    """A desk on the opened book with a plan."""
    from app.services import setup

    desk.book = setup.open_school(planned_place.profile, created.account_id, WORD, planned_place.clock)
    return desk
