"""The five real plans: header, targets (appendix A), month list (appendix B), duties, flags."""

from __future__ import annotations

import re
from datetime import date

import pytest

from app.domain.plan import (
    Binds,
    Clause,
    DeadlineRule,
    FlagKind,
    Operator,
    Period,
    PlanDraft,
    ScheduleKind,
    TargetDraft,
    Unit,
    Use,
)
from tests.intake.shared import month_rows, plain_words, seed, target_rows

SEEDS = ("000", "001", "002", "003", "004")


def values(draft: PlanDraft, kind: FlagKind) -> list[tuple[str, ...]]:
    return [flag.values for flag in draft.flags if flag.kind is kind]


# ---- appendix A ---------------------------------------------------------------------------------


def expected(words: str) -> list[tuple[str, float | None]]:
    """The (operator, value) pairs a row of appendix A asks for; "?" = no operator is written."""
    if "milestone" in words:
        return [("milestone", None)]
    if "by reference" in words:
        return [("reference", None)]
    if "= 0 cases" in words:
        return [("zero", 0.0)]
    if match := re.search(r"level >= (\d)", words):
        return [("level>=", float(match[1]))]
    if match := re.match(r"= (\d) of (\d)", words):
        return [("=", float(match[1]))]
    if match := re.match(r"(>=|=) (\d+) (?:event|schools)", words):
        return [(match[1], float(match[2]))]
    pairs = []
    for match in re.finditer(r"(?:(>=|=|>)\s*)?(\d+) %(?! stretch)", words.split("next sentence")[0]):
        inside = words[: match.start()].count("(") > words[: match.start()].count(")")
        if not inside and "same as" not in words[max(0, match.start() - 9) : match.start()]:
            reach = "(reach" in words or "read as reach" in words  # "Đạt 97 %" is a floor
            pairs.append((">=" if reach else match[1] or "?", float(match[2])))
    return pairs


def agrees(clause: Clause, operator: str, value: float | None) -> bool:
    if operator == "?":
        return clause.value == value and clause.operator in (Operator.AT_LEAST, Operator.EQUAL)
    return clause.operator.value == operator and clause.value == value


def owners(draft: PlanDraft, raw: str) -> list[TargetDraft]:
    words = plain_words(raw)
    return [t for t in draft.targets if words in t.words]


def clauses_in_order(clauses: tuple[Clause, ...], wanted: list[tuple[str, float | None]]) -> bool:
    rest = iter(clauses)
    return all(any(agrees(clause, *pair) for clause in rest) for pair in wanted)


def test_appendix_a_targets_are_found_with_their_clauses() -> None:
    rows = target_rows()
    wrong = []
    for row in rows:
        wanted = expected(row["clauses"].split(", flag")[0].split(": impossible")[0])
        found = owners(seed(row["seed"]), row["raw"])
        if not wanted or not any(clauses_in_order(target.clauses, wanted) for target in found):
            wrong.append((row["id"], row["clauses"], [t.clauses for t in found]))
    print(f"appendix A: {len(rows) - len(wrong)} of {len(rows)} targets agree")
    assert len(rows) == 95
    assert not wrong


def test_aspirations_stretches_and_averages() -> None:
    for row in target_rows():
        found = [c for t in owners(seed(row["seed"]), row["raw"]) for c in t.clauses]
        said = row["clauses"].split("next sentence")[0]
        if "aspire" in said:
            assert any(c.aspirational for c in found), row["id"]
        if "stretch" in said:
            assert any(c.stretch == 50 for c in found), row["id"]
        if "avg" in said:
            assert [c.average for c in found] == [True, True], row["id"]
        if "nested" in said:
            assert any(c.nested for c in found), row["id"]
        if "maintain" in said:
            assert any(c.maintain for c in found), row["id"]
        if "excl. secret" in said:
            assert all("mật" in c.exclusion for c in found), row["id"]


BINDS = {
    "ward": {Binds.WARD},
    "team": {Binds.TEAM},
    "ward text in school plan": {Binds.WARD},
    "office": {Binds.DEPARTMENT},
    "Sở / sector": {Binds.DEPARTMENT},
    "Sở, communes": {Binds.DEPARTMENT},
    "school; ward counts schools": {Binds.WARD_COUNTS_SCHOOLS},
    "ward (count), each school yes/no": {Binds.WARD_COUNTS_SCHOOLS},
    "school": {Binds.SCHOOL, Binds.WARD_COUNTS_SCHOOLS},
    "public school": {Binds.SCHOOL, Binds.WARD_COUNTS_SCHOOLS},
}


def test_whom_each_target_binds() -> None:
    checked = 0
    for row in target_rows():
        if row["id"] == "T62":  # shares its sentence with T61, which binds the teams
            continue
        allowed = BINDS.get(row["binds"])
        for target in owners(seed(row["seed"]), row["raw"]) if allowed else ():
            assert target.binds in allowed, (row["id"], target.binds)
            checked += 1
    assert checked >= 80


# ---- seed 003: header, month list, flags ---------------------------------------------------------


def test_003_header() -> None:
    header = seed("003").header
    assert (header.number, header.symbol, header.issued_on) == ("17", "KH-TH", date(2026, 3, 4))
    assert header.place.startswith("Xã ")
    assert (header.year_from, header.year_to) == (2026, 2026)
    assert "2026" in header.subject
    assert header.signer_title == "HIỆU TRƯỞNG"
    assert len(header.signer_name.split()) == 3
    assert len(header.recipients) == 4
    assert header.issuer.startswith("Trường Tiểu học")
    basis = seed("003").bases[0]
    assert (basis.number, basis.issued_on) == ("639/KH-SGDĐT", date(2026, 2, 4))
    assert basis.issuer == "Sở Giáo dục và Đào tạo"


def bare(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def test_003_month_list_as_appendix_b() -> None:
    rows = [row for row in month_rows() if not row["month"].startswith("Tháng 12/")]
    drafts = [task for task in seed("003").tasks if task.row]
    numbers = list(dict.fromkeys(task.row for task in drafts))
    assert numbers == list(range(1, len(rows) + 1))
    for number, row in zip(numbers, rows, strict=True):
        tasks = [task for task in drafts if task.row == number]
        wanted = [part.strip() for part in row["tasks"].split("·")]
        assert len(tasks) == len(wanted), row["month"]
        months = tuple((2026, int(m)) for m in re.findall(r"\d+", row["month"]))
        for task, words in zip(tasks, wanted, strict=True):
            assert task.schedule.months == months
            assert task.schedule.kind is ScheduleKind.MONTHS
            # the appendix shortens: most of its words stand in the task, and in no other so many
            scores = [len(bare(words) & bare(other.words)) for other in tasks]
            assert scores.index(max(scores)) == tasks.index(task), row["month"]
        products = [re.sub(r"\s*\(a rate\)", "", part).strip() for part in row["products"].split("·")]
        assert list(tasks[0].products) == products
        leads = re.sub(r"\(trailing separator\)", "", row["leads"]).replace("/", ";").replace(",", ";")
        wanted_leads = [part.strip().casefold() for part in leads.split(";") if part.strip()]
        assert [lead.casefold().replace("cds", "cđs") for lead in tasks[0].leads] == wanted_leads


def test_003_flags() -> None:
    draft = seed("003")
    assert values(draft, FlagKind.OVER_HUNDRED) == [("> 100 %",)]
    assert values(draft, FlagKind.AT_LEAST_HUNDRED) == [("≥ 100 %",)]
    assert values(draft, FlagKind.CONTRADICTION) == [("> 100 %", "> 98 %", "100 %"), ("≥ 100 %", "≥ 50 %")]
    assert values(draft, FlagKind.NUMBER_MISMATCH) == [("17/KH-TH", ".../KH-THTD")]
    assert values(draft, FlagKind.BEFORE_ISSUE) == [("1/2026",), ("2/2026",)]
    assert values(draft, FlagKind.NO_CALENDAR) == [("Phòng VH-XH (để b/c)",)]
    assert len(values(draft, FlagKind.TRAILING_SEPARATOR)) == 1
    assert ("thành phổ",) in values(draft, FlagKind.OCR_FAULT)
    assert not draft.duties


def test_003_what_recurs_in_the_text_is_a_task_too() -> None:
    kinds = {task.schedule.kind for task in seed("003").tasks if not task.row}
    assert ScheduleKind.MONTHLY in kinds
    due = [t.schedule.due for t in seed("003").tasks if not t.row and t.schedule.kind is ScheduleKind.DATE]
    assert due == [date(2026, 5, 31)]  # "ngay trong năm học 2025-2026"


# ---- the other four ------------------------------------------------------------------------------


def calendar(draft: PlanDraft) -> list[tuple[Period, DeadlineRule]]:
    return [(duty.period, duty.rule) for duty in draft.duties]


def test_report_calendars() -> None:
    assert calendar(seed("000")) == [
        (Period.QUARTER, DeadlineRule(10)),
        (Period.YEAR, DeadlineRule(5, 12)),
    ]
    assert calendar(seed("001")) == [
        (Period.MONTH, DeadlineRule(20)),
        (Period.QUARTER, DeadlineRule(20)),
        (Period.YEAR, DeadlineRule(10, 12)),
    ]
    assert calendar(seed("002")) == [
        (Period.HALF_YEAR, DeadlineRule(5, 6)),
        (Period.YEAR, DeadlineRule(5, 12)),
        (Period.AD_HOC, DeadlineRule()),
    ]
    assert calendar(seed("004")) == [
        (Period.PRELIMINARY, DeadlineRule()),
        (Period.FINAL, DeadlineRule()),
    ]


@pytest.mark.parametrize(
    ("number", "recipient"),
    [("000", "Văn hoá - Xã hội"), ("002", "Văn hóa – Xã hội"), ("004", "Phòng GD&ĐT")],
)
def test_who_gets_the_reports(number: str, recipient: str) -> None:
    assert all(recipient in duty.recipient for duty in seed(number).duties)


@pytest.mark.parametrize(
    ("number", "blank", "symbol", "years"),
    [
        ("000", True, "KH-UBND", (2026, 2026)),
        ("001", False, "KH-SGDĐT", (2025, 2025)),
        ("002", True, "", (2026, 2030)),
        ("004", True, "KH-PGD&ĐT", (2024, 2024)),
    ],
)
def test_headers(number: str, blank: bool, symbol: str, years: tuple[int, int]) -> None:
    draft = seed(number)
    header = draft.header
    assert (header.number == "", header.symbol) == (blank, symbol)
    assert (header.year_from, header.year_to) == years
    assert header.issuer
    assert header.signer_name
    assert header.signer_title.isupper()
    kinds = {flag.kind for flag in draft.flags}
    assert (FlagKind.NUMBER_BLANK in kinds) is blank
    assert (FlagKind.DATE_BLANK in kinds) is blank
    assert draft.bases


def test_signing_on_behalf() -> None:
    header = seed("000").header
    assert header.signer_prefix.split("\n") == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"]
    assert header.signer_title == "PHÓ CHỦ TỊCH"


def test_short_names_of_several_parents() -> None:
    bases = {basis.number: basis.short_name for basis in seed("004").bases}
    assert bases["842/KH-SGDĐT"] == "Kế hoạch 842"
    assert bases["246/KH-UBND"] == "Kế hoạch 246"
    assert bases["74/KH-PGD&ĐT"] == "Kế hoạch 74"  # its number is wrapped behind the hyphen


def test_missing_annexes_are_flagged_only_where_they_are_missing() -> None:
    assert values(seed("000"), FlagKind.ANNEX_MISSING) == [("1", "2")]
    assert values(seed("001"), FlagKind.ANNEX_MISSING) == []


def test_001_rows_across_pages_are_one_row_each() -> None:
    tasks = [task for task in seed("001").tasks if task.row]
    assert [task.row for task in tasks] == list(range(1, 15))
    assert tasks[5].coordinators == ("Phòng GDMN, GDTH, GDTrH, GDNN&GDTX, QLCL",)
    kinds = [task.schedule.kind for task in tasks]
    assert kinds.count(ScheduleKind.EVENT) == 2
    assert kinds.count(ScheduleKind.OPEN_ENDED) == 12


def test_002_items_of_other_bodies_are_flagged() -> None:
    assert len(values(seed("002"), FlagKind.NOT_OURS)) >= 4


@pytest.mark.parametrize("number", SEEDS)
def test_numbers_that_are_not_targets(number: str) -> None:
    for target in seed(number).targets:
        for clause in target.clauses:
            assert clause.unit is not Unit.COUNT or (clause.value or 0) <= 10, target.words


@pytest.mark.parametrize("number", SEEDS)
def test_nothing_is_dropped_silently(number: str) -> None:
    draft = seed(number)
    assert [p.index for p in draft.paragraphs] == list(range(len(draft.paragraphs)))
    for fact in (*draft.targets, *draft.tasks, *draft.duties, *draft.bases):
        paragraph = draft.paragraphs[fact.source.block]
        assert paragraph.use is not Use.UNUSED
        assert fact.source.words.startswith(paragraph.text)
    assert len(draft.unused) < len(draft.paragraphs) / 2
