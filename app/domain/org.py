"""Schools, their superiors and people's roles.

The superior (đơn vị quản lý trực tiếp) is a ward, a commune, a special zone or the department of
education; the words on every screen and paper come from it (R11, R135, R159).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SchoolKind(StrEnum):
    """Loại trường (R159)."""

    PRESCHOOL = "mam_non"
    PRIMARY = "tieu_hoc"
    LOWER_SECONDARY = "thcs"
    PRIMARY_LOWER = "th_thcs"
    UPPER_SECONDARY = "thpt"
    CONTINUING = "gdtx"


class SuperiorKind(StrEnum):
    """Cấp quản lý trực tiếp since 01/7/2025 (domain.md §9)."""

    WARD = "phuong"
    COMMUNE = "xa"
    SPECIAL_ZONE = "dac_khu"
    DEPARTMENT = "so_gddt"


class Role(StrEnum):
    """Who may call a service."""

    PRINCIPAL = "hieu_truong"
    DEPUTY = "pho_hieu_truong"
    CLERK = "van_thu"
    ACCOUNTANT = "ke_toan"
    IT = "cntt"
    TEAM_HEAD = "to_truong"
    TEACHER = "giao_vien"
    VIEWER = "xem"


@dataclass(frozen=True)
class Superior:
    kind: SuperiorKind
    name: str  # "Hòa Bình", without the word of its kind
    office: str = ""  # "Phòng Văn hóa - Xã hội"; empty for the department


@dataclass(frozen=True)
class School:
    kind: SchoolKind
    name: str  # full name as on paper: "Trường Tiểu học Sông Hồng"
    symbol: str  # in document numbers: "TH" in 05/BC-TH
    place: str  # địa danh of the letterhead: "Hòa Bình" (commune-level unit)
    superior: Superior
    principal: str
    principal_title: str = ""  # signature block title; empty = the usual one


@dataclass(frozen=True)
class FirstRun:
    """The answers of the first-run screens; nothing else is asked (first day, journey a)."""

    school: School
    password: str
    year: int
