"""Look of the program: Fusion with our own palette, a small style sheet and one bundled font.

Colours stand here and nowhere else. A status is never told by colour alone: every `Tone` comes with
a word or a letter beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app.paths import resources

FAMILY = "Be Vietnam Pro"
BASE_PX = 13  # logical pixels; Qt scales them with the screen
ROW_PX = 30  # fixed height of a one-line table row

# Space between things, in logical pixels.
XS, S, M, L, XL = 4, 8, 12, 16, 24

ACCENT = "#0B6B70"
ACCENT_HOVER = "#095A5E"
ACCENT_DOWN = "#07484C"
ACCENT_SOFT = "#E2F0F0"
RAIL = "#123C43"
RAIL_HOVER = "#1B4C54"
RAIL_ON = "#23616A"
RAIL_TEXT = "#D8E6E8"
WINDOW = "#F3F5F7"
SURFACE = "#FFFFFF"
SUNKEN = "#F8FAFB"
LINE = "#D5DCE2"
LINE_STRONG = "#8C9AA6"  # edges of fields: 3:1 against white
TEXT = "#1A2730"
MUTED = "#55636F"
DISABLED = "#98A4AE"


class Tone(StrEnum):
    """What a coloured mark means; blue/orange/dark red stay apart for colour-blind eyes."""

    GOOD = "good"
    PART = "part"
    BAD = "bad"
    CALM = "calm"
    WAIT = "wait"


@dataclass(frozen=True)
class Shade:
    strong: str  # text and bars, ≥ 4.5:1 on white
    soft: str  # background


SHADES = {
    Tone.GOOD: Shade("#1B6E4A", "#E1F3EA"),
    Tone.PART: Shade("#955400", "#FDF0DC"),
    Tone.BAD: Shade("#A8261C", "#FBE7E5"),
    Tone.CALM: Shade("#55636F", "#EBEFF2"),
    Tone.WAIT: Shade("#2B5AA0", "#E5EDF8"),
}

_SHEET = f"""
QToolTip {{ color: {SURFACE}; background: {TEXT}; border: 0; padding: 4px 6px; }}
QLabel[role="title"] {{ font-size: 20px; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: 14px; font-weight: 600; }}
QLabel[role="number"] {{ font-size: 26px; font-weight: 600; }}
QLabel[role="muted"] {{ color: {MUTED}; }}
QLabel[role="small"] {{ color: {MUTED}; font-size: 12px; }}
QLabel[role="fault"] {{ color: {SHADES[Tone.BAD].strong}; }}
QLabel[role="code"] {{ font-size: 22px; font-weight: 600; letter-spacing: 3px; padding: 4px;
  background: {SUNKEN}; border: 1px solid {LINE}; border-radius: 6px; }}
QLabel[role="field"] {{ font-weight: 500; }}
QFrame[role="card"] {{ background: {SURFACE}; border: 1px solid {LINE}; border-radius: 8px; }}
QFrame[role="bar"] {{ background: {SURFACE}; border: 0; border-bottom: 1px solid {LINE}; }}
QFrame[role="foot"] {{ background: {SURFACE}; border: 0; border-top: 1px solid {LINE}; }}
QFrame[role="strip"] {{ background: {TEXT}; border-radius: 6px; }}
QFrame[role="strip"] QLabel {{ color: {SURFACE}; }}
QFrame[role="strip"] QLabel[role="small"] {{ color: #C9D3DA; }}
QFrame[role="strip"][tone="bad"] {{ background: #7A1B14; }}

QPushButton {{ background: {SURFACE}; border: 1px solid {LINE_STRONG}; border-radius: 6px;
  padding: 5px 14px; min-height: 20px; }}
QPushButton:hover {{ background: {SUNKEN}; border-color: {ACCENT}; }}
QPushButton:pressed {{ background: {ACCENT_SOFT}; }}
QPushButton:focus {{ border: 2px solid {ACCENT}; padding: 4px 13px; }}
QPushButton:disabled {{ color: {DISABLED}; border-color: {LINE}; background: {SUNKEN}; }}
QPushButton[kind="primary"] {{ background: {ACCENT}; border-color: {ACCENT}; color: white;
  font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ background: {ACCENT_HOVER}; }}
QPushButton[kind="primary"]:pressed {{ background: {ACCENT_DOWN}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {ACCENT_DOWN}; }}
QPushButton[kind="primary"]:disabled {{ background: #A9C3C5; border-color: #A9C3C5; color: white; }}
QPushButton[kind="link"] {{ background: transparent; border: 1px solid transparent; color: {ACCENT};
  padding: 2px 4px 2px 1px; min-height: 16px; text-align: left; font-weight: 500; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 1px solid {ACCENT}; border-radius: 4px; }}
QPushButton[kind="link"]:disabled {{ color: {DISABLED}; background: transparent; }}
QPushButton[kind="number"] {{ background: transparent; border: 1px solid transparent; font-size: 26px;
  font-weight: 600; padding: 0 4px 0 0; text-align: left; }}
QPushButton[kind="number"]:hover {{ color: {ACCENT}; }}
QPushButton[kind="number"]:focus {{ border: 1px solid {ACCENT}; border-radius: 4px; }}
QPushButton[kind="strip"] {{ background: transparent; color: white; border: 1px solid #8FA3AE;
  padding: 2px 10px; font-weight: 600; }}
QPushButton[kind="strip"]:hover {{ background: #31434F; }}
QPushButton[kind="strip"]:focus {{ border: 2px solid white; padding: 1px 9px; }}

QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QDateEdit, QSpinBox {{ background: {SURFACE};
  border: 1px solid {LINE_STRONG}; border-radius: 6px; padding: 4px 8px; min-height: 20px;
  selection-background-color: {ACCENT}; selection-color: white; }}
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus {{
  border: 2px solid {ACCENT}; padding: 3px 7px; }}
QLineEdit:disabled, QComboBox:disabled, QDateEdit:disabled {{ color: {DISABLED}; background: {SUNKEN};
  border-color: {LINE}; }}
QLineEdit[readOnly="true"] {{ background: {SUNKEN}; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox::drop-down {{ border: 0; width: 22px; }}
QComboBox::down-arrow {{ image: url("%(arrow)s"); width: 12px; height: 12px; }}

QAbstractItemView {{ background: {SURFACE}; alternate-background-color: {SUNKEN}; border: 1px solid {LINE};
  border-radius: 6px; selection-background-color: {ACCENT_SOFT}; selection-color: {TEXT}; outline: 0; }}
QAbstractItemView:focus {{ border: 1px solid {ACCENT}; }}
QHeaderView::section {{ background: {SUNKEN}; color: {MUTED}; border: 0; border-bottom: 1px solid {LINE};
  padding: 6px 8px; font-weight: 600; }}
QTableCornerButton::section {{ background: {SUNKEN}; border: 0; }}
QSplitter::handle {{ background: transparent; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollArea {{ border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar::handle:vertical {{ background: #B9C4CC; border-radius: 4px; min-height: 32px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: #B9C4CC; border-radius: 4px; min-width: 32px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {LINE_STRONG}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: #DDE4E9; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {ACCENT}; border-radius: 3px; }}
QMenu {{ background: {SURFACE}; border: 1px solid {LINE}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {ACCENT_SOFT}; color: {TEXT}; }}
QTabBar::tab {{ background: transparent; color: {MUTED}; padding: 7px 14px; border: 0;
  border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {ACCENT}; border-bottom: 2px solid {ACCENT}; font-weight: 600; }}
QTabBar::tab:focus {{ color: {ACCENT_DOWN}; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {LINE}; }}
QFrame#rail {{ background: {RAIL}; border: 0; }}
QFrame#rail QLabel {{ color: white; }}
QFrame#rail QLabel[role="brand"] {{ font-size: 17px; font-weight: 700; padding: 6px 0 2px 14px; }}
QFrame#rail QLabel[role="display"] {{ font-size: 28px; font-weight: 700; }}
QFrame#rail QLabel[role="step"] {{ color: #9DB8BC; padding: 6px 10px; border-radius: 6px; }}
QFrame#rail QLabel[role="step"][on="true"] {{ color: white; background: {RAIL_ON}; font-weight: 600; }}
QFrame#rail QLabel[role="small"] {{ color: #9DB8BC; }}
QToolButton[kind="rail"] {{ background: transparent; color: {RAIL_TEXT}; border: 0;
  border-left: 3px solid transparent; padding: 8px 8px 8px 11px; text-align: left; }}
QToolButton[kind="rail"]:hover {{ background: {RAIL_HOVER}; }}
QToolButton[kind="rail"]:focus {{ background: {RAIL_HOVER}; color: white; }}
QToolButton[kind="rail"]:checked {{ background: {RAIL_ON}; color: white; font-weight: 600;
  border-left: 3px solid #7FD1CF; }}
QToolButton[kind="flat"] {{ background: transparent; border: 1px solid transparent; border-radius: 6px;
  padding: 4px; }}
QToolButton[kind="flat"]:hover {{ background: {ACCENT_SOFT}; }}
QToolButton[kind="flat"]:focus {{ border: 1px solid {ACCENT}; }}
"""


def _palette() -> QPalette:
    made = QPalette(QColor(SURFACE), QColor(WINDOW))
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, WINDOW), (role.WindowText, TEXT), (role.Base, SURFACE), (role.AlternateBase, SUNKEN),
        (role.Text, TEXT), (role.Button, SURFACE), (role.ButtonText, TEXT), (role.BrightText, "#FFFFFF"),
        (role.Highlight, ACCENT), (role.HighlightedText, "#FFFFFF"), (role.Link, ACCENT),
        (role.LinkVisited, ACCENT), (role.ToolTipBase, TEXT), (role.ToolTipText, SURFACE),
        (role.PlaceholderText, "#71808C"), (role.Accent, ACCENT), (role.Mid, LINE), (role.Light, SURFACE),
        (role.Midlight, SUNKEN), (role.Dark, LINE_STRONG), (role.Shadow, LINE_STRONG),
    ):  # fmt: skip
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(DISABLED))
    return made


def font(pixels: int = BASE_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The bundled font at a size in logical pixels."""
    made = QFont(FAMILY)
    made.setPixelSize(pixels)
    made.setWeight(weight)
    return made


def apply(app: QApplication) -> None:
    """Dress the application; call once, before the first window."""
    for face in ("Regular", "Medium", "SemiBold", "Bold"):
        QFontDatabase.addApplicationFont(str(resources() / "fonts" / f"BeVietnamPro-{face}.ttf"))
    app.setStyle("Fusion")
    app.setPalette(_palette())
    app.setFont(font())
    arrow = (resources() / "icons" / "chevron-down.svg").as_posix()
    app.setStyleSheet(_SHEET % {"arrow": arrow})
