"""Words typed in the fonts of the years before Unicode: TCVN3 (`.Vn…`) and VNI (`VNI-…`)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# TCVN 5712:1993 VN3: the character at each place is what the byte means; "·" is an unused byte.
_VN3_A1 = "ĂÂÊÔƠƯĐăâêôơưđ"
_VN3_B5 = "àảãáạ·ằẳẵắ·······ặầẩẫấậè·ẻẽéẹềểễếệìỉ···ĩíịò·ỏõóọồổỗốộờởỡớợù·ủũúụừửữứựỳỷỹýỵ"
_TCVN3 = {0xA1 + i: char for i, char in enumerate(_VN3_A1)} | {
    0xB5 + i: char for i, char in enumerate(_VN3_B5) if char != "·"
}

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
# VNI writes the letter, then one sign for its marks.
_VNI_SIGNS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _HAT, "á": _HAT + _ACUTE, "à": _HAT + _GRAVE, "å": _HAT + _HOOK, "ã": _HAT + _TILDE,
    "ä": _HAT + _DOT, "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS = {
    "ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
}  # fmt: skip
_VNI_SIGNS |= {sign.upper(): marks for sign, marks in _VNI_SIGNS.items()}
_VNI_LETTERS |= {letter.upper(): true.upper() for letter, true in _VNI_LETTERS.items()}
_VNI = re.compile(f"(?P<base>[AEOUYÔÖaeouyôö])(?P<sign>[{''.join(_VNI_SIGNS)}])|[{''.join(_VNI_LETTERS)}]")


@cache
def is_legacy(font: str) -> bool:
    """Is `font` one whose letters are not Unicode?"""
    name = font.casefold()
    return name.startswith((".vn", "vni-", "vni "))


def to_unicode(text: str, font: str) -> str:
    """`text` as typed in `font`, in NFC; unchanged for a Unicode font. `.VnTimeH` shows capitals."""
    name = font.casefold()
    if name.startswith(".vn"):
        out = text.translate(_TCVN3)
        return out.upper() if name.endswith("h") else out
    if name.startswith(("vni-", "vni ")):
        return _VNI.sub(_vni, text)
    return text


def _vni(match: re.Match[str]) -> str:
    if not match["sign"]:
        return _VNI_LETTERS[match.group()]
    base = _VNI_LETTERS.get(match["base"], match["base"])
    return unicodedata.normalize("NFC", base + _VNI_SIGNS[match["sign"]])
