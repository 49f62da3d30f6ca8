"""Lucide's outlines (ISC licence, `resources/icons`) drawn in the colours of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QGuiApplication, QIcon, QPixmap

from app.paths import resources
from app.ui import theme

_SIZE = 'width="24"\n  height="24"\n  viewBox="0 0 24 24"'  # as in every file of the set


@lru_cache(maxsize=64)
def _outline(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _pixmap(name: str, colour: str, size: int, ratio: float, before: int = 0, after: int = 0) -> QPixmap:
    """The picture with `before` and `after` empty logical pixels at its sides, drawn at its true size."""
    unit = 24 / size
    box = f"{-before * unit} 0 {(size + before + after) * unit} 24"
    width, height = round((size + before + after) * ratio), round(size * ratio)
    svg = _outline(name).replace("currentColor", colour)
    svg = svg.replace(_SIZE, f'width="{width}" height="{height}" viewBox="{box}"')
    made = QPixmap()
    made.loadFromData(svg.encode(), "svg")
    made.setDevicePixelRatio(ratio)
    return made


def _ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


def pixmap(name: str, colour: str = theme.TEXT, size: int = 18) -> QPixmap:
    """`size` in logical pixels; sharp on the sharpest screen attached."""
    return _pixmap(name, colour, size, _ratio())


def spaced_icon(name: str, colour: str, *, before: bool) -> QIcon:
    """A 16-pixel icon with the gap that button styles leave out, before or after it."""
    return QIcon(_pixmap(name, colour, 16, _ratio(), 4 if before else 0, 0 if before else 4))


def icon(name: str, colour: str = theme.TEXT, size: int = 18) -> QIcon:
    return QIcon(pixmap(name, colour, size))
