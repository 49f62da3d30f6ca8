"""Words of a plan file as people read them: file markup taken off, the words untouched."""

from __future__ import annotations

import re

from app.ui.words import texts

_MARKUP = re.compile(
    r"</?(?:b|i|u|strong|em|br)\s*/?>|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|^#{1,6}\s+", re.IGNORECASE
)
_RULE = frozenset("-:| ")  # what the line under a table's head is made of
_FORMULA = (("\\geq", "≥"), ("\\leq", "≤"), ("\\ge", "≥"), ("\\le", "≤"), ("\\%", "%"), ("$", ""))


def place(line: int, page: int) -> str:
    """Where words stand in the plan's file: "dòng 12, trang 3"; a Word file has neither, so ""."""
    parts = (texts.LINE.format(line=line) if line else "", texts.PAGE.format(page=page) if page else "")
    return ", ".join(part for part in parts if part)


def readable(text: str) -> str:
    """The text without file markup; the words themselves are untouched."""
    text = _MARKUP.sub("", text.strip())
    if text.startswith("|"):  # a row of a table
        text = "" if set(text) <= _RULE else "\t".join(cell.strip() for cell in text.strip("|").split("|"))
    if "$" in text:
        for code, sign in _FORMULA:
            text = text.replace(code, sign)
    return re.sub(r"[ \t]+", " ", text.replace("\t", "   │   ")).strip()


def short(text: str, most: int = 60) -> str:
    """At most so many characters, cut at a word: "Thao giảng các tiết dạy…"."""
    return text if len(text) <= most else text[: most - 3].rsplit(" ", 1)[0] + "…"
