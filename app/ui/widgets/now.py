"""The clock of the open book: the frozen one in tests and demonstrations."""

from __future__ import annotations

from app.domain.clock import Clock, SystemClock
from app.jobs.desk import Desk


def clock_of(desk: Desk) -> Clock:
    found: Clock = getattr(desk.book, "clock", None) or SystemClock()
    return found
