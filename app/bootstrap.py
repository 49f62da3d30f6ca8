"""The window's composition root: one QApplication, our look and words, the log, the first page.

Nothing heavy is imported before the first paint (a test holds that): use cases are imported by the
desk on a worker.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLocale, QMessageLogContext, QtMsgType, QTranslator, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.domain.clock import Clock, SystemClock
from app.domain.errors import WorldError
from app.jobs.desk import Desk
from app.logfile import log_file, start_log
from app.paths import default_profile, resources
from app.store import keyring
from app.ui import icons, theme
from app.ui.place import Place
from app.ui.window import MainWindow

log = logging.getLogger("app")

_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    logging.getLogger("qt").log(_QT_LEVELS.get(kind, logging.WARNING), message)


def install_hooks(tell: Callable[[Exception], None]) -> None:
    """Exceptions in slots and workers are logged and told once, and the program lives on."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        if isinstance(error, Exception):
            tell(error)  # logs it, too
        else:
            log.error("unexpected", exc_info=(kind, error, trace))

    sys.excepthook = hook
    qInstallMessageHandler(_on_qt_message)


def dress(app: QApplication) -> None:
    """Vietnamese words, dates and numbers; our look."""
    QLocale.setDefault(QLocale("vi_VN"))
    app.setApplicationName("So CDS")
    app.setApplicationDisplayName("Sổ CĐS")
    translator = QTranslator(app)
    if translator.load(str(resources() / "i18n" / "qtbase_vi.qm")):
        app.installTranslator(translator)
    theme.apply(app)
    app.setWindowIcon(icons.icon("clipboard-list", theme.ACCENT, 64))


def make_window(profile: Path, clock: Clock, *, demo: bool = False) -> MainWindow:
    """The window on a profile: the password screen when it holds a book, the first run otherwise."""
    place = Place(profile, clock, log_file(profile), demo)
    try:
        accounts = keyring.accounts(profile)
    except WorldError:
        accounts = ()
    window = MainWindow(Desk(), place, accounts)
    if demo and not accounts:
        window.start_sample()
    return window


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m app")
    parser.add_argument("--profile", type=Path, help="folder of the school's book")
    parser.add_argument("--demo", action="store_true", help="open the invented sample school")
    options = parser.parse_args(arguments)
    profile: Path = options.profile or default_profile()
    if options.demo and options.profile is None:
        profile = profile.with_name(f"{profile.name} - truong mau")
    start_log(log_file(profile))
    app = QApplication(sys.argv[:1])
    dress(app)
    window = make_window(profile, SystemClock(), demo=options.demo)
    install_hooks(window.talk.fault)
    window.show()
    return app.exec()
