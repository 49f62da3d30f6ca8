"""The two-column head of the first page (R3; NĐ 30/2020 II.1-4, boxes 1-4) and centred headings."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from reportlab.platypus import Flowable

from app.domain.org import School
from app.domain.report import FIELD_BASELINE, FieldBox
from app.domain.text import nfc
from app.reports import fonts, texts
from app.reports import layout as at

FIELD_HEIGHT = 18.0  # of the number and date boxes: a 13 pt line with its marks above and below
DATE_SLACK = 2.0  # a filled-in date is centred in its box and must not be squeezed


class Headed(Protocol):
    """What the head of a report or a plan says; number and date may be unknown."""

    @property
    def school(self) -> School: ...
    @property
    def number(self) -> str: ...
    @property
    def symbol(self) -> str: ...
    @property
    def issued_on(self) -> date | None: ...
    @property
    def made_on(self) -> date: ...  # its year stands in the blanks of an unknown date


def field_box(canvas: Any, x0: float, y0: float, x1: float, y1: float) -> FieldBox:
    """The page rectangle of a rectangle in the flowable's own coordinates."""
    left, bottom = canvas.absolutePosition(x0, y0)
    right, top = canvas.absolutePosition(x1, y1)
    return FieldBox(
        canvas.getPageNumber() - 1, round(left, 2), round(bottom, 2), round(right, 2), round(top, 2)
    )


def issuer_lines(name: str) -> list[str]:
    """The school's name in capitals; where it takes two lines, "TRƯỜNG TIỂU HỌC" stays together."""
    words = nfc(name).upper()
    even = fonts.wrap_evenly(words, fonts.BOLD, at.ISSUER_PT, at.LEFT_COLUMN)
    kind = next((kind for kind in texts.KINDS_IN_CAPITALS if words.startswith(f"{kind} ")), "")
    if len(even) == 1 or not kind:
        return even
    parts = (kind, words.removeprefix(kind).strip())
    apart = [
        line for part in parts for line in fonts.wrap_evenly(part, fonts.BOLD, at.ISSUER_PT, at.LEFT_COLUMN)
    ]
    return apart if len(apart) == len(even) else even


class Letterhead(Flowable):  # type: ignore[misc]
    """Superior and school over the number; nation and motto over place and date.

    After drawing, `fields` holds the boxes "number" and "date" (page points).
    """

    def __init__(self, snapshot: Headed, fields: dict[str, FieldBox]) -> None:
        super().__init__()
        self.snapshot = snapshot
        self.fields = fields
        school = snapshot.school
        self.superior = fonts.wrap_evenly(
            nfc(texts.superior_capitals(school.superior)), fonts.REGULAR, at.SUPERIOR_PT, at.LEFT_COLUMN
        )
        self.issuer = issuer_lines(school.name)
        self.rows = max(2, len(self.superior) + len(self.issuer))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return at.TEXT_WIDTH, (self.rows + 2) * at.LETTERHEAD_LEADING

    def draw(self) -> None:
        canvas = self.canv
        top = (self.rows + 2) * at.LETTERHEAD_LEADING - at.NATION_PT
        self._left(canvas, top)
        self._right(canvas, top)
        baseline = top - (self.rows + 0.6) * at.LETTERHEAD_LEADING
        self._number(canvas, baseline)
        self._date(canvas, baseline)

    def _left(self, canvas: Any, y: float) -> None:
        centre = at.LEFT_COLUMN / 2
        canvas.setFont(fonts.REGULAR, at.SUPERIOR_PT)
        for line in self.superior:
            canvas.drawCentredString(centre, y, line)
            y -= at.LETTERHEAD_LEADING
        canvas.setFont(fonts.BOLD, at.ISSUER_PT)
        for line in self.issuer:
            canvas.drawCentredString(centre, y, line)
            y -= at.LETTERHEAD_LEADING
        widest = max(fonts.width_of(line, fonts.BOLD, at.ISSUER_PT) for line in self.issuer)
        _rule(canvas, centre, y + at.LETTERHEAD_LEADING - at.RULE_GAP, widest * at.SHORT_RULE)

    def _right(self, canvas: Any, y: float) -> None:
        centre = at.LEFT_COLUMN + at.RIGHT_COLUMN / 2
        canvas.setFont(fonts.BOLD, at.NATION_PT)
        canvas.drawCentredString(centre, y, texts.NATION)
        y -= at.LETTERHEAD_LEADING
        canvas.setFont(fonts.BOLD, at.MOTTO_PT)
        canvas.drawCentredString(centre, y, texts.MOTTO)
        _rule(canvas, centre, y - at.RULE_GAP, fonts.width_of(texts.MOTTO, fonts.BOLD, at.MOTTO_PT))

    def _number(self, canvas: Any, y: float) -> None:
        number = texts.number_words(nfc(self.snapshot.number))
        after = f"/{nfc(self.snapshot.symbol)}"
        before_width = fonts.width_of(texts.NUMBER_BEFORE, fonts.REGULAR, at.NUMBER_PT)
        after_width = fonts.width_of(after, fonts.REGULAR, at.NUMBER_PT)
        room = fonts.width_of(number, fonts.REGULAR, at.NUMBER_PT) if number else at.NUMBER_BLANK
        x = (at.LEFT_COLUMN - before_width - room - after_width) / 2
        canvas.setFont(fonts.REGULAR, at.NUMBER_PT)
        if number:
            canvas.drawString(x, y, texts.NUMBER_BEFORE + number + after)
        else:
            canvas.drawString(x, y, texts.NUMBER_BEFORE)
            canvas.drawString(x + before_width + room, y, after)
        self.fields["number"] = _line_box(canvas, x + before_width, y, room)

    def _date(self, canvas: Any, y: float) -> None:
        """Place and date, or the place and the blanks of a date that is filled in later."""
        place = f"{nfc(self.snapshot.school.place)}, "
        known = self.snapshot.issued_on
        longest = self.snapshot.made_on.replace(month=12, day=28)
        words = texts.date_words(known or longest)
        room = fonts.width_of(words, fonts.ITALIC, at.DATE_PT) + DATE_SLACK
        place_width = fonts.width_of(place, fonts.ITALIC, at.DATE_PT)
        x = at.LEFT_COLUMN + (at.RIGHT_COLUMN - place_width - room) / 2
        x = min(x, at.TEXT_WIDTH - place_width - room)
        canvas.setFont(fonts.ITALIC, at.DATE_PT)
        if known:
            canvas.drawString(x, y, place + words)
        else:
            canvas.drawString(x, y, place)
            _blank_date(canvas, x + place_width, y, room, longest.year)
        self.fields["date"] = _line_box(canvas, x + place_width, y, room)


def _blank_date(canvas: Any, x: float, y: float, room: float, year: int) -> None:
    """ "ngày     tháng     năm 2026" across `room` points.

    A filled-in date field covers these words, so they carry a blank /ActualText: what is copied or
    searched in the finished document is the field's date alone.
    """
    words = (texts.DAY, texts.MONTH, texts.YEAR.format(year=year))
    widths = [fonts.width_of(word, fonts.ITALIC, at.DATE_PT) for word in words]
    gap = (room - sum(widths)) / 2
    canvas._code.append("/Span <</ActualText ( )>> BDC")
    for word, width in zip(words, widths, strict=True):
        canvas.drawString(x, y, word)
        x += width + gap
    canvas._code.append("EMC")


def _line_box(canvas: Any, x: float, baseline: float, width: float) -> FieldBox:
    bottom = baseline - FIELD_BASELINE
    return field_box(canvas, x, bottom, x + width, bottom + FIELD_HEIGHT)


def _rule(canvas: Any, centre: float, y: float, length: float) -> None:
    canvas.setLineWidth(at.RULE_WIDTH)
    canvas.line(centre - length / 2, y, centre + length / 2, y)


class Centred(Flowable):  # type: ignore[misc]
    """Centred lines with a rule of 1/3-1/2 of the last paragraph's words below (II.5b, III.1)."""

    def __init__(
        self, paragraphs: tuple[tuple[str, str], ...], ruled: bool = True, width: float = at.TEXT_WIDTH
    ) -> None:
        """`paragraphs`: (words, font), each broken into lines of similar length at 14 pt."""
        super().__init__()
        self.width = width
        self.lines = [
            (line, font)
            for words, font in paragraphs
            for line in fonts.wrap_evenly(nfc(words), font, at.TITLE_PT, width - 10 * at.MM)
        ]
        last_font = paragraphs[-1][1]
        self.rule = max(
            fonts.width_of(line, font, at.TITLE_PT) for line, font in self.lines if font == last_font
        )
        self.ruled = ruled

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, len(self.lines) * at.BODY_LEADING + 2 * at.RULE_GAP

    def draw(self) -> None:
        y = len(self.lines) * at.BODY_LEADING + 2 * at.RULE_GAP - at.TITLE_PT
        for line, font in self.lines:
            self.canv.setFont(font, at.TITLE_PT)
            self.canv.drawCentredString(self.width / 2, y, line)
            y -= at.BODY_LEADING
        if self.ruled:
            _rule(
                self.canv,
                self.width / 2,
                y + at.BODY_LEADING - 1.5 * at.RULE_GAP,
                self.rule * at.SHORT_RULE,
            )
