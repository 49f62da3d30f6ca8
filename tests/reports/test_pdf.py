"""The whole file: words, fonts, numbering, repeated heads, properties, sameness, strict readers."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Cancelled
from app.domain.report import Narrative
from app.reports.pdf import render_report
from tests.reports.paper import Paper, printed
from tests.reports.samples import EMPTY, FULL, LARGE, SCHOOL, TASKS, task

REPO = Path(__file__).resolve().parents[2]
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = [
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
    for tone in TONES
] + ["đ"]
ALPHABET = " ".join(LETTERS + [letter.upper() for letter in LETTERS])

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")


def _pdftotext(pdf: bytes) -> str:
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return " ".join(done.stdout.decode().split())


def test_every_vietnamese_letter_survives_in_every_face() -> None:
    assert len(ALPHABET.split()) == 146
    for form in ("NFC", "NFD"):
        words = unicodedata.normalize(form, ALPHABET)
        snapshot = replace(
            FULL,
            narrative=Narrative(situation=words),
            targets=(replace(FULL.targets[0], group=words, words=words),),
            school=replace(SCHOOL, principal=words),
        )
        paper = Paper(render_report(snapshot).pdf)
        everything = " ".join(paper.text(page) for page in range(len(paper.pages)))
        assert everything.count(ALPHABET) == 4
        assert unicodedata.is_normalized("NFC", everything)


@needs_poppler
def test_pdftotext_reads_the_key_lines() -> None:
    text = _pdftotext(render_report(replace(FULL, narrative=Narrative(situation=ALPHABET))).pdf)
    for line in (
        "UBND PHƯỜNG HÒA BÌNH",
        "TRƯỜNG TIỂU HỌC SÔNG HỒNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "BÁO CÁO Kết quả thực hiện kế hoạch chuyển đổi số tháng 11 năm 2026",
        "Kính gửi: Ủy ban nhân dân phường Hòa Bình (qua Phòng Văn hóa - Xã hội)",
        "Thực hiện Kế hoạch số 17/KH-TH ngày 04 tháng 3 năm 2026 của Trường Tiểu học Sông Hồng "
        "về chuyển đổi số năm 2026, Trường Tiểu học Sông Hồng báo cáo kết quả thực hiện tháng 11 năm 2026 "
        "(số liệu tính đến hết ngày 15/11/2026) như sau:",
        "Danh mục minh chứng (09 minh chứng) tại Phụ lục kèm theo Báo cáo này.",
        "kế hoạch chuyển đổi số tháng 11 năm 2026 của Trường Tiểu học Sông Hồng./.",
        "- Như trên; - Ban Giám hiệu (để chỉ đạo); - Các tổ chuyên môn (t/h); "
        "- Trang TTĐT nhà trường; - Lưu: VT.",
        "Phụ lục DANH MỤC MINH CHỨNG",
        "MC.CDS.2026.0009",
    ):
        assert line in text
    # pdftotext takes single letters between spaces for one widely spaced word
    assert ALPHABET.replace(" ", "") in text.replace(" ", "")


@needs_poppler
def test_poppler_finds_every_font_embedded() -> None:
    done = subprocess.run(
        ["pdffonts", "-"], input=render_report(FULL).pdf, capture_output=True, check=True, text=False
    )
    rows = done.stdout.decode().splitlines()[2:]
    assert {row.split()[0].split("+")[1] for row in rows} == {
        "Tinos",
        "Tinos-Bold",
        "Tinos-Italic",
        "Tinos-BoldItalic",
    }
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows), (
        "embedded, subset, with Unicode map"
    )


def test_strict_reader_language_title_and_embedded_fonts() -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(BytesIO(printed(FULL)[0].pdf), strict=True)
    assert reader.root["/Lang"] == "vi-VN"
    assert reader.root["/ViewerPreferences"]["/DisplayDocTitle"]
    info = reader.trailer_view["/Info"]
    assert info["/Title"] == "Báo cáo kết quả thực hiện kế hoạch chuyển đổi số tháng 11 năm 2026"
    assert info["/Author"] == "Trường Tiểu học Sông Hồng"
    assert str(info["/CreationDate"]).startswith("D:20261117000000+07")
    fonts: dict[str, Any] = {}
    for n in range(reader.root["/Pages"]["/Count"]):
        page = reader.find_page_for_modification(n)[0].get_object()
        table = page["/Resources"]["/Font"]
        fonts.update({name: table[name] for name in table})
    assert {str(font["/BaseFont"]).split("+")[1] for font in fonts.values()} == {
        "Tinos",
        "Tinos-Bold",
        "Tinos-Italic",
        "Tinos-BoldItalic",
    }
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts.values())


def test_pages_are_numbered_from_the_second_and_the_annex_apart() -> None:
    paper = printed(LARGE)[1]
    annex = next(n for n in range(len(paper.pages)) if "DANH MỤC MINH CHỨNG" in paper.text(n))
    assert annex > 8 and len(paper.pages) - annex > 15
    for n in range(len(paper.pages)):
        number = n + 1 if n < annex else n - annex + 1
        shown = "".join(g.char for g in paper.glyphs(n) if g.y0 > 277 * 72 / 25.4)
        assert shown == ("" if number == 1 else str(number))


def test_heads_repeat_and_no_row_is_lost() -> None:
    paper = printed(LARGE)[1]
    texts = [paper.text(n) for n in range(len(paper.pages))]
    annex = next(n for n, text in enumerate(texts) if "DANH MỤC MINH CHỨNG" in text)
    body, list_ = texts[:annex], texts[annex:]
    with_tasks = [text for text in body if "Danh sách học sinh tham gia" in text]
    assert len(with_tasks) > 4 and all("Nhiệm vụ Sản phẩm/Kết quả" in text for text in with_tasks)
    with_targets = [text for text in body if "dùng kho học liệu số" in text]
    assert len(with_targets) > 2 and all("Chỉ tiêu ĐVT" in text for text in with_targets)
    assert all("Mã minh chứng Tên minh chứng" in text for text in list_)
    assert sum(text.count("Danh sách học sinh tham gia") for text in body) == 60
    assert sum(text.count("dùng kho học liệu số") for text in body) == 40
    together = " ".join(list_)
    assert all(line.code in together for line in LARGE.evidence)
    assert "60 nhiệm vụ phải thực hiện" in " ".join(body)


def test_a_row_taller_than_a_page_is_broken_not_refused() -> None:
    words = "Nội dung rất dài của một nhiệm vụ. " * 400
    paper = Paper(render_report(replace(FULL, tasks=(*TASKS, task(9, words=words)))).pdf)
    assert sum(paper.text(n).count("Nội") for n in range(len(paper.pages))) == 400


def test_many_recipients_stand_below_the_signature() -> None:
    recipients = tuple(f"Đơn vị số {n}" for n in range(1, 121))
    paper = Paper(render_report(replace(EMPTY, recipients=recipients)).pdf)
    everything = " ".join(paper.text(n) for n in range(len(paper.pages)))
    assert all(f"- Đơn vị số {n};" in everything for n in range(1, 121))
    assert everything.endswith("- Lưu: VT.")


def test_an_empty_report_is_one_page_without_empty_parts() -> None:
    rendered, paper = printed(EMPTY)
    text = paper.text(0)
    assert rendered.pages == 1
    assert "Trong tháng 11 năm 2026, kế hoạch không có nhiệm vụ, chỉ tiêu phải báo cáo." in text
    assert "I. " not in text.split("như sau:")[1] and "Phụ lục" not in text and "Minh chứng" not in text


def test_sections_are_numbered_as_they_come() -> None:
    snapshot = replace(FULL, targets=(), narrative=Narrative(proposals="Đề nghị cấp thêm máy tính."))
    paper = Paper(render_report(snapshot).pdf)
    text = " ".join(paper.text(n) for n in range(len(paper.pages)))
    for heading in (
        "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ",
        "II. KHÓ KHĂN, VƯỚNG MẮC VÀ NGUYÊN NHÂN",
        "III. NHIỆM VỤ TRỌNG TÂM KỲ TỚI",
        "IV. ĐỀ XUẤT, KIẾN NGHỊ",
    ):
        assert f" {heading} " in text
    assert "KẾT QUẢ THỰC HIỆN CHỈ TIÊU" not in text


def test_markup_in_the_data_is_printed_as_written() -> None:
    words = "Lớp <b>5A</b> & nhóm “x < y”"
    paper = Paper(render_report(replace(EMPTY, next_tasks=(words,))).pdf)
    assert f"- {words}." in paper.text(0)


@given(st.text(max_size=300))
@settings(max_examples=25)
def test_any_text_can_be_printed(words: str) -> None:
    snapshot = replace(
        EMPTY,
        narrative=Narrative(difficulties=words),
        tasks=(task(1, words=words, leads=(words,), evidence=(words,)),),
        recipients=(words,),
    )
    assert render_report(snapshot).pages >= 1


def _digest(snapshot_name: str) -> str:
    code = (
        "import hashlib; from app.reports.pdf import render_report; from tests.reports import samples;"
        f"print(hashlib.sha256(render_report(samples.{snapshot_name}).pdf).hexdigest())"
    )
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/Lima"}
    done = subprocess.run([sys.executable, "-c", code], cwd=REPO, env=env, capture_output=True, check=True)
    return done.stdout.decode().strip()


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    first = render_report(FULL).pdf
    assert render_report(FULL).pdf == first
    assert _digest("FULL") == hashlib.sha256(first).hexdigest()
    assert render_report(replace(FULL, revision=2)).pdf == first, "the internal revision is not printed"


def test_two_threads_do_not_disturb_each_other() -> None:
    alone = [render_report(snapshot).pdf for snapshot in (FULL, EMPTY)]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda snapshot: render_report(snapshot).pdf, (FULL, EMPTY, FULL, EMPTY)))
    assert together == alone * 2


def test_progress_grows_and_can_stop_the_work() -> None:
    seen: list[tuple[int, int]] = []
    render_report(FULL, lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen) and len({total for _, total in seen}) == 1 and seen[-1][0] == seen[-1][1]

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        render_report(FULL, stop)


def test_importing_the_door_loads_no_reportlab() -> None:
    code = "import sys, app.reports.pdf, app.reports.texts; print('reportlab' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=REPO, capture_output=True, check=True)
    assert done.stdout.decode().strip() == "False"
