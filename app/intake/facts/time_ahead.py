"""The time that stands before a colon ahead of the work: "Quý IV: …", "Chậm nhất ngày 10/9: …" (R102)."""

from __future__ import annotations

import re

from app.domain.plan import Schedule, ScheduleKind
from app.intake.facts.ocr import with_digits
from app.intake.facts.schedule import Years, schedule_of

_AHEAD = re.compile(
    r"^(?P<time>(?:(?:trong|vào|từ|đến|hết|trước|chậm nhất|muộn nhất|đầu|giữa|cuối|dịp|cả|các|hạn|thời gian"
    r"|tuần (?:\d|[IV]+|đầu|cuối)|nửa (?:đầu|cuối))[\s,]+)*"
    r"(?:ngày|tháng|quý|học kỳ|HK|năm học|năm|hè|nghỉ hè|kỳ nghỉ hè|quanh năm|h[ằà]ng|thường xuyên|T\d"
    r"|\d{1,2}\s*/)[^:;]{0,60}):\s+\S",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:thời gian|thời hạn|tiến độ|hạn)(?:\s+(?:thực hiện|hoàn thành))?\s*:\s*(?P<time>[^;.]{3,60})",
    re.IGNORECASE,
)
_ROUND = re.compile(
    r"\b(?:đợt|lần|vòng)\s+(?:\d|[IV]{1,3}|một|hai|ba|đầu|cuối)\b[^,;.:\d]{0,20}\btháng\s+(?P<month>\d{1,2}(?:/\d{4})?)",
    re.IGNORECASE,
)


def time_ahead(words: str, years: Years) -> Schedule | None:
    """The time before the first colon, after "thời gian:", or of the rounds of one work; None for any other.

    "Đợt 1 vào tháng 3, đợt 2 vào tháng 5/2027" are both months.
    """
    said: list[str] = []
    if match := _AHEAD.match(with_digits(words)):
        said.append(words[: match.end("time")])
    if match := _NAMED.search(words):
        said.append(match["time"].strip())
    rounds = [match["month"] for match in _ROUND.finditer(words)]
    if len(rounds) > 1:
        said.append(f"tháng {', '.join(rounds)}")
    found = (schedule_of(time, years) for time in said)
    return next((schedule for schedule in found if schedule.kind is not ScheduleKind.UNKNOWN), None)
