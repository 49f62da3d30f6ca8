"""The overview: every number a link, warnings in words, one button when there is nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.clock import VIETNAM, FrozenClock
from app.domain.plan import Period, Schedule, ScheduleKind
from app.domain.report import TargetStatus, TaskState
from app.domain.views import DueReport, HomeView, MonthView, PlanState, ReportState, TaskRow
from app.jobs.desk import Desk
from app.ui.home import texts
from app.ui.home.screen import HomeScreen
from tests.helpers.talk import RecordedTalk
from tests.ui.conftest import SCHOOL

NOW = datetime(2026, 11, 17, 8, 30, tzinfo=VIETNAM)


def task(number: int, *, state: TaskState = TaskState.OPEN, overdue: bool = False) -> TaskRow:
    return TaskRow(
        f"o{number}", f"t{number}", f"Việc số {number} của tháng", (), ("Kế toán",), ((2026, 11),), state,
        "", "", None, 0, False, Schedule(ScheduleKind.MONTHS), overdue,
    )  # fmt: skip


def due(days: int, state: ReportState | None = None, month: int = 11) -> DueReport:
    day = NOW.date() + timedelta(days=days)
    return DueReport(
        "d", Period.MONTH, f"tháng {month} năm 2026", "UBND xã", day, days, state, "", 2026, month
    )


def view(**changes: object) -> HomeView:
    rows = tuple(task(n, overdue=n == 3) for n in range(8))
    month = MonthView(2026, 11, rows, (), done=1, partly=2, not_done=3, open=8, evidence=4)
    plain = HomeView(
        school=SCHOOL, year=2026, plan_id="p", plan_title="Kế hoạch", plan_state=PlanState.ISSUED,
        month=month, due=(due(2),), targets=((TargetStatus.REACHED, 5), (TargetStatus.NOT_YET_DUE, 9)),
        evidence_total=12, evidence_unlinked=0, last_backup=NOW - timedelta(days=6),
        to_review=0, flags=0, conflicts=0,
    )  # fmt: skip
    return replace(plain, **changes)


FULL = view(
    to_review=17,
    flags=12,
    conflicts=2,
    evidence_unlinked=3,
    due=(due(-300), due(-9), due(0), due(2), due(30), due(60)),
    targets=tuple((status, 4) for status in TargetStatus),
    last_backup=NOW - timedelta(days=30),
)


class Home:
    def __init__(self, screen: HomeScreen) -> None:
        self.screen = screen
        self.opened: list[tuple[str, dict[str, object]]] = []
        screen.open_screen = lambda name, **where: self.opened.append((name, where))

    def link(self, words: str) -> QAbstractButton:
        found = [b for b in self.screen.findChildren(QAbstractButton) if words in b.accessibleName()]
        assert found, words
        return found[0]

    def words(self) -> str:
        QApplication.sendPostedEvents()  # layouts show new widgets by an event
        shown = [w.text() for kind in (QLabel, QAbstractButton) for w in self.screen.findChildren(kind)
                 if w.isVisibleTo(self.screen)]  # fmt: skip
        return "\n".join(shown)


@pytest.fixture
def home(qtbot: QtBot, desk: Desk, talk: RecordedTalk) -> Home:
    screen = HomeScreen(desk, talk)
    qtbot.addWidget(screen)
    screen.clock = FrozenClock(NOW)
    screen.resize(1198, 620)
    screen.show()
    return Home(screen)


def test_the_first_minute_of_journey_b(home: Home) -> None:
    home.screen.show_view(view())
    words = home.words()
    for said in ("Thứ Ba, 17/11/2026", "Việc tháng 11/2026", "Hạn an toàn 19/11/2026", "còn 2 ngày", "6"):
        assert said in words
    assert "quá một tuần" not in words


@pytest.mark.parametrize(
    ("words", "name", "where"),
    [
        ("Xong: 1", "month", {"year": 2026, "month": 11}),
        ("Chưa ghi: 8", "month", {"year": 2026, "month": 11}),
        ("Việc số 3", "month", {"year": 2026, "month": 11, "item": "o3"}),
        ("Tháng 11 năm 2026", "reports", {"year": 2026, "month": 11}),
        ("Đạt: 5", "targets", {"status": TargetStatus.REACHED}),
        ("12 minh chứng", "month", {}),
        (texts.BACK_UP, "settings", {"part": "backup"}),
        ("Kế hoạch chờ duyệt: 7", "plan", {}),
        ("5 điểm cần xem lại", "plan", {"flags": True}),
    ],
)
def test_every_number_is_a_link(home: Home, words: str, name: str, where: dict[str, object]) -> None:
    home.screen.show_view(view(to_review=7, flags=5))
    home.link(words).click()
    assert home.opened == [(name, where)]


def test_overdue_tasks_come_first_and_the_rest_is_counted(home: Home) -> None:
    home.screen.show_view(view())
    buttons = [b.accessibleName() for b in home.screen.month.findChildren(QAbstractButton)]
    tasks = [name for name in buttons if name.startswith("Việc số")]
    assert tasks[0] == "Việc số 3 của tháng"


def test_as_many_tasks_as_fit_are_shown_and_the_rest_is_counted(home: Home) -> None:
    home.screen.show_view(view())

    def shown() -> int:
        QApplication.sendPostedEvents()
        return home.words().count("Việc số")

    home.screen.resize(1198, 900)
    assert shown() == 8 and not home.screen.month.tasks.rest.isVisible()
    home.screen.resize(1045, 450)
    assert 2 <= shown() < 8
    assert home.screen.month.tasks.rest.text() == f"và {8 - shown()} việc nữa"


def test_old_missed_reports_are_counted_and_recent_ones_listed(home: Home) -> None:
    home.screen.show_view(
        view(due=(due(-300, month=1), due(-29, month=10), due(2), due(9, ReportState.PACKED)))
    )
    words = home.words()
    assert "quá 29 ngày" in words and "quá 300 ngày" not in words
    assert "1 báo cáo kỳ cũ" in words and "còn 9 ngày" not in words


@pytest.mark.parametrize(("days", "warned"), [(7, False), (8, True)])
def test_a_backup_older_than_a_week_is_warned_about(home: Home, days: int, warned: bool) -> None:
    home.screen.show_view(view(last_backup=NOW - timedelta(days=days)))
    assert (texts.BACKUP_OLD in home.words()) is warned


def test_no_backup_at_all_says_what_it_means(home: Home) -> None:
    home.screen.show_view(view(last_backup=None))
    assert texts.NEVER in home.words() and texts.NEVER_WHY in home.words()


def test_without_a_plan_there_is_one_button(home: Home) -> None:
    home.screen.show_view(view(plan_id="", plan_title="", plan_state=None))
    visible = [b for b in home.screen.findChildren(QAbstractButton) if b.isVisibleTo(home.screen)]
    assert [b.text() for b in visible] == [texts.IMPORT]
    visible[0].click()
    assert home.opened == [("plan", {"choose": True})]


def test_showing_again_leaves_nothing_of_before(home: Home) -> None:
    home.screen.show_view(view())
    home.screen.show_view(view(month=MonthView(2026, 12, (), (), 0, 0, 0, 0, 0), due=(), targets=()))
    words = home.words()
    assert "Việc số" not in words and "còn 2 ngày" not in words and texts.MONTH_NONE in words
    assert date(2026, 12, 1) and "Việc tháng 12/2026" in words


def test_the_bar_is_told_in_words(home: Home) -> None:
    home.screen.show_view(view())
    assert home.screen.month.bar.accessibleName() == "Xong: 1, Một phần: 2, Chưa làm được: 3, Chưa ghi: 8"


def test_it_fits_a_small_laptop_without_scrolling(home: Home) -> None:
    home.screen.show_view(FULL)
    smallest = home.screen.minimumSizeHint()
    assert smallest.width() <= 1093 - 48 and smallest.height() <= 560 - 60 - 50  # with the strip
