"""Normal form, search folding and dictionary order."""

from __future__ import annotations

import random
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.text import fold, matches, nfc, person_sort_key, sort_key

MARKS = "\u0300\u0309\u0303\u0301\u0323"
VOWELS = "aăâeêioôơuưy"
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"

syllables = st.builds(
    lambda head, vowel, mark, tail: nfc(head + vowel + mark + tail),
    st.sampled_from(["", "b", "đ", "ngh", "tr", "qu", "Đ", "KH"]),
    st.sampled_from([*VOWELS, *VOWELS.upper()]),
    st.sampled_from(["", *MARKS]),
    st.sampled_from(["", "n", "ng", "ch", "i"]),
)
phrases = st.lists(syllables | st.integers(0, 3000).map(str), min_size=1, max_size=5).map(" ".join)


def without_marks(text: str) -> str:
    """The same fold written another way: strip everything that decomposes, then đ."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(part for part in parts if not unicodedata.combining(part)).lower()


def test_nfc_joins_what_macs_and_old_files_take_apart() -> None:
    assert nfc("Ke\u0302\u0301 hoa\u0323ch") == "Kế hoạch"


@pytest.mark.parametrize("written", ["hoà", "hòa", "HOÀ", "ho\u0300a", "hoa\u0300", "hoa"])
def test_old_and_new_tone_placement_fold_together(written: str) -> None:
    assert fold(written) == "hoa"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường Điện Biên", "duong dien bien"),
        ("ÐƯỜNG", "duong"),  # Icelandic eth, which old converters left in place of Đ
        ("Nguyễn Thị Ước", "nguyen thi uoc"),
        ("17/KH-TH", "17/kh-th"),
        ("ăâêôơư", "aaeoou"),
    ],
)
def test_fold_of_known_words(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(phrases)
def test_fold_forgets_marks_case_and_normal_form(text: str) -> None:
    expected = without_marks(text)
    variants = (text, unicodedata.normalize("NFD", text), text.upper(), text.lower(), expected)
    assert {fold(variant) for variant in variants} == {expected}


@given(st.text())
def test_fold_takes_any_text(text: str) -> None:
    assert fold(text) == fold(unicodedata.normalize("NFD", text))
    assert sort_key(text) == sort_key(unicodedata.normalize("NFD", text))


@given(phrases, st.data())
def test_recall_any_words_of_a_title_find_it_however_typed(title: str, data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(title.split()), min_size=1, max_size=3))
    query = " ".join(words)
    for typed in (query, unicodedata.normalize("NFD", query), without_marks(query), query.upper()):
        assert matches(typed, title)
        assert matches(typed[:-1], title)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("duong", True),
        ("dien duong", True),
        ("đường đ", True),
        ("", True),
        ("uong", False),
        ("duong sat", False),
        ("12", False),
    ],
)
def test_every_word_must_start_a_word(query: str, found: bool) -> None:
    assert matches(query, "Đường Điện Biên Phủ") is found


# Ordered by hand after a printed dictionary: letters first, tones second, shorter first.
IN_ORDER = [
    "",
    "Mục 2",
    "mục 10",
    "mục 10a",
    "mục a",
    "năm",
    "nắm",
    "nặm",
    "nâm",
    "nấm",
    "nga",
    "ngà",
    "ngả",
    "ngã",
    "ngá",
    "ngạ",
    "nga mi",
    "ngan",
    "ngăn",
    "ngân",
    "nghe",
    "nghê",
    "nghi",
    "sơ",
    "sở",
    "sở giáo dục",
    "sơ kết",
    "sư",
    "tai",
    "tài",
    "tài liệu",
    "tăng",
    "tầng",
    "xã",
    "y tế",
]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_dictionary_order(form: str) -> None:
    shuffled = [unicodedata.normalize(form, word) for word in IN_ORDER]
    random.Random(4).shuffle(shuffled)
    assert [nfc(word) for word in sorted(shuffled, key=sort_key)] == IN_ORDER
    assert all(sort_key(a) < sort_key(b) for a, b in pairwise(IN_ORDER))


def test_alphabet() -> None:
    assert sorted(LETTERS, key=sort_key) == list(LETTERS)
    assert [sort_key(a) < sort_key(b) for a, b in pairwise("dđe")] == [True, True]


def test_tones_in_school_order() -> None:
    words = [nfc("ma" + mark) for mark in (*reversed(MARKS), "")]
    assert sorted(words, key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


@pytest.mark.parametrize(("foreign", "plain"), [("Müller", "Muller"), ("Peña", "Pena"), ("Zoë", "Zoe")])
def test_foreign_marks_sort_with_their_letter(foreign: str, plain: str) -> None:
    assert sort_key(foreign)[0] == sort_key(plain)[0]


@given(phrases, phrases)
def test_order_never_contradicts_itself(one: str, other: str) -> None:
    a, b = sort_key(one), sort_key(other)
    assert (a < b) + (a == b) + (a > b) == 1
    if a == b:
        assert one.lower() == other.lower()


@given(phrases)
def test_case_does_not_matter(text: str) -> None:
    assert sort_key(text.upper()) == sort_key(text.lower())


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_numbers_in_text_compare_as_numbers(one: int, other: int) -> None:
    assert (sort_key(f"Phụ lục {one}") < sort_key(f"Phụ lục {other}")) == (one < other)


def test_people_sort_by_given_name_first() -> None:
    people = ["Trần Văn Ước", "Lê Thị Bình", "Nguyễn Thị Ánh", "Đỗ An", "Lê Thị An", "Bình", ""]
    expected = ["", "Đỗ An", "Lê Thị An", "Nguyễn Thị Ánh", "Bình", "Lê Thị Bình", "Trần Văn Ước"]
    assert sorted(people, key=person_sort_key) == expected
