"""The left rail: the screens as icon and word; only icons when the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.ui import texts, theme
from app.ui.icons import icon
from app.ui.widgets.parts import label

WIDE, NARROW = 168, 48


class Rail(QFrame):
    chosen = Signal(str)
    help_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, screens: tuple[tuple[str, str, str], ...], parent: QWidget | None = None) -> None:
        """`screens` are (name, word, icon) from top to bottom."""
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(texts.RAIL)
        self._narrow = False
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._feet: list[QToolButton] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.S, 0, theme.S)
        box.setSpacing(2)
        self._brand = label(texts.APP, "brand", wrap=False)
        box.addWidget(self._brand)
        box.addSpacing(theme.S)
        for number, (name, word, icon_name) in enumerate(screens, 1):
            made = self._entry(word, icon_name, texts.RAIL_TIP.format(name=word, keys=f"Ctrl+{number}"))
            made.setCheckable(True)
            made.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            self._group.addButton(made)
            self._buttons[name] = made
            box.addWidget(made)
        box.addStretch(1)
        for word, icon_name, tip, wanted in (
            (texts.HELP, "circle-help", texts.HELP, self.help_wanted),
            (texts.LOCK, "lock", texts.LOCK_TIP, self.lock_wanted),
        ):
            made = self._entry(word, icon_name, tip)
            made.clicked.connect(lambda _checked=False, wanted=wanted: wanted.emit())
            self._feet.append(made)
            box.addWidget(made)
        self.help_button, self.lock_button = self._feet
        self.setFixedWidth(WIDE)

    def _entry(self, word: str, icon_name: str, tip: str) -> QToolButton:
        made = QToolButton()
        made.setProperty("kind", "rail")
        made.setText(" " + word.replace("&", "&&"))
        made.setAccessibleName(word)
        made.setToolTip(tip)
        made.setIcon(icon(icon_name, theme.RAIL_TEXT, 18))
        made.setIconSize(QSize(18, 18))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return made

    def mark(self, name: str) -> None:
        self._buttons[name].setChecked(True)

    def button(self, name: str) -> QToolButton:
        return self._buttons[name]

    def set_narrow(self, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        for made in (*self._buttons.values(), *self._feet):
            made.setToolButtonStyle(style)
        self._brand.setVisible(not narrow)
        self.setFixedWidth(NARROW if narrow else WIDE)
