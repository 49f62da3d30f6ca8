"""Frame of the pages before the book is open: a calm panel at the left, the page at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui import texts, theme
from app.ui.widgets.basic import picture
from app.ui.widgets.parts import column, label, restyle

PANEL = 272
PAGE = 640


class Gate(QWidget):
    """`steps` stand in the panel with the current one marked; without steps, what the program promises."""

    def __init__(self, steps: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = [label(f"{number}   {word}", "step") for number, word in enumerate(steps, 1)]
        self.stack = QStackedWidget()
        self.stack.setMaximumWidth(PAGE)
        right = QHBoxLayout()
        right.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        right.addStretch(1)
        right.addWidget(self.stack, 20)
        right.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._panel())
        whole.addLayout(right, 1)

    def _panel(self) -> QFrame:
        panel = QFrame()
        panel.setObjectName("rail")
        panel.setFixedWidth(PANEL)
        box = QVBoxLayout(panel)
        box.setContentsMargins(theme.XL, theme.XL + theme.S, theme.XL, theme.L)
        box.setSpacing(theme.M)
        box.addWidget(picture("clipboard-list", "#7FD1CF", 36))
        box.addWidget(label(texts.APP, "display", wrap=False))
        box.addWidget(label(texts.TAGLINE, "small"))
        box.addSpacing(theme.XL)
        for step in self._steps:
            box.addWidget(step)
        if not self._steps:
            for icon_name, words in texts.PROMISES:
                line = QHBoxLayout()
                line.setSpacing(theme.M)
                line.addLayout(column(picture(icon_name, "#7FD1CF", 18), 1))
                line.addWidget(label(words), 1)
                box.addLayout(line)
        box.addStretch(1)
        return panel

    def mark_step(self, current: int) -> None:
        """Steps count from 0; -1 marks none."""
        for number, step in enumerate(self._steps):
            restyle(step, on="true" if number == current else "false")


class Page(QWidget):
    """One page: title, an explaining sentence, the content, and a row of buttons below."""

    def __init__(self, title: str, intro: str = "") -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.M)
        box.addStretch(2)
        box.addWidget(label(title, "title"))
        if intro:
            box.addWidget(label(intro, "muted"))
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.M)
        box.addLayout(self.body)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme.S)
        box.addLayout(self.foot)
        box.addStretch(3)

    def end_with(self, back: QWidget, onward: QWidget) -> None:
        """Back at the left, onward at the right; Tab comes to the one that goes on first."""
        self.foot.addWidget(back)
        self.foot.addStretch(1)
        self.foot.addWidget(onward)
        QWidget.setTabOrder(onward, back)
