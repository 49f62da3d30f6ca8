"""Report deadlines in words (R122–R128, R132): "trước ngày 10 tháng cuối quý" → a `DeadlineRule`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.domain.plan import DeadlineRule
from app.intake.facts.ocr import with_digits


@dataclass(frozen=True)
class RuleAt:
    start: int
    end: int
    rule: DeadlineRule
    dated: bool = False  # a day of one year ("05/10/2026"): it stands for one report, not for a rhythm


_HOW = r"(?:trước|chậm\s+nhất|muộn\s+nhất|không\s+muộn\s+hơn|không\s+quá|hạn\s+cuối|đến\s+hết|xong|vào|đến)"
_LINK = r"(?:\s+(?:là|vào|trước|trong|đến|hết|của))*"
_HOUR = r"(?P<hour>\s+(?:lúc\s+)?\d{1,2}\s*(?:giờ|[hg])\s*(?:\d{2})?(?:\s*phút)?\s*,?)?"
_EACH = r"(?:của\s+)?(?:mỗi\s+|từng\s+|h[ằà]ng\s+)?"
_NEXT = (
    r"\s+(?:của\s+)?(?:tháng|quý|năm)\s+(?:sau|tiếp\s+theo|kế\s+tiếp|liền\s+kề)"
    r"|\s+(?:của\s+)?tháng\s+(?:đầu|đầu\s+tiên)(?:\s+của)?\s+quý\s+(?:sau|tiếp\s+theo|kế\s+tiếp)"
    r"|(?:/0?1|\s+tháng\s+0?1)\s+(?:của\s+)?năm\s+(?:sau|tiếp\s+theo|kế\s+tiếp|liền\s+kề)"
)
_DAY = re.compile(
    rf"\b(?P<how>{_HOW}){_LINK}{_HOUR}\s+(?:ngày\s+)(?P<day>\d{{1,2}})"
    rf"(?:(?P<next>{_NEXT})|(?:\s*(?:/|tháng)\s*(?P<month>\d{{1,2}})(?:\s*(?:/|năm)\s*(?P<year>\d{{4}}))?))?"
    r"(?![\d/])",
    re.IGNORECASE,
)
_SHORT_DAY = re.compile(
    rf"\b(?P<how>{_HOW}){_LINK}\s+(?P<day>\d{{1,2}})\s*/\s*(?P<month>\d{{1,2}})(?:\s*/\s*(?P<year>\d{{4}}))?(?![\d/])",
    re.IGNORECASE,
)
_BARE_DAY = re.compile(
    r"\bngày\s+(?P<day>\d{1,2})(?=\s+(?:h[ằà]ng|mỗi|của\s+(?:tháng|mỗi)|tháng\s+cuối|cuối)\b)", re.IGNORECASE
)
_BARE_NEXT = re.compile(rf"\bngày\s+(?P<day>\d{{1,2}})(?P<next>{_NEXT})", re.IGNORECASE)
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5, "nhật": 6}
_WEEKDAY = re.compile(
    rf"\b(?:(?P<how>{_HOW}){_LINK}\s+)?(?:ngày\s+)?(?:thứ\s+(?P<name>hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s+(?P<sun>nhật))"
    rf"\s*,?\s*(?:của\s+|trong\s+)?(?:tuần\s+(?:lễ\s+)?)?(?:cuối\s+cùng|cuối)\s*{_EACH}(?:trong\s+)?(?:tháng|quý|kỳ)",
    re.IGNORECASE,
)
_NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(_NUMBERS)})\s+ngày(?:\s+làm\s+việc)?"
_PERIOD_END = (
    rf"(?:kết\s+thúc|hết|ngày\s+cuối(?:\s+cùng)?|ngày\s+kết\s+thúc|ngày\s+hết)\s+{_EACH}"
    r"(?:tháng|quý|năm\s+học|năm|học\s+kỳ|(?:0?6|sáu)\s+tháng|kỳ(?:\s+báo\s+cáo)?)"
)
_OFFSET = re.compile(
    rf"(?:\b(?P<how>{_HOW}|trong\s+vòng|trong){_LINK}\s+)?\b{_COUNT}\s*,?\s*(?:tính\s+)?"
    rf"(?P<side>sau(?:\s+khi)?|kể\s+từ(?:\s+khi)?|từ(?:\s+khi)?|trước(?:\s+khi)?)\s+{_PERIOD_END}",
    re.IGNORECASE,
)
_OFFSET_AFTER = re.compile(
    rf"\b(?P<side>sau|trước)\s+(?:khi\s+)?{_PERIOD_END}\s+(?P<how>chậm\s+nhất\s+|không\s+quá\s+)?(?:là\s+)?{_COUNT}",
    re.IGNORECASE,
)
_LAST_DAY = re.compile(
    rf"\b(?P<how>{_HOW}){_LINK}\s+(?:(?:hết\s+)?ngày\s+(?:làm\s+việc\s+)?cuối(?:\s+cùng)?|cuối)\s+{_EACH}(?:tháng|quý|năm)\b",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(
    r"(?:tính|chốt|số\s+liệu|thời\s+điểm|lấy)(?:\s+\S+){0,3}\s*$", re.IGNORECASE
)  # "số liệu tính đến ngày 15": the figures' day, not the report's


def _is_strict(how: str | None) -> bool:
    return bool(how) and how.split()[0].casefold() == "trước"  # type: ignore[union-attr]


def _day(match: re.Match[str]) -> RuleAt | None:
    groups = match.groupdict()
    day, month = int(groups["day"]), int(groups.get("month") or 0) or None
    if not 1 <= day <= 31 or (month or 1) > 12:
        return None
    strict = _is_strict(groups.get("how")) and not groups.get("hour")
    if groups.get("next"):
        rule = DeadlineRule(strict=strict, offset_days=day)
    else:
        rule = DeadlineRule(day, month, strict)
    return RuleAt(match.start(), match.end(), rule, bool(groups.get("year")))


def _weekday(match: re.Match[str]) -> RuleAt:
    name = (match["name"] or match["sun"]).casefold()
    weekday = int(name) - 2 if name.isdecimal() else _WEEKDAYS[name]
    return RuleAt(match.start(), match.end(), DeadlineRule(strict=_is_strict(match["how"]), weekday=weekday))


def _offset(match: re.Match[str]) -> RuleAt:
    said = match["count"].casefold()
    count = int(said) if said.isdecimal() else _NUMBERS[said]
    before = match["side"].casefold().startswith("trước")
    strict = _is_strict(match["how"])
    return RuleAt(
        match.start(), match.end(), DeadlineRule(strict=strict, offset_days=-count if before else count)
    )


def _last_day(match: re.Match[str]) -> RuleAt:
    return RuleAt(match.start(), match.end(), DeadlineRule(31, strict=_is_strict(match["how"])))


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], RuleAt | None]], ...] = (
    (_OFFSET, _offset),
    (_OFFSET_AFTER, _offset),
    (_WEEKDAY, _weekday),
    (_DAY, _day),
    (_SHORT_DAY, _day),
    (_LAST_DAY, _last_day),
    (_BARE_NEXT, _day),
    (_BARE_DAY, _day),
)


def rules_of(words: str) -> tuple[RuleAt, ...]:
    """Every "trước ngày 10 tháng cuối quý" in `words` with where it stands, in order.

    Also weekdays ("thứ Sáu tuần cuối tháng"), days counted from the period's end ("5 ngày sau khi kết
    thúc quý", "ngày 05 tháng sau") and the period's last day. The day to which figures are counted
    ("số liệu tính đến ngày 15") is no deadline.
    """
    found: list[RuleAt] = []
    words = with_digits(words)
    for pattern, read in _READERS:
        for match in pattern.finditer(words):
            rule = read(match)
            if rule and not _overlaps(rule, found) and not _CUT_OFF.search(words[: match.start()]):
                found.append(rule)
    return tuple(sorted(found, key=lambda rule: rule.start))


def _overlaps(rule: RuleAt, found: Iterable[RuleAt]) -> bool:
    return any(rule.start < other.end and other.start < rule.end for other in found)
