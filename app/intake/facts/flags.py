"""What a person should look at (kiểm tra kế hoạch): nothing is changed.

R22, R52, R53, R59, R131, R169, R171.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.plan import (
    Flag,
    FlagKind,
    Header,
    Operator,
    ReportDuty,
    Source,
    TargetDraft,
    TaskDraft,
    Unit,
)
from app.intake.facts.binds import Level
from app.intake.facts.contradictions import contradictions, threshold
from app.intake.facts.header import HeaderFacts
from app.intake.facts.sections import Item, Role

_ANNEX_NUMBER = re.compile(
    r"kèm\s+theo\s+(?:kế\s+hoạch|quyết\s+định)\s+số\s*:?\s*(?P<number>[\d.…_\s]*)/\s*"
    r"(?P<symbol>[\w&]+(?:[-–.][\w&]+)*)",
    re.IGNORECASE,
)
_REFERS = re.compile(r"phụ\s+lục\s+(?P<list>\d+(?:(?:\s*,\s*|\s+và\s+)(?:phụ\s+lục\s+)?\d+)*)", re.IGNORECASE)
_ANNEX_HEAD = re.compile(r"^phụ\s+lục\s*(?:số\s*)?(?P<number>\d+|[IVX]+)?", re.IGNORECASE)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_OCR = re.compile(
    r"\b(?:ph[ầâẩ]n\s+đ[ấầâẩ]u|phấn\s+đ[ầâẩ]u)(?=\s+(?:đạt|tối|trên|đến|tới|\d))|\bthành\s+phổ\b"
    r"|\bkế\s+hoạc\b|\bmô\s+tin\s+học\b|\bvè\s+việc\b|\bcơ\s+sờ\b",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"thẩm\s+quyền\s+(?:giải\s+quyết\s+)?của\s+(?:sở|ubnd|ủy\s+ban|uỷ\s+ban|xã|phường)|"
    r"(?:cơ\s+sở\s+giáo\s+dục|các\s+trường|trường\s+học)[^.;]{0,30}\s+trên\s+địa\s+bàn\s+(?:xã|phường"
    r"|huyện|tỉnh|thành\s+phố)|"
    r"trên\s+toàn\s+(?:tỉnh|huyện|xã|phường)|xây\s+dựng\s+hệ\s+thống\s+thông\s+tin\s+quản\s+lý\s+ngành|"
    r"tất\s+cả\s+các\s+cấp\s+học|đến\s+trung\s+học\s+phổ\s+thông",
    re.IGNORECASE,
)
_TO_REPORT = re.compile(r"b/c|báo\s*cáo", re.IGNORECASE)


def flags_of(
    facts: HeaderFacts,
    items: Sequence[Item],
    targets: Sequence[TargetDraft],
    tasks: Sequence[TaskDraft],
    duties: Sequence[ReportDuty],
    trailing: Sequence[Source],
    level: Level,
) -> tuple[Flag, ...]:
    """Every doubt about the plan, kind by kind."""
    return tuple(
        _header_blanks(facts)
        + _annex_number(facts, items)
        + _hundreds(targets)
        + contradictions(targets, tasks)
        + _before_issue(facts.header, tasks)
        + [Flag(FlagKind.TRAILING_SEPARATOR, (source,)) for source in trailing]
        + _missing_annexes(items)
        + (_not_ours(items) if level is Level.SCHOOL else [])
        + _ocr_faults(items, tasks)
        + _no_calendar(facts, duties)
    )


def _header_blanks(facts: HeaderFacts) -> list[Flag]:
    flags = []
    anchor = facts.title_at
    if not facts.header.number:
        at = facts.number_at or anchor
        flags.append(Flag(FlagKind.NUMBER_BLANK, (at,) if at else ()))
    if facts.header.issued_on is None:
        at = facts.date_at or anchor
        flags.append(Flag(FlagKind.DATE_BLANK, (at,) if at else ()))
    return flags


def _annex_number(facts: HeaderFacts, items: Sequence[Item]) -> list[Flag]:
    """An annex that names another number or symbol than page 1 (17/KH-TH, …/KH-THTD)."""
    own = facts.header
    flags = []
    for item in items:
        match = _ANNEX_NUMBER.search(item.block.words) if item.role is Role.ANNEX else None
        if not match or not own.symbol or not facts.number_at:
            continue
        number = "".join(re.findall(r"\d", match["number"]))
        differs = match["symbol"].casefold() != own.symbol.casefold()
        if differs or (number and own.number and number != own.number):
            values = (f"{own.number or '…'}/{own.symbol}", f"{number or '...'}/{match['symbol']}")
            flags.append(Flag(FlagKind.NUMBER_MISMATCH, (facts.number_at, item.block.source), values))
    return flags


def _hundreds(targets: Sequence[TargetDraft]) -> list[Flag]:
    flags = []
    for target in targets:
        for clause in target.clauses:
            if clause.unit is not Unit.PERCENT or clause.value is None or clause.value < 100:
                continue
            if clause.value > 100 or clause.operator is Operator.MORE_THAN:
                flags.append(Flag(FlagKind.OVER_HUNDRED, (target.source,), (threshold(clause),)))
            elif clause.operator is Operator.AT_LEAST:
                flags.append(Flag(FlagKind.AT_LEAST_HUNDRED, (target.source,), (threshold(clause),)))
    return flags


def _before_issue(header: Header, tasks: Sequence[TaskDraft]) -> list[Flag]:
    """One flag per source row whose every month was over when the plan was issued."""
    if header.issued_on is None:
        return []
    issued = (header.issued_on.year, header.issued_on.month)
    flags: dict[int, Flag] = {}
    for task in tasks:
        months = task.schedule.months
        if months and max(months) < issued:
            values = tuple(f"{month}/{year}" for year, month in months)
            flags.setdefault(task.source.block, Flag(FlagKind.BEFORE_ISSUE, (task.source,), values))
    return list(flags.values())


def _missing_annexes(items: Sequence[Item]) -> list[Flag]:
    present: set[int] = set()
    for item in items:
        head = _ANNEX_HEAD.match(item.block.words) if item.role is Role.ANNEX else None
        if head:
            label = head["number"] or "1"
            present.add(int(label) if label.isdecimal() else _ROMAN.get(label.upper(), 0))
    flags = []
    told: set[int] = set()
    for item in items:
        if item.role in (Role.ANNEX, Role.PREAMBLE):
            continue
        for match in _REFERS.finditer(item.block.words):
            missing = {int(n) for n in re.findall(r"\d+", match["list"])} - present - told
            if missing:
                told |= missing
                flags.append(
                    Flag(FlagKind.ANNEX_MISSING, (item.block.source,), tuple(str(n) for n in sorted(missing)))
                )
    return flags


def _not_ours(items: Sequence[Item]) -> list[Flag]:
    return [
        Flag(FlagKind.NOT_OURS, (item.block.source,), (match.group(),))
        for item in items
        if item.role in (Role.TARGETS, Role.TASKS)
        and not item.is_heading
        and (match := _NOT_OURS.search(item.block.words))
    ]


def _ocr_faults(items: Sequence[Item], tasks: Sequence[TaskDraft]) -> list[Flag]:
    flags: dict[tuple[int, str], Flag] = {}
    passages = [(item.block.words, item.block.source) for item in items]
    passages += [(task.words, task.source) for task in tasks if task.row]
    for words, source in passages:
        for match in _OCR.finditer(words):
            key = (source.block, match.group())
            flags.setdefault(key, Flag(FlagKind.OCR_FAULT, (source,), (match.group(),)))
    return list(flags.values())


def _no_calendar(facts: HeaderFacts, duties: Sequence[ReportDuty]) -> list[Flag]:
    """No report duty stated: only the recipients "để b/c" are known (R131)."""
    if duties:
        return []
    named = list(zip(facts.header.recipients, facts.recipients_at, strict=True))
    asking = [(name, source) for name, source in named if _TO_REPORT.search(name)]
    return [
        Flag(FlagKind.NO_CALENDAR, tuple(source for _, source in asking), tuple(name for name, _ in asking))
    ]
