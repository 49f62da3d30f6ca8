"""Words of the targets screen."""

from __future__ import annotations

TITLE = "Chỉ tiêu"
MONTH = "Tháng {month}/{year}"
BEFORE = "Tháng trước"
AFTER = "Tháng sau"
ALL = "Tất cả tình trạng"
LIST = "Danh sách chỉ tiêu"

EMPTY = "Chưa có chỉ tiêu nào"
EMPTY_WHY = "Chỉ tiêu được đọc từ kế hoạch và có ở đây sau khi kế hoạch được ban hành."
EMPTY_DO = "Mở kế hoạch"
NO_RESULT = "Không có chỉ tiêu nào ở tình trạng này."

WORDS, PLANNED, PREVIOUS, NOW, STATUS = "Chỉ tiêu", "Kế hoạch", "Kỳ trước", "Đến nay", "Tình trạng"
ESTIMATE = "{figure} (ước)"
YES, NO = "Đã xong", "Chưa xong"

PICK = "Chọn một chỉ tiêu để nhập số liệu."
CLAUSE = "Phần của chỉ tiêu"
NUMERATOR = "Số đạt được"
DENOMINATOR = "Tổng số"
VALUE = "Số thực hiện"
LEVEL = "Mức đạt được"
CASES = "Số vụ việc"
DONE = "Kết quả"
IS_ESTIMATE = "Số ước, sẽ cập nhật sau"
SAME = "Giống kỳ trước ({figure})"
SAVE = "Ghi số liệu"
RATIO = "Tỷ lệ: {percent} %"
NOT_A_NUMBER = "Hãy ghi số, ví dụ 95 hoặc 95,5."
NEED_NUMBER = "Hãy ghi con số."
WHY = "Vì sao có chỉ tiêu này?"

# Letter and word of a target's status.
LETTERS = {
    "reached": "Đ",
    "on_the_way": "T",
    "behind": "K",
    "broken": "V",
    "no_data": "?",
    "not_yet_due": "C",
    "not_arising": "0",
}
