"""How a draft is matched against the labels of one document; the rule is written in README.md here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from app.domain.calendar import last_safe_day, month_end
from app.domain.plan import Clause, Flag, Operator, Period, PlanDraft, ReportDuty, TargetDraft, TaskDraft
from app.domain.text import fold
from app.intake.draft import read_plan

HERE = Path(__file__).parent
UNSEEN = HERE.parent / "corpus_unseen"  # written by someone who had not seen the parser; has no floor
NAMES = sorted(path.parent.name for path in HERE.glob("*/nhan.json"))
UNSEEN_NAMES = sorted(path.parent.name for path in UNSEEN.glob("*/nhan.json"))
KINDS = ("targets", "clauses", "tasks", "deadlines", "flags")
HEADER = ("number", "symbol", "place", "issued_on", "signer_name", "year_from", "year_to")
NEW_FIELDS = ("value_to", "base_year", "per", "year", "of")
_WORDLESS = {Operator.NONE_ALLOWED.value, Operator.MILESTONE.value}
Label = dict[str, Any]
Found = TypeVar("Found")


@dataclass
class Score:
    """One kind in one document; `missed` are labels, `false` what was found without a label."""

    matched: int = 0
    labelled: int = 0
    found: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.matched / self.found if self.found else float(not self.labelled)

    @property
    def recall(self) -> float:
        return self.matched / self.labelled if self.labelled else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.matched + other.matched,
            self.labelled + other.labelled,
            self.found + other.found,
            self.missed + other.missed,
            self.false + other.false,
        )


@cache
def labels(name: str) -> Label:
    read: Label = json.loads((_root(name) / name / "nhan.json").read_text(encoding="utf-8"))
    return read


def source(name: str) -> Path:
    return _root(name) / name / "van-ban.md"


def _root(name: str) -> Path:
    return UNSEEN if name in UNSEEN_NAMES else HERE


@cache
def draft(name: str) -> PlanDraft:
    return read_plan(source(name))


@cache
def scored_flags(root: Path) -> frozenset[str]:
    """The kinds with a label in any document of that folder."""
    names = UNSEEN_NAMES if root == UNSEEN else NAMES
    kinds = (flag["kind"] for name in names for flag in labels(name)["flags"])
    return frozenset(kind for several in kinds for kind in any_of(several))


def any_of(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def bare(words: str) -> str:
    """Letters and digits only, folded: markup, wraps and spaces do not count."""
    without_tags = re.sub(r"<[^>]+>|\\[a-z]+", " ", words)
    return "".join(char for char in fold(without_tags) if char.isalnum())


def same_population(one: str, other: str) -> bool:
    """Equal, or one holds the other as whole words and that is at least 60 % of it."""
    short, long = sorted((_trimmed(one), _trimmed(other)), key=len)
    if short == long:
        return True
    inside = f" {' '.join(short)} " in f" {' '.join(long)} "
    return bool(short) and inside and len(short) >= 0.6 * len(long)


def _trimmed(words: str) -> list[str]:
    text = re.sub(r"^((các|những|toàn bộ)\s+)+", "", words.strip().lower())
    return re.findall(r"\w+", fold(text))


def same_clause(label: Label, clause: Clause) -> bool:
    operator = clause.operator.value
    if operator not in any_of(label["operator"]):
        return False
    if operator in _WORDLESS:
        return True
    if (
        clause.value is None
        or abs(clause.value - label["value"]) > 1e-9
        or clause.unit.value != label["unit"]
    ):
        return False
    new = (name for name in NEW_FIELDS if name in label and hasattr(clause, name))
    if any(_plain(getattr(clause, name)) != _plain(label[name]) for name in new):
        return False
    wanted = [population for population in any_of(label["population"]) if population]
    return not wanted or any(same_population(population, clause.population) for population in wanted)


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"  # 70.0 is 70
    return bare(value) if isinstance(value, str) else str(value)


def pair(
    wanted: Sequence[Label], found: Sequence[Found], same: Callable[[Label, Found], bool]
) -> dict[int, int]:
    """The largest one-to-one matching: index in `wanted` → index in `found`."""
    taken: dict[int, int] = {}

    def place(label: int, seen: set[int]) -> bool:
        for index, item in enumerate(found):
            if index not in seen and same(wanted[label], item):
                seen.add(index)
                if index not in taken or place(taken[index], seen):
                    taken[index] = label
                    return True
        return False

    for label in range(len(wanted)):
        place(label, set())
    return {label: index for index, label in taken.items()}


def _measured(clauses: Iterable[Clause]) -> list[Clause]:
    return [clause for clause in clauses if clause.operator is not Operator.MILESTONE]


def _wanted_clauses(label: Label) -> list[Label]:
    return [clause for clause in label["clauses"] if clause["operator"] != Operator.MILESTONE.value]


def _same_target(label: Label, target: TargetDraft) -> bool:
    wanted, found = _wanted_clauses(label), _measured(target.clauses)
    named = _names(label, target)
    return named and len(wanted) == len(found) == len(pair(wanted, found, same_clause))


def _names(label: Label, item: TargetDraft | TaskDraft) -> bool:
    return bare(label["words_start"]) in bare(item.words)


def _said(target: TargetDraft, clauses: Iterable[Clause]) -> list[str]:
    return [
        f"{c.operator.value} {c.value} {c.unit.value} [{c.population}] in: {target.words}" for c in clauses
    ]


def score_targets(wanted: Sequence[Label], found: Sequence[TargetDraft]) -> tuple[Score, Score]:
    exact = pair(wanted, found, _same_target)
    used = set(exact.values())
    rest = [number for number in range(len(wanted)) if number not in exact]
    left = [number for number in range(len(found)) if number not in used]
    loose = pair([wanted[n] for n in rest], [found[n] for n in left], _names)
    partner = exact | {rest[one]: left[other] for one, other in loose.items()}
    targets = Score(len(exact), len(wanted), len(found))
    targets.missed = [wanted[number]["words_start"] for number in rest]
    targets.false = [found[number].words for number in left]
    clauses = Score()
    for number, label in enumerate(wanted):
        target = found[partner[number]] if number in partner else None
        clauses += _clauses(label, target)
    for number in set(range(len(found))) - set(partner.values()):
        extra = _measured(found[number].clauses)
        clauses += Score(found=len(extra), false=_said(found[number], extra))
    return targets, clauses


def _clauses(label: Label, target: TargetDraft | None) -> Score:
    wanted = _wanted_clauses(label)
    found = _measured(target.clauses) if target else []
    pairs = pair(wanted, found, same_clause)
    score = Score(len(pairs), len(wanted), len(found))
    for number, clause in enumerate(wanted):
        if number not in pairs:
            fields = (clause[name] for name in ("operator", "value", "unit", "population"))
            score.missed.append(f"{' '.join(map(str, fields))} in: {label['words_start']}")
    if target:
        score.false = _said(target, (c for n, c in enumerate(found) if n not in pairs.values()))
    return score


def _same_task(label: Label, task: TaskDraft) -> bool:
    if not _names(label, task):
        return False
    if label.get("optional"):
        return True
    schedule = task.schedule
    if "due" not in label and "months" not in label:
        return schedule.kind.value in any_of(label["kind"])
    due, months = schedule.due, sorted(schedule.months)
    if due and not months:
        months = [(due.year, due.month)]
    same_due = "due" in label and due == date.fromisoformat(label["due"])
    return same_due or ("months" in label and months == [tuple(month) for month in label["months"]])


def _same_duty(label: Label, duty: ReportDuty) -> bool:
    if duty.period.value not in any_of(label["period"]):
        return False
    wanted = {date.fromisoformat(day) for day in label["last_safe_2026"]}
    return bool(label.get("optional")) or _days(duty) == wanted


def _days(duty: ReportDuty) -> set[date]:
    if duty.period is Period.MONTH:
        months = range(1, 13)
    elif duty.period is Period.QUARTER:
        months = range(3, 13, 3)
    else:
        months = {Period.HALF_YEAR: range(6, 7), Period.SCHOOL_YEAR: range(8, 9)}.get(
            duty.period, range(12, 13)
        )
    days = (last_safe_day(duty.rule, month_end(2026, month)) for month in months)
    return {day for day in days if day}


def _count(
    wanted: Sequence[Label],
    found: Sequence[Found],
    same: Callable[[Label, Found], bool],
    name: Callable[[Label], str],
    say: Callable[[Found], str],
) -> Score:
    """Pairs of what is scored first; what an optional label then names is not counted at all."""
    scored = [label for label in wanted if not label.get("optional")]
    pairs = pair(scored, found, same)
    left = [item for number, item in enumerate(found) if number not in pairs.values()]
    optional = pair([label for label in wanted if label.get("optional")], left, same)
    false = [say(item) for number, item in enumerate(left) if number not in optional.values()]
    missed = [name(label) for number, label in enumerate(scored) if number not in pairs]
    return Score(len(pairs), len(scored), len(pairs) + len(false), missed, false)


def _flags(name: str, plan: PlanDraft) -> Score:
    unscored = labels(name).get("unscored_flags", [])
    kinds = scored_flags(_root(name)) - set(unscored)

    def same(label: Label, flag: Flag) -> bool:
        places = [side.words for side in flag.sides]
        places += [plan.paragraphs[side.block].text for side in flag.sides]
        return flag.kind.value in any_of(label["kind"]) and any(
            bare(label["about"]) in bare(p) for p in places
        )

    return _count(
        labels(name)["flags"],
        [flag for flag in plan.flags if flag.kind.value in kinds],
        same,
        lambda label: f"{label['kind']}: {label['about']}",
        lambda flag: f"{flag.kind.value}: {' <> '.join(side.words[:70] for side in flag.sides)}",
    )


def score(name: str) -> dict[str, Score]:
    """The five figures of one document, by the names in KINDS."""
    label, plan = labels(name), draft(name)
    targets, clauses = score_targets(label["targets"], plan.targets)
    tasks = _count(
        label["tasks"],
        plan.tasks,
        _same_task,
        lambda task: f"{task['words_start']} {task.get('due') or task.get('months') or task.get('kind')}",
        lambda task: (
            f"{task.words[:70]} {task.schedule.due or task.schedule.months or task.schedule.kind.value}"
        ),
    )
    deadlines = _count(
        label["duties"],
        plan.duties,
        _same_duty,
        lambda duty: f"{duty['period']} {duty['last_safe_2026']}",
        lambda duty: f"{duty.period.value} {sorted(map(str, _days(duty)))} in: {duty.source.words[:70]}",
    )
    return dict(zip(KINDS, (targets, clauses, tasks, deadlines, _flags(name, plan)), strict=True))


def header_misses(name: str) -> list[str]:
    """Header fields read otherwise than labelled."""
    wanted, header = labels(name)["header"], draft(name).header
    seen = {field_name: getattr(header, field_name) for field_name in HEADER}
    seen["issued_on"] = str(header.issued_on) if header.issued_on else None
    return [
        f"{key}: {wanted[key]} read as {seen[key]}"
        for key in HEADER
        if _plain(wanted[key]) != _plain(seen[key])
    ]
