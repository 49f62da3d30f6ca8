"""Freezing a period's figures, task states and evidence into a `ReportSnapshot` (R134, design.md §3)."""

from __future__ import annotations

from datetime import date

from app.domain.calendar import add_months, window
from app.domain.plan import DeadlineRule, Period, Unit
from app.domain.report import EvidenceLine, Narrative, ReportSnapshot, TargetLine, TaskLine, Window
from app.domain.target import Measured, number, ratio
from app.domain.task import covers
from app.domain.views import EvidenceFile, EvidenceView, TargetRow, TaskRow
from app.models.book import Book
from app.models.repo import Conn, live
from app.reports.periods import period_label
from app.services import rows
from app.services.evidence import evidence_views
from app.services.months import task_rows
from app.services.targets import figure_text, target_rows


def snapshot(
    book: Book,
    report_id: str,
    period: Period,
    year: int,
    month: int,
    rule: DeadlineRule | None,
    narrative: Narrative,
) -> ReportSnapshot:
    """Everything the report of that period says, as it stands now."""
    today = book.clock.now().date()
    with book.read() as conn:
        plan = rows.current_plan(conn)
        assert plan is not None
        frame = window(period, year, month, rule, today, "")
        frame = window(period, year, month, rule, today, period_label(period, frame.start, frame.end))
        tasks = [
            row
            for row in task_rows(conn, today)
            if any(covers(row.months[0], row.months[-1], at) for at in _months(frame.start, frame.end))
        ]
        figures = target_rows(conn, frame.end.year, frame.end.month)
        proofs = _Proofs(conn, tasks, figures)
        school = rows.school_of(conn)
        plan_number = plan["number"] or ""
        return ReportSnapshot(
            id=report_id,
            school=school,
            window=frame,
            plan_title=plan["subject"] or plan["title"] or "",
            plan_number=f"{plan_number}/{plan['symbol']}" if plan_number else "",
            plan_issued_on=rows.as_date(plan["issued_on"]),
            symbol=f"BC-{school.symbol}",
            made_on=today,
            targets=tuple(_target_line(row, proofs, frame) for row in figures),
            tasks=tuple(_task_line(row, proofs) for row in tasks),
            next_tasks=_next_tasks(conn, frame.end, today),
            evidence=proofs.lines(),
            narrative=narrative,
        )


class _Proofs:
    """The evidence of the period and what each piece supports."""

    def __init__(self, conn: Conn, tasks: list[TaskRow], figures: tuple[TargetRow, ...]) -> None:
        wanted = {("occurrence", row.id) for row in tasks} | {("target", row.id) for row in figures}
        self._supports: dict[str, list[str]] = {}
        self._of: dict[str, list[str]] = {}
        for link in live(conn, "evidence_link"):
            if (link["entity"], link["entity_id"]) in wanted:
                self._supports.setdefault(link["evidence"], []).append(link["entity_id"])
        self.views = evidence_views(conn, set(self._supports))
        for view in self.views:
            for entity_id in self._supports[view.id]:
                self._of.setdefault(entity_id, []).append(view.code)

    def codes(self, entity_id: str) -> tuple[str, ...]:
        return tuple(self._of.get(entity_id, ()))

    def lines(self) -> tuple[EvidenceLine, ...]:
        """One line per current file; a revised file's older version stays out."""
        return tuple(
            EvidenceLine(
                code=view.code,
                title=view.title,
                issued_on=view.issued_on or (view.added_at.date() if view.added_at else None),
                sha=file.sha,
                size=file.size,
                name=file.name,
                media_type=file.media_type,
                supports=tuple(self._supports[view.id]),
            )
            for view in self.views
            for file in current_files(view)
        )


def current_files(view: EvidenceView) -> tuple[EvidenceFile, ...]:
    """Files of a piece of evidence that no later revision replaces."""
    replaced = {file.revision_of for file in view.files if file.revision_of}
    return tuple(file for file in view.files if file.id not in replaced)


def _months(start: date, end: date) -> list[tuple[int, int]]:
    found = [(start.year, start.month)]
    while found[-1] < (end.year, end.month):
        found.append(add_months(*found[-1], 1))
    return found


def _target_line(row: TargetRow, proofs: _Proofs, frame: Window) -> TargetLine:
    """A figure entered in the period is this period's; one of an earlier month stands as cumulative only."""
    clause = row.clauses[0] if row.clauses else None
    figure = Measured(row.numerator, row.denominator, row.value, row.done, row.estimate, row.as_of)
    percent = clause is not None and clause.unit is Unit.PERCENT
    part = ratio(figure) if percent else None
    cumulative = figure_text(figure)
    fresh = row.measured_in is not None and row.measured_in >= (frame.start.year, frame.start.month)
    return TargetLine(
        id=row.id,
        words=row.words,
        unit="%" if percent else "",
        planned=row.planned,
        achieved=cumulative if fresh else "",
        cumulative=cumulative,
        ratio=f"{number(part)} %" if part is not None else "",
        status=row.status,
        numerator=row.numerator,
        denominator=row.denominator,
        value=row.value,
        estimate=row.estimate,
        evidence=proofs.codes(row.id),
        group=row.group,
    )


def _task_line(row: TaskRow, proofs: _Proofs) -> TaskLine:
    return TaskLine(
        id=row.id,
        words=row.words,
        products=row.products,
        leads=row.leads,
        months=", ".join(str(month) for _, month in row.months),
        state=row.state,
        cause=row.cause,
        remedy=row.remedy,
        new_date=row.new_date.strftime("%d/%m/%Y") if row.new_date else "",
        evidence=proofs.codes(row.id),
    )


def _next_tasks(conn: Conn, end: date, today: date) -> tuple[str, ...]:
    """Words of the tasks of the month after the period, in the plan's order."""
    coming = add_months(end.year, end.month, 1)
    return tuple(
        dict.fromkeys(
            row.words for row in task_rows(conn, today) if covers(row.months[0], row.months[-1], coming)
        )
    )
