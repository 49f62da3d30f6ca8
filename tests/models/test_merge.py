"""Exchange between PCs: whatever the order, truncation, repetition and clocks, no write is lost.

The model here knows nothing of `seen`: it notes, for each write, which writes of that field lay in
the writer's database at that moment. A write nobody knew of when writing must stand at the end.
"""

from __future__ import annotations

import dataclasses
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from app.domain.clock import VIETNAM, FrozenClock
from app.domain.errors import WorldError
from app.domain.journal import GENESIS, Action, Changes, ChangeSet, Op, OpId, Write, winner
from app.models import journal, oplog, rows
from app.models.outcomes import JournalFault
from app.models.tables import t
from tests.models.conftest import memory_engine

CLOCKS = tuple(datetime(year, 11, 17, tzinfo=VIETNAM) for year in (2026, 2010, 2045))
FieldKey = tuple[str, str, str]

steps = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(0, 2), st.integers(0, 11)),
        st.tuples(st.just("write"), st.integers(0, 2), st.integers(0, 11)),
        st.tuples(
            st.sampled_from(["delete", "restore", "undo", "erase"]), st.integers(0, 2), st.integers(0, 2)
        ),
        st.tuples(st.just("send"), st.integers(0, 2), st.integers(0, 1000)),
    ),
    max_size=30,
)
TABLES = ("person", "unit", "op", "op_value", "head", "tip", "waiting", "quarantine")


class Replica:
    """One PC's book in memory."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.engine = memory_engine()
        self.who = {"device": f"pc{number}", "actor": "a1", "clock": FrozenClock(CLOCKS[number])}

    def wipe(self) -> None:
        with self.engine.begin() as conn:
            conn.execute(text("PRAGMA defer_foreign_keys = ON"))
            for name in TABLES:
                conn.execute(t[name].delete())

    def known(self) -> dict[FieldKey, set[OpId]]:
        """Every write in this PC's database, by field."""
        found: dict[FieldKey, set[OpId]] = defaultdict(set)
        with self.engine.begin() as conn:
            query = text("SELECT entity, entity_id, field, device, seq FROM op")
            for *key, device, seq in conn.execute(query):
                found[tuple(key)].add(OpId(device, seq))
        return found

    def state(self) -> tuple[object, ...]:
        with self.engine.begin() as conn:
            heads = {tuple(row) for row in conn.execute(t["head"].select())}
            values = {tuple(row) for row in conn.execute(text("SELECT device, seq, value FROM op_value"))}
            conflicts = {(c.entity, c.entity_id, c.field, c.heads) for c in journal.conflicts(conn)}
            return journal.shared_rows(conn), heads, values, conflicts


class School:
    """Three PCs and what the model knows."""

    def __init__(self, replicas: list[Replica]) -> None:
        self.replicas = replicas
        self.knew: dict[FieldKey, dict[OpId, set[OpId]]] = {}
        for replica in replicas:
            replica.wipe()
        self._start()

    def _start(self) -> None:
        changes = Changes(Action.EDIT_SCHOOL)
        for number in range(3):
            changes.put("unit", f"u{number}", {"name": f"Tổ {number}"})
            changes.put("person", f"x{number}", {"name": f"Lan {number}", "unit": f"u{number}"})
        self.apply(self.replicas[0], changes.done())
        for other in self.replicas[1:]:
            self.send(self.replicas[0], other, random.Random(0), whole=True)

    def apply(self, pc: Replica, changeset: ChangeSet) -> None:
        before = pc.known()
        with pc.engine.begin() as conn:
            self.note(journal.apply(conn, changeset, **pc.who), before)

    def note(self, applied: journal.Applied, before: dict[FieldKey, set[OpId]]) -> None:
        for op in applied.ops:
            self.knew.setdefault(oplog.key_of(op), {})[op.id] = before[oplog.key_of(op)]

    def step(self, kind: str, who: int, what: int) -> None:
        pc = self.replicas[who]
        if kind == "send":
            self.send(pc, self.replicas[(who + 1 + what % 2) % 3], random.Random(what))
        elif kind == "undo":
            self.undo(pc)
        elif kind == "write":
            field, value = [("name", f"Lan {what}"), ("unit", f"u{what % 3}"), ("title", "GV")][what % 3]
            self.apply(
                pc, ChangeSet(Action.EDIT_SCHOOL, (Write("person", f"x{what // 3 % 3}", field, value),))
            )
        elif kind == "erase":
            self.apply(pc, ChangeSet(Action.ERASE, (Write("person", f"x{what}", "name", None),)))
        else:
            self.apply(
                pc,
                ChangeSet(Action.EDIT_SCHOOL, (Write("person", f"x{what}", "_deleted", kind == "delete"),)),
            )

    def undo(self, pc: Replica) -> None:
        before = pc.known()
        try:
            with pc.engine.begin() as conn:
                txn = journal.last_undoable(conn, "a1")
                if txn is not None:
                    self.note(journal.undo(conn, txn.txn_id, **pc.who), before)
        except WorldError as error:
            assert error.outcome is JournalFault.LATER_CHANGE

    def send(self, source: Replica, target: Replica, rng: random.Random, *, whole: bool = False) -> None:
        """A stick from one PC to another; unless `whole`, it may be cut, shuffled, doubled or too long."""
        with target.engine.begin() as conn:
            known = {} if rng.random() < 0.3 else journal.vector(conn)
        with source.engine.begin() as conn:
            ops = journal.export_ops(conn, known)
        if not whole:
            rng.shuffle(ops)
            ops = ops[: rng.randint(0, len(ops))] + rng.sample(ops, rng.randint(0, len(ops)))
        with target.engine.begin() as conn:
            report = journal.import_ops(conn, ops)
        assert not report.forks and not report.damaged

    def settle(self) -> None:
        one, two, three = self.replicas
        for source, target in ((one, two), (two, three), (three, one), (one, two)):
            self.send(source, target, random.Random(1), whole=True)

    def lost(self) -> set[OpId]:
        """Writes that neither stand nor were known to a later writer."""
        with self.replicas[0].engine.begin() as conn:
            standing = {OpId(row.device, row.seq) for row in conn.execute(t["head"].select())}
        return {
            op_id
            for writes in self.knew.values()
            for op_id in writes
            if op_id not in standing and not any(op_id in knew for knew in writes.values())
        }


@pytest.fixture(scope="module")
def replicas() -> Iterator[list[Replica]]:
    made = [Replica(number) for number in range(3)]
    yield made
    for replica in made:
        replica.engine.dispose()


@settings(max_examples=40)
@given(script=steps)
def test_replicas_converge_and_no_write_is_lost(
    replicas: list[Replica], script: list[tuple[str, int, int]]
) -> None:
    school = School(replicas)
    for step in script:
        school.step(*step)
    school.settle()
    first = replicas[0].state()
    for other in replicas[1:]:
        assert other.state() == first
    assert school.lost() == set()
    for replica in replicas:
        with replica.engine.begin() as conn:
            assert journal.verify_journal(conn).problems == ()
            assert conn.execute(t["waiting"].select()).all() == []


@settings(max_examples=20)
@given(script=steps)
def test_replay_from_empty_equals_the_shared_tables(
    replicas: list[Replica], script: list[tuple[str, int, int]]
) -> None:
    school = School(replicas)
    for step in script:
        school.step(*step)
    empty = replicas[2]
    with replicas[0].engine.begin() as conn:
        wanted = journal.shared_rows(conn)
        empty.wipe()
        with empty.engine.begin() as other:
            assert journal.replay(conn, other).waiting == 0
            assert journal.shared_rows(other) == wanted


def test_the_model_catches_plain_overwriting(
    replicas: list[Replica], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same script under last-writer-wins by clock loses a write: the property can fail."""

    def overwrite(ops: list[Op]) -> dict[FieldKey, list[Op]]:
        fields: dict[FieldKey, list[Op]] = {}
        for op in ops:
            fields.setdefault(oplog.key_of(op), []).append(op)
        return {key: [max(written, key=lambda op: op.wall)] for key, written in fields.items()}

    monkeypatch.setattr(oplog, "compute_heads", overwrite)
    school = School(replicas)
    school.step("write", 1, 0)
    school.step("write", 2, 0)
    school.step("write", 0, 9)
    school.step("write", 1, 3)
    school.step("write", 2, 3)
    school.settle()
    assert school.lost() != set()


# directed cases


Make = Callable[[], Engine]


@pytest.fixture
def make() -> Iterator[Make]:
    made: list[Engine] = []

    def new() -> Engine:
        made.append(memory_engine())
        return made[-1]

    yield new
    for engine in made:
        engine.dispose()


def write(engine: Engine, device: str, entity: str, entity_id: str, /, **values: object) -> None:
    changes = Changes(Action.EDIT_SCHOOL)
    changes.put(entity, entity_id, values)
    with engine.begin() as conn:
        journal.apply(conn, changes.done(), device=device, actor="a1", clock=FrozenClock())


def ops_of(engine: Engine) -> list[Op]:
    with engine.begin() as conn:
        return journal.export_ops(conn, {})


def bring(engine: Engine, ops: list[Op]) -> journal.MergeReport:
    with engine.begin() as conn:
        return journal.import_ops(conn, ops)


def test_two_values_are_a_conflict_and_a_choice_settles_it(make: Make) -> None:
    one, two = make(), make()
    write(one, "pc1", "unit", "u", name="Tổ 1")
    bring(two, ops_of(one))
    write(one, "pc1", "unit", "u", name="Tổ Tin học")
    write(two, "pc2", "unit", "u", name="Tổ Công nghệ")
    report = bring(one, ops_of(two))
    (conflict,) = report.conflicts
    assert (conflict.entity_id, conflict.field) == ("u", "name")
    assert {op.value for op in conflict.heads} == {'"Tổ Tin học"', '"Tổ Công nghệ"'}
    with one.begin() as conn:
        shown = rows.get(conn, "unit", "u")
    assert shown is not None and shown["name"] == "Tổ Công nghệ"  # same Lamport number, higher device
    write(one, "pc1", "unit", "u", name="Tổ Công nghệ")  # the same words: a choice, not "unchanged"
    bring(two, ops_of(one))
    for engine in (one, two):
        with engine.begin() as conn:
            assert journal.conflicts(conn) == ()


def test_the_same_tick_on_two_pcs_is_no_conflict(make: Make) -> None:
    one, two = make(), make()
    write(one, "pc1", "occurrence", "o", state="open")
    bring(two, ops_of(one))
    write(one, "pc1", "occurrence", "o", state="done")
    write(two, "pc2", "occurrence", "o", state="done")
    assert bring(one, ops_of(two)).conflicts == ()


def test_delete_beside_an_edit_is_a_conflict(make: Make) -> None:
    one, two = make(), make()
    write(one, "pc1", "unit", "u", name="Tổ 1")
    bring(two, ops_of(one))
    changes = Changes(Action.DETACH)
    changes.delete("unit", "u")
    with one.begin() as conn:
        journal.apply(conn, changes.done(), device="pc1", actor="a1", clock=FrozenClock())
    write(two, "pc2", "unit", "u", name="Tổ 2")
    (conflict,) = bring(one, ops_of(two)).conflicts
    assert conflict.field == "_deleted" and [op.value for op in conflict.heads] == ["true", '"Tổ 2"']
    with one.begin() as conn:
        journal.apply(conn, changes.done(), device="pc1", actor="a1", clock=FrozenClock())  # delete, knowing
        assert journal.conflicts(conn) == ()


def test_what_comes_too_early_waits(make: Make) -> None:
    one, two = make(), make()
    write(one, "pc1", "unit", "u", name="Tổ 1")
    write(one, "pc1", "person", "x", name="Lan", unit="u")
    write(one, "pc1", "person", "x", name="Lan Anh")
    first, name, unit, last = ops_of(one)
    assert bring(two, [last]).waiting == 1
    report = bring(two, [unit, name])
    assert (report.applied, report.waiting) == (0, 3)
    report = bring(two, [first])
    assert (report.applied, report.waiting) == (4, 0)
    assert bring(two, ops_of(one)).applied == 0


def test_a_reference_waits_for_the_other_pcs_row(make: Make) -> None:
    one, two, three = make(), make(), make()
    write(one, "pc1", "unit", "u", name="Tổ 1")
    bring(two, ops_of(one))
    write(two, "pc2", "person", "x", name="Lan", unit="u")
    theirs = [op for op in ops_of(two) if op.id.device == "pc2"]
    report = bring(three, theirs)
    assert report.applied == 1 and report.waiting == 1  # the name came in, the unit waits
    assert bring(three, ops_of(one)).waiting == 0
    with three.begin() as conn:
        person = rows.get(conn, "person", "x")
    assert person is not None and person["unit"] == "u"


def test_a_cloned_pc_is_a_fork_and_kept_aside(make: Make) -> None:
    one, clone, other = make(), make(), make()
    write(one, "pc1", "unit", "u", name="Tổ 1")
    bring(clone, ops_of(one))
    write(one, "pc1", "unit", "u", name="Tổ 2")
    write(clone, "pc1", "unit", "u", name="Tổ 3")
    write(clone, "pc1", "unit", "u", name="Tổ 4")
    bring(other, ops_of(one))
    report = bring(other, ops_of(clone))
    # The third number is new, but it follows another second one.
    assert report.forks == (OpId("pc1", 2), OpId("pc1", 3)) and report.applied == 0
    with other.begin() as conn:
        kept = conn.execute(t["quarantine"].select().order_by(t["quarantine"].c.seq)).all()
        outcomes = [notice.outcome for notice in journal.verify_journal(conn).problems]
    assert [row.reason for row in kept] == ["fork", "fork"]
    assert "Tổ 3" in kept[0].body and "Tổ 4" in kept[1].body
    assert outcomes == [JournalFault.QUARANTINED]


@pytest.mark.parametrize(
    "harm",
    [
        {"value": '"khác"'}, {"value": None}, {"salt": None, "value": None}, {"entity": "không có"},
        {"field": "không có"}, {"lamport": 0}, {"lamport": 1 << 60}, {"value": "{"}, {"salt": "zz"},
        {"value": "5"},
    ],
)  # fmt: skip
def test_a_damaged_op_is_kept_aside_and_the_good_one_still_enters(
    make: Make, harm: dict[str, object]
) -> None:
    one, two = make(), make()
    write(one, "pc1", "unit", "u", name="Tổ 1")
    (op,) = ops_of(one)
    report = bring(two, [dataclasses.replace(op, **harm)])  # type: ignore[arg-type]
    assert report.damaged == (op.id,) and report.applied == 0
    assert bring(two, [op]).applied == 1


def test_ops_of_a_newer_program_wait(make: Make) -> None:
    op = Op(OpId("pc9", 1), GENESIS, "t", "x", 1, "", "", "robot", "r", "f", "h", (), 99, "", "00", "1")
    engine = make()
    report = bring(engine, [op])
    assert (report.waiting, report.damaged) == (1, ())


def test_winner_is_by_lamport_then_device() -> None:
    ops = [
        Op(OpId(device, 1), GENESIS, "", "", lamport, "2045", "", "unit", "u", "name", "", (), 1)
        for device, lamport in (("a", 5), ("b", 4), ("c", 4))
    ]
    assert winner(ops).id.device == "a" and winner(ops[1:]).id.device == "c"
