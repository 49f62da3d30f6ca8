"""The window's composition root: one QApplication, our look and words, the log, the first page.

Nothing heavy is imported before the first paint (a test holds that): use cases are imported by the
desk on a worker.
"""

from __future__ import annotations

import argparse
import faulthandler
import logging
import sys
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLocale, QMessageLogContext, QtMsgType, QTranslator, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.domain.clock import Clock, SystemClock
from app.domain.errors import WorldError
from app.jobs.desk import Desk
from app.paths import default_profile, resources
from app.store import keyring
from app.ui import icons, theme
from app.ui.place import Place
from app.ui.window import MainWindow

log = logging.getLogger("app")

LOG_BYTES = 256 * 1024
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Impersonal(logging.Formatter):
    """Where and what kind of fault, never its text: messages of exceptions name people and files."""

    def formatException(self, info: tuple[type[BaseException], BaseException, TracebackType | None]) -> str:  # type: ignore[override]
        kind, error, trace = info
        frames = (
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(trace)
        )
        outcome = f" {error.outcome.value}" if isinstance(error, WorldError) else ""
        return "\n".join((*frames, f"{kind.__module__}.{kind.__qualname__}{outcome}"))


def log_file(profile: Path) -> Path:
    """Beside the profile, not in it: the profile folder belongs to the book alone."""
    return profile.with_name(f"{profile.name}.log")


def start_log(file: Path) -> None:
    """Warnings and worse to a small rotating file; crashes of the interpreter to one beside it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8", delay=True)
        crashes = file.with_suffix(".crash").open("a", encoding="utf-8")
    except OSError:
        faulthandler.enable()
        return
    handler.setFormatter(Impersonal("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
    faulthandler.enable(crashes)


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
