"""Outcomes of the use cases themselves."""

from __future__ import annotations

from app.domain.errors import Outcome


class ServiceFault(Outcome):
    NOT_ALLOWED = "book.not_allowed"
    SCHOOL_EXISTS = "book.school_exists"
    NO_SCHOOL = "book.no_school"
    GONE = "book.gone"
    NO_PLAN = "book.no_plan"
    PLAN_ISSUED = "book.plan_issued"
    EMPTY_FILE = "book.empty_file"
    NOT_A_FILE = "book.not_a_file"
    REPORT_SIGNED = "book.report_signed"
    REPORT_NOT_SIGNED = "book.report_not_signed"
    REPORT_NUMBERED = "book.report_numbered"
    NUMBER_EMPTY = "book.number_empty"
    PERIOD_NOT_BEGUN = "book.period_not_begun"
    NOTHING_TO_UNDO = "book.nothing_to_undo"
    PERSON_MISSING = "book.person_missing"
    RATIO_ODD = "book.ratio_odd"
    NOT_A_CERTIFICATE = "book.not_a_certificate"
