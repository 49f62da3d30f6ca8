"""Whom a target binds (R57–R59, T13–T24): a ward's own targets are not a school's."""

from __future__ import annotations

import re
from enum import Enum

from app.domain.plan import Binds, Clause, Header
from app.intake.facts.bodies import above_school, other_level


class Level(Enum):
    """Who issued the plan (cấp ban hành)."""

    SCHOOL = "school"
    WARD = "ward"  # UBND xã, phường, đặc khu
    DEPARTMENT = "department"  # Sở, and Phòng GDĐT huyện before 07/2025


_DEPARTMENT = re.compile(r"^(?:sở|phòng) (?:gd|giáo dục)|ubnd (?:tỉnh|thành phố|huyện)", re.IGNORECASE)
_WARD = re.compile(r"^(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân)\b", re.IGNORECASE)
_WARD_SYMBOL = re.compile(r"UBND|SGD|PGD", re.IGNORECASE)

_ADMINISTRATION = re.compile(
    r"thủ tục hành chính|giao dịch hành chính|dịch vụ công|cơ quan hành chính"
    r"|chế độ báo cáo của (?:phường|xã|tỉnh|huyện|sở)|"
    r"người dân, doanh nghiệp|hồ sơ công việc|chỉ số thống kê|cơ quan quản lý giáo dục",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\btại (?:sở|phòng) (?:gd|giáo dục)|\b(?:phòng|sở) gd&?đt (?:lựa chọn|tổ chức)", re.IGNORECASE
)
_SCHOOLS = re.compile(
    r"\b(?:các |đơn vị )*(?:(?<!môi )(?<!thị )trường|cơ sở giáo dục|cơ sở gd)\b", re.IGNORECASE
)
_PEOPLE_OR_THINGS = re.compile(
    r"\b(?:học sinh|giáo viên|nhà giáo|nhân viên|cán bộ|trang thông tin|máy tính|người|dữ liệu"
    r"|dịch vụ|hồ sơ|hệ thống)\b",
    re.IGNORECASE,
)
_LEARNERS_AND_STAFF = re.compile(
    r"^(?:các |toàn bộ )?(?:học sinh|học viên|trẻ|giáo viên|nhà giáo|phụ huynh|cha mẹ)\b", re.IGNORECASE
)
_OWN_PART = re.compile(
    r"(?:đối với|của|tại) (?:các )?(?:cơ quan|phòng|văn phòng|sở|ubnd|ủy ban|uỷ ban)\b", re.IGNORECASE
)  # a heading over what the superior body asks of itself
_OWN_THINGS = re.compile(r"\bcủa (?:phường|xã|đặc khu|sở|ubnd|ủy ban|uỷ ban)\b", re.IGNORECASE)
_TEAM = re.compile(r"\b(?:tổ chuyên môn|tổ khối|tổ bộ môn|các tổ)\b", re.IGNORECASE)
_HAS = re.compile(r"^\W*(?:có|được)\b", re.IGNORECASE)


def level_of(header: Header) -> Level:
    """From the issuer's name, else from the letters of the document symbol."""
    issuer = header.issuer.strip()
    if _DEPARTMENT.search(issuer):
        return Level.DEPARTMENT
    if _WARD.match(issuer):
        return Level.WARD
    if not issuer and _WARD_SYMBOL.search(header.symbol):
        return Level.WARD if "UBND" in header.symbol.upper() else Level.DEPARTMENT
    return Level.SCHOOL


def binds_of(
    words: str,
    clauses: tuple[Clause, ...],
    level: Level,
    group: str,
    own: frozenset[str] = frozenset(),
) -> Binds:
    """The body a target binds, read from its population and from who issued the plan.

    `own` holds the school's levels (cấp học): pupils of another level leave it open whom the target binds.
    """
    population = clauses[0].population if clauses else ""
    if level is Level.SCHOOL:
        if above_school(words):
            return Binds.WARD
        if other_level(words, own):
            return Binds.UNSURE
        return Binds.TEAM if _teams_act(words, population, group) else Binds.SCHOOL
    superior = Binds.WARD if level is Level.WARD else Binds.DEPARTMENT
    if _OFFICE.search(words):
        return Binds.DEPARTMENT
    if _OWN_PART.search(group):
        return superior
    if _counts_schools(population):
        return Binds.WARD_COUNTS_SCHOOLS
    if _OWN_THINGS.search(population):
        return superior
    if _ADMINISTRATION.search(words) and not _concerns_schools(population):
        return superior
    return Binds.SCHOOL


def _concerns_schools(population: str) -> bool:
    return bool(_SCHOOLS.search(population) or _LEARNERS_AND_STAFF.match(population))


def _counts_schools(population: str) -> bool:
    head = _SCHOOLS.search(population)
    return head is not None and not _PEOPLE_OR_THINGS.search(population[: head.start()])


def _teams_act(words: str, population: str, group: str) -> bool:
    """The teams are to do it: they are the population and act, or it stands under their heading."""
    if _TEAM.search(group):
        return True
    at = words.find(population) if population else -1
    return at >= 0 and bool(_TEAM.search(population)) and not _HAS.match(words[at + len(population) :])
