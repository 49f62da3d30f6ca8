"""Styles and lists of the Word file: every measure of NĐ 30/2020 is in a style, none on a paragraph."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from app.reports import layout as at

FONT = "Times New Roman"
LANGUAGE = "vi-VN"

# Names of styles, as Word lists them.
BODY, BULLET, LEAD = "Body Text", "List Bullet", "Dẫn vào danh sách"
HEADINGS = ("Heading 1", "Heading 2", "Heading 3")
SUPERIOR, ISSUER, NUMBER = "Cơ quan chủ quản", "Cơ quan ban hành", "Số, ký hiệu"
NATION, MOTTO, PLACE = "Quốc hiệu", "Tiêu ngữ", "Địa danh, thời gian"
KIND, SUBJECT, BASIS = "Tên loại văn bản", "Trích yếu", "Căn cứ"
RECIPIENTS_HEAD, RECIPIENT = "Nơi nhận", "Nơi nhận - danh sách"
SIGNER, SIGNER_NAME, SIGNING_ROOM = "Chức vụ người ký", "Họ tên người ký", "Chỗ ký"
ANNEX, ANNEX_TITLE, POINTER = "Phụ lục", "Tên phụ lục", "Kèm theo"
CELL, CENTRED_CELL, CELL_HEAD = "Ô bảng", "Ô bảng giữa", "Đầu bảng"
RULE, PAGE_NUMBER, GAP = "Đường kẻ", "Số trang", "Khoảng cách"


@dataclass(frozen=True)
class _Look:
    size: float
    bold: bool = False
    italic: bool = False
    align: Any = ALIGN.CENTER
    indent: float = 0.0  # first line, pt
    before: float = 0.0
    after: float = 0.0
    with_next: bool = False
    exact: float = 0.0  # line height, pt; 0 = single


_TEXT = _Look(at.BODY_PT, align=ALIGN.JUSTIFY, indent=at.FIRST_LINE, before=at.PARAGRAPH_GAP)
_LOOKS = {
    BODY: _TEXT,
    BULLET: _TEXT,
    LEAD: replace(_TEXT, with_next=True),
    **dict.fromkeys(HEADINGS, replace(_TEXT, bold=True, with_next=True)),
    BASIS: replace(_TEXT, italic=True),
    SUPERIOR: _Look(at.SUPERIOR_PT),
    ISSUER: _Look(at.ISSUER_PT, bold=True),
    NUMBER: _Look(at.NUMBER_PT, before=4),
    NATION: _Look(at.NATION_PT, bold=True),
    MOTTO: _Look(at.MOTTO_PT, bold=True),
    PLACE: _Look(at.DATE_PT, italic=True, before=4),
    KIND: _Look(at.TITLE_PT, bold=True, before=12, with_next=True),
    SUBJECT: _Look(at.TITLE_PT, bold=True, with_next=True),
    RECIPIENTS_HEAD: _Look(at.RECIPIENTS_HEAD_PT, bold=True, italic=True, align=ALIGN.LEFT, with_next=True),
    RECIPIENT: _Look(at.RECIPIENTS_PT, align=ALIGN.LEFT, with_next=True),
    SIGNER: _Look(at.SIGNER_PT, bold=True, with_next=True),
    SIGNING_ROOM: _Look(at.SIGNER_PT, exact=at.SIGNING_ROOM, with_next=True),
    SIGNER_NAME: _Look(at.SIGNER_PT, bold=True),
    ANNEX: _Look(at.ANNEX_PT, bold=True, with_next=True),
    ANNEX_TITLE: _Look(at.ANNEX_PT, bold=True, with_next=True),
    POINTER: _Look(at.ANNEX_PT, italic=True, with_next=True),
    CELL: _Look(at.TABLE_PT, align=ALIGN.LEFT, before=1.5, after=1.5),
    CENTRED_CELL: _Look(at.TABLE_PT, before=1.5, after=1.5),
    CELL_HEAD: _Look(at.TABLE_PT, bold=True, before=2, after=2),
    RULE: _Look(2, before=3, exact=3),
    GAP: _Look(6, exact=8, with_next=True),
    PAGE_NUMBER: _Look(at.PAGE_NUMBER_PT),
}
_LIST_LEVELS = (
    (("upperRoman", "%1.", HEADINGS[0]), ("decimal", "%2.", HEADINGS[1]), ("decimal", "%2.%3.", HEADINGS[2])),
    (("bullet", "-", BULLET),),
    (("bullet", "-", RECIPIENT),),
)


# Ids as the file writes them: given here, since looking a style up by its name takes milliseconds.
_IDS = {name: f"KeHoach{number:02d}" for number, name in enumerate(_LOOKS, 1)} | {
    name: name.replace(" ", "") for name in (BODY, BULLET, *HEADINGS)
}


def dress(paragraph: Any, name: str) -> Any:
    """Give a paragraph one of the styles above."""
    paragraph._p.style = _IDS[name]
    return paragraph


def set_up(document: Any) -> None:
    """Give the document its styles, lists and language; the sample's own looks are taken away."""
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults"))
    language = defaults.find(f".//{qn('w:lang')}")
    for name in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{name}"), LANGUAGE)
    normal = styles["Normal"]
    _font(normal, _Look(at.BODY_PT, align=ALIGN.LEFT))
    known = {style.name: style for style in styles}
    for name, look in _LOOKS.items():
        style = _style(styles, known.get(name), name)
        _font(style, look)
        _paragraph(style, look)
    for number, levels in enumerate(_LIST_LEVELS, 1):
        _list(document, 90 + number, levels)


def _style(styles: Any, known: Any, name: str) -> Any:
    if known is None:
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.quick_style = True
        made.element.styleId = _IDS[name]
        return made
    properties = known.element.find(qn("w:pPr"))
    if properties is not None:
        known.element.remove(properties)
    return known


def _font(style: Any, look: _Look) -> None:
    """One font for every script; theme fonts and colours of the sample are dropped."""
    properties = style.element.find(qn("w:rPr"))
    if properties is not None:
        style.element.remove(properties)
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for script in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.font.size = Pt(look.size)
    style.font.bold = look.bold
    style.font.italic = look.italic


def _paragraph(style: Any, look: _Look) -> None:
    shape = style.paragraph_format
    shape.alignment = look.align
    shape.first_line_indent = Pt(look.indent)
    shape.left_indent = Pt(0)
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.keep_with_next = look.with_next
    shape.widow_control = True
    if look.exact:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.exact)
    else:
        shape.line_spacing = 1.0


def _list(document: Any, number: int, levels: tuple[tuple[str, str, str], ...]) -> None:
    """A list whose levels belong to styles: a paragraph is numbered by having its style."""
    root = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{at_level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{_IDS[name]}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/></w:rPr></w:lvl>'
        for at_level, (form, text, name) in enumerate(levels)
    )
    kind = "multilevel" if len(levels) > 1 else "singleLevel"
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="{kind}"/>{inner}</w:abstractNum>'
    )
    root.insert(0, abstract)
    num = root.add_num(number)
    for at_level, (_, _, name) in enumerate(levels):
        properties = document.styles[name].element.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = at_level
        properties.get_or_add_numId().val = num.numId
