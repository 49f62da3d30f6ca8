"""Are two passages about the same indicator? Word pairs, without people and filler."""

from __future__ import annotations

import itertools
import re

_WORD = re.compile(r"[^\W\d_]+")
_PAREN = re.compile(r"\([^()]*\)")
_FILLER = re.compile(
    r"\b(?:t[ỷỉ] (?:lệ|trọng)|ph[ấầâẩ]n đ[ấầâẩ]u|tối thiểu|ít nhất|trở lên|đảm bảo|bảo đảm|thực hiện"
    r"|triển khai|tổ chức|hoàn thành|"
    r"sử dụng|yêu cầu|các|những|được|có|đạt|trên|và|của|với|về|cho|để|tại|trong|theo|bằng|hoặc|từ|đến|là|"
    r"dữ liệu|học sinh|giáo viên|nhà giáo|cán bộ(?: quản lý)?|nhân viên|nhà trường|trường|quy định)\b",
    re.IGNORECASE,
)
_PEOPLE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("pupils", r"học sinh|trẻ em|người học"),
        ("teachers", r"giáo viên|nhà giáo|\bgv\b|cb-gv"),
        ("managers", r"cán bộ quản lý|ban giám hiệu|cbql"),
        ("staff", r"nhân viên"),
        ("schools", r"\bcác trường|cơ sở giáo dục"),
        ("teams", r"tổ chuyên môn"),
    )
)
_QUALIFIERS = (
    "toàn trình",
    "đủ điều kiện",
    "phi tiếp xúc",
    "bồi dưỡng",
    "tập huấn",
    "mạng nội bộ",
    "lớp học",
    "các lớp",
)
_ALIKE = 0.6


def signature(words: str) -> frozenset[str]:
    """Pairs of neighbouring words that say what is measured."""
    pairs: set[str] = set()
    for piece in _FILLER.sub("|", _PAREN.sub("|", words.casefold())).split("|"):
        parts = _WORD.findall(piece)
        pairs |= {f"{a} {b}" for a, b in itertools.pairwise(parts)}
    return frozenset(pairs)


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Does the shorter passage say mostly what the longer one says?"""
    smaller = min(len(one), len(other))
    return smaller > 0 and len(one & other) / smaller >= _ALIKE


def groups_of(population: str) -> frozenset[str]:
    """Which people or bodies a population names."""
    return frozenset(name for name, pattern in _PEOPLE if pattern.search(population))


def qualifiers_of(words: str) -> frozenset[str]:
    """Words that make two like-sounding indicators different ones."""
    folded = words.casefold()
    return frozenset(word for word in _QUALIFIERS if word in folded)
