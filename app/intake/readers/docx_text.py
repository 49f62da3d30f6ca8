"""The words of one Word paragraph: runs, links, fields, symbols, formulas, tracked changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.text import nfc
from app.intake.readers.docx_styles import Look, Styles, W, child, look_of, value
from app.intake.readers.legacy import is_legacy, to_unicode

if TYPE_CHECKING:
    from lxml.etree import _Element

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PASS_BY = frozenset(f"{W}{n}" for n in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr"))
_TEXT_BOX = f"{W}txbxContent"
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Places of the Symbol font (also written at U+F0xx) that carry meaning in a plan; other signs are bullets.
_SYMBOL = {0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xBB: "≈", 0x3E: ">", 0x3C: "<", 0x25: "%", 0x2D: "-"}
_DINGBATS = ("wingdings", "webdings", "symbol")


def raised(number: int | str) -> str:
    """A footnote number as a raised figure."""
    return str(number).translate(_SUPERSCRIPTS)


@dataclass
class Words:
    """What a paragraph holds besides its label."""

    pieces: list[tuple[str, str]] = field(default_factory=list)  # (text, font)
    bold: list[bool] = field(default_factory=list)  # of each run with letters
    notes: list[tuple[str, str]] = field(default_factory=list)  # (kind, id) in order of citing
    boxes: list[_Element] = field(default_factory=list)  # text boxes anchored here
    page_breaks: int = 0

    @property
    def text(self) -> str:
        """The words in NFC; pieces beside each other in one old font are turned to Unicode together."""
        out: list[str] = []
        at = 0
        while at < len(self.pieces):
            text, font = self.pieces[at]
            at += 1
            while at < len(self.pieces) and is_legacy(font) and self.pieces[at][1] == font:
                text += self.pieces[at][0]
                at += 1
            out.append(to_unicode(text, font))
        return nfc("".join(out))

    @property
    def strong(self) -> bool:
        return bool(self.bold) and all(self.bold)


class Reader:
    """Reads paragraphs with the document's styles; numbers its footnotes by the order of citing."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.cited: dict[tuple[str, str], int] = {}

    def look(self, paragraph: _Element) -> Look:
        """The paragraph's own look over its style and the document's."""
        properties = child(paragraph, "pPr")
        style = self._styles.of(value(child(properties, "pStyle")) or self._styles.normal)
        return look_of(properties, None).over(style).over(self._styles.base)

    def words(self, paragraph: _Element) -> Words:
        words = Words()
        self._walk(paragraph, self.look(paragraph), words)
        return words

    def _walk(self, element: _Element, look: Look, words: Words) -> None:
        for part in element:
            tag = part.tag
            if tag in _PASS_BY or not isinstance(tag, str):
                continue
            if tag == f"{W}r":
                self._run(part, look, words)
            elif tag == f"{_M}oMath":
                words.pieces.append((_formula(part), ""))
            elif tag == _TEXT_BOX:
                words.boxes.append(part)
            elif tag == f"{_MC}AlternateContent":
                self._alternate(part, look, words)
            else:
                self._walk(part, look, words)

    def _alternate(self, element: _Element, look: Look, words: Words) -> None:
        """The same thing drawn for new and for old programs: one of them is read."""
        for choice in element:
            before = len(words.boxes) + len(words.pieces)
            self._walk(choice, look, words)
            if len(words.boxes) + len(words.pieces) > before:
                return

    def _run(self, run: _Element, base: Look, words: Words) -> None:
        properties = child(run, "rPr")
        style = self._styles.of(value(child(properties, "rStyle")))
        look = look_of(None, properties).over(style).over(base)
        for part in run:
            if part.tag in _PASS_BY or not isinstance(part.tag, str):
                continue
            name = part.tag.removeprefix(W)
            if name == "t":
                self._letters(part.text or "", look, properties, words)
            elif text := _SIGNS.get(name):
                words.pieces.append((text, look.font))
            elif name in ("br", "cr"):
                self._break(part, words)
            elif name == "lastRenderedPageBreak":
                words.page_breaks += 1
            elif name == "sym":
                words.pieces.append((_symbol(value(part, "char"), value(part, "font")), ""))
            elif name in ("footnoteReference", "endnoteReference"):
                self._cite(part, name.removesuffix("Reference"), words)
            elif part.tag == f"{_MC}AlternateContent":
                self._alternate(part, look, words)
            else:
                self._walk(part, look, words)

    def _letters(self, text: str, look: Look, properties: _Element | None, words: Words) -> None:
        if text.strip():
            words.bold.append(bool(look.bold))
        is_raised = value(child(properties, "vertAlign")) == "superscript"
        if is_raised and text.strip().isascii() and text.strip().isdecimal():
            text = raised(text)
        if look.font.casefold().startswith(_DINGBATS):
            text = "".join(_symbol(f"{ord(char):X}", look.font) if char.strip() else char for char in text)
        else:
            text = "".join(_private(char) if "\uf020" <= char <= "\uf0ff" else char for char in text)
        words.pieces.append((text, look.font))

    @staticmethod
    def _break(element: _Element, words: Words) -> None:
        if value(element, "type") not in ("page", "column"):
            words.pieces.append(("\n", ""))

    def _cite(self, element: _Element, kind: str, words: Words) -> None:
        key = (kind, value(element, "id"))
        number = self.cited.setdefault(key, len(self.cited) + 1)
        words.pieces.append((raised(number), ""))
        words.notes.append(key)


_SIGNS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}


def _private(char: str) -> str:
    """A letter of a symbol font that lost its font's name."""
    return _symbol(f"{ord(char):X}", "symbol")


def _symbol(code: str, font: str) -> str:
    try:
        place = int(code, 16) & 0xFF
    except ValueError:
        return ""
    if font.casefold().startswith("symbol"):
        return _SYMBOL.get(place, "•")
    return chr(int(code, 16)) if not font.casefold().startswith(_DINGBATS) else "•"


def _formula(element: _Element) -> str:
    """The letters of a formula on one line; a fraction with its stroke."""
    if element.tag == f"{_M}t":
        return element.text or ""
    if element.tag == f"{_M}f":
        return "/".join(
            "".join(_formula(part) for part in element.findall(f"{_M}{side}")) for side in ("num", "den")
        )
    return "".join(_formula(part) for part in element if isinstance(part.tag, str))
