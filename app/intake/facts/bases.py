"""Basis documents (căn cứ, R5–R7): every cited document with number, date, issuer and subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.domain.plan import Basis, Use
from app.intake.blocks import Block
from app.intake.facts.header import is_basis
from app.intake.facts.sections import Item, Role

_KIND = (
    r"Kế\s+hoạch|Kế\s+hoạc|Nghị\s+quyết|Nghị\s+định|Quyết\s+định|Thông\s+tư|Chỉ\s+thị|Công\s+văn|Văn\s+bản|"
    r"Luật|Đề\s+án|Chương\s+trình|Hướng\s+dẫn|Kết\s+luận|Thông\s+báo"
)
_CITATION = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND})\s+(?:số\s*:?\s*)?(?P<number>\d{{1,5}}(?:/\d{{4}})?[/-][^\W\d_][\w&]*"
    rf"(?:[-/.][\w&]+)*)",
    re.IGNORECASE,
)
_DATE = re.compile(r"^[\s,]*ngày\s+(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})\s*(?:/|năm)\s*(\d{4})", re.IGNORECASE)
_ISSUER = re.compile(
    r"^[\s,]*của\s+(?P<issuer>.+?)(?=\s+v[ềè]\s|\s+ban\s+hành\b|\s+và\s+(?:các\s+)?kế\s+hoạch"
    r"|\s*[,;(]|\.\s|$)",
    re.IGNORECASE | re.DOTALL,
)
_SUBJECT = re.compile(
    r"^[\s,]*(?:v[ềè](?:\s+việc)?|ban\s+hành|phê\s+duyệt)\s+(?P<subject>(?:[^;(.]|\.(?!\s))+)", re.IGNORECASE
)
_ABBREVIATION = re.compile(r"^\s*\([^()]{1,20}\)")
_SHORT = re.compile(
    r"\(\s*sau\s+đây\s+(?:gọi|viết)\s+tắt\s*(?:là\s*:?)?\s*(?P<name>[^()]{1,80})\)", re.IGNORECASE
)
_OWN_ACT = re.compile(r",\s*(?=[^,]*\bban\s+hành\s+kế\s+hoạch\b).*$", re.IGNORECASE | re.DOTALL)
_EDGE = ' ,;:.“”"'


def read_bases(items: Sequence[Item]) -> tuple[tuple[Basis, ...], dict[int, Use]]:
    """Bases of the preamble, then documents the purpose section rests on, in order."""
    bases: list[Basis] = []
    uses: dict[int, Use] = {}
    for item in items:
        block = item.block
        if block.footnote or item.is_heading:
            continue
        if item.role is Role.PREAMBLE and is_basis(block.words):
            found = citations_of(block)
            if not found:
                found = [_unnumbered(block)]
        elif item.role is Role.PURPOSE:
            found = citations_of(block)
        else:
            continue
        bases += found
        if found:
            uses |= dict.fromkeys(block.parts, Use.BASIS)
    return tuple(bases), uses


def _unnumbered(block: Block) -> Basis:
    """ "Căn cứ Luật Giáo dục" has no number but is a basis all the same."""
    kind = re.search(_KIND, block.words, re.IGNORECASE)
    return Basis(block.words, kind.group() if kind else "", "", None, "", "", block.source)


def citations_of(block: Block) -> list[Basis]:
    """Every document cited by number in one block."""
    words = block.words
    found = list(_CITATION.finditer(words))
    if not found:
        return []
    ends = [match.start() for match in found[1:]] + [len(words)]
    bases = [_basis(block, match, words[match.end() : end]) for match, end in zip(found, ends, strict=True)]
    for short in _SHORT.finditer(words):
        at = _named(short["name"], found, short.start())
        if at is not None:
            bases[at] = replace(bases[at], short_name=short["name"].strip(_EDGE))
    return bases


def _named(name: str, found: Sequence[re.Match[str]], before: int) -> int | None:
    """Which citation a short name belongs to: the one with its number, else the last before it."""
    earlier = [index for index, match in enumerate(found) if match.start() < before]
    digits = re.findall(r"\d+", name)
    for index in reversed(earlier):
        if digits and re.match(rf"{digits[0]}\D", found[index]["number"]):
            return index
    return earlier[-1] if earlier else None


def _basis(block: Block, match: re.Match[str], rest: str) -> Basis:
    issued: date | None = None
    if dated := _DATE.match(rest):
        try:
            issued = date(int(dated[3]), int(dated[2]), int(dated[1]))
        except ValueError:
            issued = None
        rest = rest[dated.end() :]
    issuer = subject = ""
    if said := _ISSUER.match(rest):
        issuer = said["issuer"].strip(_EDGE)
        rest = _ABBREVIATION.sub("", rest[said.end() :])
    if about := _SUBJECT.match(rest):
        subject = _OWN_ACT.sub("", about["subject"]).strip(_EDGE)
    return Basis(
        words=re.split(r"[;(]", block.words[match.start() : match.end()] + (dated.group() if dated else ""))[
            0
        ],
        kind=" ".join(match["kind"].split()),
        number=match["number"],
        issued_on=issued,
        issuer=issuer,
        subject=subject,
        source=block.source,
    )
