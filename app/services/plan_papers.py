"""The school's own plan (kế hoạch) out of the book: its paper, and Word, PDF and Excel files of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from app.domain.ports import Progress, no_progress
from app.files import world_errors, write_atomic
from app.models.book import Book
from app.reports.plan.compose import compose
from app.reports.plan.paper import PlanPaper
from app.services import rows
from app.services.access import EVERYONE, allowed
from app.services.plan_facts import facts_of

KINDS = ("docx", "pdf", "xlsx")
_NAME = "Ke-hoach-chuyen-doi-so-{year}{again}.{kind}"


@allowed(EVERYONE)
def paper(book: Book, plan_id: str) -> PlanPaper:
    """The plan as it would be printed now: what is accepted or undecided, without what was set aside.

    A superior's plan gives the school's own paper that carries it out: its number, date and signer stay
    blank until a person enters them. Raises WorldError(GONE) when there is no such plan.
    """
    with book.read() as conn:
        row = rows.one(conn, "plan", plan_id)
        return compose(facts_of(conn, row, rows.draft_of(book, row), book.clock.now().date()))


@allowed(EVERYONE)
def write(
    book: Book,
    plan_id: str,
    folder: Path,
    kinds: Sequence[str] = KINDS,
    progress: Progress = no_progress,
) -> tuple[Path, ...]:
    """Write the plan as files of those kinds into `folder`; returns them in the order of `kinds`.

    A file that is already there, perhaps edited by hand, is kept: the new ones are numbered.
    Raises WorldError(FileFault) for the disk; a file is whole or not there.
    """
    made = paper(book, plan_id)
    data: list[bytes] = []
    for kind in kinds:
        progress(len(data), len(kinds))
        data.append(_renderer(kind)(made))
    with world_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    paths = _free(folder, kinds, made.year, data)
    for path, content in zip(paths, data, strict=True):
        write_atomic(path, content)
    progress(len(kinds), len(kinds))
    return paths


def _renderer(kind: str) -> Callable[[PlanPaper], bytes]:
    if kind == "docx":
        from app.reports.plan.word import render_word

        return render_word
    if kind == "pdf":
        from app.reports.plan.pdf import render_pdf

        return lambda made: render_pdf(made).pdf
    if kind == "xlsx":
        from app.reports.plan.excel import render_excel

        return render_excel
    raise ValueError(f"not one of {KINDS}: {kind}")


def _free(folder: Path, kinds: Sequence[str], year: int, data: Sequence[bytes]) -> tuple[Path, ...]:
    """Names under which every file is new, or there already with the same content."""
    again = 1
    while True:
        suffix = f"-{again}" if again > 1 else ""
        paths = tuple(folder / _NAME.format(year=year, again=suffix, kind=kind) for kind in kinds)
        with world_errors(folder):
            if all(not p.exists() or p.read_bytes() == new for p, new in zip(paths, data, strict=True)):
                return paths
        again += 1
