"""What the book knows of a plan, handed to `compose` (built by `app.services.plan_papers`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from app.domain.org import School
from app.domain.plan import Binds
from app.reports.plan.paper import Kind


class Place(Enum):
    """The section a target is stated in; it is read back from there as it is."""

    TARGETS = "targets"
    TASKS = "tasks"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class TargetFact:
    id: str
    words: str
    group: str = ""  # pillar, its sub-heading after " / " (R20, R21)
    owner: str = ""  # the unit that follows it up
    block: int = 0  # paragraph of the source
    binds: Binds = Binds.SCHOOL
    place: Place = Place.TARGETS
    kind: Kind = Kind.BULLET  # as the source sets it


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
    block: int = 0  # paragraph of the source
    kind: Kind = Kind.BULLET  # as the source sets it
    in_text: bool = False  # stands in the section of tasks, not in the month list
    itemised: bool = False  # needs a dash in the list, or it would be read as several tasks
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
