"""Where a sentence states a measurable value, and with which operator (R30–R46)."""

from __future__ import annotations

import re

from app.domain.plan import Operator, Unit
from app.intake.facts.counts import counts, fractions, ranges
from app.intake.facts.numbers import IN_WORDS, as_digits, number
from app.intake.facts.operators import Measure, operator_at

_NUMBER = r"\d{1,4}(?:[.,]\d{1,2})?"
_PERCENT = re.compile(
    rf"(?<![\d.,/])(?P<figure>{_NUMBER})\s*(?:%|(?:điểm\s+)?(?:%|phần\s+trăm\b))"
    rf"|(?<!\w)(?P<words>{IN_WORDS})\s+(?:điểm\s+)?(?:%|phần\s+trăm\b)",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"(?<!\w)(?P<of>{IN_WORDS})\s+phần\s+(?P<in>tư|{IN_WORDS})(?!\w)"
    r"|(?<!\w)(?P<half>một\s+nửa|phân\s+nửa|(?<=quá )nửa|(?<=hơn )nửa|(?<=trên )nửa"
    r"|nửa(?=\s+(?:tổng\s+)?số\b))"
    r"(?!\s+(?:đầu|cuối|năm|tháng|buổi|ngày))",
    re.IGNORECASE,
)
_LOW = re.compile(
    r"(?:(?<!\w)từ\s+)?(?<![\d.,/])(?P<low>\d{1,3}(?:[.,]\d{1,2})?)\s*%?\s*(?:-|–|—|đến|tới)\s*(?:dưới\s*)?$",
    re.IGNORECASE,
)
_WAS = re.compile(
    rf"từ\s+(?:mức\s+)?{_NUMBER}\s*%\s*(?:\(?(?:hiện\s+\w+|(?:của\s+"
    rf"|cuối\s+)?năm\s+(?:học\s+)?\d{{4}}(?:\s*[-–]\s*\d{{4}})?)\)?\s*)?"
    r",?\s*(?P<way>lên|đến|tới|xuống|còn|về)\b[^%\d]{0,25}$",
    re.IGNORECASE,
)
_GROWS = re.compile(r"(?<!\w)(?:nâng|tăng)(?!\w)", re.IGNORECASE)
_FLOOR = re.compile(
    r"(?:≥|>=|=>|tối thiểu|ít nhất|không (?:dưới|thấp hơn|ít hơn|nhỏ hơn|kém)|đạt và vượt)[^%\d]{0,15}$",
    re.IGNORECASE,
)
_UP_AFTER = re.compile(r"\s*trở\s+lên", re.IGNORECASE)
_LEVEL = re.compile(r"\b(?:mức(?:\s+độ)?|cấp\s+độ)\s*(?:từ\s+)?(\d)\b(?!\s*%|[/.,]\d)", re.IGNORECASE)
_LEVEL_CONTEXT = re.compile(r"tối thiểu|ít nhất|\btừ\b|đạt|đáp ứng|xếp|≥|>=", re.IGNORECASE)
_OTHER_LEVEL = re.compile(r"vneid|định danh|dịch vụ công|an toàn[^.;]{0,25}$|nhận thức", re.IGNORECASE)
_BASELINE = re.compile(r"năm (?:học )?20\d\d|hiện (?:nay|tại|có)|cùng kỳ", re.IGNORECASE)
_YEAR = re.compile(r"năm (?:học )?(20\d\d)", re.IGNORECASE)
_CHANGES = re.compile(r"so\s+với|(?<!\w)(?:tăng|giảm)(?!\w)", re.IGNORECASE)
_PRESENT = re.compile(
    r"(?<!\w)(?:(?<!thực )(?<!phát )(?<!thể )(?<!xuất )hiện\s+(?:nay|tại|có|đang|đã|mới|chỉ|trạng)(?!\w)"
    r"|mới\s+(?:có|đạt|chỉ)|(?<!với )(?<!hơn )năm\s+(?:học\s+)?(?:trước|ngoái|vừa\s+qua)|tính\s+đến"
    r"|đã\s+đạt)[^.;,]{0,80}$",
    re.IGNORECASE,
)


def _in_baseline(words: str, at: int) -> bool:
    """ "(năm 2025 đạt 80%)", "hiện có 85 %" tell what is, not what is to be reached."""
    before, after = words[max(0, at - 150) : at], words[at : at + 150]
    if _PRESENT.search(before):
        return True
    opened = before.rfind("(")
    if opened < 0 or ")" in before[opened:]:
        return False
    inside = before[opened:] + after.split(")")[0]
    if len(set(_YEAR.findall(inside))) > 1 or _CHANGES.search(inside):
        return False
    return bool(_BASELINE.search(inside))


def _percents(words: str) -> list[Measure]:
    out: list[Measure] = []
    for match in _PERCENT.finditer(words):
        if _in_baseline(words, match.start()):
            continue
        value = number(match["figure"] or match["words"])
        before = words[max(0, match.start() - 90) : match.start()]
        base = match.start() - len(before)
        if was := _WAS.search(before):
            grows = was["way"] == "lên" or (
                was["way"] in ("đến", "tới") and _GROWS.search(words[: base + was.start()])
            )
            if grows or was["way"] in ("xuống", "còn", "về"):
                _drop(out, base + was.start())
                operator = _bound(words, match, Operator.AT_LEAST if grows else Operator.AT_MOST)
                out.append(_percent(base + was.start(), match, operator, value))
                continue
        if (low := _LOW.search(before)) and number(low["low"]) < value:
            _drop(out, base + low.start())
            out.append(_range(words, match, base + low.start(), base + low.start("low"), number(low["low"])))
            continue
        said, start = operator_at(words, match.start(), match.end())
        out.append(_percent(start, match, _all_or_floor(words, match, said, value), value))
    return out


def _drop(out: list[Measure], since: int) -> None:
    """The lower number of "từ a % đến b %" is not a value of its own."""
    while out and out[-1].at >= since:
        out.pop()


def _percent(start: int, match: re.Match[str], operator: Operator, value: float) -> Measure:
    return Measure(start, match.start(), match.end(), operator, value, Unit.PERCENT)


def _range(words: str, match: re.Match[str], start: int, at: int, low: float) -> Measure:
    """ "từ 60 % đến 70 %"; "giảm 10–15 %" stays a change."""
    operator, begins = operator_at(words, start, start)
    if operator not in (Operator.DECREASE, Operator.INCREASE):
        operator, begins = Operator.RANGE, start
    high = number(match["figure"] or match["words"])
    return Measure(begins, at, match.end(), operator, low, Unit.PERCENT, value_to=high)


def _bound(words: str, match: re.Match[str], plain: Operator) -> Operator:
    said, _ = operator_at(words, match.start(), match.end())
    strict = (Operator.MORE_THAN, Operator.LESS_THAN)
    return said if said in strict else plain


def _all_or_floor(words: str, match: re.Match[str], said: Operator | None, value: float) -> Operator:
    """ "100% …" and "đạt 100%" mean all; "80% …" and "đạt 97%" are read as floors (T21, T34)."""
    before, after = words[max(0, match.start() - 40) : match.start()], words[match.end() : match.end() + 20]
    if said not in (None, Operator.AT_LEAST) or _FLOOR.search(before) or _UP_AFTER.match(after):
        return said or Operator.AT_LEAST
    return Operator.EQUAL if value == 100 else Operator.AT_LEAST


def _parts(words: str) -> list[Measure]:
    """ "ba phần tư", "một nửa", "quá nửa" of an unnamed whole: per cent."""
    out = []
    for match in _PART.finditer(words):
        if match["half"]:
            value = 50.0
        else:
            whole = 4.0 if match["in"].casefold() == "tư" else number(match["in"])
            value = round(number(match["of"]) / whole * 100, 2) if whole else 0.0
        if not 0 < value <= 100 or _in_baseline(words, match.start()):
            continue
        operator, start = operator_at(words, match.start(), match.end())
        out.append(
            Measure(
                start, match.start(), match.end(), operator or Operator.AT_LEAST, value, Unit.PERCENT
            )
        )  # fmt: skip
    return out


def _levels(words: str) -> list[Measure]:
    out = []
    for match in _LEVEL.finditer(words):
        before = words[max(0, match.start() - 90) : match.start()]
        if _LEVEL_CONTEXT.search(before) and not _OTHER_LEVEL.search(before[-40:]):
            _, start = operator_at(words, match.start(), match.end())
            out.append(
                Measure(
                    start, match.start(), match.end(), Operator.LEVEL_AT_LEAST, float(match[1]), Unit.LEVEL
                )
            )
    return out


def _is_its_predicate(words: str, before: Measure, measure: Measure) -> bool:
    """ "80 % trường học đạt mức độ 3": the level is what the schools reach, not a value of its own."""
    gap = words[before.end : measure.at]
    return measure.unit is Unit.LEVEL and before.unit is Unit.PERCENT and not re.search(r"[,;.]|\bvà\b", gap)


def measures_of(words: str, loose: bool = True) -> tuple[Measure, ...]:
    """Every value stated in `words`, in order and not overlapping.

    `loose`: in a section of targets a zero-padded count ("02 chuyên đề") is a target without an
    operator word; elsewhere the operator must be said.
    """
    read = as_digits(words)
    found = (
        _percents(read)
        + _parts(read)
        + fractions(read)
        + ranges(read)
        + _levels(read)
        + [measure for measure in counts(read, loose) if not _in_baseline(read, measure.at)]
    )
    out: list[Measure] = []
    for measure in sorted(found, key=lambda m: (m.at, -m.end)):
        if out and (measure.at < out[-1].end or _is_its_predicate(read, out[-1], measure)):
            continue
        out.append(measure)
    return tuple(out)
