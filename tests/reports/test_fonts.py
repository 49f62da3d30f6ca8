"""Tinos covers what Vietnamese offices write; lines break inside their width."""

from __future__ import annotations

from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from app import paths
from app.reports import fonts
from tests.reports.test_pdf import ALPHABET


def test_the_four_faces_have_every_letter_and_may_be_embedded() -> None:
    wanted = {ord(char) for char in ALPHABET + "0123456789“”‘’–—…≥≤%№₫\u0300\u0301\u0303\u0309\u0323\u00a0"}
    folder = paths.resources() / "fonts"
    files = sorted(folder.glob("Tinos-*.ttf"))
    assert len(files) == 4
    for file in files:
        with TTFont(file) as face:
            assert wanted <= set(face.getBestCmap())
            assert face["OS/2"].fsType == 0, "no limit on embedding"
    licence = (folder / "OFL-Tinos.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence and "Google" in licence


@given(st.lists(st.text(alphabet="aăWđ", min_size=1, max_size=40), max_size=12), st.integers(30, 300))
def test_lines_keep_all_words_inside_the_width(words: list[str], width: int) -> None:
    fonts.register()
    for lines in (
        fonts.wrap(" ".join(words), fonts.REGULAR, 12, width),
        fonts.wrap_evenly(" ".join(words), fonts.REGULAR, 12, width),
    ):
        assert "".join(lines).replace(" ", "") == "".join(words)
        assert all(fonts.width_of(line, fonts.REGULAR, 12) <= width for line in lines)


def test_even_lines_are_no_more_lines() -> None:
    fonts.register()
    words = "Kết quả thực hiện kế hoạch chuyển đổi số trong nhà trường năm 2026"
    plain = fonts.wrap(words, fonts.BOLD, 14, 400)
    even = fonts.wrap_evenly(words, fonts.BOLD, 14, 400)
    assert len(plain) == len(even) == 2
    spread = [
        abs(fonts.width_of(a, fonts.BOLD, 14) - fonts.width_of(b, fonts.BOLD, 14)) for a, b in (plain, even)
    ]
    assert spread[1] < spread[0]
