"""Words without their markup (R171): Markdown, HTML, LaTeX, wrapped hyphens. Never a wording fix."""

from __future__ import annotations

import html
import re

UPPER = "A-Z" + "".join(
    chr(code) for code in range(0xC0, 0x1EFA) if chr(code).isupper()
)  # for a character class

_LATEX = {
    r"\geq": "≥",
    r"\geqslant": "≥",
    r"\ge": "≥",
    r"\leq": "≤",
    r"\leqslant": "≤",
    r"\le": "≤",
    r"\gt": ">",
    r"\lt": "<",
    r"\approx": "≈",
    r"\times": "×",
}
_LATEX_NAME = re.compile("|".join(re.escape(k) + r"(?![a-z])" for k in _LATEX))
_MATH = re.compile(r"\$([^$\n]{1,80})\$")
_FOOTNOTE_MARK = re.compile(r"<sup>\s*\d{0,3}\s*</sup>|[¹²³⁴-⁹⁰]+|\[\^\w{1,5}\]", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>|</p>|</li>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,10}(?:\s[^<>]{0,200})?/?>")
_LINK = re.compile(r"<(https?://[^<>\s]{1,500})>")
_WRAP_HYPHEN = re.compile(r"(?<=\w)-[ \t]?\n[ \t]*(?=\w)")
_EMPHASIS = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!%&$])")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SPACE = re.compile(r"\s+")


def _math(match: re.Match[str]) -> str:
    inner = _LATEX_NAME.sub(lambda m: _LATEX[m.group()], match.group(1)).replace(r"\%", "%")
    if "\\" in inner:  # something this reader does not know: leave it as written
        return match.group()
    return inner.strip()


def _join_hyphen(match: re.Match[str]) -> str:
    """ "KH-⏎UBND" keeps its hyphen; a word broken between two small letters loses it."""
    text, at = match.string, match.start()
    inside_word = text[at - 1].islower() and text[match.end()].islower()
    return "" if inside_word else "-"


def clean(raw: str) -> str:
    """`raw` (one paragraph or table cell) as readable words on one line."""
    text = _INVISIBLE.sub("", raw)
    text = _HEADING.sub("", text)
    text = _FOOTNOTE_MARK.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _TAG.sub("", _BREAK.sub("\n", text))
    text = _MATH.sub(_math, text)
    text = html.unescape(text)
    text = _WRAP_HYPHEN.sub(_join_hyphen, text)
    text = _EMPHASIS.sub("", text)
    text = _ESCAPED.sub(r"\1", text)
    return _SPACE.sub(" ", text).strip()
