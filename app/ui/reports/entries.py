"""Reports owed and made, as one list. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.plan import Period
from app.domain.views import DueReport, ReportState, ReportView
from app.ui.reports import texts
from app.ui.theme import Tone
from app.ui.widgets.tone import Mark

TONES = {
    ReportState.FROZEN: Tone.PART,
    ReportState.SIGNED: Tone.WAIT,
    ReportState.NUMBERED: Tone.WAIT,
    ReportState.PACKED: Tone.GOOD,
}


@dataclass(frozen=True)
class Entry:
    id: str
    label: str
    period: Period
    year: int
    month: int
    safe_day: date | None
    days_left: int | None
    made: ReportView | None


def entries(due: Sequence[DueReport], made: Sequence[ReportView]) -> list[Entry]:
    """Everything owed in its order, then what was made beside it."""
    by_id = {view.id: view for view in made}
    found = [
        Entry(
            f"{one.period}:{one.year}-{one.month}:{one.recipient}",
            one.label,
            one.period,
            one.year,
            one.month,
            one.last_safe_day,
            one.days_left,
            by_id.pop(one.report_id, None) if one.report_id else None,
        )
        for one in due
    ]
    for view in by_id.values():
        place = (view.end.year, view.end.month)
        found.append(Entry(view.id, view.label, view.period, *place, view.last_safe_day, None, view))
    return found


def first_to_do(found: Sequence[Entry], today: date) -> Entry | None:
    """The one to open first: begun and not yet packed, else the latest whose period has begun."""
    begun = [entry for entry in found if entry.made and entry.made.state is not ReportState.PACKED]
    started = [entry for entry in found if (entry.year, entry.month) <= (today.year, today.month)]
    waiting = [entry for entry in started if entry.made is None]
    return next(iter(begun[-1:] or waiting[-1:] or started[-1:] or found[:1]), None)


def mark_of(entry: Entry) -> Mark:
    if entry.made is None:
        late = entry.days_left is not None and entry.days_left < 0
        return Mark("!" if late else "?", texts.NOT_MADE, Tone.BAD if late else Tone.CALM)
    letter, word = texts.STATES[entry.made.state]
    return Mark(letter, word, TONES[entry.made.state])


def title_of(entry: Entry) -> str:
    return entry.label[:1].upper() + entry.label[1:]


def deadline_of(entry: Entry) -> str:
    """Hạn an toàn 19/11 · còn 2 ngày"""
    if entry.safe_day is None:
        return texts.NO_SAFE_DAY
    parts = [texts.SAFE_DAY.format(day=f"{entry.safe_day:%d/%m}")]
    if entry.made is None and entry.days_left is not None:
        parts.append(_left(entry.days_left))
    return " · ".join(parts)


def spoken(entry: Entry) -> str:
    """The whole row as one sentence, for readers of the screen."""
    return ", ".join((texts.NAME.format(label=entry.label), deadline_of(entry), mark_of(entry).word))


def _left(days: int) -> str:
    if days == 0:
        return texts.DAY_TODAY
    return texts.DAYS_LEFT.format(n=days) if days > 0 else texts.DAYS_LATE.format(n=-days)
