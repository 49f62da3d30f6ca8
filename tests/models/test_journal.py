from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Engine, text

from app.domain.clock import FrozenClock
from app.domain.errors import WorldError
from app.domain.journal import Action, Changes, Write
from app.domain.views import ReportState
from app.models import journal, rows
from app.models.outcomes import JournalFault


@dataclass
class Pen:
    """Writes into one engine as one PC and one account."""

    engine: Engine
    device: str = "d1"
    actor: str = "a1"
    clock: FrozenClock = field(default_factory=FrozenClock)

    @property
    def who(self) -> dict[str, Any]:
        return {"device": self.device, "actor": self.actor, "clock": self.clock}

    def write(self, action: Action, entity: str, entity_id: str, /, **values: Any) -> str:
        changes = Changes(action)
        changes.put(entity, entity_id, values)
        return self.apply(changes)

    def delete(self, entity: str, entity_id: str) -> str:
        changes = Changes(Action.DETACH)
        changes.delete(entity, entity_id)
        return self.apply(changes)

    def apply(self, changes: Changes) -> str:
        with self.engine.begin() as conn:
            return journal.apply(conn, changes.done(), **self.who).txn_id

    def undo(self, txn_id: str) -> str:
        with self.engine.begin() as conn:
            return journal.undo(conn, txn_id, **self.who).txn_id

    def last(self) -> str:
        with self.engine.begin() as conn:
            txn = journal.last_undoable(conn, self.actor)
            return "" if txn is None else txn.txn_id

    def row(self, entity: str, entity_id: str) -> dict[str, Any]:
        with self.engine.begin() as conn:
            row = rows.get(conn, entity, entity_id)
        assert row is not None
        return row


@pytest.fixture
def pen(engine: Engine) -> Pen:
    return Pen(engine)


def refused(call: Any, *args: Any) -> Any:
    with pytest.raises(WorldError) as caught:
        call(*args)
    return caught.value.outcome


def problems(engine: Engine) -> list[Any]:
    with engine.begin() as conn:
        return [notice.outcome for notice in journal.verify_journal(conn).problems]


def test_apply_writes_rows_and_chained_ops(pen: Pen) -> None:
    pen.write(Action.IMPORT_PLAN, "plan", "p1", title="Kế hoạch", year=2026, recipients=["Phòng", "VT"])
    pen.write(Action.EDIT_ITEM, "plan", "p1", title="Kế hoạch chuyển đổi số")
    row = pen.row("plan", "p1")
    assert (row["title"], row["year"], row["recipients"]) == ("Kế hoạch chuyển đổi số", 2026, ["Phòng", "VT"])
    with pen.engine.begin() as conn:
        ops = journal.export_ops(conn, {})
        report = journal.verify_journal(conn)
    assert [op.id.seq for op in ops] == [1, 2, 3, 4]
    assert all(after.prev_hash == before.hash for before, after in pairwise(ops))
    assert [op.lamport for op in ops] == [1, 1, 1, 2]
    assert ops[3].seen == (ops[0].id,)
    assert (report.ops, report.devices, report.problems) == (4, 1, ())


def test_text_becomes_nfc_also_inside_json(pen: Pen) -> None:
    nfd = unicodedata.normalize("NFD", "Tổ trưởng")
    assert nfd != "Tổ trưởng"
    pen.write(Action.IMPORT_PLAN, "plan", "p1", title=nfd, recipients=[nfd])
    row = pen.row("plan", "p1")
    assert row["title"] == "Tổ trưởng" and row["recipients"] == ["Tổ trưởng"]


def test_a_value_that_stands_makes_no_op(pen: Pen) -> None:
    pen.write(Action.EDIT_SCHOOL, "unit", "u1", name="Tổ 1", abbreviation=None)
    with pen.engine.begin() as conn:
        changes = Changes(Action.EDIT_SCHOOL)
        changes.put("unit", "u1", {"name": "Tổ 1", "abbreviation": None})
        assert journal.apply(conn, changes.done(), **pen.who).ops == ()


def test_a_field_written_twice_keeps_the_last(pen: Pen) -> None:
    changes = Changes(Action.EDIT_SCHOOL)
    changes.put("unit", "u1", {"name": "Tổ 1"})
    changes.put("unit", "u1", {"name": "Tổ 2"})
    pen.apply(changes)
    assert pen.row("unit", "u1")["name"] == "Tổ 2"


def test_the_registry_is_held(pen: Pen) -> None:
    changes = Changes(Action.EDIT_SCHOOL)
    for wrong in (
        Write("unit", "u1", "colour", "xanh"),
        Write("plan", "p1", "year", "2026"),
        Write("task", "t1", "_deleted", 1),
    ):
        changes.writes = [wrong]
        with pytest.raises((KeyError, ValueError)):
            pen.apply(changes)


def test_a_dangling_reference_is_refused_as_a_whole(pen: Pen) -> None:
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError):
        pen.write(Action.EDIT_SCHOOL, "person", "x", name="Lan", unit="nowhere")
    with pen.engine.begin() as conn:
        assert rows.get(conn, "person", "x") is None and journal.export_ops(conn, {}) == []


# undo


def test_undo_redo_and_what_comes_next(pen: Pen) -> None:
    made = pen.write(Action.IMPORT_PLAN, "task", "t1", words="Tập huấn")
    edit = pen.write(Action.EDIT_ITEM, "task", "t1", words="Tập huấn giáo viên")
    assert pen.last() == edit
    taken = pen.undo(edit)
    assert pen.row("task", "t1")["words"] == "Tập huấn"
    assert pen.last() == made
    again = pen.undo(taken)  # redo
    assert pen.row("task", "t1")["words"] == "Tập huấn giáo viên"
    assert pen.last() == again
    pen.undo(again)
    pen.undo(made)
    assert pen.row("task", "t1")["deleted"] is True
    assert pen.last() == ""


def test_undo_of_a_creation_and_its_redo(pen: Pen) -> None:
    made = pen.write(Action.ATTACH, "evidence", "e1", title="Biên bản")
    taken = pen.undo(made)
    assert pen.row("evidence", "e1")["deleted"] is True
    pen.undo(taken)
    row = pen.row("evidence", "e1")
    assert (row["deleted"], row["title"]) == (False, "Biên bản")
    assert problems(pen.engine) == []


def test_undo_of_a_delete_brings_it_back(pen: Pen) -> None:
    pen.write(Action.ATTACH, "evidence", "e1", title="Biên bản")
    gone = pen.delete("evidence", "e1")
    pen.undo(gone)
    assert pen.row("evidence", "e1")["deleted"] is False


def test_what_was_taken_back_does_not_stand_in_the_way(pen: Pen) -> None:
    made = pen.write(Action.IMPORT_PLAN, "task", "t1", words="một")
    pen.undo(pen.write(Action.EDIT_ITEM, "task", "t1", words="hai"))
    third = pen.write(Action.EDIT_ITEM, "task", "t1", words="ba", grouping="I")
    pen.undo(third)
    assert refused(pen.undo, third) is JournalFault.LATER_CHANGE  # already taken back
    pen.undo(made)
    assert refused(pen.undo, made) is JournalFault.LATER_CHANGE
    assert pen.row("task", "t1")["deleted"] is True


def test_undo_passes_over_other_accounts(pen: Pen) -> None:
    mine = pen.write(Action.EDIT_ITEM, "task", "t1", words="một")
    pen.actor = "a2"
    pen.write(Action.EDIT_ITEM, "task", "t2", words="hai")
    pen.actor = "a1"
    assert pen.last() == mine


def test_undo_is_refused_after_a_later_change(pen: Pen) -> None:
    made = pen.write(Action.IMPORT_PLAN, "task", "t1", words="một")
    first = pen.write(Action.EDIT_ITEM, "task", "t1", words="hai")
    pen.write(Action.EDIT_ITEM, "task", "t1", words="ba")
    assert refused(pen.undo, first) is JournalFault.LATER_CHANGE
    assert refused(pen.undo, made) is JournalFault.LATER_CHANGE
    assert pen.row("task", "t1")["words"] == "ba"


def test_undo_of_a_creation_is_refused_when_something_points_to_it(pen: Pen) -> None:
    task = pen.write(Action.IMPORT_PLAN, "task", "t1", words="một")
    occurrence = pen.write(Action.ISSUE_PLAN, "occurrence", "o1", task="t1")
    assert refused(pen.undo, task) is JournalFault.LATER_CHANGE
    pen.undo(occurrence)
    pen.undo(task)
    evidence = pen.write(Action.ATTACH, "evidence", "e1", title="ảnh")
    pen.write(Action.ATTACH, "evidence_link", "l1", evidence="e1", entity="task", entity_id="t1")
    assert refused(pen.undo, evidence) is JournalFault.LATER_CHANGE


def test_redo_is_refused_when_a_link_was_made_meanwhile(pen: Pen) -> None:
    task = pen.write(Action.IMPORT_PLAN, "task", "t1", words="một")
    again = pen.undo(pen.undo(task))
    pen.write(Action.ATTACH, "evidence_link", "l1", entity="task", entity_id="t1")
    assert refused(pen.undo, again) is JournalFault.LATER_CHANGE


def test_undo_does_not_point_back_to_what_is_gone(pen: Pen) -> None:
    pen.write(Action.EDIT_SCHOOL, "unit", "u1", name="Tổ 1")
    pen.write(Action.EDIT_SCHOOL, "unit", "u2", name="Tổ 2")
    pen.write(Action.EDIT_SCHOOL, "person", "x", name="Lan", unit="u1")
    moved = pen.write(Action.EDIT_SCHOOL, "person", "x", unit="u2")
    pen.delete("unit", "u1")
    assert refused(pen.undo, moved) is JournalFault.LATER_CHANGE


def test_an_edit_of_what_was_deleted_since_is_not_undone(pen: Pen) -> None:
    pen.write(Action.EDIT_SCHOOL, "unit", "u1", name="Tổ 1")
    edit = pen.write(Action.EDIT_SCHOOL, "unit", "u1", name="Tổ 2")
    pen.delete("unit", "u1")
    assert refused(pen.undo, edit) is JournalFault.LATER_CHANGE


@pytest.mark.parametrize("state", [ReportState.SIGNED, ReportState.NUMBERED, ReportState.PACKED])
def test_a_signed_report_is_not_undone(pen: Pen, state: ReportState) -> None:
    pen.write(Action.DRAFT_REPORT, "report", "r1", state=ReportState.FROZEN.value, label="tháng 11")
    edit = pen.write(Action.DRAFT_REPORT, "report", "r1", label="tháng 12")
    signed = pen.write(Action.SIGN_REPORT, "report", "r1", state=state.value, signed_sha="ab")
    assert refused(pen.undo, edit) is JournalFault.DEPENDS_SIGNED
    assert refused(pen.undo, signed) is JournalFault.DEPENDS_SIGNED


def test_a_frozen_report_may_be_undone_but_a_package_not(pen: Pen) -> None:
    drafted = pen.write(Action.DRAFT_REPORT, "report", "r1", state=ReportState.FROZEN.value)
    packed = pen.write(Action.MAKE_PACKAGE, "package", "k1", file_name="goi.asice")
    assert refused(pen.undo, packed) is JournalFault.DEPENDS_SIGNED
    pen.undo(drafted)


def test_undo_of_the_unknown(pen: Pen) -> None:
    assert refused(pen.undo, "khong-co") is JournalFault.UNKNOWN_TXN


# erasure


def test_erasure_blanks_every_value_and_the_chain_holds(pen: Pen) -> None:
    pen.write(Action.EDIT_SCHOOL, "person", "x", name="Nguyễn Thị Lan", title="Giáo viên")
    pen.write(Action.EDIT_SCHOOL, "person", "x", name="Nguyễn Thị Lan Anh")
    with pen.engine.begin() as conn:
        erased = journal.erase(conn, "person", "x", ["name"], **pen.who)
    row = pen.row("person", "x")
    assert (row["name"], row["title"]) == (None, "Giáo viên")
    assert problems(pen.engine) == []
    with pen.engine.begin() as conn:
        raw = [tuple(line) for line in conn.execute(text("SELECT * FROM op_value"))]
        names = [op for op in journal.history(conn, "person", "x") if op.field == "name"]
    assert not any("Lan" in str(value) for line in raw for value in line)
    assert [op.erased for op in names] == [True, True, False]
    assert refused(pen.undo, erased.txn_id) is JournalFault.NOT_UNDOABLE
    assert pen.last() != erased.txn_id


def test_only_personal_fields_may_be_erased(pen: Pen) -> None:
    pen.write(Action.EDIT_SCHOOL, "person", "x", name="Lan", title="Giáo viên")
    with pytest.raises(ValueError), pen.engine.begin() as conn:
        journal.erase(conn, "person", "x", ["title"], **pen.who)


# verify


FLIPPED = (
    "prev_hash", "txn_id", "action", "lamport", "wall", "actor", "entity", "entity_id", "field",
    "value_hash", "seen", "schema", "origin", "seq", "device",
)  # fmt: skip


@pytest.mark.parametrize("column", FLIPPED)
@pytest.mark.parametrize("which", [1, 3])  # in the middle and at the end of the chain
def test_any_flipped_field_is_found(pen: Pen, column: str, which: int) -> None:
    for word in ("một", "hai", "ba"):
        pen.write(Action.EDIT_ITEM, "task", "t1", words=word)
    assert problems(pen.engine) == []
    flip = "9" if column in ("lamport", "schema", "seq") else "'[\"d1-77\"]'" if column == "seen" else "'x'"
    with pen.engine.begin() as conn:
        conn.execute(text("PRAGMA defer_foreign_keys = ON"))
        if column in ("seq", "device"):
            conn.execute(text(f"UPDATE op_value SET {column} = {flip} WHERE seq = {which}"))
        conn.execute(text(f"UPDATE op SET {column} = {flip} WHERE seq = {which}"))
    assert problems(pen.engine) != []


@pytest.mark.parametrize(
    ("harm", "outcome"),
    [
        ("UPDATE op_value SET value = '\"khác\"' WHERE seq = 2", JournalFault.VALUE_CHANGED),
        ("UPDATE op_value SET salt = '00' WHERE seq = 2", JournalFault.VALUE_CHANGED),
        ("UPDATE op_value SET salt = NULL, value = NULL WHERE seq = 2", JournalFault.VALUE_MISSING),
        ("DELETE FROM op_value WHERE seq = 3", JournalFault.VALUE_MISSING),
        ("DELETE FROM op WHERE seq = 2", JournalFault.GAP),
        ("DELETE FROM op WHERE seq = 3", JournalFault.TIP_WRONG),
        ("DELETE FROM head", JournalFault.HEADS_WRONG),
        ("UPDATE tip SET hash = 'x'", JournalFault.TIP_WRONG),
        ("DELETE FROM tip", JournalFault.TIP_WRONG),
    ],
)
def test_what_verify_names(pen: Pen, harm: str, outcome: JournalFault) -> None:
    for word in ("một", "hai", "ba"):
        pen.write(Action.EDIT_ITEM, "task", "t1", words=word)
    with pen.engine.begin() as conn:
        conn.execute(text(harm))
    assert outcome in problems(pen.engine)


def test_transactions_newest_first(pen: Pen) -> None:
    first = pen.write(Action.IMPORT_PLAN, "task", "t1", words="một", row=1)
    second = pen.write(Action.EDIT_ITEM, "task", "t2", words="hai")
    with pen.engine.begin() as conn:
        found = list(journal.transactions(conn))
    assert [txn.txn_id for txn in found] == [second, first]
    assert found[1].touched == (("task", "t1"),) and found[1].action == "import_plan"
