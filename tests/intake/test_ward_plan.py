"""A ward's plan in own words: whom targets bind, an annex of targets, duties downwards."""

from __future__ import annotations

from app.domain.plan import Binds, DeadlineRule, FlagKind, Period, ScheduleKind
from app.intake.draft import read_plan_text

PLAN = """Số:     /KH-UBND

Bình Minh, ngày     tháng 02 năm 2027

KẾ HOẠCH

Chuyển đổi số các trường học phường Bình Minh năm 2027

Thực hiện Kế hoạch số 31/KH-SGDĐT ngày 20/01/2027 của Sở Giáo dục và Đào tạo về năng lực số, Ủy ban nhân dân phường Bình Minh ban hành Kế hoạch như sau:

I. MỤC TIÊU

1. Mục tiêu chung

- Mọi trường trong phường làm việc trên môi trường số, 100% thầy cô thấy đỡ giấy tờ.

2. Mục tiêu cụ thể

2.1. Trường học

- 100% trường tiểu học, THCS lập trang giới thiệu sách điện tử.

- 6/6 trường có phòng học tương tác.

- Tối thiểu 70% giáo viên thi đạt chứng chỉ tin học; ít nhất 55% học sinh lớp 5 biết tra từ điển số.

2.2. Việc của phường

- Tỷ lệ hồ sơ thủ tục hành chính trả kết quả đúng hạn: Đạt 96%.

- Mở cổng hỏi đáp cho phụ huynh.

II. NHIỆM VỤ

1. Bồi dưỡng

- Sở hữu trí tuệ, bản quyền phần mềm: mời chuyên gia nói chuyện trước ngày 15/5/2027.

- Thường xuyên cập nhật trang giới thiệu sách.

III. TỔ CHỨC THỰC HIỆN

- Các trường báo cáo hằng quý (chậm nhất ngày 25 tháng cuối quý) và báo cáo năm (trước ngày 08/12) về UBND phường (qua Phòng Văn hóa - Xã hội).

- Báo cáo đột xuất: khi có yêu cầu.

- Biểu mẫu ở phụ lục 1 và phụ lục 2 kèm theo.

Nơi nhận:

- Các trường;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN

KT. CHỦ TỊCH

PHÓ CHỦ TỊCH

Hoàng Gia Lâm

PHỤ LỤC 1

CHỈ TIÊU GIAO CÁC TRƯỜNG

| TT | Chỉ tiêu | Đơn vị chủ trì | Thời gian hoàn thành |
|---|---|---|---|
| 1 | 100% trường tiểu học, THCS lập trang giới thiệu sách điện tử trong thư viện | Phòng VH-XH | Tháng 6/2027 |
| 2 | 100% trường có tủ đồ dùng học tập số | Phòng VH-XH | Tháng 9/2027 |
"""  # noqa: E501

DRAFT = read_plan_text(PLAN)


def test_whom_targets_bind() -> None:
    assert [target.binds for target in DRAFT.targets] == [
        Binds.WARD_COUNTS_SCHOOLS,
        Binds.WARD_COUNTS_SCHOOLS,
        Binds.SCHOOL,
        Binds.WARD,
        Binds.SCHOOL,
        Binds.WARD_COUNTS_SCHOOLS,
    ]
    assert [target.group for target in DRAFT.targets][:4] == ["Trường học"] * 3 + ["Việc của phường"]


def test_general_aims_are_no_targets() -> None:
    assert not any("đỡ giấy tờ" in target.words for target in DRAFT.targets)
    assert any("đỡ giấy tờ" in paragraph.text for paragraph in DRAFT.unused)


def test_an_annex_adds_only_what_the_body_lacks() -> None:
    assert [(t.number, t.words) for t in DRAFT.targets if t.number not in ("-", "")] == [
        ("2", "100% trường có tủ đồ dùng học tập số")
    ]


def test_tasks_of_the_text() -> None:
    assert [(t.row, t.schedule.kind) for t in DRAFT.tasks] == [
        (0, ScheduleKind.DATE),
        (0, ScheduleKind.CONTINUOUS),
    ]


def test_duties_downwards() -> None:
    assert [(d.period, d.rule) for d in DRAFT.duties] == [
        (Period.QUARTER, DeadlineRule(25, None, strict=False)),
        (Period.YEAR, DeadlineRule(8, 12)),
        (Period.AD_HOC, DeadlineRule()),
    ]
    assert DRAFT.duties[0].recipient == "UBND phường (qua Phòng Văn hóa - Xã hội)"


def test_flags_of_a_draft_on_paper() -> None:
    assert [(flag.kind, flag.values) for flag in DRAFT.flags] == [
        (FlagKind.NUMBER_BLANK, ()),
        (FlagKind.DATE_BLANK, ()),
        (FlagKind.ANNEX_MISSING, ("2",)),
    ]
    assert DRAFT.header.signer_name == "Hoàng Gia Lâm"


def test_different_people_do_not_contradict_each_other() -> None:
    deed = "dự lớp tra cứu thư viện số."
    text = f"I. CHỈ TIÊU\n\n- 90% giáo viên {deed}\n\n- 60% học sinh {deed}\n"
    assert not [f for f in read_plan_text(text).flags if f.kind is FlagKind.CONTRADICTION]
    same = text.replace("học sinh", "giáo viên")
    assert [f.values for f in read_plan_text(same).flags if f.kind is FlagKind.CONTRADICTION] == [
        ("≥ 90 %", "≥ 60 %")
    ]
