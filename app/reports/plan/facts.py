"""What the book knows of a plan, handed to `compose` (built by `app.services.plan_papers`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from app.domain.org import School
from app.domain.plan import Binds
from app.reports.plan.paper import Kind


@dataclass(frozen=True)
class TargetFact:
    id: str
    words: str
    group: str = ""  # pillar, its sub-heading after " / " (R20, R21)
    owner: str = ""  # the unit that follows it up
    binds: Binds = Binds.SCHOOL


@dataclass(frozen=True)
class TaskFact:
    id: str
    words: str
    when: str  # as printed: "Tháng 4, 5"
    products: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    group: str = ""
    row: int = 0  # tasks of one row of the month list share it (R96); 0 = a row of its own
    block: int = 0  # place in the source
    in_text: bool = False  # stands in the section of tasks, not in the month list
    tellable: bool = True  # may be repeated in a sentence without being read as a target


@dataclass(frozen=True)
class DutyFact:
    id: str
    words: str  # one sentence


@dataclass(frozen=True)
class Prose:
    """A paragraph of the school's own plan that no fact was read from, kept as written."""

    block: int
    group: str
    words: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class OwnWords:
    """The written parts of the school's own plan; an empty one takes the default wording."""

    opening: tuple[str, ...] = ()
    purpose: tuple[Prose, ...] = ()
    tasks: tuple[Prose, ...] = ()
    funding: tuple[Prose, ...] = ()
    organisation: tuple[Prose, ...] = ()
    closing: str = ""


@dataclass(frozen=True)
class PlanFacts:
    plan_id: str
    school: School  # its principal and title are the signer's
    year: int
    year_to: int
    school_year: bool
    made_on: date
    subject: str = ""
    number: str = ""
    symbol: str = ""
    issued_on: date | None = None
    bases: tuple[str, ...] = ()  # whole sentences
    targets: tuple[TargetFact, ...] = ()
    tasks: tuple[TaskFact, ...] = ()
    duties: tuple[DutyFact, ...] = ()
    recipients: tuple[str, ...] = ()
    own: OwnWords = field(default_factory=OwnWords)
