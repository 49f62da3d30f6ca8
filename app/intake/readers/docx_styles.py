"""What a paragraph or run of a .docx inherits: font, bold and list from styles (ECMA-376 17.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = {"0", "false", "off"}
_DEEPEST = 20  # styles based on one another; a loop ends here


def value(element: _Element | None, attribute: str = "val") -> str:
    """A `w:` attribute, "" when the element or the attribute is missing."""
    return element.get(f"{W}{attribute}", "") if element is not None else ""


def child(element: _Element | None, *names: str) -> _Element | None:
    """The first `w:` child along `names`."""
    for name in names:
        element = element.find(f"{W}{name}") if element is not None else None
    return element


def is_on(element: _Element | None) -> bool | None:
    """A `w:` switch; None when it is not set."""
    return None if element is None else value(element) not in _OFF


@dataclass(frozen=True)
class Look:
    """What matters of a paragraph's or run's properties; None or "" = not said here."""

    font: str = ""
    bold: bool | None = None
    list_id: str = ""
    list_level: str = ""

    def over(self, base: Look) -> Look:
        """This look where it says something, `base` elsewhere."""
        return Look(
            self.font or base.font,
            base.bold if self.bold is None else self.bold,
            self.list_id or base.list_id,
            self.list_level or base.list_level,
        )


def look_of(paragraph: _Element | None, run: _Element | None) -> Look:
    """The look that `w:pPr` and `w:rPr` state themselves."""
    fonts = child(run, "rFonts")
    return Look(
        font=value(fonts, "ascii") or value(fonts, "hAnsi"),
        bold=is_on(child(run, "b")),
        list_id=value(child(paragraph, "numPr", "numId")),
        list_level=value(child(paragraph, "numPr", "ilvl")),
    )


class Styles:
    """The styles part; `of(id)` is a style's look with everything it is based on."""

    def __init__(self, root: _Element | None) -> None:
        self._elements = {value(e, "styleId"): e for e in root.iter(f"{W}style")} if root is not None else {}
        self._looks: dict[str, Look] = {}
        self.base = look_of(None, child(root, "docDefaults", "rPrDefault", "rPr"))
        self.normal = next(
            (
                name
                for name, e in self._elements.items()
                if value(e, "type") == "paragraph" and value(e, "default") in ("1", "true")
            ),
            "",
        )

    def of(self, name: str) -> Look:
        if name not in self._looks:
            self._looks[name] = self._resolve(name)
        return self._looks[name]

    def _resolve(self, name: str) -> Look:
        look = Look()
        for _ in range(_DEEPEST):
            element = self._elements.get(name)
            if element is None:
                break
            look = look.over(look_of(child(element, "pPr"), child(element, "rPr")))
            name = value(child(element, "basedOn"))
        return look
