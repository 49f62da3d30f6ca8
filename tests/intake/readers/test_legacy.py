"""TCVN3 against the C library's own table, VNI against words as typed."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata

import pytest

from app.intake.readers.legacy import is_legacy, to_unicode

LETTERS = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵăâêôơưđĂÂÊÔƠƯĐ"


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is not installed")
def test_tcvn3_is_the_standards_table() -> None:
    for letter in LETTERS:
        told = subprocess.run(
            ["iconv", "-f", "UTF-8", "-t", "TCVN5712-1"],
            input=letter.encode(),
            capture_output=True,
            check=True,
        ).stdout
        typed = told.decode("latin-1")
        if len(typed) == 1:
            assert to_unicode(typed, ".VnTime") == letter, hex(told[0])
    assert to_unicode("".join(chr(code) for code in range(0x20, 0x7F)), ".VnArial") == "".join(
        chr(code) for code in range(0x20, 0x7F)
    )


def test_tcvn3_words_and_capitals() -> None:
    assert to_unicode("kÕ ho¹ch chuyÓn ®æi sè", ".VnTime") == "kế hoạch chuyển đổi số"
    assert to_unicode("kÕ ho¹ch", ".VnTimeH") == "KẾ HOẠCH"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("keá hoaïch chuyeån ñoåi soá", "kế hoạch chuyển đổi số"),
        ("TRÖÔØNG TIEÅU HOÏC", "TRƯỜNG TIỂU HỌC"),
        ("kyõ thuaät, ñöôïc, ngöôøi, vieäc", "kỹ thuật, được, người, việc"),
        (
            "maãu giaùo, quyù, lòch, nghó, chæ tieâu, maët baèng",
            "mẫu giáo, quý, lịch, nghĩ, chỉ tiêu, mặt bằng",
        ),
        ("thôøi gian, nôi nhaän, sôû", "thời gian, nơi nhận, sở"),
    ],
)
def test_vni_words(typed: str, wanted: str) -> None:
    assert to_unicode(typed, "VNI-Times") == unicodedata.normalize("NFC", wanted)


def test_unicode_fonts_are_left_alone() -> None:
    assert not is_legacy("Times New Roman")
    assert to_unicode("KÕ ho¹ch", "Times New Roman") == "KÕ ho¹ch"
