"""A report's frozen snapshot: figures, task states, evidence and people at the cut-off.

What is signed is this and nothing else; a signed report never changes (R134, design.md §3).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.org import School
from app.domain.plan import Period


class TaskState(StrEnum):
    """Tình trạng of an occurrence (việc tháng)."""

    OPEN = "open"  # chưa ghi nhận
    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    MOVED = "moved"  # dời sang tháng khác


class TargetStatus(StrEnum):
    """Đánh giá of a target at a moment; never 0 % for one that is not yet due."""

    REACHED = "reached"
    ON_THE_WAY = "on_the_way"
    BEHIND = "behind"
    NOT_YET_DUE = "not_yet_due"
    NO_DATA = "no_data"  # "chưa có số liệu"
    NOT_ARISING = "not_arising"  # zero denominator: không phát sinh
    BROKEN = "broken"  # a prohibition with cases


@dataclass(frozen=True)
class Window:
    """Period, cut-off and deadline are three different dates (R132)."""

    period: Period
    start: date
    end: date
    cut_off: date
    last_safe_day: date | None
    label: str  # "tháng 11 năm 2026"


@dataclass(frozen=True)
class EvidenceLine:
    code: str  # "MC.CDS.2026.0007": stable
    title: str
    issued_on: date | None
    sha: str
    size: int
    name: str  # original file name (NFC)
    media_type: str
    supports: tuple[str, ...] = ()  # ids of the target and task lines it proves
    issuer: str = ""  # nơi ban hành, as printed in the list of evidence


@dataclass(frozen=True)
class TargetLine:
    id: str
    words: str
    unit: str  # ĐVT as printed: "%", "hoạt động", "mức"
    planned: str  # as printed: "≥ 95 %"
    achieved: str  # this period, as printed; "" when there is nothing to print
    cumulative: str
    ratio: str
    status: TargetStatus
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    estimate: bool = False
    evidence: tuple[str, ...] = ()  # evidence codes
    group: str = ""


@dataclass(frozen=True)
class TaskLine:
    id: str
    words: str
    products: tuple[str, ...]
    leads: tuple[str, ...]
    months: str  # "4, 5"
    state: TaskState
    cause: str = ""
    remedy: str = ""
    new_date: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Narrative:
    """The written parts; empty ones are left out of the paper."""

    situation: str = ""
    direction: str = ""
    difficulties: str = ""
    next_period: str = ""
    proposals: str = ""


@dataclass(frozen=True)
class ReportSnapshot:
    id: str
    school: School
    window: Window
    plan_title: str
    plan_number: str  # "17/KH-TH" or ""
    plan_issued_on: date | None
    symbol: str  # "BC-TH"
    made_on: date
    targets: tuple[TargetLine, ...]
    tasks: tuple[TaskLine, ...]
    next_tasks: tuple[str, ...]
    evidence: tuple[EvidenceLine, ...]
    narrative: Narrative = field(default_factory=Narrative)
    recipients: tuple[str, ...] = ()
    clerk_mark: str = "VT"  # "Lưu: VT"
    revision: int = 1
    supersedes: str = ""
    number: str = ""  # document number when reserved before signing: "5", printed "05"
    issued_on: date | None = None  # document date when known before signing
    schema: int = 1


FIELD_BASELINE = 4.0  # points above `FieldBox.y0` at which a filled-in number or date stands


@dataclass(frozen=True)
class FieldBox:
    """A rectangle on a page of the report: PDF points, origin at the lower left corner."""

    page: int  # index from 0
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class ReportFields:
    """Where number, date and the two signatures (người ký, cơ quan) go after layout (NĐ 30/2020)."""

    number: FieldBox
    date: FieldBox
    person: FieldBox
    seal: FieldBox
