"""Counts (R37–R39): "ít nhất 03 chuyên đề", "hai buổi", "từ 5 đến 7 giáo viên", "3/8 phòng"."""

from __future__ import annotations

import re

from app.domain.plan import Operator, Unit
from app.intake.facts.numbers import IN_WORDS, number
from app.intake.facts.operators import Measure, operator_at

_FIGURE = r"\d{1,3},\d{1,2}|\d{1,3}(?:\.\d{3})+|\d{1,4}"
_FRACTION = re.compile(r"(?<![\d/.,-])(\d{1,4})\s?/\s?(\d{1,4})(?![\d/.,-])(?=\s+[^\W\d_])")
_COUNT = re.compile(
    rf"(?:(?<![\d/.,\w-])(?P<figure>{_FIGURE})(?![\d%/.,-])|(?<!\w)(?P<words>{IN_WORDS})(?!\w))"
    r"\s*(?:\((?P<said>[^\d()]{2,30})\)\s*)?(?P<noun>[^\W\d_]\w*)(?=(?P<next>\s+\w+)?)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"(?:(?<![\d/.,\w-])(?P<low>{_FIGURE})|(?<!\w)(?P<low_words>{IN_WORDS}))\s*(?:-|–|—|đến|tới)\s*"
    rf"(?:(?P<high>{_FIGURE})(?![\d%/.,-])|(?P<high_words>{IN_WORDS})(?!\w))\s*(?P<noun>[^\W\d_]\w*)",
    re.IGNORECASE,
)
_NOT_COUNTED = re.compile(
    r"^(?:năm|tuổi|điều|khoản|mục|trang|quý|của|và|về|theo|trong|đến|tại|với|để|từ|trên|tới|là|lên|xuống"
    r"|còn|cho|mỗi|hoặc|"
    r"triệu|tỷ|tỉ|nghìn|ngàn|vnđ|vnd|m2|km|số|cách|phần|phía|cửa|lúc|thời|chút|vài|loạt|điểm phần)$",
    re.IGNORECASE,
)
_LENGTH_OF_TIME = re.compile(r"^(?:ngày|tháng|giờ|phút|giây|tuần|tiếng)$", re.IGNORECASE)
_MONEY = re.compile(r"^đồng(?! chí)", re.IGNORECASE)
_COUNTED = re.compile(
    r"^(?:hoạt|sự|buổi|lần|lượt|cuộc|chuyên|bài|tiết|sản|video|học|lớp|phòng|máy|bộ|mô|hội|tin|đợt|giáo|cán|"
    r"nhân|cơ|trường|tổ|đồng|người|phần|thiết|quy|kế|báo|câu|chủ|dịch|hệ|thư|ngân|công|chương|khoá|sáng|đề|"
    r"giải|góc|tủ|màn|camera|đường|kênh|tài|trang|nhóm|ý|clb|dự|phiên|đội|em|trẻ|phụ|thầy|cô|đoạn|phim|bảng|"
    r"ti|tivi|kho|vụ|trường|đơn|sách|cha|điểm|mạng|gói|phiếu|bản|ấn|khóa|clip)$",
    re.IGNORECASE,
)
_NAMED_BY_NUMBER = re.compile(
    r"(?:án|(?<!tổng )số|điều|khoản|mục|ngày|tháng|quý|lớp|khối|tuần|kỳ|chương|lục|đoạn|độ|mức|năm|tư|định"
    r"|hoạch|học|tổ|cấp|hàng|thứ|nhóm|loại|hạng|khu|tầng|phường|quận|đại|top|tốp|còn lại|trang|giờ)\s*$",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"(?:^\W*|(?<!\w)(?:có|tổ chức|xây dựng|thực hiện|hoàn thành|biên soạn|đóng góp|lắp|lắp đặt|trang bị|mở"
    r"|thành lập|làm|làm được|đăng|tạo|duy trì|đủ|bổ sung|mua|cử|thêm|chọn|lựa chọn|đăng ký|gửi|dự|dạy|soạn"
    r"|tham gia|triển khai|công bố|sản xuất|giành|đoạt|đảm bảo|bảo đảm|phấn đấu|thu hút|khoảng)\s+)$",
    re.IGNORECASE,
)
_PER_BEFORE = re.compile(r"(?<!\w)(?:mỗi|từng)\s+[^,;:.()\d]{2,60}$", re.IGNORECASE)
_PER_AFTER = re.compile(r"[^,;.()\d]{0,40}?(?:\s?/\s?[^\W\d_]|\s(?:mỗi|một)\s+[^\W\d_])", re.IGNORECASE)
_EACH_TIME = re.compile(r"(?<!\w)(?:mỗi|hằng|hàng)\s+(?:\w+\s+)?\w+\s*$", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?<!\w)(?:trong|trên|cho|của|với|vào|là|bằng|từng|ở|tại|thành|như|theo)\s*$", re.IGNORECASE
)
_SMALL = 5  # "2/3 giáo viên" is a share; "3/8 phòng" counts rooms
_OF_MANY = re.compile(
    r"\s+(?:tổng\s+)?(?:số\b|giáo viên|học sinh|phụ huynh|cha mẹ|cán bộ|trẻ|nhân viên|viên chức)",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?<!\w)từ\s*$", re.IGNORECASE)


def fractions(words: str) -> list[Measure]:
    """ "14/14 nhóm, lớp": a part of a known whole."""
    out = []
    for match in _FRACTION.finditer(words):
        part, total = float(match[1]), float(match[2])
        noun = words[match.end() : match.end() + 40].split(maxsplit=1)[0]
        before = words[max(0, match.start() - 12) : match.start()]
        if not total or part > total or _NAMED_BY_NUMBER.search(before):
            continue
        operator, start = operator_at(words, match.start(), match.end())
        if part < total <= _SMALL and _OF_MANY.match(words[match.end() :]):
            share = round(part / total * 100, 2)
            bound = operator or Operator.AT_LEAST
            out.append(Measure(start, match.start(), match.end(), bound, share, Unit.PERCENT))
            continue
        if _not_counted(noun):
            continue
        if operator is None or re.search(r"đạt\s*$", before):
            operator = Operator.EQUAL
        out.append(Measure(start, match.start(), match.end(), operator, part, Unit.COUNT, total))
    return out


def _not_counted(noun: str) -> bool:
    return bool(_NOT_COUNTED.match(noun) or _LENGTH_OF_TIME.match(noun))


def ranges(words: str) -> list[Measure]:
    """ "từ 5 đến 7 giáo viên", "2 – 3 buổi"."""
    out = []
    for match in _RANGE.finditer(words):
        low = number(match["low"] or match["low_words"])
        high = number(match["high"] or match["high_words"])
        before = words[max(0, match.start() - 12) : match.start()]
        said_from = _FROM.search(before)
        noun = match["noun"]
        counted = _COUNTED.match(noun) or (said_from and not _NOT_COUNTED.match(noun) and noun != "ngày")
        minutes = noun.casefold() == "phút"
        if low >= high or not (counted or minutes) or (_not_counted(noun) and not minutes):
            continue
        if _NAMED_BY_NUMBER.search(before) or _MONEY.match(words[match.start("noun") :]):
            continue
        start = match.start() - len(said_from.group()) if said_from else match.start()
        operator, begins = operator_at(words, start, start)
        if operator not in (Operator.DECREASE, Operator.INCREASE):
            operator, begins = Operator.RANGE, start
        end = match.end("high") if match["high"] else match.end("high_words")
        out.append(Measure(begins, match.start(), end, operator, low, Unit.COUNT, value_to=high))
    return out


def counts(words: str, loose: bool) -> list[Measure]:
    """Counts with an operator word; with `loose` (a section of targets) also those a verb plainly states."""
    out = []
    for match in _COUNT.finditer(words):
        name = "figure" if match["figure"] else "words"
        before = words[max(0, match.start() - 70) : match.start()]
        end = match.end("said") + 1 if match["said"] else match.end(name)
        operator, start = operator_at(words, match.start(), end)
        if _is_count(match, before, operator, loose):
            value = number(match[name])
            operator = operator or Operator.EQUAL
            if value == 0 and operator in (Operator.EQUAL, Operator.AT_LEAST, Operator.AT_MOST):
                operator = Operator.NONE_ALLOWED
            out.append(Measure(start, match.start(), end, operator, value, Unit.COUNT))
    return out


def _is_count(match: re.Match[str], before: str, operator: Operator | None, loose: bool) -> bool:
    noun = match["noun"]
    named = _NAMED_BY_NUMBER.search(before[-12:])
    if _NOT_COUNTED.match(noun) or (named and not (match["words"] and _EACH_TIME.search(before))):
        return False
    if _MONEY.match(noun + (match["next"] or "")):
        return False
    sure = operator is not None and not re.search(r"(?:đạt|đủ|bằng|=)\s*$", before)
    if _LENGTH_OF_TIME.match(noun) and (match["next"] or "").strip().casefold() != "hội":  # "ngày hội"
        return loose and sure and not _is_time_of_day(match, before)
    if sure and not match["words"]:
        return True
    if not (_COUNTED.match(noun) or _LENGTH_OF_TIME.match(noun)) or _is_year_word(match):
        return False
    if sure or match["said"]:
        return True
    each = _PER_BEFORE.search(before) or _PER_AFTER.match(match.string[match.end("noun") :])
    padded = not match["words"] and (match["figure"].startswith("0") or operator is not None)
    if match["words"] and _ARTICLE.search(before):
        return False
    return loose and bool(padded or each or (_STATES.search(before) and _plain_one(match)))


def _plain_one(match: re.Match[str]) -> bool:
    """ "Tổ chức một buổi" may be no more than an article; "hai buổi" and "2 buổi" are counts."""
    return (match["words"] or "").casefold() != "một"


def _is_time_of_day(match: re.Match[str], before: str) -> bool:
    """ "trước 16 giờ", "từ 7 giờ", "ít nhất 3 ngày 5": a time, not a length."""
    after = match.string[match.end("noun") : match.end("noun") + 12]
    return bool(re.search(r"(?:lúc|vào|trước|sau|từ)\s*$", before)) or bool(re.match(r"\s*\d", after))


def _is_year_word(match: re.Match[str]) -> bool:
    """ "năm học", "năm công tác", "một học kỳ": a length of time, not a count of things."""
    words, after = (match["words"] or "").casefold(), (match["next"] or "").strip().casefold()
    noun = match["noun"].casefold()
    return (noun == "học" and after in ("kỳ", "kì")) or (
        words == "năm" and noun in ("học", "công") and after not in ("sinh", "liệu")
    )
