"""Target parser (bộ đọc chỉ tiêu): one sentence of a plan → its measurable clauses (R30–R55)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.plan import Clause, Operator, Unit
from app.intake.facts.measures import measures_of
from app.intake.facts.operators import Measure
from app.intake.facts.populations import EDGE, PAREN, population_of, up_to_verb, whole_of
from app.intake.readers.clean import UPPER

ASPIRES = re.compile(r"\bph[ấầâẩ]n\s+đ[ấầâẩ]u\b", re.IGNORECASE)  # and its OCR forms (R171)
_SENTENCE = re.compile(rf"\s*;\s*|(?<=[^\s.][.!?])\s+(?=[{UPPER}])")
_STRETCH = re.compile(
    r"(?:^|[,(])\s*(?:và\s+)?(?:ph[ấầâẩ]n\s+đ[ấầâẩ]u|hướng\s+tới|tiến\s+tới)\s*(?:đạt|đến|tới|lên|trên|\s)*$",
    re.IGNORECASE,
)
_NO_POPULATION = re.compile(r"^\s*(?:$|[).,;:]|vào\b|trong\b|năm\b|đến\b)", re.IGNORECASE)
_JOINT = re.compile(r",\s+|\s+và\s+|\s+trong\s+đó\s+", re.IGNORECASE)
_COLON = re.compile(r":\s+")
_NESTED = re.compile(r"\btrong\s+đó\b", re.IGNORECASE)
_AVERAGE = re.compile(r"(?<!mức )(?<!độ )\btrung\s+bình\b|\bbình\s+quân\b", re.IGNORECASE)
_MAINTAIN = re.compile(r"\bduy\s+trì\b", re.IGNORECASE)
_EXCLUDES = re.compile(r"^(?:không\s+(?:bao\s+gồm|tính|kể)|trừ|ngoại\s+trừ)\b", re.IGNORECASE)
_SCOPES = re.compile(r"^(?:đối\s+với|áp\s+dụng|riêng|chỉ|các\s+môn|môn|khối|lớp)\b", re.IGNORECASE)
_SUBJECTS = re.compile(r"(?<!chuyên )\b(?:các\s+)?môn\s+(?:học\s+)?[^.;()]{2,60}$", re.IGNORECASE)
_ZERO = re.compile(
    r"\bkhông\s+để\b|\bkhông\s+(?:để\s+)?xảy\s+ra\b|\bkhông\s+có\s+(?:trường\s+hợp|vụ|tình\s+trạng|sự\s+cố)\b"
    r"|^\W*(?:(?:phấn\s+đấu|đảm\s+bảo|bảo\s+đảm|nhà\s+trường|duy\s+trì)\s+)*không\s+(?:có|còn|phát\s+sinh"
    r"|tồn\s+tại)\b"
    r"|\b(?:chấm\s+dứt|xóa\s+bỏ|xoá\s+bỏ)\s+(?:hoàn\s+toàn\s+)?(?:tình\s+trạng|việc)\b"
    r"|\bkhông\s+phát\s+sinh\b"
    r"|\bngăn\s+chặn\s+(?:tình\s+trạng|việc)\b"
    r"|\bnghiêm\s+cấm\b|\btuyệt\s+đối\s+không\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:đảm\s+bảo|bảo\s+đảm|theo|đạt|đáp\s+ứng)\s+(?:các\s+)?(?:t[ỷỉ]\s+lệ|chỉ\s+tiêu"
    r"|mức)\s+chung\s+(?:của|toàn)\b",
    re.IGNORECASE,
)
_CHANGES = (Operator.DECREASE, Operator.INCREASE)
_BASE_YEAR = re.compile(
    r"(?:so\s+với|cao\s+hơn|thấp\s+hơn|nhiều\s+hơn|ít\s+hơn|hơn)\s+(?:(?:cuối|đầu|cùng\s+kỳ|mức|kết\s+quả"
    r"|thời\s+điểm|số\s+liệu|của)\s+)*năm\s+(?:học\s+)?(20\d\d)",
    re.IGNORECASE,
)
_BY_YEAR = re.compile(
    r"(?<!\w)(?P<against>(?:so\s+với|hơn|từ|bằng"
    r"|như)\s+(?:\w+\s+){0,2})?năm\s+(?P<year>20\d\d)(?!\s*[-–]\s*20\d\d)",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"(?<!\w)(?:mỗi|từng)\s+(?:một\s+)?(?!năm\s+20\d\d)(?P<of>(?:[^,;:.()\d%]|(?<=khối )\d|(?<=lớp )\d"
    r"|,(?= khối| lớp)){2,80})",
    re.IGNORECASE,
)
_PER = re.compile(
    r"^[^,;.()]{0,60}?(?:\s?/\s?(?=[^\W\d_])|\s(?:cho\s+|trên\s+|trong\s+)?(?:mỗi|một)\s+)"
    r"(?P<of>(?:ca|lớp|tổ|khối|học kỳ|năm học|tuần|tháng|quý|năm|ngày|buổi|giáo viên|gv|học sinh|hs|trẻ"
    r"|máy|trường"
    r"|người|môn|phòng|nhóm|kỳ|lần|tiết|điểm trường|cơ sở|đơn vị|em|cán bộ|nhân viên|bộ phận)"
    r"(?:\s+(?:thực hành|chuyên môn|bộ môn|học|trưởng|tính|mẫu giáo))?)(?!\w)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"[^;:.%\d]{0,60}(?:,|\bvà)\s+", re.IGNORECASE)
_TIME = re.compile(r"^(năm học|học kỳ|tuần|tháng|quý|năm|ngày|kỳ)\b(?! học).*$", re.IGNORECASE)
_EACH_TIME = re.compile(r"(?<!\w)(?:hằng|hàng)\s+(?P<of>tuần|tháng|quý|năm)(?!\w)", re.IGNORECASE)


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
    return [span for span in out if words[span.start : span.end].strip(EDGE)]


def _cuts(sentence: str, measures: Sequence[Measure]) -> list[int]:
    """Where each measure's own words begin inside the sentence."""
    cuts = [0]
    for before, measure in itertools.pairwise(measures):
        gap = sentence[before.end : measure.start]
        joints = list(_JOINT.finditer(gap)) or list(_COLON.finditer(gap))
        at = before.end + joints[-1].end() if joints else measure.start
        nested = _NESTED.search(gap)
        cuts.append(max(before.end, before.end + nested.start() if nested else at))
    return cuts


def _in_brackets(words: str, pattern: re.Pattern[str]) -> str:
    return next((m[1].strip() for m in PAREN.finditer(words) if pattern.search(m[1].strip())), "")


def _scope(words: str) -> str:
    """ "(đối với môn Tin học)" or a closing "… môn Tin học, Tiếng Anh" (R55)."""
    if found := _in_brackets(words, _SCOPES):
        return found
    tail = _SUBJECTS.search(words.rstrip(EDGE))
    return tail.group().strip() if tail else ""


def _clause(sentence: str, measure: Measure, start: int, end: int, first: bool) -> Clause:
    own = sentence[start:end]
    before, after = sentence[start : measure.start], sentence[measure.end : end]
    base = _BASE_YEAR.search(own) or _BASE_YEAR.search(sentence)
    changes = measure.operator in _CHANGES
    return Clause(
        operator=measure.operator,
        value=measure.value,
        unit=measure.unit,
        population=population_of(before, after, measure.unit, changes),
        total=measure.total,
        exclusion=_in_brackets(own, _EXCLUDES),
        scope=_scope(own),
        aspirational=bool(ASPIRES.search(before)),
        maintain=bool(_MAINTAIN.search(before)),
        average=bool(_AVERAGE.search(before)),
        nested=not first and bool(_NESTED.search(before)),
        words=own.strip(EDGE.replace("(", "").replace(")", "")),
        value_to=measure.value_to,
        base_year=int(base[1]) if base and changes else None,
        per=_per(sentence[start : measure.at], after, measure),
        year=_year(before, after, sentence[:start]),
    )


def _per(before: str, after: str, measure: Measure) -> str:
    """ "Mỗi giáo viên … 02 bài", "02 bài/giáo viên", "mỗi tuần một lần": for each of whom the value holds."""
    said = [_TIME.sub(r"\1", up_to_verb(match["of"])) for match in _EACH.finditer(before)]
    if any(said):
        return next(each for each in reversed(said) if each)
    if measure.unit is Unit.PERCENT and measure.operator not in _CHANGES:
        return ""
    found = _PER.match(after)
    if found is None and measure.operator in _CHANGES:
        found = _EACH_TIME.search(before) or _EACH_TIME.search(after)
    return found["of"] if found else ""


def _year(before: str, after: str, lead: str) -> int | None:
    """The year a value is to be reached: "đến năm 2028", "năm 2027: 80 %", said once for the sentence too."""
    for words in (before, after, lead):
        if years := [int(m["year"]) for m in _BY_YEAR.finditer(words) if not m["against"]]:
            return years[0] if words is after else years[-1]
    return None


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
                words=f"{out[-1].words}, {gap.strip(EDGE)} {sentence[measure.at : measure.end]}",
            )
            continue
        clause = _clause(sentence, measure, cuts[index], cuts[index + 1], first_sentence and not out)
        if out and clause.year and not clause.population:  # "năm 2026: 70 %, năm 2027: 80 %"
            clause = replace(clause, population=out[-1].population)
        if out and clause.unit is Unit.PERCENT:  # "phấn đấu a% … và b% …", "trung bình a% …, b% …"
            clause = replace(
                clause,
                aspirational=clause.aspirational or out[-1].aspirational,
                average=clause.average or out[-1].average,
            )
        if out and clause.unit is Unit.COUNT and not clause.per and _TOGETHER.fullmatch(gap):
            clause = replace(clause, per=out[-1].per)
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
            found = _measured(sentence, measures, not out)
            if out and found[0].year and not found[0].population:  # "…; đến năm 2027 đạt 100 %"
                found[0] = replace(found[0], population=out[-1].population)
            out += found
        elif loose and (everyone := whole_of(sentence)) and not _ZERO.search(sentence):
            out.append(Clause(Operator.EQUAL, 100.0, Unit.PERCENT, everyone, words=sentence.strip(EDGE)))
        elif loose and _ZERO.search(sentence):
            out.append(Clause(Operator.NONE_ALLOWED, 0.0, Unit.COUNT, words=sentence.strip(EDGE)))
        elif loose and _REFERENCE.search(sentence):
            out.append(Clause(Operator.REFERENCE, words=sentence.strip(EDGE)))
    return tuple(out)
