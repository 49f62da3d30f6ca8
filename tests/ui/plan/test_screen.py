"""Bringing a plan in, reviewing it by keys and by mouse, issuing it; on a real book."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.plan import Operator
from app.domain.views import Created, ItemKind, PlanState, Review
from app.jobs.desk import Desk
from app.services import plans, setup
from app.ui.place import Place
from app.ui.plan import texts
from app.ui.plan.details import FlagDetail
from app.ui.plan.rows import Group
from app.ui.plan.screen import PlanScreen
from app.ui.words.plain import readable
from tests.helpers.held import HeldDesk
from tests.helpers.talk import RecordedTalk
from tests.pages.checks import english, too_big, unnamed
from tests.pages.drops import drop
from tests.pages.plan import Plan
from tests.ui.conftest import WORD
from tests.ui.plan.conftest import SAMPLE


@pytest.fixture
def blank(qtbot: QtBot, desk: Desk, talk: RecordedTalk, empty_place: Place, created: Created) -> Plan:
    """The screen of a school without a plan."""
    desk.book = setup.open_school(empty_place.profile, created.account_id, WORD, empty_place.clock)
    return show(qtbot, desk, talk)


@pytest.fixture
def draft(qtbot: QtBot, desk: Desk, talk: RecordedTalk, drafted_place: Place, created: Created) -> Plan:
    """The sample plan, read and not yet reviewed."""
    desk.book = setup.open_school(drafted_place.profile, created.account_id, WORD, drafted_place.clock)
    return show(qtbot, desk, talk)


@pytest.fixture
def issued(qtbot: QtBot, open_desk: Desk, talk: RecordedTalk) -> Plan:
    return show(qtbot, open_desk, talk)


def show(qtbot: QtBot, desk: Desk, talk: RecordedTalk) -> Plan:
    screen = PlanScreen(desk, talk)
    qtbot.addWidget(screen)
    screen.resize(1198, 640)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    return Plan(qtbot, desk).on(screen)


def test_empty_state_has_one_button_that_reads_a_plan(blank: Plan, talk: RecordedTalk) -> None:
    assert blank.screen.stack.currentWidget() is blank.screen.empty
    talk.files = [SAMPLE]
    blank.click(blank.screen.empty.action)
    blank.settle()
    assert blank.view.state is PlanState.DRAFT
    assert "12/KH-TH" in blank.screen.summary.text()
    assert not blank.screen.progress.isVisible()


def test_a_plan_is_dropped_anywhere(blank: Plan) -> None:
    assert drop(blank.screen, [SAMPLE])
    blank.settle()
    assert blank.view.number == "12"


def test_a_damaged_scan_is_told_kindly(blank: Plan, talk: RecordedTalk, tmp_path: Path) -> None:
    scan = tmp_path / "bản quét.pdf"
    scan.write_bytes(b"%PDF")
    assert drop(blank.screen, [scan])
    blank.settle()
    assert [error.outcome.value.partition(".")[0] for error in talk.faults] == ["intake"]
    assert blank.screen.view is None


def test_the_plan_goes_out_as_word_pdf_and_excel(blank: Plan, talk: RecordedTalk, tmp_path: Path) -> None:
    talk.files = [SAMPLE]
    blank.click(blank.screen.empty.action)
    blank.settle()
    talk.folder = tmp_path / "Xuất kế hoạch"
    blank.click(blank.screen.export)
    blank.settle()
    assert sorted(path.suffix for path in talk.folder.iterdir()) == [".docx", ".pdf", ".xlsx"]
    assert str(talk.folder) in talk.told[-1]
    assert blank.screen.export.isEnabled()


def test_a_file_that_is_no_plan_keeps_the_empty_state(
    blank: Plan, talk: RecordedTalk, tmp_path: Path
) -> None:
    empty = tmp_path / "trống.txt"
    empty.write_bytes(b"")
    blank.screen.import_file(empty)
    blank.settle()
    assert len(talk.faults) == 1
    assert blank.screen.empty.action.isEnabled()
    assert not blank.screen.progress.isVisible()


def test_the_sentence_of_every_row_is_lit_in_the_source(draft: Plan) -> None:
    for entry in [e for e in draft.entries if e.item is not None]:
        assert draft.screen.review.list.select(entry.id)
        assert entry.item is not None
        lit = " ".join(draft.screen.review.source.lit())
        assert readable(entry.item.source_words) in lit, entry.title


def test_n_accepts_and_goes_on(draft: Plan, talk: RecordedTalk) -> None:
    first = draft.go_to("văn bản đi")
    draft.key(Qt.Key.Key_N)
    assert draft.item("văn bản đi").review is Review.ACCEPTED
    assert draft.current.id != first.id
    assert draft.current.item is not None
    assert draft.current.item.review is Review.PROPOSED
    assert talk.undos[-1][0].startswith("Đã nhận: 100% văn bản đi")


def test_r_sets_aside_and_undo_brings_it_back(draft: Plan, talk: RecordedTalk) -> None:
    draft.go_to("Internet")
    draft.key(Qt.Key.Key_R)
    assert draft.item("Internet").review is Review.SET_ASIDE
    talk.undos[-1][1]()
    draft.settle()
    assert draft.item("Internet").review is Review.PROPOSED


def test_a_accepts_the_group_and_leaves_the_others(draft: Plan) -> None:
    draft.go_to("văn bản đi")
    draft.key(Qt.Key.Key_A)
    decided = {item.kind for item in draft.view.items if item.review is Review.ACCEPTED}
    assert decided == {ItemKind.TARGET}
    assert all(item.review is Review.ACCEPTED for item in draft.view.items if item.kind is ItemKind.TARGET)


def test_several_rows_at_once(draft: Plan) -> None:
    draft.go_to("văn bản đi")
    draft.press(draft.screen.review.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    draft.key(Qt.Key.Key_N)
    assert sum(item.review is Review.ACCEPTED for item in draft.view.items) == 2


def test_s_edits_the_words_and_the_source_stays(draft: Plan) -> None:
    before = draft.item("Internet").source_words
    draft.go_to("Internet")
    draft.key(Qt.Key.Key_S)
    editor = draft.screen.review.item_editor.words
    assert editor.hasFocus()
    editor.selectAll()
    draft.qtbot.keyClicks(editor, "Phong hoc co mang")
    draft.press(editor, Qt.Key.Key_Return)
    draft.settle()
    changed = draft.item("Phong hoc co mang")
    assert changed.source_words == before
    assert changed.review is Review.ACCEPTED
    assert draft.current.title == "Phong hoc co mang"


def test_going_to_another_row_saves_what_was_typed(draft: Plan) -> None:
    draft.go_to("Internet")
    draft.key(Qt.Key.Key_S)
    draft.qtbot.keyClicks(draft.screen.review.item_editor.words, "(moi) ")
    draft.go_to("văn bản đi")
    draft.settle()
    assert "(moi) " in draft.item("Internet").words
    assert "(moi)" not in draft.item("văn bản đi").words


def test_tab_leaves_the_words_and_saves_them(draft: Plan) -> None:
    draft.go_to("Internet")
    draft.key(Qt.Key.Key_S)
    editor = draft.screen.review.item_editor.words
    draft.qtbot.keyClicks(editor, "(moi) ")
    draft.press(editor, Qt.Key.Key_Tab)
    draft.settle()
    assert draft.item("Internet").words.startswith("(moi) ")


def test_leaving_a_field_saves_it(draft: Plan) -> None:
    draft.go_to("văn bản đi")
    line = draft.screen.review.item_editor.lines[0]
    draft.type_in(line.value, "97,5")
    line.population.setFocus()
    draft.settle()
    assert draft.item("văn bản đi").clauses[0].value == 97.5
    assert draft.current.second.startswith("97,5 %")


def test_a_wrong_number_changes_nothing(draft: Plan) -> None:
    draft.go_to("văn bản đi")
    line = draft.screen.review.item_editor.lines[0]
    draft.type_in(line.value, "nhieu")
    draft.press(line.value, Qt.Key.Key_Return)
    draft.settle()
    assert draft.item("văn bản đi").clauses[0].value == 100
    assert line.value.text() == "100"


def test_comparison_is_picked(draft: Plan) -> None:
    draft.go_to("văn bản đi")
    picks = draft.screen.review.item_editor.lines[0].operator
    picks.setFocus()
    draft.press(picks, Qt.Key.Key_Up)
    draft.settle()
    assert draft.item("văn bản đi").clauses[0].operator is Operator.AT_LEAST


def test_months_products_and_leads_of_a_task(draft: Plan) -> None:
    draft.group(Group.TASKS)
    draft.go_to("Kiểm kê máy tính, máy chiếu và đường truyền các phòng học")
    editor = draft.screen.review.item_editor
    draft.click(editor.months.toggles[2])
    draft.settle()
    found = draft.item("đường truyền các phòng học")
    assert found.schedule is not None
    assert found.schedule.months == ((2026, 2), (2026, 3))
    draft.type_in(editor.leads, "Văn phòng; Kế toán")
    draft.press(editor.leads, Qt.Key.Key_Return)
    draft.settle()
    assert draft.item("đường truyền các phòng học").leads == ("Văn phòng", "Kế toán")


def test_a_flag_shows_both_sides_and_changes_nothing(draft: Plan) -> None:
    draft.group(Group.FLAGS)
    draft.go_to("Số ký hiệu không khớp")
    assert isinstance(draft.screen.review.stack.currentWidget(), FlagDetail)
    draft.qtbot.waitUntil(lambda: "12/KH-THSH" in draft.words)
    assert "12/KH-TH\n" in draft.words
    assert texts.FLAG_KEEP in draft.words
    assert not draft.screen.review.accept.isEnabled()
    draft.key(Qt.Key.Key_N)
    assert all(item.review is Review.PROPOSED for item in draft.view.items)


def test_the_head_is_edited_and_may_be_blank(draft: Plan, talk: RecordedTalk) -> None:
    draft.go_to(texts.HEADER_ROW)
    fields = draft.screen.review.header_editor.fields
    draft.type_in(fields["number"], "")
    draft.press(fields["number"], Qt.Key.Key_Return)
    draft.type_in(fields["issued_on"], "5/4/2026")
    draft.press(fields["issued_on"], Qt.Key.Key_Return)
    draft.settle()
    assert (draft.view.number, str(draft.view.issued_on)) == ("", "2026-04-05")
    assert texts.NO_NUMBER in draft.screen.summary.text()
    draft.type_in(fields["issued_on"], "mai")
    draft.press(fields["issued_on"], Qt.Key.Key_Return)
    draft.settle()
    assert str(draft.view.issued_on) == "2026-04-05"
    assert "mai" in talk.told[-1]


def test_issuing_says_what_happens_and_leads_to_the_month(draft: Plan) -> None:
    plans.edit_header(draft.desk.book, draft.view.id, {"number": ""})
    draft.screen.refresh()
    draft.settle()
    draft.click(draft.screen.issue)
    assert "để trống" in draft.words
    draft.click(draft.screen.review.issue.no)
    assert draft.view.state is PlanState.DRAFT
    draft.click(draft.screen.issue)
    draft.click(draft.screen.review.issue.yes)
    draft.settle()
    assert draft.view.state is PlanState.ISSUED
    assert draft.opened == [("month", {})]


def test_what_is_typed_is_saved_before_issuing(draft: Plan) -> None:
    draft.go_to(texts.HEADER_ROW)
    draft.type_in(draft.screen.review.header_editor.fields["number"], "31")
    draft.click(draft.screen.issue)
    draft.settle()
    assert "31/KH-TH" in draft.words  # still asking, with what was typed
    draft.click(draft.screen.review.issue.yes)
    draft.settle()
    assert (draft.view.number, draft.view.state) == ("31", PlanState.ISSUED)


def test_an_issued_plan_is_read_and_answers_why(issued: Plan, talk: RecordedTalk) -> None:
    assert issued.view.state is PlanState.ISSUED
    assert not issued.screen.issue.isVisible()
    assert not issued.screen.review.accept.isVisible()
    issued.go_to("Internet")
    issued.key(Qt.Key.Key_Return)
    assert "đường truyền Internet ổn định" in issued.words
    assert f"dòng {issued.item('Internet').source_line}" in issued.words
    issued.key(Qt.Key.Key_R)
    assert issued.item("Internet").review is Review.ACCEPTED
    assert talk.faults == []


def test_opened_at_an_item(issued: Plan) -> None:
    wanted = issued.item("Internet")
    issued.group(Group.TASKS)
    issued.screen.show_at(item=wanted.id)
    issued.screen.refresh()
    issued.settle()
    assert issued.current.id == wanted.id


def test_the_screen_fits_and_every_control_is_named(draft: Plan) -> None:
    for entry in draft.entries[::6]:
        draft.screen.review.list.select(entry.id)
        assert unnamed(draft.screen) == []
        assert not too_big(draft.screen)
    draft.click(draft.screen.issue)
    assert not too_big(draft.screen)
    assert english(draft.screen) == []


def test_the_arrow_keys_pass_over_headings(draft: Plan) -> None:
    draft.screen.setFocus()
    draft.key(Qt.Key.Key_Home)
    seen = [draft.current.id]
    for _ in draft.entries[1:]:
        draft.key(Qt.Key.Key_Down)
        seen.append(draft.current.id)
    assert seen == [entry.id for entry in draft.entries]
    draft.key(Qt.Key.Key_End)
    for wanted in reversed(draft.entries):
        assert draft.current.id == wanted.id
        draft.key(Qt.Key.Key_Up)


def test_esc_leaves_a_field_for_the_list_and_keeps_what_was_typed(draft: Plan) -> None:
    found = draft.go_to("học bạ")
    draft.key(Qt.Key.Key_S)
    words = draft.screen.review.item_editor.words
    assert words.hasFocus()
    draft.qtbot.keyClicks(words, "x")
    draft.press(words, Qt.Key.Key_Escape)
    draft.settle()
    assert draft.screen.review.list.hasFocus()
    assert found.item is not None and draft.item("x").id == found.item.id


def test_home_leads_straight_to_the_file_chooser(blank: Plan, talk: RecordedTalk) -> None:
    talk.files = [SAMPLE]
    blank.screen.show_at(choose=True)
    blank.settle()
    assert blank.view.state is PlanState.DRAFT


def test_one_file_is_read_at_a_time(blank: Plan, talk: RecordedTalk) -> None:
    screen = blank.screen
    screen.desk = held = HeldDesk(blank.desk.book)
    screen.import_file(SAMPLE)
    assert drop(screen, [SAMPLE])
    assert [job.use_case for job in held.held] == ["plans.import_plan"]
    assert talk.told == [texts.STILL_READING]


def test_the_way_from_home_leads_to_the_flags(draft: Plan) -> None:
    draft.screen.show_at(flags=True)
    draft.screen.refresh()
    draft.settle()
    assert draft.view.flags and {entry.group for entry in draft.entries} == {Group.FLAGS}
