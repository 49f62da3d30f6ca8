"""Fills the sample school: the same use cases a person would use, so that the demonstration is real."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.domain.errors import WorldError
from app.domain.ports import Progress
from app.domain.report import TaskState
from app.domain.text import fold
from app.domain.views import PastAnswer
from app.models.book import Book
from app.services import evidence, months, plans, targets
from app.services.outcomes import ServiceFault


def fill(book: Book, sample: dict[str, Any], folder: Path, progress: Progress) -> None:
    """Import and issue the sample plan, then tick, measure and attach as the sample file says."""
    steps = [*sample.get("state", ()), *sample.get("figure", ())]
    total = len(steps) + 2
    progress(0, total)
    view = plans.import_plan(book, folder / sample["plan"])
    plans.issue(book, view.id)
    progress(1, total)
    year = sample["year"]
    past = months.month(book, year, 1).past
    if past:
        months.answer_past(book, [row.id for row in past], PastAnswer.DONE)
    for number, step in enumerate(steps, 2):
        if "target" in step:
            _measure(book, year, step)
        else:
            _tick(book, year, step, folder)
        progress(number, total)


def _tick(book: Book, year: int, step: dict[str, Any], folder: Path) -> None:
    row = _only(months.month(book, year, step["month"]).rows, step["task"])
    months.set_state(book, [row.id], TaskState(step["state"]), step.get("cause", ""), step.get("remedy", ""))
    files = [folder / name for name in step.get("files", ())]
    if files:
        evidence.attach(book, "occurrence", row.id, files)


def _measure(book: Book, year: int, step: dict[str, Any]) -> None:
    row = _only(targets.targets(book, year, step["month"]), step["target"])
    targets.measure(
        book,
        row.id,
        year,
        step["month"],
        numerator=step.get("numerator"),
        denominator=step.get("denominator"),
        value=step.get("value"),
        done=step.get("done"),
    )


def _only(found: Any, part: str) -> Any:
    """The first row whose words contain `part`, marks ignored."""
    for row in found:
        if fold(part) in fold(row.words):
            return row
    raise WorldError(ServiceFault.GONE)
