"""Tasks stated in the text of a plan rather than in a table (R26, R100–R103)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.plan import Schedule, ScheduleKind, TaskDraft, Use
from app.intake.facts.schedule import Years, schedule_of
from app.intake.facts.sections import Item, Role

_CITED = re.compile(r"(?:số\s+)?\d+(?:/\d{4})?[/-][^\W\d_][\w&/-]*\s*,?\s*(?:ngày\s+[\d/]+)?", re.IGNORECASE)
_TIME = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|vào|đến|hết|xong|hoàn thành)\s+(?:trong\s+)?(?:vào\s+)?(?:ngày"
    r"|tháng|quý)\s+[^;.()]{1,40}|"
    r"trong\s+(?:tháng|quý|năm học)\s+[^;.()]{1,25}|"
    r"h[ằà]ng\s+(?:tháng|quý|năm)|thường niên|định kỳ|"
    r"(?<!giáo dục )(?<!bồi dưỡng )(?<!đánh giá )(?<!kiểm tra )(?<!xuyên/)thường xuyên",
    re.IGNORECASE,
)


_TIMED = {
    ScheduleKind.DATE,
    ScheduleKind.MONTHS,
    ScheduleKind.MONTHLY,
    ScheduleKind.QUARTERLY,
    ScheduleKind.YEARLY,
    ScheduleKind.PERIODIC,
}


def read_section_tasks(
    items: Sequence[Item], years: Years, only_timed: bool
) -> tuple[list[TaskDraft], dict[int, Use]]:
    """One task per item of a task section; `row` is 0 (R26, R100–R103).

    `only_timed`: the plan has its own list of tasks, so that the text is only read for what
    recurs or has a date of its own.
    """
    tasks: list[TaskDraft] = []
    uses: dict[int, Use] = {}
    for item in items:
        block = item.block
        if item.role is not Role.TASKS or item.is_heading or block.footnote or not block.words:
            continue
        schedule = _schedule_in(block.words, years)
        if only_timed and schedule.kind not in _TIMED:
            continue
        tasks.append(TaskDraft(0, block.words, (), (), (), schedule, block.source, item.group))
        uses |= dict.fromkeys(block.parts, Use.TASK)
    return tasks, uses


def _schedule_in(words: str, years: Years) -> Schedule:
    """The time said inside a sentence; dates before the plan's years belong to what it cites."""
    said = _TIME.search(_CITED.sub(" ", words))
    schedule = schedule_of(said.group(), years) if said else Schedule(ScheduleKind.UNKNOWN)
    if schedule.due and years.first and schedule.due.year < years.first:
        return Schedule(ScheduleKind.UNKNOWN)
    return schedule
