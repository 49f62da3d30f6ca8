"""Numbers as people here write them. No Qt."""

from __future__ import annotations

from app.domain import target
from app.domain.text import nfc


def number(value: float | None) -> str:
    """1234.5 → "1.234,5": decimal comma, thousands apart by a dot, no needless zeros."""
    return "" if value is None else target.number(value)


def parse(text: str) -> float | None:
    """ "1.234,5" → 1234.5; None when empty. Raises ValueError when it is no number."""
    plain = "".join(nfc(text).split()).removesuffix("%")
    if not plain:
        return None
    if "," in plain or plain.count(".") > 1 or _thousands(plain):
        plain = plain.replace(".", "").replace(",", ".")
    value = float(plain)
    if not 0 <= value < 1e12:
        raise ValueError(text)
    return value


def _thousands(plain: str) -> bool:
    head, _, tail = plain.partition(".")
    return len(tail) == 3 and head.isdigit() and head != "0"
