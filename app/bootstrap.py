"""The window's composition root: one QApplication, our look and words, the log, the first page.

Nothing heavy is imported before the first paint (a test holds that): use cases are imported by the
desk on a worker.
"""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, QTranslator, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.domain.clock import Clock, SystemClock
from app.domain.errors import WorldError
from app.jobs.desk import Desk
from app.logfile import log_file, start_log
from app.paths import default_profile, resources
from app.ui import icons, theme
from app.ui.place import Place
from app.ui.window import MainWindow

log = logging.getLogger("app")

KEY_FILES = "khoa-*.json"  # `app.store.keyring.NAMES`; their presence means a book (a test holds both equal)

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
    """Vietnamese words and our look."""
    app.setApplicationName("So CDS")
    app.setApplicationDisplayName("Sổ CĐS")
    translator = QTranslator(app)
    if translator.load(str(resources() / "i18n" / "qtbase_vi.qm")):
        app.installTranslator(translator)
    theme.apply(app)


def read_accounts(profile: Path) -> tuple[str, ...]:
    """Who can open the book; a restore cut off by a power failure is finished first. Raises WorldError."""
    from app.store import keyring

    try:
        return keyring.accounts(profile)
    except WorldError:
        from app.store.restore import settle_restore

        settle_restore(profile)
        return keyring.accounts(profile)


def _left_over(profile: Path) -> bool:
    """Whether a restore may have been cut off: its folders lie beside the profile."""
    if not profile.parent.is_dir():
        return False
    return any(p.is_dir() and p.name.startswith(f"{profile.name}.") for p in profile.parent.iterdir())


def _settled(profile: Path) -> tuple[str, ...]:
    try:
        return read_accounts(profile)
    except WorldError:
        return ()


def speak_vietnamese() -> None:
    """Dates and numbers; after the first paint, because `QLocale` brings 800 names of places with it."""
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale("vi_VN"))


def make_window(profile: Path, clock: Clock, *, demo: bool = False) -> MainWindow:
    """The window on a profile: the password screen when it holds a book, the first run otherwise."""
    place = Place(profile, clock, log_file(profile), demo, read_accounts)
    accounts: tuple[str, ...] | None = None  # learnt after the first paint
    if not any(profile.glob(KEY_FILES)):
        accounts = _settled(profile) if _left_over(profile) else ()
    window = MainWindow(Desk(), place, accounts)
    if demo and accounts == ():
        window.start_sample()
    return window


def chosen(arguments: list[str]) -> tuple[bool, Path]:
    """(whether the sample school is wanted, the profile folder)."""
    demo, named = False, ""
    words = iter(arguments)
    for word in words:
        if word == "--demo":
            demo = True
        else:
            named = word.partition("=")[2] or next(words)
    if named:
        return demo, Path(named)
    profile = default_profile()
    return demo, profile.with_name(f"{profile.name} - truong mau") if demo else profile


def run(arguments: list[str]) -> int:
    """Open the window; `arguments` are those `app.__main__.wants_window` lets through."""
    demo, profile = chosen(arguments)
    start_log(log_file(profile))
    app = QApplication(sys.argv[:1])
    dress(app)
    window = make_window(profile, SystemClock(), demo=demo)
    install_hooks(window.talk.fault)
    window.after_paint(gc.enable)
    window.after_paint(speak_vietnamese)
    window.after_paint(lambda: app.setWindowIcon(icons.icon("clipboard-list", theme.ACCENT, 64)))
    window.show()
    return app.exec()
