"""Bodies and school levels a plan names: above the school, no longer existing, or of another level."""

from __future__ import annotations

import re
from datetime import date

_UNIT = r"(?:xã|phường|đặc khu|thị trấn|thị xã|quận|huyện|tỉnh|thành phố)"
_BODY = r"(?:sở|ubnd|ủy ban(?: nhân dân)?|uỷ ban(?: nhân dân)?|xã|phường|đặc khu|tỉnh|thành phố|bộ)"
_SCHOOLS = (
    r"(?:cơ sở giáo dục|cơ sở gd|(?:các|mọi|toàn bộ|tất cả) (?:các )?trường|\d+ ?% (?:số |các )?trường"
    r"|trường học|nhà trường|trường (?:mầm non|tiểu học|trung học|thcs|thpt))"
)
_ABOVE = re.compile(
    rf"thẩm quyền (?:giải quyết |quyết định )?của {_BODY}\b"
    rf"|{_SCHOOLS}[^.;]{{0,40}} (?:trên địa bàn|thuộc địa bàn|trong|toàn) (?:toàn )?{_UNIT}\b"
    rf"|thủ tục hành chính[^.;,]{{0,30}} (?:do|thuộc thẩm quyền(?: giải quyết)?(?: của)?) {_BODY}\b"
    rf"|\bdo {_BODY}[^.;,]{{0,30}} (?:giải quyết|quyết định đầu tư)\b"
    rf"|\b(?:người dân|hộ dân|hộ gia đình|doanh nghiệp)[^.;,]{{0,30}} trên địa bàn\b"
    rf"|\d ?% (?:số |các )?(?:{_UNIT}(?:, )?)+ (?:có|được|đạt|hoàn thành|triển khai)\b",
    re.IGNORECASE,
)
_SUPERIOR_ACTS = re.compile(
    r"^(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|sở|phòng (?:văn hóa|văn hoá|vh|giáo dục|gd))\b[^.;:,]{0,50}? "
    r"(?:chủ trì|bố trí|cấp|đầu tư|ban hành|chỉ đạo|xây dựng|trang bị|tổ chức|phê duyệt|hỗ trợ|quyết định"
    r"|giao)\b",
    re.IGNORECASE,
)
_DISTRICT_GONE = date(
    2025, 7, 1
)  # two levels of local government from this day: no huyện, quận, thị xã, thị trấn
_MERGED = date(2025, 3, 1)  # ministries and departments merged
_GONE: tuple[tuple[date, re.Pattern[str]], ...] = (
    (
        _DISTRICT_GONE,
        re.compile(
            r"\bphòng\s+(?:giáo\s+dục\s+(?:và|&)\s+đào\s+tạo|gd\s*(?:&|và|-)?\s*đt)\b(?:\s+(?:huyện|quận|thị\s+xã))?"
            r"|\b(?:ubnd|ủy\s+ban\s+nhân\s+dân|uỷ\s+ban\s+nhân\s+dân|hđnd|hội\s+đồng\s+nhân\s+dân)\s+"
            r"(?:huyện|quận|thị\s+xã|thị\s+trấn)\b"
            r"|\b(?:huyện|quận|thị)\s+(?:ủy|uỷ|đoàn)\b",
            re.IGNORECASE,
        ),
    ),
    (
        _MERGED,
        re.compile(
            r"\b(?:sở|bộ)\s+(?:thông\s+tin\s+(?:và|&)\s+truyền\s+thông|tt\s*(?:&|và)\s*tt(?:tt)?|tttt"
            r"|kế\s+hoạch\s+(?:và|&)\s+đầu\s+tư|kh\s*&\s*đt|giao\s+thông\s+vận\s+tải"
            r"|lao\s+động\s*(?:-|–|,)?\s*thương\s+binh|tài\s+nguyên\s+(?:và|&)\s+môi\s+trường)",
            re.IGNORECASE,
        ),
    ),
)
_CITES = re.compile(
    r"\d+(?:/\d{4})?\s*/\s*[A-ZĐ][\w&Đ-]*[^;]{0,60}$"
)  # "số 12/KH-PGDĐT ngày … của Phòng GDĐT"
_LEVELS: tuple[tuple[str, str, str], ...] = (
    ("mn", r"mầm non|mẫu giáo|nhà trẻ|\bMN\b", r""),
    ("th", r"tiểu học|\bTH(?!\w)", r"0?[1-5]"),
    ("thcs", r"trung học cơ sở|THCS", r"0?[6-9]"),
    ("thpt", r"trung học phổ thông|THPT", r"1[0-2]"),
)
_CHILDREN = re.compile(r"\btrẻ\s+(?:mẫu giáo|nhà trẻ|mầm non)\b", re.IGNORECASE)
_PUPILS = (
    r"\b(?:học sinh|giáo viên|bài giảng|học bạ|cấp)\s+(?:của\s+|các\s+)*(?:cấp\s+|học\s+)?"
    r"(?:{name}|(?:khối\s+|lớp\s+)+(?:{classes})(?!\d|\s*tuổi))"
)
_NAMED_LEVELS = tuple(
    (
        level,
        re.compile(
            _PUPILS.format(name=name.replace(r"|\bMN\b", "").replace(r"|\bTH(?!\w)", ""), classes=classes),
            re.IGNORECASE,
        ),
    )
    for level, name, classes in _LEVELS
    if classes
)


def above_school(words: str) -> str:
    """The words that give a sentence to a body above the school (R59), "" where there are none."""
    match = _ABOVE.search(words) or _SUPERIOR_ACTS.match(words)
    return match.group() if match else ""


def defunct_body(words: str, on: date) -> str:
    """A body named in `words` that no longer existed on the day `on`; not one whose paper is cited."""
    for gone, pattern in _GONE:
        for match in pattern.finditer(words) if on >= gone else ():
            if not _CITES.search(words[: match.start()]):
                return match.group()
    return ""


def levels_of(school: str) -> frozenset[str]:
    """The levels (cấp học) in a school's name: "TH&THCS" has two; empty where it names none."""
    return frozenset(level for level, name, _ in _LEVELS if re.search(name, school, re.IGNORECASE))


def other_level(words: str, own: frozenset[str]) -> str:
    """Pupils or teachers of a level that is not the school's, where none of its own is named beside it."""
    found = {level: match.group() for level, pattern in _NAMED_LEVELS if (match := pattern.search(words))}
    if match := _CHILDREN.search(words):
        found["mn"] = match.group()
    if not own or own & found.keys():
        return ""
    return next(iter(found.values()), "")
