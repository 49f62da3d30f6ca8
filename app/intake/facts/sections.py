"""Outline of a plan (R18–R21): which section each block stands in, and under which heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from app.intake.blocks import Block


class Role(Enum):
    """What a section is for, read from its heading; sections vary in order and presence."""

    PREAMBLE = "preamble"
    PURPOSE = "purpose"  # mục đích, yêu cầu
    OBJECTIVE = "objective"  # mục tiêu chung: free text, not measured (R19)
    TARGETS = "targets"  # chỉ tiêu, mục tiêu cụ thể
    TASKS = "tasks"
    ORGANISATION = "organisation"  # phân công, tổ chức thực hiện
    FUNDING = "funding"
    REPORTING = "reporting"  # chế độ báo cáo
    CLOSING = "closing"  # nơi nhận, chữ ký
    ANNEX = "annex"
    OTHER = "other"


@dataclass(frozen=True)
class Item:
    block: Block
    role: Role
    group: str = ""  # pillar heading, sub-heading after " / " (R21)
    is_heading: bool = False
    lead: str = ""  # the sentence ending in ":" that introduces this list item


_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.OBJECTIVE, r"^(?:các )?mục tiêu (?:chung|tổng quát)"),
        (Role.TARGETS, r"^(?:các |một số )?(?:mục tiêu|chỉ tiêu)"),
        (
            Role.REPORTING,
            r"chế độ.*báo cáo|^(?:(?:công tác|thông tin|kiểm tra|tổng hợp|và),? )*báo cáo"
            r"(?: định kỳ| kết quả.*)?$|(?:lịch|thời (?:gian|hạn)) (?:nộp |gửi )?báo cáo",
        ),
        (
            Role.TASKS,
            r"^phân công(?: nhiệm vụ| công việc| cụ thể)*$|^(?:các )?việc (?:của|phải|cần)"
            r"|^lộ trình|công việc",
        ),
        (Role.ORGANISATION, r"phân công|tổ chức thực hiện|trách nhiệm|^tổ chức triển khai"),
        (Role.TASKS, r"nhiệm vụ|giải pháp|biện pháp|nội dung"),
        (Role.TARGETS, r"chỉ tiêu"),
        (Role.PURPOSE, r"mục đích|yêu cầu|quan điểm"),
        (Role.FUNDING, r"kinh phí|nguồn lực"),
    )
)
_INNER = {Role.OBJECTIVE, Role.TARGETS, Role.REPORTING}
_ROMAN = re.compile(r"^(?:[IVXLC]{1,6}[.)/]|[A-HĐ]\.)$")  # or a capital letter: "B. NHIỆM VỤ"
_LEVELS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, _ROMAN),
    (2, re.compile(r"^\d{1,3}[.)/]$")),
    (3, re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})+[./]?|\*)$")),
    (4, re.compile(r"^[a-zđ][.)/]$")),
)
_PART = re.compile(r"^(?:phần|chương)\s", re.IGNORECASE)  # "Phần thứ ba. …": above "I.", "A." and "1."
_EMPHASIS = re.compile(r"^\s*([*_])(?!\1).+\1\s*$", re.DOTALL)
_OWN_KIND = re.compile(
    r"^(?:các )?(?:nhiệm vụ(?: trọng tâm| cụ thể| chủ yếu|,? (?:và )?giải pháp.*)?|giải pháp(?: thực hiện)?"
    r"|tổ chức thực hiện|phân công(?: nhiệm vụ| thực hiện)?|kinh phí(?: thực hiện)?)$",
    re.IGNORECASE,
)
_AIM = re.compile(r"^mục tiêu$", re.IGNORECASE)
_ENDED = re.compile(r"[.;,!?…](?:/\.)?[\"”’)]*$")
_MEASURED = re.compile(r"\d\s*%")
_ANNEX = re.compile(r"^(?:PHỤ LỤC|DANH MỤC|BIỂU MẪU|BIỂU SỐ)\b")
_ANNEX_OF = re.compile(r"^\(?\s*(?:ban hành\s+)?kèm theo", re.IGNORECASE)
_CLOSING = re.compile(r"^nơi nhận\b", re.IGNORECASE)
_TITLE = re.compile(r"^KẾ HOẠCH\b")
_BASIS = re.compile(r"^(?:căn cứ|thực hiện|theo|xét)\b", re.IGNORECASE)


def role_of(heading: str) -> Role | None:
    """The role a heading's words announce, if any."""
    text = heading.casefold().strip(" :.")
    return next((role for role, pattern in _ROLES if pattern.search(text)), None)


def _label_level(label: str) -> int:
    """1 … 4, 0 for none; a part ("Phần thứ nhất") is 1 and pushes the others down (`_Walk.enter`)."""
    if _PART.match(label):
        return 1
    return next((level for level, pattern in _LEVELS if pattern.match(label)), 0)


def _figures(label: str) -> tuple[int, ...]:
    return tuple(int(figure) for figure in re.findall(r"\d+", label)) if label[:1].isdecimal() else ()


def _upper_kind(label: str, letters: bool) -> str:
    """ "Phần thứ ba." is a part, "B." a letter, "IV." a numeral; "C." a letter where the plan has "A."."""
    if _PART.match(label):
        return "part"
    if not _ROMAN.match(label):
        return ""
    return (
        "letter"
        if label[:-1] in ("A", "B", "D", "Đ", "E", "F", "G", "H") or (letters and label == "C.")
        else "roman"
    )


def _heading_level(block: Block, after: Block | None, bases_seen: bool) -> int:
    """1 … 4, or 0 for an item. 1 = "I.", 2 = "1.", 3 = "1.1." or "*", 4 = "a)"."""
    words = block.words
    if _PART.match(block.label) and len(words) < 220:
        return 1
    if not words or len(words) > 220 or block.footnote or _MEASURED.search(words):
        return 0
    level = _label_level(block.label)
    role = role_of(words)
    if not level:
        named = role is not None and len(words) < 80 and (block.strong or words.isupper() or words[-1] == ":")
        if bases_seen and not block.label and _is_group_line(block, after):
            return 3
        if block.label or not bases_seen or not (block.strong or named):
            return 0
        return 1 if words.isupper() and role is not None else 2
    if block.strong or (level == 1 and (words.isupper() or role is not None)):
        return level
    if _ENDED.search(words) or after is None:
        return 0
    if words[-1] != ":" and role is None and _is_sibling(block.label, after.label):
        return 0  # one line of a numbered list
    return level


def _is_sibling(label: str, after: str) -> bool:
    """Do two labels stand in one list? "1." and "2." do, "4.2." and "*" do not."""
    return _label_level(label) == _label_level(after) and (label == "*") == (after == "*")


def _is_group_line(block: Block, after: Block | None) -> bool:
    """ "*Nhóm 2. Quản trị*": a line wholly in italics, without a full stop, above a list."""
    return (
        bool(_EMPHASIS.match(block.raw))
        and len(block.words) < 100
        and not _ENDED.search(block.words)
        and after is not None
        and bool(after.label)
    )


class _Walk:
    """The state of one pass over the blocks."""

    def __init__(self) -> None:
        self.main = Role.PREAMBLE
        self.inner: dict[int, Role] = {}  # by level, from 2 on
        self.titles: dict[int, str] = {}
        self.lead = ""
        self.bases_seen = False
        self.top = 1  # the level of the plan's main headings: 2 in a plan that counts its sections 1, 2, 3
        self.upper: list[str] = []  # "part", "letter", "roman" in the order this plan nests them
        self.main_title = ""
        self.counted: dict[int, tuple[int, ...]] = {}  # the figures of the open headings, by level

    @property
    def role(self) -> Role:
        return self.inner[max(self.inner)] if self.inner else self.main

    @property
    def group(self) -> str:
        return " / ".join(self.titles[level] for level in (2, 3) if self.titles.get(level))

    def enter(self, level: int, words: str, label: str = "", plain: bool = False) -> None:
        role = role_of(words)
        title = words.rstrip(" :")
        self.lead = ""
        level = self._nested(level, label)
        if level < self.top or (self.main is Role.PREAMBLE and role is not None):
            self.top = level
        level -= self.top - 1
        self.titles = {at: text for at, text in self.titles.items() if at < level}
        self.inner = {at: kind for at, kind in self.inner.items() if at < level}
        self.counted = {at: figures for at, figures in self.counted.items() if at < level}
        if level == 1:
            self.main, self.main_title = role or Role.OTHER, title
            return
        self.titles[level] = title
        self.counted[level] = _figures(label) if plain else ()
        if found := self._inner_role(role, title):
            self.inner[level] = found
            self.titles[level] = ""

    def pass_item(self, label: str) -> None:
        """After a plain heading "2." an item "3." ends what it heads, unless it has a list 1, 2, 3 itself."""
        figures = _figures(label)
        for level, heads in sorted(self.counted.items()):
            if not figures or len(heads) != len(figures):
                continue
            del self.counted[level]
            if figures == (*heads[:-1], heads[-1] + 1):
                self.titles = {at: text for at, text in self.titles.items() if at < level}
                self.inner = {at: kind for at, kind in self.inner.items() if at < level}
                self.counted = {at: said for at, said in self.counted.items() if at < level}
                self.lead = ""
                return

    def _nested(self, level: int, label: str) -> int:
        """The level under this plan's own order of parts, capital letters and Roman numerals."""
        kind = _upper_kind(label, "letter" in self.upper)
        if kind:
            if kind not in self.upper:
                self.upper.append(kind)
            return self.upper.index(kind) + 1
        return level + max(len(self.upper) - 1, 0) if level > 1 else level

    def _inner_role(self, role: Role | None, title: str) -> Role | None:
        """The kind a sub-heading has of its own; None where it only names a part of its section."""
        if _AIM.match(title) and "chỉ tiêu" in self.main_title.casefold():
            return Role.OBJECTIVE  # beside the measured ones a bare "Mục tiêu" is the aim
        if role in _INNER or role is Role.PURPOSE:
            return role
        own = _OWN_KIND.match(title) and role is not self.role and self.role is not Role.REPORTING
        return role if own else None

    def jump(self, role: Role, words: str = "") -> None:
        self.main, self.inner, self.lead, self.counted = role, {}, "", {}
        self.main_title = words
        self.titles = {2: words} if words else {}


def outline(blocks: Sequence[Block]) -> tuple[Item, ...]:
    """Every block with its section, in order."""
    walk = _Walk()
    items: list[Item] = []
    for index, block in enumerate(blocks):
        after = next((b for b in blocks[index + 1 : index + 4] if not b.footnote), None)
        if block.footnote:
            items.append(Item(block, walk.role, walk.group))
            continue
        heading = _special(walk, block)
        if not heading and walk.role not in (Role.CLOSING, Role.ANNEX):
            level = _heading_level(block, after, walk.bases_seen)
            heading = level > 0 and not (walk.main is Role.PREAMBLE and level > 1 and not walk.bases_seen)
            if heading:
                walk.enter(level, block.words, block.label, not block.strong)
        elif not heading and walk.role is Role.ANNEX and not block.label and block.words.isupper():
            heading = True
        elif not heading and _ROMAN.match(block.label) and role_of(block.words):
            heading = True
            walk.enter(1, block.words)
        if not heading:
            walk.pass_item(block.label)
        if not heading and walk.role not in (Role.PREAMBLE, Role.CLOSING, Role.ANNEX):
            _enter_inline(walk, block)
        is_lead = (
            not heading
            and walk.role is not Role.PREAMBLE
            and block.words.endswith(":")
            and not _MEASURED.search(block.words)
        )
        if is_lead:
            walk.lead = block.words
        items.append(Item(block, walk.role, walk.group, heading or is_lead, "" if is_lead else walk.lead))
    return tuple(items)


def _enter_inline(walk: _Walk, block: Block) -> None:
    """ "1.1. Mục tiêu chung: Đổi mới quản lý.": heading and text in one paragraph."""
    title, colon, rest = block.words.partition(":")
    level = _label_level(block.label)
    if colon and rest.strip() and level and len(title) < 60 and role_of(title) in _INNER:
        walk.enter(level, title, block.label, plain=True)


def _special(walk: _Walk, block: Block) -> bool:
    """Title, bases, recipients and annexes, which carry no list label."""
    words = block.words
    if walk.main is Role.PREAMBLE and not block.label and _BASIS.match(words) and re.search(r"\d", words):
        walk.bases_seen = True
        return False
    if _CLOSING.match(words) and len(words) < 60:
        walk.jump(Role.CLOSING)
        return True
    if (_ANNEX.match(words) or _ANNEX_OF.match(words)) and not block.label and len(words) < 300:
        walk.jump(Role.ANNEX, "" if _ANNEX_OF.match(words) else words)
        return True
    return False
