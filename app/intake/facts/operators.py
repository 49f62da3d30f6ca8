"""The words around a number that say how it binds: at least, at most, reach, fall by, rise by (R30–R46)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.plan import Operator, Unit


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
    value_to: float | None = None


_REACH = "REACH"  # "đạt 97 %" is read as "đạt từ 97 %"; it says nothing beside a stronger word
_WORDS: tuple[tuple[str, str], ...] = (
    (
        Operator.AT_LEAST.name,
        r"≥|>=|=>|tối thiểu|ít nhất|không (?:dưới|thấp hơn|ít hơn|nhỏ hơn|kém)|đạt và vượt",
    ),
    (
        Operator.AT_MOST.name,
        r"≤|<=|=<|tối đa|nhiều nhất|trong vòng"
        r"|không (?:quá|vượt quá|vượt|hơn|nhiều hơn|cao hơn|lớn hơn|trên)",
    ),
    (Operator.MORE_THAN.name, r">|trên|lớn hơn|cao hơn|nhiều hơn|vượt(?: mức)?|hơn|(?<!không )quá"),
    (Operator.LESS_THAN.name, r"<|dưới|nhỏ hơn|ít hơn|thấp hơn"),
    (Operator.EQUAL.name, r"=|bằng|đủ"),
    (_REACH, r"đạt"),
)
_EACH = (
    r"mỗi\s+(?:tuần|tháng|quý|năm học|năm|học kỳ|kỳ|ngày|buổi|lớp|tổ|khối|môn|người|giáo viên"
    r"|học sinh|trường)"
)
_OP = re.compile(
    r"(?:(?<!\w)(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _WORDS)
    + rf"))(?:\s*(?:là|ở|phải|đạt|mức|tỷ lệ|tỉ lệ|khoảng|:|{_EACH}(?:\s+có)?)(?!\w))*\s*(?:từ\s*)?$",
    re.IGNORECASE,
)
_UP = re.compile(r"^\s*(?:[^\W\d_]+\s+){0,3}?trở\s+lên\b", re.IGNORECASE)
_DOWN = re.compile(r"^\s*(?:[^\W\d_]+\s+){0,3}?trở\s+xuống\b", re.IGNORECASE)
_LIMIT = (
    r"(?P<limit>(?:\s*(?:đạt|khoảng|được|thêm|ít nhất|tối thiểu|trên|hơn|dưới|không quá|không dưới"
    r"|từ|mức|≥|>|≤|<))*)"
)
_FALLS = r"(?<!\w)(?:cắt giảm|giảm|rút ngắn|tiết kiệm|hạ|bớt)"
_RISES = r"(?<!\w)(?:tăng|nâng)"
_BY = re.compile(rf"(?:(?P<fall>{_FALLS})|(?P<rise>{_RISES}))(?: thêm| được)?{_LIMIT}\s*$", re.IGNORECASE)
_OBJECT_BY = re.compile(
    rf"(?:(?P<fall>{_FALLS})(?! thiểu)|(?P<rise>{_RISES})(?! cường| cao| cấp))\s+(?P<what>[^,;:%\d]{{3,90}}?)"
    rf"(?:\s+(?:thêm|ít nhất|tối thiểu|trên|hơn|không dưới|từ))*\s*$",
    re.IGNORECASE,
)
_REACHED = re.compile(r"(?<!\w)(?:đạt|còn|xuống|lên|có|được|cho|tại|ở|với|của|trong|để)(?!\w)", re.IGNORECASE)
_CHANGE_ENDS = re.compile(
    r"^\s*(?:$|[.,;)]|so\s+với|mỗi|một\s+năm|hằng|hàng|/|trong|vào|trở\s+lên)", re.IGNORECASE
)
_AGAINST = re.compile(r"^[^.;,]{0,60}?\bso\s+với\b", re.IGNORECASE)
_THAN = re.compile(
    rf"(?:(?P<fall>{_FALLS}|thấp\s+hơn|ít\s+hơn)|(?P<rise>{_RISES}|cao\s+hơn|nhiều\s+hơn|vượt"
    rf"|hơn))\s+(?:so\s+với\s+)?"
    rf"(?:cùng\s+kỳ|năm|kết\s+quả)[^,;%]{{0,25}}?{_LIMIT}(?:\s*là)?\s*$",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"(?<!\w)(?:(?P<up>lên(?:\s+(?:đến|tới|mức))?)|(?P<down>(?:giảm\s+)?xuống(?:\s+còn)?|giảm\s+còn|còn))"
    rf"{_LIMIT}\s*$",
    re.IGNORECASE,
)


def operator_at(words: str, at: int, end: int) -> tuple[Operator | None, int]:
    """The operator around the number at `at`…`end` and where its words begin; None: nothing is said.

    "đạt" counts as AT_LEAST, which a caller may weigh against a value that is all ("đạt 100 %").
    """
    before = words[max(0, at - 60) : at]
    base = at - len(before)
    if change := _BY.search(before) or _THAN.search(before):
        return _changed(change), base + change.start()
    if until := _UNTIL.search(before):
        return _until(until), base + until.start()
    match = _OP.search(before)
    said = next((name for name, text in match.groupdict().items() if text), "") if match else ""
    start = base + match.start() if match else at
    after = words[end : end + 70]
    if said in (Operator.MORE_THAN.name, Operator.LESS_THAN.name) and _AGAINST.match(after):
        rises = said == Operator.MORE_THAN.name  # "cao hơn 5 % so với năm 2025"
        return (Operator.INCREASE if rises else Operator.DECREASE), start
    if _CHANGE_ENDS.match(after) and (change := _object_by(words[max(0, at - 120) : at])):
        return (Operator.DECREASE if change["fall"] else Operator.INCREASE), start
    if said in ("", Operator.EQUAL.name, _REACH):
        if _UP.match(after):
            return Operator.AT_LEAST, start
        if _DOWN.match(after):
            return Operator.AT_MOST, start
    return (Operator.AT_LEAST if said == _REACH else Operator[said] if said else None), start


def _changed(match: re.Match[str]) -> Operator:
    """ "giảm 20 %"; "tăng không quá 5 %" is an upper limit, whatever is counted."""
    if re.search(r"không quá|dưới\s*$|≤|<", match["limit"]) and "không dưới" not in match["limit"]:
        return Operator.AT_MOST
    return Operator.DECREASE if match["fall"] else Operator.INCREASE


def _until(match: re.Match[str]) -> Operator:
    """ "lên 90 %" is to be reached, "xuống còn 15 %" not to be passed."""
    limit = match["limit"].casefold()
    if match["down"]:
        return Operator.LESS_THAN if re.search(r"(?<!không )dưới|<", limit) else Operator.AT_MOST
    over = re.search(r"(?<!không )(?:trên|hơn)|>", limit)
    return Operator.MORE_THAN if over else Operator.AT_LEAST


def _object_by(before: str) -> re.Match[str] | None:
    """ "Giảm lượng giấy in ít nhất" 20 %: the change stands before what changes."""
    match = _OBJECT_BY.search(before)
    return match if match and not _REACHED.search(match["what"]) else None
