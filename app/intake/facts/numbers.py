"""Numbers as Vietnamese plans write them: "97,5", "1.200", "mười lăm", "ba phần tư", and OCR's "l00"."""

from __future__ import annotations

import re

_DIGITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_ONE = r"(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)"
_LAST = r"(?:mốt|một|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín)"
_TEN = rf"(?:{_ONE}\s+mươi(?:\s+{_LAST})?|mười(?:\s+{_LAST})?)"
IN_WORDS = rf"(?:{_ONE}\s+trăm(?:\s+(?:linh|lẻ)\s+{_LAST}|\s+{_TEN})?|{_TEN}|{_ONE})"
_BADLY_READ = re.compile(r"(?<![\w.,/])(?=[\dlIOo|]*[\dO])[\dlIOo|]{2,4}(?=\s*%)")
_OCR = str.maketrans("lI|Oo", "11100")


def number(text: str) -> float:
    """ "97,5" → 97.5; "1.200" → 1200 (Vietnamese marks); "mười lăm" → 15."""
    if not text[:1].isdigit():
        return _said(text)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text):
        return float(text.replace(".", ""))
    return float(text.replace(",", "."))


def _said(text: str) -> float:
    total = 0
    for word in text.casefold().split():
        if word == "trăm":
            total *= 100
        elif word == "mươi":
            total += total % 10 * 9
        elif word == "mười":
            total += 10
        elif word in _DIGITS:
            total += _DIGITS[word]
    return float(total)


def as_digits(words: str) -> str:
    """`words` with the letters that OCR put for digits before a per cent sign: "1OO%", "l00%".

    As long as `words`, so that places in it are places in the source, which stays as written.
    """
    return _BADLY_READ.sub(lambda match: match.group().translate(_OCR), words)
