"""Figures of targets: what is asked, how numbers are read, and a real entry with undo."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.clock import FrozenClock
from app.domain.plan import Clause, Operator, Unit
from app.domain.report import TargetStatus
from app.domain.views import TargetRow
from app.jobs.desk import Desk
from app.ui.targets.entry import EntryPanel
from app.ui.targets.figures import Asks, asks, reached
from app.ui.targets.screen import TargetScreen
from app.ui.words.numbers import number, parse
from tests.helpers.held import HeldDesk
from tests.helpers.talk import RecordedTalk
from tests.pages.base import PageObject

PERCENT = Clause(Operator.AT_LEAST, 95, Unit.PERCENT, "giáo viên")


def target(*clauses: Clause, **changes: object) -> TargetRow:
    values: dict[str, object] = {
        "id": "t", "group": "", "words": "Trên 95% giáo viên soạn học liệu số", "planned": "≥ 95 %",
        "clauses": clauses,
        "status": TargetStatus.NO_DATA, "numerator": None, "denominator": None, "value": None, "done": None,
        "as_of": None, "estimate": False, "previous": "", "evidence_count": 0,
    }  # fmt: skip
    return TargetRow(**{**values, **changes})


@pytest.mark.parametrize(
    ("clause", "kind"),
    [
        (PERCENT, Asks.RATIO),
        (Clause(Operator.EQUAL, 4, Unit.COUNT, total=4), Asks.RATIO),
        (Clause(Operator.AT_LEAST, 2, Unit.COUNT), Asks.COUNT),
        (Clause(Operator.LEVEL_AT_LEAST, 2, Unit.LEVEL), Asks.LEVEL),
        (Clause(Operator.NONE_ALLOWED), Asks.CASES),
        (Clause(Operator.MILESTONE), Asks.DONE),
        (None, Asks.DONE),
    ],
)
def test_each_kind_of_clause_asks_for_its_figure(clause: Clause | None, kind: Asks) -> None:
    assert asks(clause) is kind


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("95", 95),
        ("95,5", 95.5),
        (" 95 % ", 95),
        ("1.234", 1234),
        ("1.234,5", 1234.5),
        ("0.5", 0.5),
        ("85.5", 85.5),
        ("1.200", 1200),
        ("", None),
    ],
)
def test_numbers_as_people_write_them(typed: str, value: float | None) -> None:
    assert parse(typed) == value


@pytest.mark.parametrize("typed", ["chín", "-3", "1,2,3", "nan", "inf"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        parse(typed)


@given(st.integers(0, 10**9).map(lambda n: n / 100))
def test_a_printed_number_reads_back(value: float) -> None:
    assert parse(number(value)) == pytest.approx(value)


def test_figures_up_to_now() -> None:
    assert reached(target(PERCENT, numerator=18, denominator=20)) == "18/20 = 90 %"
    assert reached(target(PERCENT, numerator=18, denominator=20, estimate=True)) == "18/20 = 90 % (ước)"
    assert reached(target(PERCENT, numerator=0, denominator=0)) == "0/0"
    assert reached(target(Clause(Operator.AT_LEAST, 2, Unit.COUNT), value=3.0)) == "3"
    assert reached(target(Clause(Operator.MILESTONE), done=True)) == "Đã xong"
    assert reached(target(PERCENT)) == ""


class Entry(PageObject):
    def on(self, panel: EntryPanel) -> Entry:
        self.panel = panel
        self.sent: list[dict[str, object]] = []
        panel.entered.connect(self.sent.append)
        return self


@pytest.fixture
def entry(qtbot: QtBot, desk: Desk) -> Entry:
    panel = EntryPanel()
    qtbot.addWidget(panel)
    panel.show()
    return Entry(qtbot, desk).on(panel)


def test_a_ratio_is_typed_with_enter_and_shows_its_percentage(entry: Entry) -> None:
    entry.panel.show_row(target(PERCENT))
    entry.type_in(entry.panel.first, "19")
    entry.press(entry.panel.first, Qt.Key.Key_Return)
    entry.type_in(entry.panel.second, "20")
    assert "95 %" in entry.panel.percent.text()
    entry.press(entry.panel.second, Qt.Key.Key_Return)
    assert entry.sent == [{"clause": 0, "estimate": False, "numerator": 19.0, "denominator": 20.0}]


def test_a_missing_or_odd_number_is_said_beside_the_field(entry: Entry) -> None:
    entry.panel.show_row(target(PERCENT))
    entry.type_in(entry.panel.first, "mấy")
    entry.click(entry.panel.save_button)
    assert not entry.sent
    assert entry.panel.first_field.note.isVisible() and entry.panel.second_field.note.isVisible()


def test_a_refreshed_row_keeps_what_is_being_typed(entry: Entry) -> None:
    entry.panel.show_row(target(PERCENT))
    entry.type_in(entry.panel.first, "19")
    entry.panel.show_row(target(PERCENT, evidence_count=3))
    assert entry.panel.first.text() == "19"
    entry.panel.show_row(target(PERCENT, id="khác"))
    assert entry.panel.first.text() == ""


def test_the_same_as_last_time_is_one_press_and_a_second_to_save(entry: Entry) -> None:
    entry.panel.show_row(target(PERCENT))
    assert not entry.panel.same_button.isVisible()
    entry.panel.show_row(target(PERCENT, id="khác", previous="1.218/1.320"))
    entry.click(entry.panel.same_button)
    assert not entry.sent
    entry.press(entry.panel.save_button, Qt.Key.Key_Return)
    assert entry.sent == [{"clause": 0, "estimate": False, "numerator": 1218.0, "denominator": 1320.0}]


def test_each_clause_of_a_target_is_entered_by_itself(entry: Entry) -> None:
    entry.panel.show_row(
        target(PERCENT, Clause(Operator.LEVEL_AT_LEAST, 2, Unit.LEVEL), numerator=1, denominator=2)
    )
    assert entry.panel.clause_field.isVisible() and entry.panel.first.text() == "1"
    entry.panel.clause.setCurrentIndex(1)
    entry.panel.clause.activated.emit(1)
    assert entry.panel.first.text() == "" and not entry.panel.second_field.isVisible()
    entry.type_in(entry.panel.first, "2")
    entry.click(entry.panel.save_button)
    assert entry.sent == [{"clause": 1, "estimate": False, "value": 2.0}]


def test_a_figure_reaches_the_book_and_the_list(
    qtbot: QtBot, open_desk: Desk, talk: RecordedTalk, clock: FrozenClock
) -> None:
    screen = TargetScreen(open_desk, talk)
    screen.clock = clock
    qtbot.addWidget(screen)
    screen.show()
    page = Entry(qtbot, open_desk).on(screen.entry)
    screen.refresh()
    page.settle()
    first = screen.table.current()
    assert screen.month_words.text() == "Tháng 11/2026" and first.clauses
    page.type_in(screen.entry.first, "19")
    page.type_in(screen.entry.second, "19")
    page.click(screen.entry.save_button)
    page.settle()
    assert reached(screen.table.current()) == "19/19 = 100 %"
    assert screen.table.current().status is TargetStatus.REACHED
    screen.show_at(status=TargetStatus.REACHED)
    screen.refresh()
    page.settle()
    assert [row.id for row in screen.table.rows_model.rows] == [first.id]
    page.click(screen.entry.why_button)
    page.settle()
    assert "“" in screen.entry.answer.quote.text() and not talk.faults


def test_an_impossible_ratio_is_the_worlds_fault(qtbot: QtBot, open_desk: Desk, talk: RecordedTalk) -> None:
    screen = TargetScreen(open_desk, talk)
    qtbot.addWidget(screen)
    screen.show()
    page = Entry(qtbot, open_desk).on(screen.entry)
    screen.refresh()
    page.settle()
    page.type_in(screen.entry.first, "21")
    page.type_in(screen.entry.second, "20")
    page.click(screen.entry.save_button)
    page.settle()
    assert len(talk.faults) == 1 and screen.entry.first.text() == "21"


def test_figures_changed_elsewhere_replace_what_the_panel_showed(entry: Entry) -> None:
    entry.panel.show_row(target(PERCENT, numerator=18, denominator=20))
    entry.panel.show_row(target(PERCENT, numerator=19, denominator=20))
    assert entry.panel.first.text() == "19"


def test_another_month_shows_its_own_figures(qtbot: QtBot, desk: Desk, talk: RecordedTalk) -> None:
    screen = TargetScreen(HeldDesk(), talk)
    qtbot.addWidget(screen)
    screen.year, screen.month = 2026, 11
    screen.show()
    screen.show_rows((target(PERCENT),))
    Entry(qtbot, desk).on(screen.entry).type_in(screen.entry.first, "19")
    screen.turn(-1)
    screen.show_rows((target(PERCENT),))
    assert screen.entry.first.text() == "", "typed for November"
