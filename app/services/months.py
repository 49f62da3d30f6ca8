"""The month (việc tháng): the checklist people live in (R94–R103)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from app.domain.ids import new_id
from app.domain.journal import Action, Changes
from app.domain.plan import ScheduleKind
from app.domain.report import TaskState
from app.domain.task import Month, covers, is_overdue, lies_before, months_between
from app.domain.text import nfc
from app.domain.views import Changed, MonthView, PastAnswer, PlanState, TaskRow
from app.models.book import Book
from app.models.repo import Conn, Row, among, evidence_counts, live
from app.services import rows
from app.services.access import EVERYONE, WRITERS, allowed

RECURRING = frozenset(
    {
        ScheduleKind.CONTINUOUS,
        ScheduleKind.WEEKLY,
        ScheduleKind.MONTHLY,
        ScheduleKind.QUARTERLY,
        ScheduleKind.YEARLY,
    }
)


def first_month(row: Row) -> Month:
    return row["year"], row["month"]


def last_month(row: Row) -> Month:
    return row["last_year"], row["last_month"]


@allowed(EVERYONE)
def month(book: Book, year: int, month: int) -> MonthView:
    """This month's tasks in the plan's order, and earlier ones that still ask for an answer."""
    with book.read() as conn:
        return month_view(conn, (year, month), book.clock.now().date())


def month_view(conn: Conn, at: Month, today: date) -> MonthView:
    found = task_rows(conn, today)
    here = tuple(row for row in found if covers(row.months[0], row.months[-1], at))
    past = tuple(row for row in found if row.asks_past)
    states = Counter(row.state for row in here)
    return MonthView(
        year=at[0],
        month=at[1],
        rows=here,
        past=past,
        done=states[TaskState.DONE],
        partly=states[TaskState.PARTLY],
        not_done=states[TaskState.NOT_DONE],
        open=states[TaskState.OPEN],
        evidence=sum(row.evidence_count for row in here),
    )


def task_rows(conn: Conn, today: date) -> list[TaskRow]:
    """Every occurrence of the issued plan: the months' own tasks in the plan's order, then recurring ones."""
    plan = rows.current_plan(conn)
    if plan is None or plan["state"] != PlanState.ISSUED.value:
        return []
    tasks = {task["id"]: task for task in live(conn, "task", plan=plan["id"])}
    counts = evidence_counts(conn, "occurrence")
    issued = rows.as_date(plan["issued_on"]) or today
    found = [
        _task_row(occurrence, tasks[occurrence["task"]], counts, issued, today)
        for occurrence in among(conn, "occurrence", "task", tasks)
    ]
    return sorted(
        found, key=lambda row: (row.schedule.kind in RECURRING, row.months[0], tasks[row.task_id]["position"])
    )


def _task_row(row: Row, task: Row, counts: dict[str, int], issued: date, today: date) -> TaskRow:
    state = TaskState(row["state"])
    plan = rows.schedule(task)
    asks = (
        state is TaskState.OPEN
        and not row["asked"]
        and plan.kind not in RECURRING
        and lies_before(last_month(row), issued)
    )
    return TaskRow(
        id=row["id"],
        task_id=task["id"],
        words=task["words"],
        products=rows.words(task, "products"),
        leads=rows.words(task, "leads"),
        months=months_between(first_month(row), last_month(row)),
        state=state,
        cause=row["cause"] or "",
        remedy=row["remedy"] or "",
        new_date=rows.as_date(row["new_date"]),
        evidence_count=counts.get(row["id"], 0),
        asks_past=asks,
        schedule=plan,
        overdue=is_overdue(last_month(row), state, plan.kind, today, asks),
    )


@allowed(WRITERS)
def set_state(
    book: Book,
    occurrence_ids: Iterable[str],
    state: TaskState,
    cause: str = "",
    remedy: str = "",
    new_date: date | None = None,
) -> Changed:
    """Record done / partly / not done; cause may be "unknown", nothing is required (journey b).

    A new date in a later month carries the task over to that month; the reason stays here.
    """
    changes = Changes(Action.SET_STATE)
    subject = ""
    with book.read() as conn:
        for occurrence_id in occurrence_ids:
            row = rows.one(conn, "occurrence", occurrence_id)
            subject = subject or rows.one(conn, "task", row["task"])["words"]
            unfinished = state in (TaskState.PARTLY, TaskState.NOT_DONE)
            kept_date = new_date if unfinished else None
            changes.put(
                "occurrence",
                occurrence_id,
                {
                    "state": state.value,
                    "cause": cause if unfinished else "",
                    "remedy": nfc(remedy) if unfinished else "",
                    "new_date": rows.iso(kept_date),
                },
            )
            _carry(conn, changes, row, (kept_date.year, kept_date.month) if kept_date else None)
    return rows.apply(book, changes.done(), subject)


@allowed(WRITERS)
def answer_past(
    book: Book, occurrence_ids: Iterable[str], answer: PastAnswer, new_month: Month | None = None
) -> Changed:
    """Answer for tasks whose months lie before the plan's date: done, won't be done, or moved.

    `new_month` is needed for MOVED; without it the current month is taken.
    """
    states = {
        PastAnswer.DONE: TaskState.DONE,
        PastAnswer.WONT_DO: TaskState.NOT_DONE,
        PastAnswer.MOVED: TaskState.MOVED,
    }
    today = book.clock.now().date()
    goal = (new_month or (today.year, today.month)) if answer is PastAnswer.MOVED else None
    changes = Changes(Action.ANSWER_PAST)
    subject = ""
    with book.read() as conn:
        for occurrence_id in occurrence_ids:
            row = rows.one(conn, "occurrence", occurrence_id)
            subject = subject or rows.one(conn, "task", row["task"])["words"]
            changes.put("occurrence", occurrence_id, {"state": states[answer].value, "asked": True})
            _carry(conn, changes, row, goal)
    return rows.apply(book, changes.done(), subject)


def _carry(conn: Conn, changes: Changes, row: Row, goal: Month | None) -> None:
    """Keep the occurrence carried over from `row` in step: made, moved, or taken back while untouched."""
    if goal is not None and goal <= last_month(row):
        goal = None
    carried = live(conn, "occurrence", carried_from=row["id"])
    if goal is None:
        counts = evidence_counts(conn, "occurrence")
        for old in carried:
            if old["state"] == TaskState.OPEN.value and not counts.get(old["id"]):
                changes.delete("occurrence", old["id"])
        return
    place = {"year": goal[0], "month": goal[1], "last_year": goal[0], "last_month": goal[1]}
    if carried:
        changes.put("occurrence", carried[0]["id"], place)
        return
    changes.put(
        "occurrence",
        new_id(),
        {
            "task": row["task"],
            **place,
            "state": TaskState.OPEN.value,
            "asked": True,
            "carried_from": row["id"],
        },
    )
