"""Dataclasses to plain JSON and back."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import org, plan, report
from app.domain.clock import VIETNAM
from app.domain.codec import build, dumps, from_plain, loads, plain
from app.domain.plan import Clause, Flag, Operator, PlanDraft, Schedule, ScheduleKind
from app.domain.report import ReportSnapshot


@dataclass(frozen=True)
class Child:
    label: str
    ratio: float = 0.5


@dataclass(frozen=True)
class Sample:
    name: str
    count: int
    ready: bool
    at: datetime
    pair: tuple[int, str] = (1, "a")
    children: tuple[Child, ...] = ()
    one: Child | None = None
    anything: Any = None


LEAST = {"name": "a", "count": 1, "ready": True, "at": "2026-11-17T08:30:00+07:00"}

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
finite = st.floats(allow_nan=False, allow_infinity=False)
# JSON has no NaN, and lone surrogates are not text.
st.register_type_strategy(float, finite)
st.register_type_strategy(str, texts)


def strategy(cls: type) -> st.SearchStrategy[Any]:
    """Instances of a domain dataclass, every field drawn, also those with a default."""
    return st.builds(cls, **{f.name: ... for f in fields(cls)})


@pytest.mark.parametrize("cls", [plan.Header, Clause, Schedule, Flag, plan.TaskDraft, plan.Basis, org.School])
@given(data=st.data())
def test_round_trip_of_a_plans_parts(cls: type, data: st.DataObject) -> None:
    value = data.draw(strategy(cls))
    assert loads(cls, dumps(value)) == value


@pytest.mark.parametrize("cls", [report.Window, report.TargetLine, report.TaskLine, report.EvidenceLine])
@given(data=st.data())
def test_round_trip_of_a_snapshots_parts(cls: type, data: st.DataObject) -> None:
    value = data.draw(strategy(cls))
    assert loads(cls, dumps(value)) == value


@given(st.data())
def test_text_of_a_value_is_canonical(data: st.DataObject) -> None:
    value = data.draw(strategy(Clause))
    text = dumps(value)
    shuffled = dict(reversed(list(json.loads(text).items())))
    assert dumps(from_plain(Clause, shuffled)) == text
    assert dumps(shuffled) == text


def test_round_trip_of_a_whole_draft() -> None:
    source = plan.Source("Tháng 4, 5: rà soát học bạ số", block=7, line=12)
    draft = PlanDraft(
        header=plan.Header(number="17", symbol="KH-TH", issued_on=date(2026, 3, 4)),
        tasks=(
            plan.TaskDraft(
                row=1,
                words="rà soát học bạ số",
                products=("Báo cáo",),
                leads=("Tổ 1",),
                coordinators=(),
                schedule=Schedule(ScheduleKind.MONTHS, ((2026, 4), (2026, 5)), words="Tháng 4, 5"),
                source=source,
            ),
        ),
        flags=(Flag(plan.FlagKind.CONTRADICTION, (source, source), ("> 100 %", "> 98 %")),),
    )
    assert loads(PlanDraft, dumps(draft)) == draft


def test_canonical_text_keeps_vietnamese_letters_and_sorts_keys() -> None:
    assert dumps({"b": "Đã lưu", "a": (1, 2.5, None, True)}) == '{"a":[1,2.5,null,true],"b":"Đã lưu"}'
    assert dumps({"kind": Operator.AT_LEAST, "on": date(2026, 3, 4)}) == '{"kind":">=","on":"2026-03-04"}'
    assert dumps(MappingProxyType({"x": frozenset({"c", "a", "b"})})) == '{"x":["a","b","c"]}'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_numbers_that_json_lacks_are_refused(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        dumps({"x": value})


def test_files_of_newer_versions_stay_readable() -> None:
    assert from_plain(Sample, LEAST | {"added_in_2030": [1]}).name == "a"


def test_missing_keys_take_the_default() -> None:
    value = from_plain(Sample, LEAST)
    assert value.at == datetime(2026, 11, 17, 8, 30, tzinfo=VIETNAM)
    assert (value.pair, value.children, value.one) == ((1, "a"), (), None)


def test_whole_numbers_fit_a_field_of_fractions() -> None:
    assert plain(from_plain(Child, {"label": "x", "ratio": 1})) == {"label": "x", "ratio": 1.0}


@pytest.mark.parametrize(
    ("change", "drop"),
    [
        ({}, "name"),
        ({"name": None}, ""),
        ({"name": 5}, ""),
        ({"count": "1"}, ""),
        ({"count": 1.5}, ""),
        ({"count": True}, ""),
        ({"ready": 1}, ""),
        ({"at": 5}, ""),
        ({"at": "hôm qua"}, ""),
        ({"pair": [1]}, ""),
        ({"pair": [1, 2]}, ""),
        ({"children": "abc"}, ""),
        ({"children": [None]}, ""),
        ({"children": [{"label": 1}]}, ""),
        ({"children": [{"label": "x", "ratio": False}]}, ""),
        ({"one": []}, ""),
    ],
)
def test_values_of_the_wrong_shape_are_refused(change: dict[str, Any], drop: str) -> None:
    value = LEAST | change
    value.pop(drop, None)
    with pytest.raises(ValueError, match=r"."):
        from_plain(Sample, value)


@pytest.mark.parametrize("text", ["[]", "null", "", "{", '"x"', "[" * 100_000])
def test_text_that_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        loads(Sample, text)


@settings(max_examples=40)
@given(st.recursive(st.none() | st.booleans() | st.integers() | finite | texts, st.lists))
def test_any_json_gives_a_value_or_a_value_error(value: Any) -> None:
    for kind in (Sample, ReportSnapshot, Operator, date, datetime, tuple[int, str], tuple[Child, ...]):
        try:
            build(kind, value)
        except ValueError:
            pass
