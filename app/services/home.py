"""The overview (Tổng quan): what is due, where the month and the targets stand, what needs a decision."""

from __future__ import annotations

from collections import Counter
from datetime import date

from app.domain.task import Month
from app.domain.views import HomeView, ItemKind, PlanState, Review
from app.models.book import Book
from app.models.journal import conflicts
from app.models.repo import Conn, Row, count, live, unlinked_evidence
from app.services import backups, rows
from app.services.access import EVERYONE, allowed
from app.services.months import month_view
from app.services.reports import due_reports
from app.services.targets import target_rows


@allowed(EVERYONE)
def home(book: Book) -> HomeView:
    """Everything the first screen shows, read in one go."""
    today = book.clock.now().date()
    last_backup = backups.last_made(book)
    with book.read() as conn:
        plan = rows.current_plan(conn)
        year = plan["year"] if plan else rows.school_year(conn)
        at = clip(today, year)
        targets = Counter(row.status for row in target_rows(conn, *at))
        drafts = live(conn, "plan", state=PlanState.DRAFT.value)
        return HomeView(
            school=rows.school_of(conn),
            year=year,
            plan_id=plan["id"] if plan else "",
            plan_title=(plan["subject"] or plan["title"] or "") if plan else "",
            plan_state=PlanState(plan["state"]) if plan else None,
            month=month_view(conn, at, today),
            due=due_reports(conn, today),
            targets=tuple(targets.items()),
            evidence_total=count(conn, "evidence"),
            evidence_unlinked=unlinked_evidence(conn),
            last_backup=last_backup,
            to_review=sum(_proposed(conn, draft) for draft in drafts),
            flags=sum(len(rows.draft_of(book, draft).flags) for draft in drafts),
            conflicts=len(conflicts(conn)),
        )


def clip(today: date, year: int) -> Month:
    """This month, kept inside the plan's year."""
    if today.year < year:
        return year, 1
    return (year, 12) if today.year > year else (year, today.month)


def _proposed(conn: Conn, plan: Row) -> int:
    return sum(
        len(live(conn, kind.value, plan=plan["id"], review=Review.PROPOSED.value)) for kind in ItemKind
    )
