"""Time as an input. Vietnam has one zone without summer time, so +07:00 is fixed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Protocol

VIETNAM = timezone(timedelta(hours=7), "+07:00")


class Clock(Protocol):
    def now(self) -> datetime:
        """The wall clock's claim, timezone-aware, at +07:00."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(VIETNAM)


@dataclass
class FrozenClock:
    """A clock that stands still until moved; for tests and for the demonstration."""

    moment: datetime = datetime(2026, 11, 17, 8, 30, tzinfo=VIETNAM)

    def now(self) -> datetime:
        return self.moment

    def advance(self, **delta: float) -> None:
        self.moment += timedelta(**delta)


def today(clock: Clock) -> date:
    return clock.now().date()
