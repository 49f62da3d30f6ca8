"""Reports owed and made as one list, without a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.plan import Period
from app.domain.views import DueReport, ReportState, ReportView
from app.ui.reports import texts
from app.ui.reports.entries import deadline_of, entries, first_to_do, mark_of, spoken

TODAY = date(2026, 11, 17)


def due(month: int, days: int | None = 2, report: str = "") -> DueReport:
    safe = date(2026, month, 19) if days is not None else None
    return DueReport(
        "d", Period.MONTH, f"tháng {month} năm 2026", "UBND xã", safe, days, None, report, 2026, month
    )


def made(month: int, state: ReportState = ReportState.FROZEN) -> ReportView:
    return ReportView(
        f"r{month}", f"tháng {month} năm 2026", Period.MONTH, date(2026, month, 1), date(2026, month, 28),
        date(2026, month, 17), None, state, "", "BC-TH", None, "", None, 4, 20, 5, 7,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (2, "Hạn an toàn 19/11 · còn 2 ngày"),
        (0, "Hạn an toàn 19/11 · hôm nay"),
        (-3, "Hạn an toàn 19/11 · quá 3 ngày"),
    ],
)
def test_the_last_safe_day_is_said(days: int, words: str) -> None:
    assert deadline_of(entries([due(11, days)], [])[0]) == words


def test_without_a_deadline_nothing_is_invented() -> None:
    (entry,) = entries([due(11, None)], [])
    assert deadline_of(entry) == texts.NO_SAFE_DAY
    assert mark_of(entry).word == "Chưa lập"


def test_a_made_report_joins_what_is_owed_and_one_owed_to_nobody_stays() -> None:
    found = entries([due(10, -29, "r10"), due(11)], [made(10, ReportState.PACKED), made(9)])
    assert [(entry.month, entry.made is not None) for entry in found] == [(10, True), (11, False), (9, True)]
    assert spoken(found[0]).startswith("Báo cáo tháng 10 năm 2026, Hạn an toàn 19/10, Đã đóng gói")


def test_opens_on_what_is_begun_else_on_this_months() -> None:
    owed = [due(month) for month in range(9, 13)]
    assert first_to_do(entries(owed, []), TODAY) == entries(owed, [])[2]
    begun = entries([replace(owed[0], report_id="r9"), *owed[1:]], [made(9)])
    assert first_to_do(begun, TODAY) == begun[0]
    assert first_to_do([], TODAY) is None


def test_every_state_has_words() -> None:
    assert set(texts.STATES) == set(ReportState)
