"""What services return to screens and to the command line: plain dataclasses, no database rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.domain.errors import Notice
from app.domain.org import School
from app.domain.plan import Binds, Clause, Flag, Period, Schedule
from app.domain.report import Narrative, TargetStatus, TaskState


class Review(StrEnum):
    """What a person decided about an item read from a plan."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    SET_ASIDE = "set_aside"  # để riêng: not the school's, or not wanted


class ItemKind(StrEnum):
    TARGET = "target"
    TASK = "task"
    DUTY = "duty"


class PlanState(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"


class ReportState(StrEnum):
    """A report's way: frozen figures → signed → numbered → packed (văn phòng order, NĐ 30/2020)."""

    FROZEN = "frozen"
    SIGNED = "signed"
    NUMBERED = "numbered"
    PACKED = "packed"


class Cause(StrEnum):
    """Nguyên nhân offered in one pick; UNKNOWN ("chưa rõ") never blocks anything."""

    UNKNOWN = "unknown"
    NO_TIME = "no_time"
    NO_PEOPLE = "no_people"
    NO_EQUIPMENT = "no_equipment"
    NO_NETWORK = "no_network"
    NO_MONEY = "no_money"
    WAITING_SUPERIOR = "waiting_superior"
    WAITING_OTHERS = "waiting_others"
    OTHER = "other"


class PastAnswer(StrEnum):
    """Answer to "this task's month was before the plan's date" (đã làm / không làm / dời)."""

    DONE = "done"
    WONT_DO = "wont_do"
    MOVED = "moved"


@dataclass(frozen=True)
class Created:
    """A new school book; the recovery code is shown once and never stored in clear."""

    recovery_groups: tuple[str, ...]  # 8 groups of 4 characters
    account_id: str
    device_fingerprint: str


@dataclass(frozen=True)
class AccountView:
    id: str
    name: str
    role: str


@dataclass(frozen=True)
class Changed:
    """What a write did: enough for the screen to refresh and to offer undo in words."""

    txn_id: str  # "" = everything stood like that already
    action: str  # domain.journal.Action value
    at: datetime
    subject: str = ""  # short words of the thing changed, for "Hoàn tác: …"
    touched: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class PlanItem:
    """One line of the review list, beside its source sentence."""

    kind: ItemKind
    id: str
    review: Review
    words: str
    source_words: str
    source_block: int
    source_line: int
    source_page: int
    group: str = ""
    number: str = ""
    clauses: tuple[Clause, ...] = ()
    binds: Binds = Binds.UNSURE
    schedule: Schedule | None = None
    products: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    detail: str = ""  # a duty's period and rule, in JSON of DeadlineRule


@dataclass(frozen=True)
class SourceLine:
    block: int
    line: int
    text: str
    use: str  # domain.plan.Use value


@dataclass(frozen=True)
class PlanView:
    id: str
    state: PlanState
    title: str
    subject: str
    number: str
    symbol: str
    place: str
    issued_on: date | None
    year: int
    issuer: str
    signer_title: str
    signer_name: str
    recipients: tuple[str, ...]
    bases: tuple[str, ...]
    items: tuple[PlanItem, ...]
    flags: tuple[Flag, ...]
    source: tuple[SourceLine, ...]
    source_name: str

    @property
    def unused(self) -> tuple[SourceLine, ...]:
        return tuple(line for line in self.source if line.use == "unused")


@dataclass(frozen=True)
class Why:
    """Vì sao có việc này: the plan's own sentence and where it stands."""

    words: str
    plan_title: str
    plan_number: str
    plan_date: date | None
    line: int
    page: int


@dataclass(frozen=True)
class TaskRow:
    id: str  # occurrence id
    task_id: str
    words: str
    products: tuple[str, ...]
    leads: tuple[str, ...]
    months: tuple[tuple[int, int], ...]
    state: TaskState
    cause: str
    remedy: str
    new_date: date | None
    evidence_count: int
    asks_past: bool  # its months lie before the plan's date and nobody has answered yet
    schedule: Schedule
    overdue: bool


@dataclass(frozen=True)
class MonthView:
    year: int
    month: int
    rows: tuple[TaskRow, ...]
    past: tuple[TaskRow, ...]  # rows of earlier months that ask "đã làm / không làm / dời"
    done: int
    partly: int
    not_done: int
    open: int
    evidence: int


@dataclass(frozen=True)
class EvidenceFile:
    id: str
    sha: str
    name: str
    size: int
    media_type: str
    revision_of: str


@dataclass(frozen=True)
class EvidenceView:
    id: str
    code: str
    title: str
    issued_on: date | None
    added_at: datetime | None
    files: tuple[EvidenceFile, ...]
    linked_to: tuple[str, ...]  # words of tasks and targets


@dataclass(frozen=True)
class Attached:
    """What became of the dropped files."""

    changed: Changed | None
    added: tuple[str, ...]  # file names stored now
    already: tuple[tuple[str, str], ...]  # (file name, title of the evidence that holds it)
    refused: tuple[tuple[str, Notice], ...]  # (file name, reason)


@dataclass(frozen=True)
class CopyChanged:
    """An opened copy that was edited outside; offered as a revision (bản sửa)."""

    file_id: str
    name: str
    path: str


@dataclass(frozen=True)
class TargetRow:
    id: str
    group: str
    words: str
    planned: str
    clauses: tuple[Clause, ...]
    status: TargetStatus
    numerator: float | None
    denominator: float | None
    value: float | None
    done: bool | None
    as_of: date | None
    estimate: bool
    previous: str
    evidence_count: int
    measured_in: tuple[int, int] | None = None  # (year, month) the latest figure was entered for


@dataclass(frozen=True)
class DueReport:
    duty_id: str
    period: Period
    label: str
    recipient: str
    last_safe_day: date | None
    days_left: int | None
    state: ReportState | None
    report_id: str = ""
    year: int = 0  # with `month`: the period's last month, what `reports.freeze` takes
    month: int = 0


@dataclass(frozen=True)
class HomeView:
    school: School
    year: int
    plan_id: str
    plan_title: str
    plan_state: PlanState | None
    month: MonthView
    due: tuple[DueReport, ...]
    targets: tuple[tuple[TargetStatus, int], ...]
    evidence_total: int
    evidence_unlinked: int
    last_backup: datetime | None
    to_review: int  # plan items still proposed
    flags: int
    conflicts: int


@dataclass(frozen=True)
class ReportView:
    id: str
    label: str
    period: Period
    start: date
    end: date
    cut_off: date
    last_safe_day: date | None
    state: ReportState
    number: str
    symbol: str
    issued_on: date | None
    signed_by: str
    signed_at: datetime | None
    pages: int
    targets: int
    tasks: int
    evidence: int
    package_name: str = ""
    package_folder: str = ""
    narrative: Narrative = field(default_factory=Narrative)  # changeable until it is signed


@dataclass(frozen=True)
class PackageMade:
    path: str
    identity: str
    size: int
    files: int
    free_after: int


@dataclass(frozen=True)
class LeftOver:
    """A half-written `.part` found on a stick, offered for resuming."""

    path: str
    size: int


@dataclass(frozen=True)
class Finding:
    notice: Notice
    good: bool
    note: bool = False  # true = a warning, not a refusal
    doubt: bool = False  # true = not wrong, but cannot be confirmed here (unknown signer)


@dataclass(frozen=True)
class Verdict:
    """One sentence first, then the facts it rests on."""

    headline: Notice
    holds: bool
    findings: tuple[Finding, ...]
    school: str = ""
    period: str = ""
    signer: str = ""
    signed_at: datetime | None = None
    files: int = 0
    signed_by_device: bool = False  # by "máy này", which proves a PC and not a person
    doubt: bool = False  # unchanged, but a signer is not known here


@dataclass(frozen=True)
class BackupView:
    path: str
    made_at: datetime
    size: int
    evidence_files: int
    verified: bool


@dataclass(frozen=True)
class Restored:
    school: str
    made_at: datetime | None
    evidence_files: int
    damaged: tuple[str, ...]
    moved_aside: str  # the folder an existing profile was moved to, "" when there was none


@dataclass(frozen=True)
class JournalCheck:
    ops: int
    devices: int
    problems: tuple[Notice, ...]
    replay_equal: bool


@dataclass(frozen=True)
class HistoryLine:
    txn_id: str
    at: datetime
    action: str
    actor: str
    subject: str
    undoable: bool
