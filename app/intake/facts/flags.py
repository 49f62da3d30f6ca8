"""What a person should look at (kiểm tra kế hoạch): nothing is changed.

R22, R52, R53, R59, R131, R169, R171.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from app.domain.calendar import last_safe_day
from app.domain.plan import (
    Flag,
    FlagKind,
    Header,
    Operator,
    Period,
    ReportDuty,
    Schedule,
    ScheduleKind,
    Source,
    TargetDraft,
    TaskDraft,
    Unit,
)
from app.intake.facts.binds import Level
from app.intake.facts.bodies import above_school, defunct_body, levels_of, other_level
from app.intake.facts.contradictions import contradictions, threshold
from app.intake.facts.header import HeaderFacts
from app.intake.facts.ocr import misread
from app.intake.facts.schedule import Years
from app.intake.facts.sections import Item, Role

Timed = tuple[Schedule, Source]

_ANNEX_NUMBER = re.compile(
    r"kèm\s+theo\s+(?:kế\s+hoạch|quyết\s+định)\s+số\s*:?\s*(?P<number>[\d.…_\s]*)/\s*"
    r"(?P<symbol>[\w&]+(?:[-–.][\w&]+)*)",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"phụ\s+lục\s+(?:số\s+)?(?P<list>(?:\d+|[IVX]{1,4}\b)(?:(?:\s*,\s*|\s+và\s+)(?:phụ\s+lục\s+)?(?:\d+|[IVX]{1,4}\b))*)",
    re.IGNORECASE,
)
_REFERS_TO_SOME = re.compile(r"\bphụ\s+lục\b(?!\s+(?:\d|[IVX]+\b))[^.;,]{0,40}\bkèm\s+theo\b", re.IGNORECASE)
_ANNEX_HEAD = re.compile(r"^phụ\s+lục\s*(?:số\s*)?(?P<number>\d+|[IVX]+)?", re.IGNORECASE)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_OCR = re.compile(
    r"\bphần\s+đầu(?=\s+(?:đạt|tối|trên|đến|tới|ít|có|hoàn|\d))|\bph[ầâẩ]n\s+đ[ấâẩ]u\b|\bph[âẩấ]n\s+đ[ầâẩ]u\b"
    r"|\bthành\s+phổ\b|\bkế\s+hoạc\b|\bmô\s+tin\s+học\b|\bvè\s+việc\b|\bcơ\s+sờ\b"
    r"|\bchuy[êếề]n\s+đ[ổồố]i\s+số\b|\bchuyển\s+đ[ồố]i\s+số\b|\b(?:học\s+sính|hoc\s+sinh|hoc\s+bạ|giáo\s+duc)\b"
    r"|\b\w*ư[òóọỏõ]\w*\b|\bđuợc\b"
    r"|(?<!\w)(?=[\dloi]{2,3}\s*%)\d*(?:[loi]\d|\d[loi]|[li]o)[\dloi]*(?=\s*%)",  # "l00%", "9O %"
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"xây\s+dựng\s+hệ\s+thống\s+thông\s+tin\s+quản\s+lý\s+ngành|tất\s+cả\s+các\s+cấp\s+học"
    r"|đến\s+trung\s+học\s+phổ\s+thông"
    r"|\btrên\s+(?:địa\s+bàn\s+)?toàn\s+(?:tỉnh|thành\s+phố|huyện|xã|phường|đặc\s+khu)\b",
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
    timed: Sequence[Timed] = (),
) -> tuple[Flag, ...]:
    """Every doubt about the plan, kind by kind. `timed`: targets of a table with their own time."""
    return tuple(
        _header_blanks(facts)
        + _annex_number(facts, items)
        + _hundreds(targets)
        + contradictions(targets, tasks)
        + _before_issue(facts.header, tasks)
        + [Flag(FlagKind.TRAILING_SEPARATOR, (source,)) for source in trailing]
        + _missing_annexes(items)
        + (_of_the_school(items, tasks, facts.header) if level is Level.SCHOOL else [])
        + _defunct(items, tasks, facts.header)
        + _after_report(Years.of(facts.header), [*((t.schedule, t.source) for t in tasks), *timed], duties)
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
    """One flag per source row whose last day was over when the plan was issued."""
    if header.issued_on is None:
        return []
    issued = (header.issued_on.year, header.issued_on.month)
    flags: dict[int, Flag] = {}
    for task in tasks:
        months, due = task.schedule.months, task.schedule.due
        if (due and due < header.issued_on) or (months and max(months) < issued):
            values = tuple(f"{month}/{year}" for year, month in months)
            if due and task.schedule.kind is ScheduleKind.DATE:
                values = (f"{due.day}/{due.month}/{due.year}",)
            flags.setdefault(task.source.block, Flag(FlagKind.BEFORE_ISSUE, (task.source,), values))
    return list(flags.values())


def _missing_annexes(items: Sequence[Item]) -> list[Flag]:
    present: set[int] = set()
    for item in items:
        head = _ANNEX_HEAD.match(item.block.words) if item.role is Role.ANNEX else None
        if head:
            present.add(_number_of(head["number"] or "1"))
    any_annex = any(item.role is Role.ANNEX for item in items)
    flags = []
    told: set[int] = set()
    for item in items:
        if item.role in (Role.ANNEX, Role.PREAMBLE):
            continue
        for match in _REFERS.finditer(item.block.words):
            missing = (
                {_number_of(n) for n in re.findall(r"\d+|\b[IVXivx]+\b", match["list"])} - present - told
            )
            if missing:
                told |= missing
                flags.append(
                    Flag(FlagKind.ANNEX_MISSING, (item.block.source,), tuple(str(n) for n in sorted(missing)))
                )
        if not any_annex and not told and (some := _REFERS_TO_SOME.search(item.block.words)):
            told.add(0)
            flags.append(Flag(FlagKind.ANNEX_MISSING, (item.block.source,), (some.group(),)))
    return flags


def _number_of(label: str) -> int:
    return int(label) if label.isdecimal() else _ROMAN.get(label.upper(), 0)


def _of_the_school(items: Sequence[Item], tasks: Sequence[TaskDraft], header: Header) -> list[Flag]:
    """What a school's plan says that is not the school's: of a body above it, or of another level."""
    own = levels_of(f"{header.issuer} {header.subject}")
    passages = [
        (item.block.words, item.block.source)
        for item in items
        if item.role in (Role.TARGETS, Role.TASKS) and not item.is_heading
    ]
    passages += [(task.words, task.source) for task in tasks if task.row]
    flags = []
    for words, source in passages:
        if match := _NOT_OURS.search(words):
            flags.append(Flag(FlagKind.NOT_OURS, (source,), (match.group(),)))
        elif above := above_school(words):
            flags.append(Flag(FlagKind.NOT_OURS, (source,), (above,)))
        elif other := other_level(words, own):
            flags.append(Flag(FlagKind.WRONG_LEVEL, (source,), (other,)))
    return flags


_MAY_NAME_BODIES = {Role.TARGETS, Role.TASKS, Role.ORGANISATION, Role.REPORTING, Role.CLOSING}


def _defunct(items: Sequence[Item], tasks: Sequence[TaskDraft], header: Header) -> list[Flag]:
    """Bodies abolished before the plan was written (R22); a basis may cite the papers of such a body."""
    on = header.issued_on or (date(header.year_from, 12, 31) if header.year_from else None)
    if on is None:
        return []
    passages = [
        (item.block.words, item.block.source)
        for item in items
        if item.role in _MAY_NAME_BODIES and not item.block.footnote
    ]
    passages += [
        (" ; ".join((task.words, *task.leads, *task.coordinators)), task.source) for task in tasks if task.row
    ]
    return [
        Flag(FlagKind.DEFUNCT_BODY, (source,), (body,))
        for words, source in passages
        if (body := defunct_body(words, on))
    ]


_YEARLY = (Period.YEAR, Period.SCHOOL_YEAR, Period.FINAL)
_HAS_MONTH = re.compile(r"tháng|quý|ngày|kỳ|\d\s*[/-]\s*\d", re.IGNORECASE)


def _after_report(years: Years, timed: Iterable[Timed], duties: Sequence[ReportDuty]) -> list[Flag]:
    """What ends after the last yearly report of its year; "năm 2026" alone names no end."""
    rules = [duty.rule for duty in duties if duty.period in _YEARLY]
    flags: dict[int, Flag] = {}
    for schedule, source in timed:
        due = schedule.due
        if not due or not _HAS_MONTH.search(schedule.words) or due.year < (years.first or 0):
            continue
        if years.school_year and years.last:
            end = date(years.last, 8, 31)
        else:
            end = date(min(due.year, years.last or due.year), 12, 31)
        days = [day for rule in rules if (day := last_safe_day(rule, end))]
        if days and max(days) < due:
            values = (f"{due:%d/%m/%Y}", f"{max(days):%d/%m/%Y}")
            flags.setdefault(source.block, Flag(FlagKind.AFTER_REPORT, (source,), values))
    return list(flags.values())


def _ocr_faults(items: Sequence[Item], tasks: Sequence[TaskDraft]) -> list[Flag]:
    flags: dict[tuple[int, str], Flag] = {}
    passages = [(item.block.words, item.block.source) for item in items]
    passages += [(task.words, task.source) for task in tasks if task.row]
    passages += [(task.schedule.words, task.source) for task in tasks if task.row]
    for words, source in passages:
        for fault in (*(match.group() for match in _OCR.finditer(words)), *misread(words)):
            flags.setdefault((source.block, fault), Flag(FlagKind.OCR_FAULT, (source,), (fault,)))
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
