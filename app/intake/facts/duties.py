"""Report duties (chế độ báo cáo, R122–R133) a plan lays down."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.plan import DeadlineRule, Period, ReportDuty, Use
from app.intake.facts.rules import RuleAt, rules_of
from app.intake.facts.sections import Item, Role

_ROLES = {Role.TASKS, Role.ORGANISATION, Role.REPORTING, Role.OTHER}
_PERIODS: tuple[tuple[Period, str], ...] = (
    (Period.HALF_YEAR, r"(?:0?6|sáu)\s+tháng(?:\s+(?:đầu|cuối)\s+năm)?|nửa\s+năm|bán\s+niên"),
    (Period.SCHOOL_YEAR, r"năm\s+học"),
    (Period.PRELIMINARY, r"học\s+kỳ"),
    (Period.QUARTER, r"(?:tháng\s+cuối\s+)?quý"),
    (Period.MONTH, r"tháng"),
    (Period.YEAR, r"(?<!thứ )năm"),  # not "thứ Năm"
)
_PERIOD = re.compile("|".join(rf"(?P<{p.name}>\b(?:{words})\b)" for p, words in _PERIODS), re.IGNORECASE)
_RHYTHM = re.compile(
    rf"^[\s,]*(?:của\s+)?(?:h[ằà]ng\s+|mỗi\s+|(?=tháng\s+cuối\s+quý))(?:{_PERIOD.pattern})", re.IGNORECASE
)
_REPORTS = re.compile(r"báo\s+cáo", re.IGNORECASE)
_REPORT_OF = re.compile(
    rf"báo\s+cáo(?:(?!trước|chậm|muộn|ngày)[^.;]){{0,30}}?(?:{_PERIOD.pattern}|sơ\s+kết|tổng\s+kết)",
    re.IGNORECASE,
)
_REGULAR = re.compile(
    r"báo\s+cáo[^.;]{0,80}\bh[ằà]ng\s+(?:tháng|quý|năm)|\bh[ằà]ng\s+(?:tháng|quý|năm)\b[^.;]{0,60}báo\s+cáo",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^\W*báo\s+cáo\s+(?:định\s+kỳ\s+)?(?:h[ằà]ng\s+)?(?:tháng|quý|năm\s+học|năm|6\s+tháng)\b", re.IGNORECASE
)
_AD_HOC = re.compile(
    r"báo\s+cáo\s+(?:đột\s+xuất|chuyên\s+đề|theo\s+yêu\s+cầu)"
    r"|(?:đột\s+xuất|chuyên\s+đề)[^.;]{0,60}(?:khi\s+có|theo)\s+yêu\s+cầu",
    re.IGNORECASE,
)
_ON_REQUEST = re.compile(r"\bkhi\s+(?:có|được)\s+yêu\s+cầu", re.IGNORECASE)
_REVIEWS: tuple[tuple[Period, re.Pattern[str]], ...] = (
    (Period.PRELIMINARY, re.compile(r"báo\s+cáo[^.;]{0,40}\bsơ\s+kết", re.IGNORECASE)),
    (Period.FINAL, re.compile(r"báo\s+cáo[^.;]{0,40}\btổng\s+kết", re.IGNORECASE)),
)
_REVIEW = re.compile(r"\b(?P<first>sơ\s+kết)\b|\btổng\s+kết\b", re.IGNORECASE)
_RECIPIENT = re.compile(
    r"\b(?:về|gửi|lên|cho|tới|đến|(?<!hợp )với|báo\s+cáo)\s+(?:cho\s+|về\s+)?"
    r"(?P<body>(?:UBND|Ủy\s+ban|Uỷ\s+ban|Phòng\s|Sở\s|Ban\s"
    r"|đơn\s+vị\s+quản|cơ\s+quan\s+quản|(?:Phó\s+)?Hiệu\s+trưởng|văn\s+phòng|văn\s+thư|tổ\s+trưởng|tổ\s+công\s+nghệ|bộ\s+phận"
    r"|chi\s+bộ|Hội\s+đồng|"
    r"nhà\s+trường|Bộ\s)[^,;.():]*(?:\(?\s*qua\s+\(?[^();.]+\)?)?)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*\(([^()]{2,80})\)")
_RECIPIENT_END = re.compile(
    r"\s+(?:theo|để|trước|chậm|muộn|đúng|như|gồm|vào|không|khi|ngày|mỗi|định\s+kỳ|h[ằà]ng|\d{1,2}\s+ngày)\b.*$|\s*:\s*$",
    re.IGNORECASE | re.DOTALL,
)


def read_duties(items: Sequence[Item]) -> tuple[list[ReportDuty], dict[int, Use]]:
    """Every kind of report owed, once per period and recipient, in order."""
    duties: list[ReportDuty] = []
    uses: dict[int, Use] = {}
    for item in items:
        if item.role not in _ROLES or item.is_heading or item.block.footnote:
            continue
        if item.role is not Role.REPORTING and not _REPORTS.search(f"{item.lead} {item.block.words}"):
            continue
        found = [
            ReportDuty(period, recipient, rule, item.block.source)
            for period, recipient, rule in _duties_in(item)
        ]
        for duty in found:
            if not any((duty.period, duty.recipient) == (k.period, k.recipient) for k in duties):
                duties.append(duty)
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


def _duties_in(item: Item) -> list[tuple[Period, str, DeadlineRule]]:
    """The reports one item asks for. In a section about reports the whole item is about them."""
    words = item.block.words
    led = item.role is Role.REPORTING or bool(_REPORTS.search(item.lead))
    found: list[tuple[Period, str, DeadlineRule]] = []
    recipient = ""
    goes_on = False  # "báo cáo Sở: sơ kết …; tổng kết …": a review after a semicolon is still reported
    for sentence in re.split(r"(?<=[.;])\s+", words):
        recipient = _recipient(sentence) or recipient or _recipient(words) or _recipient(item.lead)
        goes_on = bool(_REPORTS.search(sentence)) or (goes_on and bool(_REVIEW.search(sentence)))
        if not (led or goes_on):
            continue
        ruled = rules_of(sentence)
        if led and (listed := _in_turn(sentence, ruled)):
            found += [(period, recipient, rule.rule) for period, rule in zip(listed, ruled, strict=True)]
            continue
        start = 0
        for rule in ruled:
            named = led or not rule.dated or _REPORT_OF.search(sentence[start : rule.start])
            if named and (period := _period(sentence, start, rule)):
                found.append((period, recipient, rule.rule))
            start = rule.end
        goes_on = goes_on and sentence.endswith(";")
        if not ruled and not _AD_HOC.search(sentence):
            found += [(period, recipient, DeadlineRule()) for period in _unruled(sentence, led, recipient)]
    if _AD_HOC.search(words) or (item.role is Role.REPORTING and _ON_REQUEST.search(words)):
        found.append((Period.AD_HOC, recipient, DeadlineRule()))
    return found


def _in_turn(sentence: str, ruled: Sequence[RuleAt]) -> list[Period]:
    """ "Báo cáo 6 tháng, năm (trước ngày 15/6 và trước ngày 15/12)": periods and days in one order."""
    if len(ruled) < 2 or _PERIOD.search(sentence[ruled[0].end : ruled[-1].start]):
        return []
    named = [m.lastgroup for m in _PERIOD.finditer(sentence[: ruled[0].start]) if m.lastgroup]
    periods = [Period[name] for name in dict.fromkeys(named)]
    return periods if len(periods) == len(ruled) else []


def _period(sentence: str, start: int, rule: RuleAt) -> Period | None:
    """The rhythm said right after the rule ("hằng tháng"), else the period last named before it or in it."""
    rhythm = _RHYTHM.match(sentence[rule.end :]) if not rule.rule.month else None
    if rhythm and rhythm.lastgroup:
        return Period[rhythm.lastgroup]
    said = sentence[max(start, rule.start - 90) : rule.start]
    before = list(_PERIOD.finditer(said))
    match = before[-1] if before else _PERIOD.search(sentence[rule.start : rule.end + 25])
    period = Period[match.lastgroup] if match and match.lastgroup else None
    review = _REVIEW.search(said)
    return _reviewed(period, review) if review else period


def _reviewed(period: Period | None, review: re.Match[str]) -> Period:
    """A review of the half year, the year or the school year is the report of it (sơ kết 6 tháng)."""
    if review["first"]:
        return Period.HALF_YEAR if period is Period.HALF_YEAR else Period.PRELIMINARY
    return period if period in (Period.YEAR, Period.SCHOOL_YEAR) else Period.FINAL


def _unruled(sentence: str, led: bool, recipient: str) -> list[Period]:
    """Reports named without a day (R130): the date is asked for later."""
    if not recipient:
        return []
    reviews = [period for period, pattern in _REVIEWS if pattern.search(sentence)]
    regular = _REGULAR.search(sentence) or (_NAMED.search(sentence) if led else None)
    if reviews or not regular:
        return reviews
    named = _PERIOD.search(regular.group())
    return [Period[named.lastgroup]] if named and named.lastgroup else []
