"""The window's way of speaking to people: the strip, questions and the file choosers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.errors import Cancelled, Notice, WorldError
from app.ui import texts
from app.ui.strip import MessageStrip

log = logging.getLogger(__name__)


class WindowTalk:
    """`app.ui.screen.Talk` on a real window; `strip` follows the page that is shown."""

    def __init__(self, window: QWidget, strip: MessageStrip, log_file: Path) -> None:
        self._window = window
        self.strip = strip
        self._log_file = log_file
        self._folder = ""  # where files were last chosen

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
        from PySide6.QtWidgets import QMessageBox

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
        from app.ui.dialogs import TextDialog

        dialog = TextDialog(self._window, title, label, initial, secret)
        accepted = bool(dialog.exec())
        answer = dialog.answer()
        dialog.deleteLater()
        return answer if accepted else None

    def open_files(self, title: str, filters: str = "") -> Sequence[Path]:
        from PySide6.QtWidgets import QFileDialog

        names, _ = QFileDialog.getOpenFileNames(self._window, title, self._start(), filters)
        return [self._remember(name) for name in names]

    def open_file(self, title: str, filters: str = "") -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getOpenFileName(self._window, title, self._start(), filters)
        return self._remember(name) if name else None

    def save_file(self, title: str, name: str, filters: str = "") -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        start = str(Path(self._start()) / name)
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, start, filters)
        return self._remember(chosen) if chosen else None

    def choose_folder(self, title: str) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        name = QFileDialog.getExistingDirectory(self._window, title, self._start())
        return Path(name) if name else None

    def _start(self) -> str:
        """Where a file chooser opens: the last folder, at first the person's documents."""
        from PySide6.QtCore import QStandardPaths

        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        home = str(Path.home())
        return next(folder for folder in (self._folder, documents, home) if folder and Path(folder).is_dir())

    def _remember(self, name: str) -> Path:
        self._folder = str(Path(name).parent)
        return Path(name)

    def offer_undo(self, text: str, undo: Callable[[], None]) -> None:
        self.strip.offer_undo(text, undo)
