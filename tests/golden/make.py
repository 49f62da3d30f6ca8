"""Makes `tests/golden/<name>/` with a profile, a package and a backup as the present program writes them:

`python -m tests.golden.make v2` when a format has changed. What is committed once is kept and opened on each
run by tests/test_golden.py. Everything in it is invented.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from app.domain import codec
from app.domain.clock import FrozenClock
from app.domain.report import TaskState
from app.models.book import Book
from app.services import backups, evidence, journal, months, packages, plans, reports, setup, targets
from app.store.keyring import Cost
from tests.helpers.source import REPO

FOLDER = Path(__file__).parent
PASSWORD = "Bản giữ lại số 1"
YEAR, MONTH = 2026, 11
PLAN = REPO / "tests" / "e2e" / "ke-hoach-nho.md"
EVIDENCE = REPO / "resources" / "sample" / "minh-chung" / "Danh sách tiết thao giảng.xlsx"
LEFT_OUT = ("so.lock", "may.json", "tam")  # of this PC and this moment only


def seen(book: Book) -> dict[str, Any]:
    """What a person sees of the month; kept beside the files and compared with what they give later."""
    view = months.month(book, YEAR, MONTH)
    check = journal.verify(book)
    return {
        "school": setup.school(book).name,
        "rows": [[row.words, row.state.value, row.evidence_count] for row in view.rows],
        "counts": [view.done, view.partly, view.not_done, view.open, view.evidence, len(view.past)],
        "targets": [[row.words, row.status.value] for row in targets.targets(book, YEAR, MONTH)],
        "ops": check.ops,
    }


def work(book: Book) -> None:
    """A month as an office has it: one task done with proof, one partly, one figure."""
    plans.issue(book, plans.import_plan(book, PLAN).id)
    first, second, *_ = months.month(book, YEAR, MONTH).rows
    months.set_state(book, [first.id], TaskState.DONE)
    months.set_state(book, [second.id], TaskState.PARTLY, "no_time", "Làm tiếp vào tháng 12")
    evidence.attach(book, "occurrence", first.id, [EVIDENCE])
    target = targets.targets(book, YEAR, MONTH)[0]
    targets.measure(book, target.id, YEAR, MONTH, numerator=18, denominator=20)


def make(name: str) -> Path:
    folder, clock = FOLDER / name, FrozenClock()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with tempfile.TemporaryDirectory() as temp:
        profile = Path(temp) / "Hồ sơ"
        answers = setup.sample_answers(PASSWORD)
        created = setup.create_school(profile, answers, clock, cost=Cost(memory=32, iterations=1, lanes=1))
        book = setup.open_school(profile, created.account_id, PASSWORD, clock)
        try:
            work(book)
            facts = seen(book)
            saved = backups.backup(book, Path(temp))
        finally:
            setup.close(book)
        shutil.copytree(profile, folder / "ho-so", ignore=shutil.ignore_patterns(*LEFT_OUT))
        shutil.copy(saved.path, folder / "sao-luu.socds")
        book = setup.open_school(profile, created.account_id, PASSWORD, clock)
        try:
            certificate = _pack(book, Path(temp), folder)
        finally:
            setup.close(book)
    facts |= {"recovery": "-".join(created.recovery_groups), "device": certificate}
    text = json.dumps(codec.plain(facts), ensure_ascii=False, indent=1)
    (folder / "ghi-chu.json").write_text(text + "\n", encoding="utf-8")
    return folder


def _pack(book: Book, temp: Path, folder: Path) -> str:
    """The month's report signed by the device, numbered and packed; the device's certificate in hex."""
    report = reports.freeze(book, YEAR, MONTH)
    reports.sign(book, report.id)
    reports.number(book, report.id, "15", date(YEAR, MONTH, 19))
    made = packages.pack(book, report.id, temp)
    shutil.copy(made.path, folder / "goi.asice")
    return reports.device_identity(book).cert_der.hex()


if __name__ == "__main__":
    made = make(sys.argv[1])
    size = sum(path.stat().st_size for path in made.rglob("*") if path.is_file())
    print(made, f"{size:,} bytes")
