"""One cell of a table of targets: "≥ 85", "3/8", "60–70 %", "x" → a clause without its population."""

from __future__ import annotations

import re

from app.domain.plan import Clause, Operator, Unit
from app.intake.facts.numbers import as_digits, number
from app.intake.facts.operators import operator_at

_NUM = r"\d{1,3}(?:\.\d{3})+|\d{1,6}(?:[.,]\d{1,2})?"
_VALUE = re.compile(
    rf"^(?P<lead>[^\d]{{0,40}})(?P<low>{_NUM})\s*(?P<percent>%)?"
    rf"(?:\s*(?:-|–|—|đến|tới)\s*(?P<high>{_NUM})\s*(?P<percent_too>%)?|\s*/\s*(?P<total>\d{{1,5}}))?"
    r"(?P<rest>[^\d]{0,60})$",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"%|phần trăm|^\s*t[ỷỉ] lệ", re.IGNORECASE)
_LEVEL = re.compile(r"^\W*(?:mức|cấp độ|bậc)(?!\s+(?:giảm|tăng|chi))", re.IGNORECASE)
_DONE = re.compile(r"^(?:x|có|✓|✔|√|hoàn thành|đạt|xong|thực hiện)\W*$", re.IGNORECASE)
_CHANGE = re.compile(
    r"(?:mức|tỷ lệ|tỉ lệ)?\s*(?P<fall>giảm|cắt giảm)|(?:mức|tỷ lệ|tỉ lệ)?\s*(?P<rise>tăng)(?! cường)", re.I
)
_MONTH = re.compile(r"tháng|quý|ngày|học kỳ", re.IGNORECASE)


def value_of(cell: str, unit_words: str, about: str) -> Clause | None:
    """The clause a value cell states, in the unit of its row or column; None for a blank or for words.

    `about` names the indicator: "Tỷ lệ …" is per cent and "Mức độ …" a level even where no unit is said.
    """
    if _DONE.match(cell.strip()):
        return Clause(Operator.MILESTONE)
    match = _VALUE.match(as_digits(cell.strip()))
    if match is None or _MONTH.search(match["lead"]):
        return None
    unit = _unit(match, unit_words, about)
    low = number(match["low"])
    operator = _operator(match, unit, low, about)
    return Clause(
        operator,
        low,
        unit,
        total=float(match["total"]) if match["total"] else None,
        value_to=number(match["high"]) if match["high"] else None,
    )


def _unit(match: re.Match[str], unit_words: str, about: str) -> Unit:
    if match["total"]:
        return Unit.COUNT
    if match["percent"] or match["percent_too"]:
        return Unit.PERCENT
    if unit_words.strip():
        if _PERCENT.search(unit_words):
            return Unit.PERCENT
        return Unit.LEVEL if _LEVEL.match(unit_words) else Unit.COUNT
    if _PERCENT.search(about):
        return Unit.PERCENT
    return Unit.LEVEL if _LEVEL.match(match["lead"] or about) else Unit.COUNT


def _operator(match: re.Match[str], unit: Unit, value: float, about: str) -> Operator:
    if unit is Unit.LEVEL:
        return Operator.LEVEL_AT_LEAST
    text, at, end = match.string, match.start("low"), match.end("percent" if match["percent"] else "low")
    said, _ = operator_at(text, at, end)
    if said is None and (change := _CHANGE.match(about)):
        return Operator.DECREASE if change["fall"] else Operator.INCREASE
    if match["high"] and said not in (Operator.DECREASE, Operator.INCREASE):
        return Operator.RANGE
    if unit is Unit.COUNT and value == 0 and said in (None, Operator.EQUAL, Operator.AT_MOST):
        return Operator.NONE_ALLOWED
    if said is not None:
        return said
    return Operator.AT_LEAST if unit is Unit.PERCENT and value != 100 else Operator.EQUAL
