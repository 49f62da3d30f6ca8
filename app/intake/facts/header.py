"""Head of a plan (R1–R4, R17) and its closing (R23–R25)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.domain.plan import Header, Source, Use
from app.intake.blocks import Block
from app.intake.facts.ocr import with_digits
from app.intake.facts.sections import Item, Role

_NUMBER = re.compile(
    r"^Số\s*:?\s*(?P<number>\d{1,5}[a-z]?)?(?:/\d{4})?[\s.…_]*/\s*(?P<symbol>[^\W\d_][\w&Đ]*"
    r"(?:[-–.][\w&]+)*)",
    re.IGNORECASE,
)
_PLACE_DATE = re.compile(
    r"^(?P<place>[^\W\d_][^,;:]{1,60}),\s*(?P<words>ngày\s*(?P<day>\d{0,2})[\s.…_]*tháng\s*"
    r"(?P<month>\d{0,2})[\s.…_]*năm\s*(?P<year>\d{4}|[\s.…_]*))",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(?P<title>KẾ HOẠCH|Kế hoạch|PHƯƠNG ÁN|CHƯƠNG TRÌNH HÀNH ĐỘNG)\b[:\s]*(?P<subject>.*)$")
_MOTTO = re.compile(r"CỘNG HÒA XÃ HỘI|Độc lập\s*[-–]", re.IGNORECASE)
_STAGE = re.compile(
    r"giai\s+đoạn\s+(\d{4})\s*[-–]\s*(\d{4})|năm\s+học\s+(\d{4})\s*[-–]\s*(\d{4})", re.IGNORECASE
)
_YEAR = re.compile(r"\bnăm\s+(\d{4})\b", re.IGNORECASE)
_YEARS_ALONE = re.compile(
    r"^\(?(?:năm(?:\s+học)?|giai\s+đoạn)\s+20\d\d(?:\s*[-–]\s*20\d\d)?\)?\W*$", re.IGNORECASE
)
_BASIS = re.compile(r"^(?:căn cứ|thực hiện|theo|xét)\b", re.IGNORECASE)
_CITES = re.compile(r"\d+\s*/|\b(?:luật|nghị quyết|nghị định|thông tư|quyết định)\b", re.IGNORECASE)
_SCHOOL = re.compile(
    r"\btrường\s+(?:mầm non|mẫu giáo|tiểu học|trung học|phổ thông|th\b|thcs|thpt"
    r"|mn)[^,;.()]*?(?=\s+(?:năm|giai đoạn|ban hành|xây dựng)\b|[,;.()]|$)",
    re.IGNORECASE,
)
_ISSUES = re.compile(
    r"(?:^|[,;.]\s*)(?P<body>(?:Ủy ban|Uỷ ban|UBND|Sở|Phòng|Trường"
    r"|Hiệu trưởng)[^,;.]{0,90}?)(?:\s*\([^)]*\))?\s+(?:ban hành|xây dựng)\s+kế hoạch",
    re.IGNORECASE,
)
_BODY = re.compile(r"^(?:TRƯỜNG|UBND|ỦY BAN|UỶ BAN|SỞ|PHÒNG|BAN|TRUNG TÂM)\b")
_PREFIX = re.compile(r"^(?:TM|KT|TL|TUQ|Q)\.\s*\S", re.IGNORECASE)
_NAME = re.compile(r"^(?:(?:[^\W\d_]+\.\s*)*)(?:[^\W\d_]+\s+){1,5}[^\W\d_]+$")


@dataclass
class HeaderFacts:
    """The header, where its parts stand, and what each paragraph was used for."""

    header: Header = field(default_factory=Header)
    uses: dict[int, Use] = field(default_factory=dict)
    number_at: Source | None = None
    date_at: Source | None = None
    title_at: Source | None = None
    recipients_at: tuple[Source, ...] = ()

    def take(self, block: Block, use: Use = Use.HEADER) -> None:
        for part in block.parts:
            self.uses[part] = use


def is_basis(words: str) -> bool:
    """Does a preamble sentence cite what the plan rests on (căn cứ)?"""
    return bool(_BASIS.match(words) and _CITES.search(words))


def years_of(subject: str) -> tuple[int | None, int | None]:
    """(first, last) year a subject names (R17): a stage, a school year or one calendar year."""
    if stage := _STAGE.search(subject):
        first, last = (int(year) for year in stage.groups() if year)
        return first, last
    if one := _YEAR.search(subject):
        return int(one[1]), int(one[1])
    return None, None


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_header(items: Sequence[Item]) -> HeaderFacts:
    """Header, recipients and signature of an outlined plan; whatever is missing stays blank."""
    facts = HeaderFacts()
    preamble = [item.block for item in items if item.role is Role.PREAMBLE and not item.block.footnote]
    _read_top(preamble, facts)
    _read_issuer(preamble, items, facts)
    _read_closing([item.block for item in items if item.role is Role.CLOSING], facts)
    return facts


def _read_top(preamble: Sequence[Block], facts: HeaderFacts) -> None:
    wants_subject = False
    wants_years = False  # "NĂM HỌC 2026 – 2027" may stand on a line of its own
    goes_on = False  # a subject set in several bold lines
    for block in preamble:
        words, read = block.words, with_digits(block.words)
        if goes_on and block.strong and not block.label and not is_basis(words):
            facts.header = _with_subject(facts.header, f"{facts.header.subject} {words}")
            facts.take(block)
            continue
        goes_on = False
        if wants_years and _YEARS_ALONE.match(words):
            facts.header = _with_subject(facts.header, f"{facts.header.subject} {words}")
            facts.take(block)
            wants_years = False
            continue
        if wants_subject and not is_basis(words):
            facts.header = _with_subject(facts.header, words)
            facts.take(block)
            wants_subject = False
            goes_on = block.strong
            wants_years = facts.header.year_from is None
        elif not facts.number_at and (number := _NUMBER.match(read)):
            facts.header = replace(facts.header, number=number["number"] or "", symbol=number["symbol"])
            facts.number_at = block.source
            facts.take(block)
            if placed := _PLACE_DATE.match(read[number.end() :].strip()):  # both on one line
                _take_date(placed, block, facts)
        elif not facts.date_at and (placed := _PLACE_DATE.match(read)):
            _take_date(placed, block, facts)
        elif not facts.title_at and (title := _TITLE.match(words)) and len(words) < 400:
            facts.header = replace(facts.header, title=title["title"])
            facts.title_at = block.source
            facts.take(block)
            subject = title["subject"].strip()
            wants_subject = not subject
            if subject:
                facts.header = _with_subject(facts.header, subject)
                goes_on = block.strong
                wants_years = facts.header.year_from is None
        elif _MOTTO.search(words) and len(words) < 80:
            facts.take(block)


def _take_date(placed: re.Match[str], block: Block, facts: HeaderFacts) -> None:
    facts.header = replace(
        facts.header,
        place=placed["place"].strip(),
        issued_on=_date(placed["day"], placed["month"], placed["year"]),
        date_words=placed["words"].strip(),
    )
    facts.date_at = block.source
    facts.take(block)


def _with_subject(header: Header, subject: str) -> Header:
    first, last = years_of(subject)
    return replace(header, subject=subject, year_from=first, year_to=last)


def _read_issuer(preamble: Sequence[Block], items: Sequence[Item], facts: HeaderFacts) -> None:
    """From the letterhead, else from "… ban hành Kế hoạch", else from the subject or the annex line."""
    limits = [s.block for s in (facts.number_at, facts.date_at, facts.title_at) if s]
    heads = [
        block
        for block in preamble
        if limits
        and block.first < max(limits)
        and not _MOTTO.search(block.words)
        and block.words.isupper()
        and len(block.words) < 120
    ]
    if heads and facts.title_at:
        for block in heads:
            facts.take(block)
        names = [block.words for block in heads]
        starts = [at for at, name in enumerate(names) if _BODY.match(name)]  # a long name takes two lines
        own = starts[-1] if starts else len(names) - 1
        facts.header = replace(facts.header, issuer=" ".join(names[own:]), superior=" ".join(names[:own]))
        return
    for block in preamble:
        if found := _ISSUES.search(block.words):
            facts.header = replace(facts.header, issuer=found["body"].strip())
            return
    others = [item.block.words for item in items if item.role is Role.ANNEX][:4]
    for words in (facts.header.subject, *others):
        if school := _SCHOOL.search(words):
            name = school.group().strip()
            facts.header = replace(facts.header, issuer=name[0].upper() + name[1:])
            return


def _is_name(words: str) -> bool:
    """Two to six words, each with a capital, not all of them capitals only: a person."""
    parts = words.split()
    return bool(_NAME.match(words)) and not words.isupper() and all(p[0].isupper() for p in parts)


def _read_closing(closing: Sequence[Block], facts: HeaderFacts) -> None:
    recipients: list[str] = []
    sources: list[Source] = []
    prefixes: list[str] = []
    title = name = ""
    for block in closing:
        words = block.words
        if words.casefold().startswith("nơi nhận"):
            facts.take(block, Use.RECIPIENT)
            inline = words[8:].strip(" :;.")
            if inline.isupper() and len(inline) > 5:  # the signer's title on the same line
                (prefixes.append(inline) if _PREFIX.match(inline) else None)
                title = title if _PREFIX.match(inline) else inline
            elif inline:
                recipients.append(inline)
                sources.append(block.source)
        elif block.label and not name and words.strip(" ;.,"):
            recipients.append(words.strip(" ;.,"))
            sources.append(block.source)
            facts.take(block, Use.RECIPIENT)
        elif not name and words.isupper() and len(words) < 80:
            (prefixes.append(words) if _PREFIX.match(words) else None)
            title = title if _PREFIX.match(words) else words
            facts.take(block, Use.SIGNATURE)
        elif not name and (title or prefixes) and _is_name(words):
            name = words
            facts.take(block, Use.SIGNATURE)
        elif (title or prefixes) and not name and len(words) < 60 and words.startswith("("):
            facts.take(block, Use.SIGNATURE)  # "(Đã ký)"
    facts.recipients_at = tuple(sources)
    facts.header = replace(
        facts.header,
        recipients=tuple(recipients),
        signer_prefix="\n".join(prefixes),
        signer_title=title,
        signer_name=name,
    )
