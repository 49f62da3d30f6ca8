"""Targets (chỉ tiêu): figures in, status out. Numerators and denominators, never bare percentages."""

from __future__ import annotations

from app.domain.errors import WorldError
from app.domain.ids import new_id
from app.domain.journal import Action, Changes
from app.domain.report import TargetStatus
from app.domain.target import Measured, clause_due, judge, number, overall
from app.domain.text import nfc
from app.domain.views import Changed, Review, TargetRow
from app.models.book import Book
from app.models.repo import Conn, Row, among, evidence_counts, live
from app.reports.texts import planned_words
from app.services import rows
from app.services.access import EVERYONE, WRITERS, allowed
from app.services.outcomes import ServiceFault


@allowed(EVERYONE)
def targets(book: Book, year: int, month: int) -> tuple[TargetRow, ...]:
    """The school's targets with the latest figures up to that month and their status."""
    with book.read() as conn:
        return target_rows(conn, year, month)


def target_rows(conn: Conn, year: int, month: int) -> tuple[TargetRow, ...]:
    plan = rows.current_plan(conn)
    if plan is None:
        return ()
    counts = evidence_counts(conn, "target")
    kept = [row for row in live(conn, "target", plan=plan["id"]) if row["review"] != Review.SET_ASIDE.value]
    figures: dict[str, list[Row]] = {}
    for row in among(conn, "measurement", "target", [row["id"] for row in kept]):
        if (row["year"], row["month"]) <= (year, month):
            figures.setdefault(row["target"], []).append(row)
    due = is_due(plan, year, month)
    return tuple(
        _target_row(row, sorted(figures.get(row["id"], []), key=_when), (year, month), due, counts)
        for row in kept
    )


def is_due(plan: Row, year: int, month: int) -> bool:
    """A target without a date of its own is due when the plan's last year ends (R56)."""
    last = plan["year_to"] or plan["year"]
    return (year, month) >= (last, 12)


def _when(row: Row) -> tuple[int, int]:
    return row["year"], row["month"]


def measured(row: Row) -> Measured:
    return Measured(
        numerator=row["numerator"],
        denominator=row["denominator"],
        value=row["value"],
        done=row["done"],
        estimate=bool(row["estimate"]),
        as_of=rows.as_date(row["as_of"]),
    )


def _target_row(
    row: Row, figures: list[Row], at: tuple[int, int], due: bool, counts: dict[str, int]
) -> TargetRow:
    clauses = rows.clauses(row)
    latest: dict[int, Measured] = {figure["clause"] or 0: measured(figure) for figure in figures}
    statuses = tuple(
        judge(clause, latest.get(index), clause_due(clause, due, at)) for index, clause in enumerate(clauses)
    )
    main = latest.get(0, Measured())
    earlier = [measured(figure) for figure in figures if _when(figure) < at and not figure["clause"]]
    return TargetRow(
        id=row["id"],
        group=row["grouping"] or "",
        words=row["words"],
        planned="; ".join(text for text in map(planned_words, clauses) if text),
        clauses=clauses,
        status=overall(statuses) if statuses else TargetStatus.NO_DATA,
        numerator=main.numerator,
        denominator=main.denominator,
        value=main.value,
        done=main.done,
        as_of=main.as_of,
        estimate=main.estimate,
        previous=figure_text(earlier[-1]) if earlier and clauses else "",
        evidence_count=counts.get(row["id"], 0),
        measured_in=next((_when(figure) for figure in reversed(figures) if not figure["clause"]), None),
    )


def figure_text(figure: Measured) -> str:
    """A measurement in figures: "18/20", "3"; "" when there is none."""
    if figure.numerator is not None and figure.denominator is not None:
        return f"{number(figure.numerator)}/{number(figure.denominator)}"
    if figure.value is not None:
        return number(figure.value)
    return number(figure.numerator) if figure.numerator is not None else ""


@allowed(WRITERS)
def measure(
    book: Book,
    target_id: str,
    year: int,
    month: int,
    *,
    clause: int = 0,
    numerator: float | None = None,
    denominator: float | None = None,
    value: float | None = None,
    done: bool | None = None,
    estimate: bool = False,
    note: str = "",
) -> Changed:
    """Record the figures of one clause for a month; a second entry for the month corrects the first."""
    if numerator is not None and denominator is not None and numerator > denominator:
        raise WorldError(ServiceFault.RATIO_ODD, numerator=number(numerator), denominator=number(denominator))
    changes = Changes(Action.MEASURE)
    with book.read() as conn:
        target = rows.one(conn, "target", target_id)
        old = live(conn, "measurement", target=target_id, clause=clause, year=year, month=month)
    changes.put(
        "measurement",
        old[0]["id"] if old else new_id(),
        {
            "target": target_id,
            "clause": clause,
            "year": year,
            "month": month,
            "numerator": numerator,
            "denominator": denominator,
            "value": value,
            "done": done,
            "estimate": estimate,
            "as_of": book.clock.now().date().isoformat(),
            "note": nfc(note),
        },
    )
    return rows.apply(book, changes.done(), target["words"])
