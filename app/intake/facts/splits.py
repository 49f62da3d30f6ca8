"""One cell → several tasks, products or lead units (R96–R98)."""

from __future__ import annotations

import re

from app.intake.readers.clean import UPPER

_EDGE = " ;,.-–+•"
_SENTENCES = re.compile(
    rf"\s*;\s*|(?:(?<=[^\s.]{{2}}\.)|(?<=(?:kỳ|uý) [IV]\.))\s+(?=[{UPPER}])|\s+[-–+•]\s+(?=[{UPPER}])|\n"
)  # "học kỳ I. Ban hành": a numeral ends the sentence
_PRODUCTS = re.compile(rf"\s*;\s*|(?<=[^\s.]{{2}}\.)\s+(?=\S)|\s+[-–+•]\s+(?=[{UPPER}])|\n")
_ACTS = (
    r"cập nhật|tổ chức|ban hành|triển khai|xây dựng|kiểm tra|tập huấn|báo cáo|vận hành|nâng cấp|thành lập|"
    r"mua sắm|công bố|tuyên truyền|phát động|đăng ký|đề xuất|lập|trang bị|hướng dẫn"
)
_AND_ACT = re.compile(rf"\s+và\s+(?=(?:{_ACTS})\b)", re.IGNORECASE)
_ENDS_IN_ACT = re.compile(rf"\b(?:{_ACTS}|rà soát|hoàn thiện|tiếp tục|thực hiện)$", re.IGNORECASE)
_OBJECT_WORDS = 5  # "Số hóa sổ gốc văn bằng": an act with an object of its own
_UNITS = re.compile(
    r"^(?:các\s+)?(?:ban|tổ|bộ phận|phòng|văn phòng|văn thư|kế toán|giáo viên|gv|gvcn|phụ trách"
    r"|cán bộ|hiệu trưởng|phó|"
    r"ht|pht|y tế|thư viện|thiết bị|đoàn|đội|tổng phụ trách|tpt|toàn|khối|nhân viên|cntt|công đoàn"
    r"|ubnd|nhà trường)\b",
    re.IGNORECASE,
)


def _tidy(pieces: list[str]) -> tuple[str, ...]:
    return tuple(piece for piece in (p.strip(_EDGE) for p in pieces) if piece)


def tasks_in(cell: str) -> tuple[str, ...]:
    """Tickable tasks of a task cell, in order, in its own words."""
    out: list[str] = []
    for sentence in _SENTENCES.split(cell):
        start = 0
        for match in _AND_ACT.finditer(sentence):
            before = sentence[start : match.start()]
            if len(before.split()) >= _OBJECT_WORDS and not _ENDS_IN_ACT.search(before.strip()):
                out.append(before)
                start = match.end()
        out.append(sentence[start:])
    return _tidy(out)


def products_in(cell: str) -> tuple[str, ...]:
    """Products or results of a cell, in order."""
    return _tidy(_PRODUCTS.split(cell))


def units_in(cell: str) -> tuple[str, ...]:
    """Units named in a cell. A comma parts two units only where a unit's name follows it."""
    out: list[str] = []
    for piece in re.split(r"\s*[;/]\s*|\n", cell):
        names = piece.split(",")
        if len(names) > 1 and all(_UNITS.match(name.strip()) for name in names):
            out += names
        else:
            out.append(piece)
    return _tidy(out)


def names_units(words: str) -> bool:
    """ "Tổ Văn phòng": do the words begin with a unit's or an office's name?"""
    return bool(_UNITS.match(words.strip()))


def trailing_separator(cell: str) -> bool:
    """ "Văn phòng;": something may have been left out after it."""
    return cell.rstrip().endswith((";", ","))
