"""`python3 dev.py pictures`: the README's pictures, taken from the real window on the sample school.

The clock stands at 08:30 on 17/11/2026, so that two runs give the same pictures.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from app.bootstrap import dress
from app.domain.clock import FrozenClock
from app.domain.report import Narrative, TaskState
from app.jobs.desk import Desk
from app.paths import resources
from app.services import backups, months, packages, plans, reports, setup
from app.ui.place import SAMPLE_WORD, Place
from app.ui.shell import Workbench
from app.ui.window import MainWindow

SIZE = (1366, 768)
OUT = Path(__file__).resolve().parent.parent / "docs" / "pictures"


class Photographer:
    """Opens a book in the real window and saves what stands there once all work is done."""

    def __init__(self, app: QApplication, clock: FrozenClock) -> None:
        self.app, self.clock = app, clock

    def open(self, profile: Path, prepare: Callable[[Any], None]) -> None:
        book = setup.open_school(profile, setup.FIRST_ACCOUNT, SAMPLE_WORD, self.clock)
        prepare(book)
        self.desk = Desk()
        self.window = MainWindow(self.desk, Place(profile, self.clock, profile / "so.log", demo=True), ())
        self.window.resize(*SIZE)
        self.window.show()
        self.window.enter(book)
        self.settle()
        bench = self.window.pages.currentWidget()
        assert isinstance(bench, Workbench)
        self.bench = bench

    def settle(self) -> None:
        """Until the desk is idle and nothing is left to paint."""
        quiet = 0
        while quiet < 20:
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            quiet = quiet + 1 if self.desk.idle else 0

    def take(self, name: str, screen: str, **where: object) -> None:
        self.bench.open_screen(screen, **where)
        self.settle()
        OUT.mkdir(parents=True, exist_ok=True)
        picture = self.window.grab()
        picture.save(str(OUT / f"{name}.png"))
        print(f"{name}.png {picture.width()}×{picture.height()}")

    def close(self) -> None:
        setup.close(self.desk.book)
        self.desk.book = None
        self.window.close()


def review(book: Any) -> None:
    """A plan just read, some of it decided."""
    view = plans.import_plan(book, resources() / "sample" / "ke-hoach-mau.md")
    first = view.items[:3]
    for item in first:
        plans.review(book, item.kind, [item.id], plans.Review.ACCEPTED)


def working(folder: Path) -> Callable[[Any], None]:
    """The month nearly closed; October's report signed, numbered, packed; a backup made."""

    def prepare(book: Any) -> None:
        stick = folder / "USB xanh"
        stick.mkdir()
        view = reports.sign(book, reports.freeze(book, 2026, 10).id)
        reports.number(book, view.id, "14", date(2026, 10, 19))
        packages.pack(book, view.id, stick)
        row = months.month(book, 2026, 11).rows[1]
        months.set_state(book, [row.id], TaskState.PARTLY, "waiting_others", "Họp lại với ngân hàng")
        reports.freeze(book, 2026, 11, Narrative(proposals="Đề nghị cấp thêm 02 máy tính cho phòng Tin học."))
        backups.backup(book, stick)

    return prepare


def main() -> int:
    app = QApplication(sys.argv[:1])
    dress(app)
    clock = FrozenClock()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as root:
        folder = Path(root)
        draft, full = folder / "Hồ sơ xem lại", folder / "Hồ sơ Trường mẫu"
        setup.create_school(draft, setup.sample_answers(SAMPLE_WORD), clock)
        setup.create_sample(full, clock, SAMPLE_WORD)
        photographer = Photographer(app, clock)
        photographer.open(draft, review)
        photographer.take("plan-review", "plan")
        chosen = next(
            item for item in photographer.bench.page("plan").view.items if "100% học bạ" in item.words
        )
        photographer.take("plan-review", "plan", item=chosen.id)
        photographer.close()
        photographer.open(full, working(folder))
        photographer.take("home", "home")
        photographer.take("month", "month")
        photographer.take("targets", "targets")
        photographer.take("report", "reports")
        package = next((folder / "USB xanh").glob("*.asice"))
        photographer.bench.open_screen("verify")
        photographer.bench.page("verify").check(package)
        photographer.take("verify", "verify")
        photographer.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
