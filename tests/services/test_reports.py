"""Report, signature, number, package, verification: the slice's second half on a real book."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.domain.clock import FrozenClock
from app.domain.errors import WorldError
from app.domain.report import Narrative, TaskState
from app.domain.views import ItemKind, PackageMade, ReportState, Review
from app.models.book import Book
from app.services import evidence, home, journal, months, packages, plans, reports, rows, targets
from app.services.outcomes import ServiceFault
from tests.services.conftest import SCHOOL


@pytest.fixture
def busy(issued: Book, tmp_path: Path) -> Book:
    """The month worked on: states, evidence, figures."""
    rows = months.month(issued, 2026, 11).rows
    months.set_state(issued, [rows[0].id], TaskState.DONE)
    months.set_state(issued, [rows[1].id], TaskState.NOT_DONE, "no_time")
    photo = tmp_path / "Ảnh tập huấn.jpg"
    photo.write_bytes(b"\xff\xd8 picture")
    evidence.attach(issued, "occurrence", rows[0].id, [photo])
    first = targets.targets(issued, 2026, 11)[0]
    targets.measure(issued, first.id, 2026, 11, numerator=57, denominator=60)
    return issued


def test_the_calendar_of_the_plan_is_owed(issued: Book) -> None:
    owed = {(d.year, d.month): d for d in reports.due(issued)}
    november = owed[2026, 11]
    assert (november.last_safe_day, november.days_left) == (date(2026, 11, 19), 2)
    assert (2026, 12) in owed
    assert min(owed) == (2026, 3)  # the plan is of 9 March: January and February are not owed
    assert november.state is None


def test_freeze_again_until_signed(busy: Book) -> None:
    first = reports.freeze(busy, 2026, 11, Narrative(proposals="Đề nghị cấp thêm máy tính."))
    months.set_state(busy, [months.month(busy, 2026, 11).rows[2].id], TaskState.DONE)
    second = reports.freeze(busy, 2026, 11)
    assert first.id == second.id
    assert second.state is ReportState.FROZEN
    assert (second.tasks, second.targets, second.evidence) == (3, 3, 1)
    reports.sign(busy, second.id)
    with pytest.raises(WorldError) as caught:
        reports.freeze(busy, 2026, 11)
    assert caught.value.outcome is ServiceFault.REPORT_SIGNED


def test_a_signed_report_does_not_change_with_the_month(busy: Book) -> None:
    view = reports.sign(busy, reports.freeze(busy, 2026, 11).id)
    before = reports.pdf(busy, view.id)
    months.set_state(busy, [months.month(busy, 2026, 11).rows[0].id], TaskState.OPEN)
    assert reports.pdf(busy, view.id) == before


def test_sign_number_pack_verify(busy: Book, tmp_path: Path, clock: FrozenClock) -> None:
    view = reports.sign(busy, reports.freeze(busy, 2026, 11).id)
    assert (view.state, view.signed_by) == (ReportState.SIGNED, SCHOOL.name)
    view = reports.number(busy, view.id, "5", date(2026, 11, 18))
    assert (view.number, view.state) == ("05", ReportState.NUMBERED)
    stick = tmp_path / "USB xanh"
    stick.mkdir()
    made = packages.pack(busy, view.id, stick)
    assert Path(made.path).parent == stick
    assert [path.suffix for path in stick.iterdir()] == [".asice"]
    verdict = packages.verify(Path(made.path), clock, busy)
    assert verdict.holds, [f.notice for f in verdict.findings if not f.good]
    assert (verdict.school, verdict.signer, verdict.signed_by_device) == (SCHOOL.name, SCHOOL.name, True)
    assert reports.report(busy, view.id).state is ReportState.PACKED


def test_a_stranger_sees_that_the_signer_is_unknown(busy: Book, tmp_path: Path, clock: FrozenClock) -> None:
    view = reports.sign(busy, reports.freeze(busy, 2026, 11).id)
    made = packages.pack(busy, view.id, tmp_path)
    assert not packages.verify(Path(made.path), clock).holds


def test_one_changed_byte_is_named(busy: Book, tmp_path: Path, clock: FrozenClock) -> None:
    view = reports.sign(busy, reports.freeze(busy, 2026, 11).id)
    path = Path(packages.pack(busy, view.id, tmp_path).path)
    data = bytearray(path.read_bytes())
    at = data.index(b"\xff\xd8 picture")
    data[at + 3] ^= 1
    path.write_bytes(data)
    verdict = packages.verify(path, clock, busy)
    assert not verdict.holds
    assert "Ảnh tập huấn" in str(verdict.headline.params)


def said(made: PackageMade) -> dict[str, Any]:
    with zipfile.ZipFile(made.path) as container:
        plain: dict[str, Any] = json.loads(container.read("goi.json"))
    return plain


def test_one_package_id_never_says_two_things(busy: Book, tmp_path: Path) -> None:
    """A report packed before it had its number is another package than the numbered one."""
    view = reports.sign(busy, reports.freeze(busy, 2026, 11).id)
    sticks = [tmp_path / name for name in ("một", "hai", "ba")]
    for stick in sticks:
        stick.mkdir()
    bare, again = (packages.pack(busy, view.id, stick) for stick in sticks[:2])
    assert bare.identity == again.identity
    reports.number(busy, view.id, "5", date(2026, 11, 18))
    numbered = packages.pack(busy, view.id, sticks[2])
    assert said(numbered)["report_id"] == said(bare)["report_id"] == view.id
    assert said(numbered)["id"] != said(bare)["id"]


def test_a_duty_set_aside_gives_no_deadline(book: Book, plan_file: Path) -> None:
    plan = plans.import_plan(book, plan_file)
    duty = next(item for item in plan.items if item.kind is ItemKind.DUTY)
    plans.review(book, ItemKind.DUTY, [duty.id], Review.SET_ASIDE)
    plans.issue(book, plan.id)
    assert reports.freeze(book, 2026, 11).last_safe_day is None


def test_packing_needs_a_signature(busy: Book, tmp_path: Path) -> None:
    view = reports.freeze(busy, 2026, 11)
    with pytest.raises(WorldError) as caught:
        packages.pack(busy, view.id, tmp_path)
    assert caught.value.outcome is ServiceFault.REPORT_NOT_SIGNED
    assert not list(tmp_path.glob("*.asice*"))


def test_words_of_a_report_not_yet_made_are_kept_on_this_pc(busy: Book) -> None:
    words = Narrative(difficulties="Đường truyền điểm trường lẻ yếu.")
    before = journal.verify(busy).ops
    reports.keep_words(busy, "month:2026-11", words)
    reports.keep_words(busy, "quarter:2026-12", Narrative(proposals="Cấp thêm máy."))
    reports.keep_words(busy, "quarter:2026-12", None)
    assert reports.kept_words(busy) == {"month:2026-11": words}
    assert journal.verify(busy).ops == before


def test_a_period_still_to_come_has_no_report(busy: Book) -> None:
    with pytest.raises(WorldError) as caught:
        reports.freeze(busy, 2026, 12)
    assert caught.value.outcome is ServiceFault.PERIOD_NOT_BEGUN


def test_an_earlier_figure_is_cumulative_and_not_this_periods(busy: Book) -> None:
    second = targets.targets(busy, 2026, 11)[1]
    targets.measure(busy, second.id, 2026, 10, numerator=18, denominator=20)
    view = reports.freeze(busy, 2026, 11)
    with busy.read() as conn:
        lines = reports.frozen_snapshot(busy, rows.one(conn, "report", view.id)).targets
    assert [(line.achieved, line.cumulative) for line in lines] == [
        ("57/60", "57/60"),
        ("", "18/20"),
        ("", ""),
    ]


def test_a_report_without_a_plan_is_refused(book: Book) -> None:
    with pytest.raises(WorldError) as caught:
        reports.freeze(book, 2026, 11)
    assert caught.value.outcome is ServiceFault.NO_PLAN


def test_a_number_is_given_once_and_never_empty(busy: Book) -> None:
    view = reports.sign(busy, reports.freeze(busy, 2026, 11).id)
    with pytest.raises(WorldError) as caught:
        reports.number(busy, view.id, "  ", date(2026, 11, 18))
    assert caught.value.outcome is ServiceFault.NUMBER_EMPTY
    reports.number(busy, view.id, "5", date(2026, 11, 18))
    with pytest.raises(WorldError) as caught:
        reports.number(busy, view.id, "6", date(2026, 11, 18))
    assert caught.value.outcome is ServiceFault.REPORT_NUMBERED


def test_home_sums_it_up(busy: Book) -> None:
    view = home.home(busy)
    assert (view.month.done, view.month.not_done, view.month.open) == (1, 1, 1)
    assert (view.evidence_total, view.evidence_unlinked) == (1, 0)
    assert view.last_backup is None
    assert sum(count for _, count in view.targets) == 3
    assert view.plan_title.startswith("Chuyển đổi số")


def test_the_journal_is_whole_and_replays(busy: Book) -> None:
    reports.sign(busy, reports.freeze(busy, 2026, 11).id)
    check = journal.verify(busy)
    assert check.problems == ()
    assert check.replay_equal
    assert check.ops > 50


def test_a_signature_is_not_undone(busy: Book) -> None:
    reports.sign(busy, reports.freeze(busy, 2026, 11).id)
    line = next(line for line in journal.history(busy) if line.action == "sign_report")
    with pytest.raises(WorldError):
        journal.undo(busy, line.txn_id)
