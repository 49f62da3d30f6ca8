"""The empty state: why there is nothing here, and the one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.basic import button, picture
from app.ui.widgets.parts import label


class EmptyState(QWidget):
    def __init__(
        self,
        icon_name: str,
        why: str,
        detail: str = "",
        action: str = "",
        pressed: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.XL)
        box.setSpacing(theme.S)
        box.addStretch(2)
        box.addWidget(picture(icon_name, theme.ACCENT, 40), 0, Qt.AlignmentFlag.AlignHCenter)
        heading = label(why, "heading")
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(heading)
        if detail:
            more = label(detail, "muted")
            more.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(more)
        if action:
            box.addSpacing(theme.S)
            self.action = button(action, pressed, kind="primary")
            box.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)
