"""Time as an input."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from app.domain.clock import VIETNAM, FrozenClock, SystemClock, today


def test_frozen_clock_moves_only_when_told() -> None:
    clock = FrozenClock()
    before = clock.now()
    clock.advance(days=1, hours=2)
    assert clock.now() - before == timedelta(days=1, hours=2)


def test_todays_date_is_vietnams() -> None:
    late = datetime(2026, 12, 31, 18, 0, tzinfo=UTC).astimezone(VIETNAM)
    assert today(FrozenClock(late)) == date(2027, 1, 1)


def test_system_clock_is_aware_and_at_plus_seven() -> None:
    assert SystemClock().now().utcoffset() == timedelta(hours=7)
