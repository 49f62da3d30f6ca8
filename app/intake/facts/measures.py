"""Where a sentence states a measurable value, and with which operator (R30–R46)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.plan import Operator, Unit

_OPERATORS: tuple[tuple[Operator, str], ...] = (
    (Operator.AT_LEAST, r"≥|>=|=>|tối thiểu|ít nhất|không (?:dưới|thấp hơn|ít hơn|nhỏ hơn)"),
    (Operator.AT_MOST, r"≤|<=|=<|tối đa|nhiều nhất|không (?:quá|vượt quá|hơn|vượt)"),
    (Operator.MORE_THAN, r">|trên|lớn hơn|cao hơn|nhiều hơn|vượt(?: mức)?|hơn"),
    (Operator.LESS_THAN, r"<|dưới|nhỏ hơn|ít hơn|thấp hơn"),
    (Operator.EQUAL, r"=|đạt|bằng|đủ"),
)
_OP = re.compile(
    r"(?:(?<!\w)(?:"
    + "|".join(f"(?P<{op.name}>{words})" for op, words in _OPERATORS)
    + r"))\s*(?:là|ở|đạt|mức|tỷ lệ|tỉ lệ|:)?\s*(?:từ\s*)?$",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?<![\d.,/])(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:%|phần trăm\b)")
_RANGE = re.compile(r"(?<![\d.,/])(\d{1,3}(?:[.,]\d{1,2})?)\s*%?\s*(?:-|–|đến|tới)\s*$")
_GROWTH = re.compile(
    r"từ\s+(?:mức\s+)?\d{1,3}(?:[.,]\d{1,2})?\s*%\s*(?:năm \d{4}\s*)?lên\s*(?:đến|tới|trên)?\s*$"
)
_FRACTION = re.compile(r"(?<![\d/.,-])(\d{1,4})\s?/\s?(\d{1,4})(?![\d/.,-])(?=\s+[^\W\d_])")
_COUNT = re.compile(
    r"(?<![\d/.,\w-])(\d{1,3}(?:\.\d{3})+|\d{1,4})(?![\d%/.,-])\s*(?:\((?P<said>[^\d"
    r"()]{2,30})\)\s*)?(?P<noun>[^\W\d_]\w*)"
)
_LEVEL = re.compile(r"\bmức(?:\s+độ)?\s*(\d)\b(?!\s*%|[/.,]\d)", re.IGNORECASE)
_UP = re.compile(r"^\s*(?:[^\W\d_]+\s+){0,3}?trở\s+lên\b", re.IGNORECASE)
_DOWN = re.compile(r"^\s*(?:[^\W\d_]+\s+){0,3}?trở\s+xuống\b", re.IGNORECASE)
_NOT_COUNTED = re.compile(
    r"^(?:ngày|tháng|năm|giờ|phút|giây|tuần|tuổi|điều|khoản|mục|trang|quý|của|và|về|theo|trong|đến|tại|"
    r"với|để|từ)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"^(?:hoạt|sự|buổi|lần|cuộc|chuyên|bài|tiết|sản|video|học|lớp|phòng|máy|bộ|mô|hội|tin|đợt|giáo|cán|"
    r"nhân|cơ|trường|tổ|đồng|người|phần|thiết|quy|kế|báo|câu|chủ|dịch|hệ|thư|ngân|công|chương|khoá|"
    r"khóa|clip)$",
    re.IGNORECASE,
)
_NAMED_BY_NUMBER = re.compile(
    r"(?:án|số|điều|khoản|mục|ngày|tháng|quý|lớp|khối|tuần|kỳ|chương|lục|đoạn|độ|mức|năm|tư|định"
    r"|hoạch|học)\s*$",
    re.IGNORECASE,
)
_LEVEL_CONTEXT = re.compile(r"tối thiểu|ít nhất|\btừ\b|đạt|đáp ứng|≥|>=", re.IGNORECASE)
_OTHER_LEVEL = re.compile(r"vneid|định danh|dịch vụ công|an toàn[^.;]{0,25}$|nhận thức", re.IGNORECASE)
_BASELINE = re.compile(r"năm (?:học )?20\d\d|hiện (?:nay|tại|có)|cùng kỳ", re.IGNORECASE)


@dataclass(frozen=True)
class Measure:
    """One value: `start` is where its operator words begin, `end` where the number ends."""

    start: int
    at: int
    end: int
    operator: Operator
    value: float
    unit: Unit
    total: float | None = None


def number(text: str) -> float:
    """ "97,5" → 97.5; "1.200" → 1200 (Vietnamese marks)."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text):
        return float(text.replace(".", ""))
    return float(text.replace(",", "."))


def _operator(words: str, at: int, end: int) -> tuple[Operator | None, int]:
    """The operator around a number and where its words begin; None when nothing is said."""
    before = words[max(0, at - 40) : at]
    match = _OP.search(before)
    found = next((op for op in Operator if match and match.groupdict().get(op.name)), None)
    start = max(0, at - 40) + match.start() if match else at
    after = words[end : end + 60]
    if found in (None, Operator.EQUAL):
        if _UP.match(after):
            return Operator.AT_LEAST, start
        if _DOWN.match(after):
            return Operator.AT_MOST, start
    return found, start


def _in_baseline(words: str, at: int) -> bool:
    """ "(năm 2025 đạt 80%)" tells what was, not what is to be reached."""
    before, after = words[max(0, at - 150) : at], words[at : at + 150]
    opened = before.rfind("(")
    if opened < 0 or ")" in before[opened:]:
        return False
    return bool(_BASELINE.search(before[opened:] + after.split(")")[0]))


def _percents(words: str) -> list[Measure]:
    out: list[Measure] = []
    for match in _PERCENT.finditer(words):
        if _in_baseline(words, match.start()):
            continue
        value = number(match[1])
        operator, start = _operator(words, match.start(), match.end())
        before = words[max(0, match.start() - 60) : match.start()]
        if out and (growth := _GROWTH.search(before)):  # "từ 60% lên 75%": the second is the target
            start = match.start() - len(growth.group())
            out.pop()
            operator = Operator.AT_LEAST
        elif low := _RANGE.search(before[-14:]):
            if out and "%" in low.group():
                out.pop()
            begins = match.start() - len(low.group())
            _, start = _operator(words, begins, begins)
            low_at = begins + low.start(1) - low.start()
            out.append(Measure(start, low_at, low_at, Operator.AT_LEAST, number(low[1]), Unit.PERCENT))
            out.append(Measure(low_at, match.start(), match.end(), Operator.AT_MOST, value, Unit.PERCENT))
            continue
        if operator is None:  # "100% …" means all; "80% …" is read as a floor (T34)
            operator = Operator.EQUAL if value == 100 else Operator.AT_LEAST
        out.append(Measure(start, match.start(), match.end(), operator, value, Unit.PERCENT))
    return out


def _fractions(words: str) -> list[Measure]:
    out = []
    for match in _FRACTION.finditer(words):
        part, total = float(match[1]), float(match[2])
        noun = words[match.end() : match.end() + 40].split(maxsplit=1)[0]
        before = words[max(0, match.start() - 12) : match.start()]
        if total and part <= total and not _NOT_COUNTED.match(noun) and not _NAMED_BY_NUMBER.search(before):
            operator, start = _operator(words, match.start(), match.end())
            out.append(
                Measure(
                    start, match.start(), match.end(), operator or Operator.EQUAL, part, Unit.COUNT, total
                )
            )
    return out


def _counts(words: str, loose: bool) -> list[Measure]:
    out = []
    for match in _COUNT.finditer(words):
        noun = match["noun"]
        before = words[max(0, match.start() - 12) : match.start()]
        if _NOT_COUNTED.match(noun) or _NAMED_BY_NUMBER.search(before):
            continue
        end = match.start(1) + len(match[1])
        operator, start = _operator(words, match.start(), match.end("said") + 1 if match["said"] else end)
        sure = operator not in (None, Operator.EQUAL)
        padded = loose and (match[1].startswith("0") or operator is not None)
        if sure or (_COUNTED.match(noun) and (match["said"] or padded)):
            out.append(
                Measure(start, match.start(), end, operator or Operator.EQUAL, number(match[1]), Unit.COUNT)
            )
    return out


def _levels(words: str) -> list[Measure]:
    out = []
    for match in _LEVEL.finditer(words):
        before = words[max(0, match.start() - 90) : match.start()]
        if _LEVEL_CONTEXT.search(before) and not _OTHER_LEVEL.search(before[-40:]):
            _, start = _operator(words, match.start(), match.end())
            out.append(
                Measure(
                    start, match.start(), match.end(), Operator.LEVEL_AT_LEAST, float(match[1]), Unit.LEVEL
                )
            )
    return out


def measures_of(words: str, loose: bool = True) -> tuple[Measure, ...]:
    """Every value stated in `words`, in order and not overlapping.

    `loose`: in a section of targets a zero-padded count ("02 chuyên đề") is a target without an
    operator word; elsewhere the operator must be said.
    """
    found = sorted(
        _percents(words) + _fractions(words) + _levels(words) + _counts(words, loose), key=lambda m: m.at
    )
    out: list[Measure] = []
    for measure in found:
        if not out or measure.at >= out[-1].end:
            out.append(measure)
    return tuple(out)
