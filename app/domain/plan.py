"""A plan as read from a document: facts with their source words, never silently fixed.

Plan (kế hoạch), target (chỉ tiêu), task (nhiệm vụ), report duty (chế độ báo cáo). R1–R69, R94–R105,
R122–R133. Everything here is what `intake` produces and what a person then reviews.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True)
class Source:
    """Exact words and where they stand (nguồn): provenance of one fact."""

    words: str
    block: int  # index into PlanDraft.paragraphs
    line: int = 0  # 1-based line in the file, 0 = unknown
    page: int = 0  # 1-based page, 0 = the file has no pages


class Operator(StrEnum):
    EQUAL = "="
    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    LEVEL_AT_LEAST = "level>="  # mức độ 2 trở lên (R46)
    NONE_ALLOWED = "zero"  # prohibition (R48)
    MILESTONE = "milestone"  # done / not done (R47)
    REFERENCE = "reference"  # delegated to another document's rates (R50)
    RANGE = "range"  # từ 60 % đến 70 %: `value` and `value_to`, both included
    DECREASE = "decrease"  # giảm ít nhất 20 % so với năm 2025: by how much, against `base_year`
    INCREASE = "increase"  # tăng ít nhất 30 % so với năm 2025


class Unit(StrEnum):
    """What the value counts; the population says of whom or what."""

    PERCENT = "%"
    COUNT = "count"
    LEVEL = "level"
    NONE = ""


@dataclass(frozen=True)
class Clause:
    """One measurable statement of a target."""

    operator: Operator
    value: float | None = None
    unit: Unit = Unit.NONE
    population: str = ""  # in the plan's words: "giáo viên", "lớp học"
    total: float | None = None  # the N of n/N (R38)
    exclusion: str = ""  # "không bao gồm hồ sơ mật" (R54)
    scope: str = ""  # "môn Tin học" (R55)
    aspirational: bool = False  # phấn đấu (R41)
    stretch: float | None = None  # floor plus stretch in one sentence (R40)
    maintain: bool = False  # duy trì (R49)
    average: bool = False  # trung bình (R44)
    nested: bool = False  # trong đó (R43)
    words: str = ""  # the part of the sentence this clause was read from
    value_to: float | None = None  # the upper end of a range
    base_year: int | None = None  # the year a change is counted from; None: the year before, or not said
    per: str = ""  # "mỗi giáo viên", "bài/tháng": the value holds for each of these
    year: int | None = None  # a milestone's year: a yearly column, "đến năm 2028"
    of: str = ""  # the school named by a row or column of a matrix


class Binds(StrEnum):
    """Whom a target binds (R58, R59): the ward's own targets are set aside, not copied."""

    SCHOOL = "school"
    TEAM = "team"
    WARD = "ward"
    WARD_COUNTS_SCHOOLS = "ward_counts"
    DEPARTMENT = "department"
    UNSURE = "unsure"


@dataclass(frozen=True)
class TargetDraft:
    number: str  # list label as written: "-", "(3)", ""
    group: str  # pillar heading (R20)
    words: str
    clauses: tuple[Clause, ...]
    binds: Binds
    source: Source


class ScheduleKind(StrEnum):
    """Deadline forms of R102 and requirements.md appendix B."""

    MONTHS = "months"
    DATE = "date"
    CONTINUOUS = "continuous"  # thường xuyên: never late, asks for proof each period
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    PERIODIC = "periodic"  # định kỳ, period to be chosen
    EVENT = "event"  # waits for an outside event
    OPEN_ENDED = "open_ended"  # from a year onwards
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Schedule:
    kind: ScheduleKind
    months: tuple[tuple[int, int], ...] = ()  # (year, month), consecutive or not
    due: date | None = None  # last safe day
    words: str = ""


@dataclass(frozen=True)
class TaskDraft:
    row: int  # rows of one source table row share it (R96)
    words: str
    products: tuple[str, ...]
    leads: tuple[str, ...]
    coordinators: tuple[str, ...]
    schedule: Schedule
    source: Source
    group: str = ""


class Period(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    AD_HOC = "ad_hoc"
    PRELIMINARY = "preliminary"  # sơ kết
    FINAL = "final"  # tổng kết


@dataclass(frozen=True)
class DeadlineRule:
    """ "trước ngày 10 tháng cuối quý": strict, so the last safe day is the 9th (R132).

    At most one of `day`, `weekday` and `offset_days` is set; none of them: no day is known.
    """

    day: int | None = None  # past the month's end: its last day ("ngày cuối tháng" is 31)
    month: int | None = None  # fixed month of the year, e.g. 12 in "05/12"; None = the period's last month
    strict: bool = True  # "trước ngày": the day itself is too late
    weekday: int | None = None  # 0 = Monday: "thứ Sáu tuần cuối tháng", the last of the period
    offset_days: int | None = None  # "5 ngày sau khi kết thúc quý" is 5, "3 ngày trước khi …" is -3


@dataclass(frozen=True)
class ReportDuty:
    """Chế độ báo cáo: one kind of report owed to one recipient (R122–R133)."""

    period: Period
    recipient: str
    rule: DeadlineRule
    source: Source
    inherited: bool = False


@dataclass(frozen=True)
class Basis:
    """Căn cứ (R5–R7)."""

    words: str
    kind: str  # "Kế hoạch", "Nghị quyết", "Quyết định" …
    number: str  # "639/KH-SGDĐT"
    issued_on: date | None
    issuer: str
    subject: str
    source: Source
    short_name: str = ""  # "sau đây gọi tắt …" (R6)


@dataclass(frozen=True)
class Header:
    issuer: str = ""
    superior: str = ""
    number: str = ""  # "17"; blank in a draft (R1)
    symbol: str = ""  # "KH-TH"
    place: str = ""
    issued_on: date | None = None
    date_words: str = ""
    title: str = ""  # kind of document: "KẾ HOẠCH"
    subject: str = ""
    year_from: int | None = None
    year_to: int | None = None
    signer_prefix: str = ""  # "TM. …", "KT. …" (R25)
    signer_title: str = ""
    signer_name: str = ""
    recipients: tuple[str, ...] = ()


class FlagKind(StrEnum):
    """Kiểm tra kế hoạch: what a person should look at; nothing is changed (R52, R53, R22)."""

    OVER_HUNDRED = "over_hundred"
    AT_LEAST_HUNDRED = "at_least_hundred"
    CONTRADICTION = "contradiction"
    NUMBER_MISMATCH = "number_mismatch"
    BEFORE_ISSUE = "before_issue"
    NUMBER_BLANK = "number_blank"
    DATE_BLANK = "date_blank"
    TRAILING_SEPARATOR = "trailing_separator"
    NOT_OURS = "not_ours"
    OCR_FAULT = "ocr_fault"
    ANNEX_MISSING = "annex_missing"
    NO_CALENDAR = "no_calendar"
    AFTER_REPORT = "after_report"  # ends after the last report of the year, which cannot tell of it
    DEFUNCT_BODY = "defunct_body"  # a body abolished in 2025: Phòng GDĐT huyện, Sở Thông tin và Truyền thông
    WRONG_LEVEL = "wrong_level"  # of a level (cấp học) this school does not teach


@dataclass(frozen=True)
class Flag:
    kind: FlagKind
    sides: tuple[Source, ...]  # both sides of a contradiction, in document order
    values: tuple[str, ...] = ()  # the short values that differ, e.g. ("> 100 %", "> 98 %")


class Use(StrEnum):
    """What a paragraph of the source was used for; UNUSED ones are listed to the person."""

    HEADER = "header"
    BASIS = "basis"
    HEADING = "heading"
    TARGET = "target"
    TASK = "task"
    DUTY = "duty"
    RECIPIENT = "recipient"
    SIGNATURE = "signature"
    TABLE = "table"
    UNUSED = "unused"


@dataclass(frozen=True)
class Paragraph:
    index: int
    line: int
    text: str  # as written, NFC, markup kept
    use: Use = Use.UNUSED
    page: int = 0


@dataclass(frozen=True)
class PlanDraft:
    """Everything read from one plan file."""

    header: Header
    bases: tuple[Basis, ...] = ()
    targets: tuple[TargetDraft, ...] = ()
    tasks: tuple[TaskDraft, ...] = ()
    duties: tuple[ReportDuty, ...] = ()
    flags: tuple[Flag, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    schema: int = 1

    @property
    def unused(self) -> tuple[Paragraph, ...]:
        return tuple(p for p in self.paragraphs if p.use is Use.UNUSED)
