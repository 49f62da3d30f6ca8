"""Lucide's outlines (ISC licence, `resources/icons`) drawn in the colours of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QImageReader, QPainter, QPixmap

from app.paths import resources
from app.ui import theme


@lru_cache(maxsize=64)
def _outline(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _image(name: str, colour: str, pixels: int) -> QImage:
    data = QByteArray(_outline(name).replace("currentColor", colour).encode())
    buffer = QBuffer(data)
    reader = QImageReader(buffer, b"svg")
    reader.setScaledSize(QSize(pixels, pixels))
    return reader.read()


@lru_cache(maxsize=256)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    made = QPixmap.fromImage(_image(name, colour, round(size * ratio)))
    made.setDevicePixelRatio(ratio)
    return made


def pixmap(name: str, colour: str = theme.TEXT, size: int = 18) -> QPixmap:
    """`size` in logical pixels; sharp on the sharpest screen attached."""
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    return _pixmap(name, colour, size, ratio)


def spaced_icon(name: str, colour: str, *, before: bool) -> QIcon:
    """A 16-pixel icon with the gap that button styles leave out, before or after it."""
    plain = pixmap(name, colour, 16)
    ratio = plain.devicePixelRatio()
    made = QPixmap(round(20 * ratio), round(16 * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.drawPixmap(4 if before else 0, 0, plain)
    painter.end()
    return QIcon(made)


def icon(name: str, colour: str = theme.TEXT, size: int = 18) -> QIcon:
    return QIcon(pixmap(name, colour, size))
