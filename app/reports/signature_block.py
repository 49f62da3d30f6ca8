"""Nơi nhận on the left, title, room for the marks and name on the right (R23, R25; NĐ 30/2020 II.7-9)."""

from __future__ import annotations

from typing import Protocol

from reportlab.platypus import Flowable

from app.domain.org import School
from app.domain.report import FieldBox, ReportSnapshot
from app.domain.text import fold, nfc
from app.reports import fonts, texts
from app.reports import layout as at
from app.reports.letterhead import field_box

_COLUMN_WIDTH = at.TEXT_WIDTH - at.SIGNER_COLUMN_LEFT
_NAME_ASCENT = 12.0
_TITLE_DESCENT = 4.0


class Signed(Protocol):
    """Whose principal signs."""

    @property
    def school(self) -> School: ...


def recipient_lines(snapshot: ReportSnapshot) -> list[str]:
    """Như trên, the plan's other recipients as written, Lưu: VT (II.9b, d)."""
    usual = (fold(texts.AS_ABOVE), fold(texts.KEPT))
    names = [nfc(name).strip().lstrip("-–• ").rstrip(";. ") for name in snapshot.recipients]
    kept = [name for name in names if name and not fold(name).startswith(usual)]
    return [
        f"- {texts.AS_ABOVE};",
        *(f"- {name};" for name in kept),
        f"- {texts.KEPT}: {nfc(snapshot.clerk_mark)}.",
    ]


class SignatureBlock(Flowable):  # type: ignore[misc]
    """One unbreakable block; after drawing, `fields` holds "person" and "seal" (page points)."""

    def __init__(self, snapshot: Signed, recipients: list[str], fields: dict[str, FieldBox]) -> None:
        super().__init__()
        self.fields = fields
        self.recipients = [
            line
            for words in recipients
            for line in fonts.wrap(words, fonts.REGULAR, at.RECIPIENTS_PT, at.RECIPIENTS_WIDTH)
        ]
        self.titles = [
            line
            for title in texts.signer_titles(snapshot.school)
            for line in fonts.wrap_evenly(nfc(title), fonts.BOLD, at.SIGNER_PT, _COLUMN_WIDTH)
        ]
        self.names = fonts.wrap_evenly(
            nfc(snapshot.school.principal), fonts.BOLD, at.SIGNER_PT, _COLUMN_WIDTH
        )
        left = at.BODY_LEADING + len(self.recipients) * at.RECIPIENTS_LEADING
        right = (len(self.titles) + max(1, len(self.names))) * at.BODY_LEADING + at.SIGNING_ROOM
        self.height = max(left, right)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return at.TEXT_WIDTH, self.height

    def draw(self) -> None:
        top = self.height - at.SIGNER_PT
        self._left(top)
        self._right(top)

    def _left(self, y: float) -> None:
        self.canv.setFont(fonts.BOLD_ITALIC, at.RECIPIENTS_HEAD_PT)
        self.canv.drawString(0, y, texts.RECIPIENTS_HEAD)
        self.canv.setFont(fonts.REGULAR, at.RECIPIENTS_PT)
        for line in self.recipients:
            y -= at.RECIPIENTS_LEADING
            self.canv.drawString(0, y, line)

    def _right(self, y: float) -> None:
        centre = at.SIGNER_COLUMN_LEFT + _COLUMN_WIDTH / 2
        self.canv.setFont(fonts.BOLD, at.SIGNER_PT)
        for line in self.titles:
            self.canv.drawCentredString(centre, y, line)
            y -= at.BODY_LEADING
        room_top = y + at.BODY_LEADING - _TITLE_DESCENT
        self._marks(centre, room_top - at.SIGNING_ROOM / 2)
        y = room_top - at.SIGNING_ROOM - _NAME_ASCENT
        for line in self.names:
            self.canv.drawCentredString(centre, y, line)
            y -= at.BODY_LEADING

    def _marks(self, centre: float, middle: float) -> None:
        """The person's mark in the middle of the room, the seal over its left third (II.7d, II.8a)."""
        left = centre - at.PERSON_WIDTH / 2
        half = at.PERSON_HEIGHT / 2
        self.fields["person"] = field_box(
            self.canv, left, middle - half, left + at.PERSON_WIDTH, middle + half
        )
        right = left + at.PERSON_WIDTH * at.SEAL_OVERLAP
        half = at.SEAL_SIZE / 2
        self.fields["seal"] = field_box(self.canv, right - at.SEAL_SIZE, middle - half, right, middle + half)
