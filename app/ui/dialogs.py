"""The window's own small dialogs; loaded when first asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLineEdit, QWidget

from app.domain.text import nfc
from app.ui import texts, theme
from app.ui.widgets.basic import Field, button, line
from app.ui.widgets.parts import column, label
from app.ui.widgets.password import PasswordEdit

_FLAGS = Qt.WindowType.Dialog | Qt.WindowType.WindowCloseButtonHint


class TextDialog(QDialog):
    """One question with one line to type."""

    def __init__(self, parent: QWidget, title: str, name: str, initial: str, secret: bool) -> None:
        super().__init__(parent, _FLAGS)
        self.setWindowTitle(title)
        self.setMinimumWidth(380)
        self.editor: QLineEdit = PasswordEdit() if secret else line()
        self.editor.setText(initial)
        self.editor.selectAll()
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        for made in buttons.buttons():
            made.setAccessibleName(made.text().replace("&", ""))
        buttons.button(QDialogButtonBox.StandardButton.Ok).setProperty("kind", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        field = Field(name, self.editor)
        field.name.setWordWrap(True)
        box = column(field, buttons, spacing=theme.L)
        box.setContentsMargins(theme.L, theme.L, theme.L, theme.L)
        self.setLayout(box)

    def answer(self) -> str:
        return nfc(self.editor.text())


class HelpSheet(QDialog):
    """F1: what the keys do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _FLAGS)
        self.setWindowTitle(texts.SHORTCUTS)
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        grid.setHorizontalSpacing(theme.XL)
        grid.setVerticalSpacing(theme.S)
        for number, (keys, what) in enumerate(texts.SHORTCUT_ROWS):
            grid.addWidget(label(keys, "field", wrap=False), number, 0)
            grid.addWidget(label(what, wrap=False), number, 1)
        close = button(texts.CLOSE, self.accept, kind="primary")
        grid.addWidget(close, len(texts.SHORTCUT_ROWS), 1, Qt.AlignmentFlag.AlignRight)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
