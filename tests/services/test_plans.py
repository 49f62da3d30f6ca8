"""A plan file in, reviewed, issued: nothing lost, nothing changed silently."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import WorldError
from app.domain.plan import Operator
from app.domain.views import ItemKind, PlanState, Review
from app.models.book import Book
from app.services import home, journal, months, plans
from app.services.outcomes import ServiceFault
from tests.services.conftest import PLAN


def test_import_makes_a_draft_beside_its_source(book: Book, plan_file: Path) -> None:
    view = plans.import_plan(book, plan_file)
    assert (view.state, view.number, view.symbol, view.issued_on) == (
        PlanState.DRAFT,
        "8",
        "KH-TH",
        date(2026, 3, 9),
    )
    targets = [item for item in view.items if item.kind is ItemKind.TARGET]
    assert [item.clauses[0].operator for item in targets] == [
        Operator.AT_LEAST,
        Operator.EQUAL,
        Operator.AT_LEAST,
    ]
    lines = {line.block: line.text for line in view.source}
    for item in view.items:
        assert item.source_block in lines
        assert item.review is Review.PROPOSED


def test_home_counts_what_asks_for_a_look(book: Book, tmp_path: Path) -> None:
    odd = tmp_path / "ke-hoach.md"
    odd.write_text(PLAN.replace("≥90%", "> 100%"), encoding="utf-8")
    view = plans.import_plan(book, odd)
    assert home.home(book).flags == len(view.flags) > 0
    assert home.home(book).to_review == len(view.items)


def test_review_edit_and_undo(book: Book, plan_file: Path) -> None:
    view = plans.import_plan(book, plan_file)
    first = view.items[0]
    plans.review(book, first.kind, [first.id], Review.SET_ASIDE)
    plans.edit_item(book, ItemKind.TARGET, view.items[1].id, words="Tất cả giáo viên có chữ ký số")
    again = plans.plan(book, view.id)
    assert again.items[0].review is Review.SET_ASIDE
    assert again.items[1].words == "Tất cả giáo viên có chữ ký số"
    assert again.items[1].source_words == first.source_words or again.items[1].source_words
    journal.undo(book)
    assert plans.plan(book, view.id).items[1].words == view.items[1].words


def test_issuing_needs_nothing_more_and_opens_the_checklist(book: Book, plan_file: Path) -> None:
    view = plans.import_plan(book, plan_file)
    plans.review(book, ItemKind.TASK, [view.items[-2].id], Review.ACCEPTED)
    plans.issue(book, view.id)
    assert plans.plan(book, view.id).state is PlanState.ISSUED
    words = [row.words for row in months.month(book, 2026, 11).rows]
    assert len(words) == 3
    assert words[0].startswith("Tập huấn ký số")


def test_an_issued_plan_is_not_edited_item_by_item(issued: Book) -> None:
    view = plans.plan(issued, plans.current_plan(issued))
    with pytest.raises(WorldError) as caught:
        plans.review(issued, view.items[0].kind, [view.items[0].id], Review.SET_ASIDE)
    assert caught.value.outcome is ServiceFault.PLAN_ISSUED


def test_undo_of_issuing_takes_the_checklist_back(issued: Book) -> None:
    journal.undo(issued)
    assert months.month(issued, 2026, 11).rows == ()
    assert plans.plan(issued, plans.current_plan(issued)).state is PlanState.DRAFT


def test_a_set_aside_task_has_no_row(book: Book, plan_file: Path) -> None:
    view = plans.import_plan(book, plan_file)
    aside = next(item for item in view.items if "sao lưu" in item.words)
    plans.review(book, ItemKind.TASK, [aside.id], Review.SET_ASIDE)
    plans.issue(book, view.id)
    assert all("sao lưu" not in row.words for row in months.month(book, 2026, 11).rows)


def test_why_answers_with_the_plans_own_sentence(issued: Book) -> None:
    row = months.month(issued, 2026, 12).rows[0]
    why = plans.why(issued, ItemKind.TASK, row.task_id)
    assert "Tổng kết năm" in why.words
    assert (why.plan_number, why.plan_date) == ("8/KH-TH", date(2026, 3, 9))
    assert why.line > 0
