"""Target parser (bộ đọc chỉ tiêu): one sentence of a plan → its measurable clauses (R30–R55)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.plan import Clause, Operator, Unit
from app.intake.facts.measures import Measure, measures_of
from app.intake.readers.clean import UPPER

ASPIRES = re.compile(r"\bph[ấầâẩ]n\s+đ[ấầâẩ]u\b", re.IGNORECASE)  # and its OCR forms (R171)
_SENTENCE = re.compile(rf"\s*;\s*|(?<=[^\s.][.!?])\s+(?=[{UPPER}])")
_STRETCH = re.compile(
    r"(?:^|[,(])\s*(?:và\s+)?(?:ph[ấầâẩ]n\s+đ[ấầâẩ]u|hướng\s+tới|tiến\s+tới)\s*(?:đạt|đến|tới|lên|trên|\s)*$",
    re.IGNORECASE,
)
_NO_POPULATION = re.compile(r"^\s*(?:$|[).,;:]|vào\b|trong\b|năm\b|đến\b)", re.IGNORECASE)
_JOINT = re.compile(r",\s+|\s+và\s+|\s+trong\s+đó\s+|:\s+", re.IGNORECASE)
_NESTED = re.compile(r"\btrong\s+đó\b", re.IGNORECASE)
_AVERAGE = re.compile(r"\btrung\s+bình\b|\bbình\s+quân\b", re.IGNORECASE)
_MAINTAIN = re.compile(r"\bduy\s+trì\b", re.IGNORECASE)
_PAREN = re.compile(r"\(([^()]{1,200})\)")
_EXCLUDES = re.compile(r"^(?:không\s+(?:bao\s+gồm|tính|kể)|trừ|ngoại\s+trừ)\b", re.IGNORECASE)
_SCOPES = re.compile(r"^(?:đối\s+với|áp\s+dụng|riêng|chỉ|các\s+môn|môn|khối|lớp)\b", re.IGNORECASE)
_SUBJECTS = re.compile(r"(?<!chuyên )\b(?:các\s+)?môn\s+(?:học\s+)?[^.;()]{2,60}$", re.IGNORECASE)
_ZERO = re.compile(
    r"\bkhông\s+để\b|\bkhông\s+xảy\s+ra\b|\bkhông\s+có\s+(?:trường\s+hợp|vụ)\b"
    r"|\bngăn\s+chặn\s+(?:tình\s+trạng|việc)\b"
    r"|\bnghiêm\s+cấm\b|\btuyệt\s+đối\s+không\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:đảm\s+bảo|bảo\s+đảm|theo|đạt|đáp\s+ứng)\s+(?:các\s+)?(?:t[ỷỉ]\s+lệ|chỉ\s+tiêu"
    r"|mức)\s+chung\s+(?:của|toàn)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"[,;:(]?\s*\b(?:được|có|thực hiện|triển khai|ban hành|kết nối|sử dụng|tham gia|hoàn thành"
    r"|tổ chức|áp dụng|chấp nhận|"
    r"tích hợp|thiết lập|làm chủ|đạt|tiếp tục|ký số|đảm bảo|bảo đảm|xây dựng|ứng dụng|tuyển sinh|"
    r"biết|nắm|tự|thường xuyên|định kỳ|đăng ký|nộp|đáp ứng|cập nhật|thuộc|(?<!văn )bằng|cho|để|nhằm"
    r"|ngay|theo|không|"
    r"hưởng ứng|khai thác|là|công khai|cài đặt|lưu|trở lên|trong năm|trong đó|gửi|làm(?! việc)"
    r"|(?<!người )dùng(?! chung)|(?<!chứng )(?<!xác )nhận|soạn|cài|chấm|khớp|dự|vào|thành thạo|chuyển"
    r"|mở|cam kết)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_RATE = re.compile(r"\b(?:t[ỷỉ]\s+(?:lệ|trọng)|số)\s+(?P<of>.+)$", re.IGNORECASE | re.DOTALL)
_BODY = re.compile(r"\b(?:nhà trường|trường|cơ sở giáo dục|đơn vị|tổ)\b", re.IGNORECASE)
_UP_OR_DOWN = re.compile(r"^\s*trở\s+(?:lên|xuống)\b", re.IGNORECASE)
_LOOSE_ENDS = re.compile(r"^(?:ở|tại|số|trong)\s+|\s+(?:và|cùng|từ)$", re.IGNORECASE)
_LEVEL_SUBJECT = re.compile(
    r"^(.{2,60}?)\s+(?:ph[ấầâẩ]n\s+đ[ấầâẩ]u|đạt|đảm\s+bảo|bảo\s+đảm|đáp\s+ứng)\b", re.IGNORECASE
)
_EDGE = " ,;:.()-–"


@dataclass(frozen=True)
class _Span:
    start: int
    end: int


def _sentences(words: str) -> list[_Span]:
    out, start = [], 0
    for match in _SENTENCE.finditer(words):
        out.append(_Span(start, match.start()))
        start = match.end()
    out.append(_Span(start, len(words)))
    return [span for span in out if words[span.start : span.end].strip(_EDGE)]


def _cuts(sentence: str, measures: Sequence[Measure]) -> list[int]:
    """Where each measure's own words begin inside the sentence."""
    cuts = [0]
    for before, measure in itertools.pairwise(measures):
        gap = sentence[before.end : measure.start]
        joints = list(_JOINT.finditer(gap))
        at = before.end + joints[-1].end() if joints else measure.start
        nested = _NESTED.search(gap)
        cuts.append(max(before.end, before.end + nested.start() if nested else at))
    return cuts


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", _LOOSE_ENDS.sub("", text.strip(_EDGE))).strip(_EDGE)[:120]


def _population(before: str, after: str, unit: Unit) -> str:
    """Of whom or what, in the plan's words."""
    if unit is Unit.LEVEL:
        subject = _LEVEL_SUBJECT.match(before.strip(_EDGE))
        return _tidy(subject[1]) if subject and _BODY.search(subject[1]) else ""
    own = re.sub(r"^\s*\([^)]*\)", "", _UP_OR_DOWN.sub("", after))
    said = _tidy(_VERB.sub("", _PAREN.sub(" ", own)))
    if not said and (rate := _RATE.search(_PAREN.sub(" ", before))):
        said = _tidy(_VERB.sub("", rate["of"]))
    return said


def _in_brackets(words: str, pattern: re.Pattern[str]) -> str:
    return next((m[1].strip() for m in _PAREN.finditer(words) if pattern.search(m[1].strip())), "")


def _scope(words: str) -> str:
    """ "(đối với môn Tin học)" or a closing "… môn Tin học, Tiếng Anh" (R55)."""
    if found := _in_brackets(words, _SCOPES):
        return found
    tail = _SUBJECTS.search(words.rstrip(_EDGE))
    return tail.group().strip() if tail else ""


def _clause(sentence: str, measure: Measure, start: int, end: int, first: bool) -> Clause:
    own = sentence[start:end]
    before = sentence[start : measure.start]
    return Clause(
        operator=measure.operator,
        value=measure.value,
        unit=measure.unit,
        population=_population(before, sentence[measure.end : end], measure.unit),
        total=measure.total,
        exclusion=_in_brackets(own, _EXCLUDES),
        scope=_scope(own),
        aspirational=bool(ASPIRES.search(before)),
        maintain=bool(_MAINTAIN.search(before)),
        average=bool(_AVERAGE.search(before)),
        nested=not first and bool(_NESTED.search(before)),
        words=own.strip(_EDGE.replace("(", "").replace(")", "")),
    )


def _measured(sentence: str, measures: Sequence[Measure], first_sentence: bool) -> list[Clause]:
    cuts = [*_cuts(sentence, measures), len(sentence)]
    out: list[Clause] = []
    for index, measure in enumerate(measures):
        gap = sentence[measures[index - 1].end : measure.at] if index else ""
        after = sentence[measure.end : measure.end + 40]
        if out and index and _STRETCH.search(gap) and _NO_POPULATION.match(after):
            out[-1] = replace(
                out[-1],
                stretch=measure.value,
                words=f"{out[-1].words}, {gap.strip(_EDGE)} {sentence[measure.at : measure.end]}",
            )
            continue
        clause = _clause(sentence, measure, cuts[index], cuts[index + 1], first_sentence and not out)
        if out and clause.unit is Unit.PERCENT:  # "phấn đấu a% … và b% …", "trung bình a% …, b% …"
            clause = replace(
                clause,
                aspirational=clause.aspirational or out[-1].aspirational,
                average=clause.average or out[-1].average,
            )
        out.append(clause)
    return out


def clauses_of(words: str, loose: bool = True) -> tuple[Clause, ...]:
    """Clauses of one cleaned item, in order; empty when nothing in it can be measured.

    A sentence without a value gives a clause only when it forbids something (R48) or hands the
    value to another document (R50), and only with `loose` (a section of targets).
    """
    out: list[Clause] = []
    for span in _sentences(words):
        sentence = words[span.start : span.end]
        measures = measures_of(sentence, loose)
        if measures:
            out += _measured(sentence, measures, not out)
        elif loose and _ZERO.search(sentence):
            out.append(Clause(Operator.NONE_ALLOWED, 0.0, Unit.COUNT, words=sentence.strip(_EDGE)))
        elif loose and _REFERENCE.search(sentence):
            out.append(Clause(Operator.REFERENCE, words=sentence.strip(_EDGE)))
    return tuple(out)
