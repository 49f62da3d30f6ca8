"""Of whom or what a value is (R36): the noun phrase beside the number, up to its predicate."""

from __future__ import annotations

import re

from app.domain.plan import Unit

EDGE = " ,;:.()-–"
PAREN = re.compile(r"\(([^()]{1,200})\)")
_BODY = re.compile(r"\b(?:nhà trường|trường|cơ sở giáo dục|đơn vị|tổ)\b", re.IGNORECASE)
_LEVEL_SUBJECT = re.compile(
    r"^(.{2,60}?)\s+(?:ph[ấầâẩ]n\s+đ[ấầâẩ]u|đạt|đảm\s+bảo|bảo\s+đảm|đáp\s+ứng)\b", re.IGNORECASE
)
_RATE = re.compile(
    r"(?:\bt[ỷỉ]\s+(?:lệ|trọng)|(?:^|[,;:]\s*|\bđảm\s+bảo\s+)số(?:\s+lượng)?)\s+(?P<of>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_UP_OR_DOWN = re.compile(r"^\s*trở\s+(?:lên|xuống)\b", re.IGNORECASE)
_LOOSE_ENDS = re.compile(
    r"^(?:(?:ở|tại|số|trong|tổng số|trên tổng số|trong số|trong tổng số)\s+)+"
    r"|(?:\s+(?:và|cùng|từ|hoặc|với|của))+$",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^\W*(?:(?:so\s+với\s+(?:cùng\s+kỳ\s+)?năm\s+(?:học\s+)?20\d\d(?:\s*[-–]\s*20\d\d)?"
    r"|ph[ấầâẩ]n\s+đ[ấầâẩ]u|đảm\s+bảo|bảo\s+đảm|duy\s+trì|trong\s+đó|và|nâng|tăng|giảm|đưa"
    r"|(?:đến|tới|trong|vào|hết|cuối)?\s*(?:hết\s+|cuối\s+"
    r"|trước\s+)?năm(?:\s+học)?\s+20\d\d(?:\s*[-–]\s*20\d\d)?)"
    r"\b[\s,:]*)+",
    re.IGNORECASE,
)
_PREDICATE = (
    r"được|(?<!thiết )(?<!chuẩn )(?<!trang )bị|có|đạt|đều|đã|đang|sẽ|phải|(?<!chuyên )cần|chưa|còn|biết"
    r"|thực hiện|triển khai|ban hành|sử dụng|tham gia"
    r"|hoàn thành|tổ chức|áp dụng|chấp nhận|tích hợp|làm chủ|tiếp tục|đảm bảo|bảo đảm|xây dựng|ứng dụng|nắm"
    r"|tự(?! động| chọn| luận)|nộp|đáp ứng|thuộc|(?<!văn )bằng|cho|để|nhằm|ngay|theo(?! dõi)|không|hưởng ứng"
    r"|khai thác|là|trở lên|trong năm|trong đó|vào|so với|mỗi|trong (?:một|mỗi|cuộc|các|quý|tháng|tuần"
    r"|học kỳ|kỳ)"
    r"|(?:ở|đạt) mức|đúng hạn|hằng|hàng (?:tuần|tháng|quý|năm)|thông qua|dưới dạng|dưới hình thức|do|tăng"
    r"|giảm"
    r"|ít nhất|tối thiểu|tối đa|trên 1|tích cực|chủ động|thành thạo|hoạt động trên|hài lòng|đồng ý|qua"
    r"|kéo dài|(?<!cuộc )(?<!phòng )(?<!hội )họp"
    r"|so|trên (?:môi trường|trang|hệ thống|phần mềm|nền tảng|máy|không gian|mạng|ứng dụng|app|cổng)"
)
_PERHAPS = (
    r"định kỳ|thường xuyên|tuyển sinh|đăng ký|kết nối|thiết lập|ký số|ký|lưu|lưu trữ|gửi|làm(?! việc)"
    r"|(?<!người )dùng(?! chung)|(?<!chứng )(?<!xác )(?<!cá )nhận(?! thức)|soạn|cài|cài đặt|cập nhật"
    r"|công khai"
    r"|chấm|khớp|dự|chuyển(?! đổi| môn)|mở|cam kết|ghi|giao(?! dịch)|trao đổi|chia sẻ"
    r"|(?:(?<=sinh )|(?<=viên )|(?<=trẻ )|(?<=em ))học(?! sinh| bạ| liệu| viên| phí| tập| kỳ| đường"
    r"| phần)|dạy|(?<!cuộc )(?<!hội )(?<!kỳ )thi(?! đua)|đọc|viết|nhập|quét|trả|trả lời|thanh toán"
    r"|đóng góp|đăng|đăng tải|truy cập|tra cứu|vận hành|khai báo|kê khai|tuân thủ|chấp hành|hiểu|nói"
    r"|trình bày"
    r"|thiết kế|sáng tạo|giới thiệu|liên thông|đồng bộ|số hóa|số hoá|bồi dưỡng|tập huấn|báo cáo|trang bị|lắp"
    r"|lắp đặt|xử lý|giải quyết|tiếp nhận|bố trí|phân công|đoạt|giành|vượt|xếp loại|đánh giá|theo dõi"
    r"|kiểm tra"
    r"|làm quen|trải nghiệm|tiếp cận|(?<!cán bộ )quản lý|phối hợp|điểm danh|nhắn tin|liên hệ|tương tác"
    r"|tổng hợp|duy trì"
    r"|chuyển khoản|xác thực|cung cấp|hướng dẫn|tìm hiểu|lập|đưa|mượn|in|mang|gắn|thử|hiện|chạy|giảng dạy"
    r"|ra đề|chơi|vẽ|thuyết trình|họp|ôn tập|luyện tập|rèn luyện|(?<!các )hoạt động"
)
_VERB = re.compile(
    rf"[,;:(]?\s*(?<!\w)(?:(?P<predicate>{_PREDICATE})|(?P<perhaps>{_PERHAPS}))(?!\w)", re.IGNORECASE
)
_ALL = re.compile(r"^(?:\s*(?:các|những|toàn bộ|tất cả|số|tổng số))+\s+", re.IGNORECASE)
_PEOPLE_OR_BODIES = re.compile(
    r"^(?:giáo viên|gv|học sinh|hs|trẻ|cán bộ|nhân viên|phụ huynh|cha mẹ|người|viên chức|công chức"
    r"|nhà giáo|thầy"
    r"|cô|đoàn viên|đội viên|hội viên|học viên|sinh viên|lãnh đạo|đội ngũ|trường|lớp|tổ|đơn vị|cơ sở|nhóm"
    r"|khối"
    r"|gia đình|hộ|nhà trường|ban giám hiệu|cbql|các trường|đảng viên|hiệu trưởng|em)\b",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(
    r"dạy|giảng dạy|quản lý|theo dõi|học|phối hợp|hướng dẫn|giải quyết|tiếp nhận", re.IGNORECASE
)
_STATED = re.compile(
    r"(?<!\w)(?:được|có|đạt|đều|biết|sử dụng|tham gia|hoàn thành|thực hiện)(?!\w)", re.IGNORECASE
)
_ADJUNCT = re.compile(r"định kỳ|thường xuyên|báo cáo", re.IGNORECASE)
_ABSTRACT = re.compile(
    r"^(?:thời gian|việc|công tác|quy trình|lượt|lần|chi phí|hoạt động|nhiệm vụ|thủ tục|số lần|mức)\b",
    re.IGNORECASE,
)  # what follows says what it is of: "thời gian tổng hợp báo cáo"
_ACTION = re.compile(rf"^\s*(?:{_PREDICATE}|{_PERHAPS})(?!\w)", re.IGNORECASE)
_ACTION_ENDS = re.compile(r"(?<!\w)(?:giảm|tăng|đạt|là|trên|dưới|còn|được)(?!\w)", re.IGNORECASE)
_CASHLESS = re.compile(r"\W*(?:không\s+)?dùng\s+tiền\s+mặt", re.IGNORECASE)
_IN_YEAR = re.compile(
    r"[:,;]?\s*(?:\b(?:đến|vào|trong|hết|cuối)\s+)?\bnăm\s+(?:học\s+)?20\d\d", re.IGNORECASE
)
_ASIDE = re.compile(r"^\s*\([^)]*\)")
_WHOLE = re.compile(
    r"^(?:\W*(?:ph[ấầâẩ]n\s+đ[ấầâẩ]u|đảm\s+bảo|bảo\s+đảm)\s+)?(?:toàn\s+bộ|tất\s+cả|mọi)\s+(?=\w)",
    re.IGNORECASE,
)
_ACTS = re.compile(r"\s(?:đều|được|có|sử dụng|tham gia|hoàn thành|thực hiện|biết)\s", re.IGNORECASE)


def tidy(text: str) -> str:
    """One line without the punctuation and joining words at its ends, at most 120 characters."""
    return re.sub(r"\s+", " ", _LOOSE_ENDS.sub("", text.strip(EDGE))).strip(EDGE)[:120]


def up_to_verb(text: str, whole: bool = False) -> str:
    """The noun phrase that `text` begins with; a verb that names a thing stays in it ("hồ sơ tuyển sinh").

    `whole`: after "tỷ lệ" the phrase is all there is, so "không dùng tiền mặt" belongs to it.
    """
    text = PAREN.sub(" ", text)
    if whole and _ACTION.match(text):  # "tỷ lệ nộp học phí bằng tiền mặt"
        return tidy(_ACTION_ENDS.split(text, maxsplit=1)[0])
    for match in _VERB.finditer(text):
        ahead = _ALL.sub("", text[: match.start()].strip(EDGE) + " ")
        if whole and _CASHLESS.match(text, match.start()):
            continue
        if match["predicate"]:
            return tidy(text[: match.start()])
        people = _PEOPLE_OR_BODIES.match(ahead)
        described = _DESCRIBES.fullmatch(match["perhaps"]) and _STATED.search(text, match.end())
        if (people and described) or (not people and len(ahead.split()) <= 2):
            continue
        if not people and (_ADJUNCT.fullmatch(match["perhaps"]) or _ABSTRACT.match(ahead)):
            continue
        return tidy(text[: match.start()])
    return tidy(text)


def population_of(before: str, after: str, unit: Unit, changes: bool = False) -> str:
    """Of whom or what, in the plan's words; the words before the number when none follow it.

    `changes`: what falls or rises is named before the verb ("Lượng giấy in giảm 20 %").
    """
    if unit is Unit.LEVEL:
        subject = _LEVEL_SUBJECT.match(before.strip(EDGE))
        return tidy(subject[1]) if subject and _BODY.search(subject[1]) else ""
    subject_before = _subject(before)
    if changes and subject_before:
        return subject_before
    own = _ASIDE.sub("", _UP_OR_DOWN.sub("", after))
    if unit is Unit.COUNT:
        own = own.split("/")[0]  # "02 bài/giáo viên"
    return up_to_verb(own) or subject_before


def _subject(before: str) -> str:
    before = PAREN.sub(" ", before)
    if rate := _RATE.search(before):
        return up_to_verb(_IN_YEAR.split(rate["of"])[0], whole=True)
    return up_to_verb(_LEAD_IN.sub("", before))


def whole_of(sentence: str) -> str:
    """ "Toàn bộ giáo viên có …": whom all of the sentence is about, "" when it says so of nobody."""
    match = _WHOLE.match(sentence)
    return up_to_verb(sentence[match.end() :]) if match and _ACTS.search(sentence[match.end() :]) else ""
