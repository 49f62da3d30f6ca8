"""The workbench: rail, strip, foot and the screens of this area."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from app.ui.home.screen import HomeScreen
from app.ui.settings.screen import SettingsScreen
from app.ui.shell import Workbench
from app.ui.targets.screen import TargetScreen
from app.ui.window import MainWindow
from tests.pages.base import PageObject


class Shell(PageObject):
    def on(self, window: MainWindow) -> Shell:
        self.window = window
        self.qtbot.waitUntil(lambda: isinstance(window.pages.currentWidget(), Workbench), timeout=20_000)
        page = window.pages.currentWidget()
        assert isinstance(page, Workbench)
        self.bench = page
        window.activateWindow()  # shortcuts are for the active window
        self.qtbot.waitUntil(window.isActiveWindow)
        self.settle()
        return self

    def go(self, name: str) -> None:
        """Click the rail."""
        self.click(self.bench.rail.button(name))
        self.settle()

    def keys(self, key: Qt.Key, *, ctrl: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        self.press(self.bench, key, modifier)
        self.settle()

    @property
    def strip(self) -> str:
        """What the strip says, "" when it is hidden."""
        strip = self.bench.strip
        return f"{strip.text.text()} {strip.next_step.text()}".strip() if strip.isVisible() else ""

    @property
    def saved(self) -> str:
        return self.bench.saved.text()

    def dialogs(self) -> list[QDialog]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]

    @property
    def home(self) -> HomeScreen:
        screen = self.bench.page("home")
        assert isinstance(screen, HomeScreen)
        return screen

    @property
    def targets(self) -> TargetScreen:
        screen = self.bench.page("targets")
        assert isinstance(screen, TargetScreen)
        return screen

    @property
    def settings(self) -> SettingsScreen:
        screen = self.bench.page("settings")
        assert isinstance(screen, SettingsScreen)
        return screen
