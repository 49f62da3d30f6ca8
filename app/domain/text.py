"""Vietnamese text: one normal form, one search folding, one collation.

Every string that enters the program (keyboard, file name, imported file) goes through `nfc`.
Search and sorting are defined here once (desktop.md §3, checked against ICU there).
"""

from __future__ import annotations

import re
import unicodedata

SORT_KEY_VERSION = 1

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_DIGITS = re.compile(r"(\d+)")


def nfc(text: str) -> str:
    """Unicode NFC; the only form stored, compared, hashed, shown or printed."""
    return unicodedata.normalize("NFC", text)


class _Folding(dict[int, str]):
    """A table for `str.translate`, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in "đĐðÐ":
            folded = "d"
        elif unicodedata.combining(char):
            folded = ""
        else:
            folded = unicodedata.normalize("NFD", char)[0].lower()
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Search form: lower case, no marks, đ → d; hoà, hòa and hoa fold together."""
    return nfc(text).translate(_FOLDING)


def matches(query: str, text: str) -> bool:
    """Every word of `query` starts some word of `text`, marks and case ignored."""
    words = re.findall(r"\w+", fold(text))
    return all(any(word.startswith(part) for word in words) for part in re.findall(r"\w+", fold(query)))


def _letter(char: str) -> tuple[int, int]:
    """(alphabet position, tone) of one lower-case NFC letter; foreign marks (ü, ñ) count as none."""
    plain: list[str] = []
    tone = 0
    for part in unicodedata.normalize("NFD", char):
        if part in _TONES:
            tone = _TONES[part]
        else:
            plain.append(part)
    letter = unicodedata.normalize("NFC", "".join(plain))
    position = max(_ALPHABET.find(letter), _ALPHABET.find(plain[0])) if letter else -1
    return (100 + position if position >= 0 else 50 + min(ord(char), 10_000) % 50, tone)


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Vietnamese dictionary order (version `SORT_KEY_VERSION`).

    Letters by the alphabet (ă after a, đ after d), then tones ngang, huyền, hỏi, ngã, sắc, nặng
    as a second level; runs of digits compare as numbers and come before letters.
    """
    primary: list[int] = []
    tones: list[int] = []
    for piece in _DIGITS.split(nfc(text).lower()):
        if piece.isdecimal():
            primary += [10, int(piece)]
            continue
        for char in piece:
            if char.isspace():
                primary.append(0)
            else:
                position, tone = _letter(char)
                primary.append(position)
                tones.append(tone)
    return tuple(primary), tuple(tones)


def person_sort_key(name: str) -> tuple[object, ...]:
    """People sort by given name (the last word), then by the rest."""
    words = nfc(name).split()
    if not words:
        return (sort_key(""), sort_key(""))
    return (sort_key(words[-1]), sort_key(" ".join(words[:-1])))
