"""Report duties (chế độ báo cáo, R122–R133) a plan lays down."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.plan import DeadlineRule, Period, ReportDuty, Use
from app.intake.blocks import Block
from app.intake.facts.schedule import RuleAt, rules_of
from app.intake.facts.sections import Item, Role

_ROLES = {Role.TASKS, Role.ORGANISATION, Role.REPORTING, Role.OTHER}
_PERIODS: tuple[tuple[Period, str], ...] = (
    (Period.HALF_YEAR, r"(?:0?6|sáu)\s+tháng(?:\s+(?:đầu|cuối)\s+năm)?|nửa\s+năm|bán\s+niên"),
    (Period.SCHOOL_YEAR, r"năm\s+học"),
    (Period.QUARTER, r"(?:tháng\s+cuối\s+)?quý"),
    (Period.MONTH, r"tháng"),
    (Period.YEAR, r"năm"),
)
_PERIOD = re.compile("|".join(rf"(?P<{p.name}>\b{words}\b)" for p, words in _PERIODS), re.IGNORECASE)
_REPORTS = re.compile(r"báo\s+cáo", re.IGNORECASE)
_REGULAR = re.compile(
    r"báo\s+cáo[^.;]{0,80}\bh[ằà]ng\s+(?:tháng|quý|năm)|\bh[ằà]ng\s+(?:tháng|quý|năm)\b[^.;]{0,60}báo\s+cáo",
    re.IGNORECASE,
)
_AD_HOC = re.compile(r"báo\s+cáo\s+đột\s+xuất|đột\s+xuất[^.;]{0,60}khi\s+có\s+yêu\s+cầu", re.IGNORECASE)
_REVIEWS: tuple[tuple[Period, re.Pattern[str]], ...] = (
    (Period.PRELIMINARY, re.compile(r"báo\s+cáo[^.;]{0,40}\bsơ\s+kết", re.IGNORECASE)),
    (Period.FINAL, re.compile(r"báo\s+cáo[^.;]{0,40}\btổng\s+kết", re.IGNORECASE)),
)
_RECIPIENT = re.compile(
    r"\b(?:về|gửi|lên|cho|tới|đến)\s+(?:cho\s+)?(?P<body>(?:UBND|Ủy\s+ban|Uỷ\s+ban|Phòng|Sở|Ban\s"
    r"|đơn\s+vị\s+quản|cơ\s+quan\s+quản|"
    r"nhà\s+trường|Bộ\s|Hiệu\s+trưởng)[^,;.()]*(?:\(?\s*qua\s+\(?[^();.]+\)?)?)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*\(([^()]{2,80})\)")
_RECIPIENT_END = re.compile(
    r"\s+(?:theo|để|trước|chậm|đúng|như|gồm|định\s+kỳ|h[ằà]ng)\b.*$|\s*:\s*$", re.IGNORECASE | re.DOTALL
)


def read_duties(items: Sequence[Item]) -> tuple[list[ReportDuty], dict[int, Use]]:
    """Every kind of report owed, once per period and recipient, in order."""
    duties: list[ReportDuty] = []
    uses: dict[int, Use] = {}
    for item in items:
        if item.role not in _ROLES or item.is_heading or item.block.footnote:
            continue
        about = f"{item.lead} {item.block.words}"
        if not _REPORTS.search(about):
            continue
        recipient = _recipient(item.block.words) or _recipient(item.lead)
        found = [
            ReportDuty(period, recipient, rule, item.block.source)
            for period, rule in _duties_in(item.block, item.role, bool(_REPORTS.search(item.lead)))
        ]
        fresh = [
            d for d in found if not any((d.period, d.recipient) == (k.period, k.recipient) for k in duties)
        ]
        duties += fresh
        if found:
            uses |= dict.fromkeys(item.block.parts, Use.DUTY)
    return duties, uses


def _recipient(words: str) -> str:
    match = _RECIPIENT.search(words)
    if not match:
        return ""
    body = _RECIPIENT_END.sub("", match["body"]).strip(" ,;")
    via = _IN_BRACKETS.match(words, match.end())
    if via and body.endswith("qua"):  # "về Ủy ban nhân dân xã qua (Phòng …)"
        return f"{body} ({via[1].strip()})"
    return body if body.count("(") == body.count(")") else body.rstrip(")") if ")" in body else f"{body})"


def _duties_in(block: Block, role: Role, led: bool) -> list[tuple[Period, DeadlineRule]]:
    words = block.words
    if _AD_HOC.search(words):
        return [(Period.AD_HOC, DeadlineRule())]
    sentences = [words] if led or role is Role.REPORTING else re.split(r"(?<=[.;])\s+", words)
    found: list[tuple[Period, DeadlineRule]] = []
    for sentence in sentences:
        if not (led or role is Role.REPORTING or _REPORTS.search(sentence)):
            continue
        ruled = rules_of(sentence)
        start = 0
        for rule in ruled:
            if period := _period(sentence, start, rule):
                found.append((period, rule.rule))
            start = rule.end
        if not ruled:
            found += _unruled(sentence)
    return found


def _period(sentence: str, start: int, rule: RuleAt) -> Period | None:
    """The period named last before the rule, else the one named right after it."""
    before = list(_PERIOD.finditer(sentence[max(start, rule.start - 90) : rule.start]))
    match = before[-1] if before else _PERIOD.search(sentence[rule.end : rule.end + 25])
    return Period[match.lastgroup] if match and match.lastgroup else None


def _unruled(sentence: str) -> list[tuple[Period, DeadlineRule]]:
    """A report named without a day (R130): the date is asked for later."""
    reviews = [(period, DeadlineRule()) for period, pattern in _REVIEWS if pattern.search(sentence)]
    if reviews:
        return reviews if _recipient(sentence) else []
    regular = _REGULAR.search(sentence)
    if not regular or not _recipient(sentence):
        return []
    named = _PERIOD.search(regular.group())
    return [(Period[named.lastgroup], DeadlineRule())] if named and named.lastgroup else []
