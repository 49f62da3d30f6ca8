"""Letters that a scan put for digits in days, months, years and document numbers: "3O/11", "Tháng l0" (R171).

The words stay as written; only the reading takes the letter for its digit, and a flag says so.
"""

from __future__ import annotations

import re

_SHORT = r"[\dlIOo|]{1,2}"
_YEAR = r"[2Zz][\dlIOo|]{3}"
_SUSPECT = re.compile(
    rf"(?<![\w/])(?=[\dlOo|]*[\d]|[lOo|]{{1,2}}\s*/\s*\d){_SHORT}\s*/\s*{_SHORT}(?:\s*/\s*{_YEAR})?(?![\w/])"
    rf"|(?<=\bngày\s){_SHORT}(?![\w.,])|(?<=\btháng\s){_SHORT}(?:\s*/\s*{_YEAR})?(?!\w)|(?<=\bnăm\s){_YEAR}(?!\w)"
    r"|(?<=^Số:\s)[\dlIOo|]{1,5}(?=\s*/)|(?<=^Số\s)[\dlIOo|]{1,5}(?=\s*/)",
    re.IGNORECASE,
)
_DIGITS = str.maketrans("lI|OoZz", "1110022")


def _is_misread(token: str) -> bool:
    """A digit beside a letter: a lone "I" is a numeral, "05/6" needs nothing."""
    return any(sign.isdecimal() for sign in token) and any(sign in "lI|OoZz" for sign in token)


def with_digits(words: str) -> str:
    """`words` with those letters as digits; as long as `words`, so that places in it stay the same."""
    return _SUSPECT.sub(
        lambda match: match.group().translate(_DIGITS) if _is_misread(match.group()) else match.group(), words
    )


def misread(words: str) -> tuple[str, ...]:
    """The days, months, years and numbers of `words` that were read with a letter for a digit."""
    return tuple(match.group() for match in _SUSPECT.finditer(words) if _is_misread(match.group()))
