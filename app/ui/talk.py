"""The window's way of speaking to people: the strip, questions and the file choosers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLineEdit, QMessageBox, QWidget

from app.domain.errors import Cancelled, Notice, WorldError
from app.domain.text import nfc
from app.ui import texts, theme
from app.ui.strip import MessageStrip
from app.ui.widgets.basic import Field, button, line
from app.ui.widgets.parts import column
from app.ui.widgets.password import PasswordEdit

log = logging.getLogger(__name__)


class WindowTalk:
    """`app.ui.screen.Talk` on a real window; `strip` follows the page that is shown."""

    def __init__(self, window: QWidget, strip: MessageStrip, log_file: Path) -> None:
        self._window = window
        self.strip = strip
        self._log_file = log_file

    def tell(self, text: str, next_step: str = "") -> None:
        self.strip.tell(text, next_step)

    def fault(self, error: Exception | Notice | WorldError) -> None:
        if isinstance(error, Cancelled):
            self.strip.tell(texts.STOPPED)
        elif isinstance(error, Notice | WorldError):
            from app.wording import say

            said = say(error)
            self.strip.fault(said.text, "   ".join((said.next_step, texts.CODE.format(code=said.code))))
        else:
            log.error("a use case failed", exc_info=error)
            self.strip.fault(texts.OUR_FAULT, texts.OUR_FAULT_STEP.format(log=self._log_file))

    def ask(self, text: str, yes: str, no: str) -> bool:
        box = QMessageBox(QMessageBox.Icon.Question, texts.APP, text, parent=self._window)
        agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        for made, name in ((agree, yes), (refuse, no)):
            made.setAccessibleName(name)
        box.setDefaultButton(refuse)
        box.setEscapeButton(refuse)
        box.exec()
        agreed = box.clickedButton() is agree
        box.deleteLater()
        return agreed

    def ask_text(self, title: str, label: str, initial: str = "", secret: bool = False) -> str | None:
        dialog = TextDialog(self._window, title, label, initial, secret)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.answer()
        dialog.deleteLater()
        return answer if accepted else None

    def open_files(self, title: str, filters: str = "") -> Sequence[Path]:
        names, _ = QFileDialog.getOpenFileNames(self._window, title, "", filters)
        return [Path(name) for name in names]

    def open_file(self, title: str, filters: str = "") -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self._window, title, "", filters)
        return Path(name) if name else None

    def save_file(self, title: str, name: str, filters: str = "") -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, name, filters)
        return Path(chosen) if chosen else None

    def choose_folder(self, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(self._window, title)
        return Path(name) if name else None

    def offer_undo(self, text: str, undo: Callable[[], None]) -> None:
        self.strip.offer_undo(text, undo)


class TextDialog(QDialog):
    """One question with one line to type."""

    def __init__(self, parent: QWidget, title: str, name: str, initial: str, secret: bool) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.WindowCloseButtonHint)
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
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.WindowCloseButtonHint)
        from PySide6.QtWidgets import QGridLayout

        from app.ui.widgets.parts import label

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
