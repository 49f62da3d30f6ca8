"""With what to sign: this PC, or a certificate file with its password."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from app.domain.ports import SignerInfo
from app.ui.reports import texts
from app.ui.screen import Talk
from app.ui.widgets.parts import button, column, label, row
from app.ui.widgets.password import PasswordEdit
from app.ui.words.texts import day


class SignerChoice(QWidget):
    entered = Signal()  # Enter in the password field

    def __init__(self, talk: Talk, file_hint: str = texts.FILE_HINT) -> None:
        super().__init__()
        self.talk = talk
        self.path: Path | None = None
        self.device = QRadioButton(texts.WITH_DEVICE)
        self.file = QRadioButton(texts.WITH_FILE)
        group = QButtonGroup(self)
        for choice in (self.file, self.device):
            choice.setAccessibleName(choice.text())
            group.addButton(choice)
        self.device_hint = label(texts.DEVICE_HINT, "small")
        self.choose = button(texts.CHOOSE_P12, self.choose_file)
        self.name = label(texts.NO_P12, "small")
        self.password = PasswordEdit()
        self.password.setPlaceholderText(texts.P12_HINT)
        self.password.setAccessibleName(texts.P12_HINT)
        self.password.returnPressed.connect(self.entered)
        pick = row(self.choose, self.name)
        pick.setStretch(1, 1)
        self._file_box = QWidget()
        self._file_box.setLayout(column(label(file_hint, "small"), pick, self.password, spacing=6))
        self.setLayout(column(self.device, self.device_hint, self.file, self._file_box, spacing=4))
        self.file.toggled.connect(self._show)
        self.device.setChecked(True)
        self._show(False)

    def show_device(self, info: SignerInfo) -> None:
        until = texts.DEVICE_UNTIL.format(day=day(info.not_after.date()))
        self.device_hint.setText(f"{texts.DEVICE_HINT} {until}")

    def choose_file(self) -> None:
        path = self.talk.open_file(texts.P12_TITLE, texts.P12_FILTERS)
        if path is not None:
            self.offer(path)
            self.password.setFocus()

    def offer(self, path: Path) -> None:
        """The file to use where a file is to be used."""
        self.path = path
        self.name.setText(path.name)

    def ready(self) -> bool:
        """False, and says so, where a file is to be used and none is chosen."""
        if self.file.isChecked() and self.path is None:
            self.talk.tell(texts.P12_FIRST, texts.P12_FIRST_DO)
            return False
        return True

    def chosen(self) -> tuple[Path | None, str | None]:
        """(file, password), or (None, None) for this PC. The password is forgotten at once."""
        if not self.file.isChecked():
            return None, None
        typed = self.password.text()
        self.password.clear()
        return self.path, typed

    def focus_again(self, pressed: QWidget) -> None:
        """After a refusal: to the password that was wrong, or to the button."""
        (self.password if self.file.isChecked() else pressed).setFocus()

    def _show(self, with_file: bool) -> None:
        self._file_box.setVisible(with_file)
        self.device_hint.setVisible(not with_file)
