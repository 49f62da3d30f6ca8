"""`python -m app` opens the window; with a subcommand it is the command line."""

from __future__ import annotations

import builtins
import gc
import importlib
import sys
from io import TextIOWrapper


def wants_window(arguments: list[str]) -> bool:
    """No subcommand: nothing but `--profile FOLDER` and `--demo`."""
    left = list(arguments)
    while left:
        word = left.pop(0)
        if word == "--profile" and left:
            left.pop(0)
        elif word != "--demo" and not word.startswith("--profile="):
            return False
    return True


def load_qt() -> None:
    """Load PySide6 without its import hook, which reads the source text of every later module.

    The hook serves `__feature__` imports, which we do not use; without it SQLAlchemy loads faster and in
    less memory (desktop.md §1.3).
    """
    plain = builtins.__import__
    importlib.import_module("PySide6.QtWidgets")
    builtins.__import__ = plain


def main() -> int:
    arguments = sys.argv[1:]
    if wants_window(arguments):
        gc.disable()  # until the first paint: nothing of the many objects made here is garbage
        load_qt()
        from app.bootstrap import run

        return run(arguments)
    from app.cli import main as command_line

    for stream in (sys.stdout, sys.stderr):  # piped on Windows they know no Vietnamese
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    return command_line(arguments)


if __name__ == "__main__":
    sys.exit(main())
