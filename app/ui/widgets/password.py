"""A password field with an eye: people see what Unikey made of their typing."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui import texts, theme
from app.ui.icons import icon


class PasswordEdit(QLineEdit):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._eye = QAction(self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._show(False)

    def _show(self, on: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        if on:  # a change of echo forgets the hints; hidden echo has its own
            from PySide6.QtCore import Qt

            hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
            self.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoAutoUppercase)
        self._eye.setIcon(icon("eye-off" if on else "eye", theme.MUTED, 16))
        self._eye.setText(texts.EYE_SHUT if on else texts.EYE_OPEN)
