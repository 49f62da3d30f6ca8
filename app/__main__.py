"""`python -m app` opens the window; with a subcommand it is the command line."""

from __future__ import annotations

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


def main() -> int:
    arguments = sys.argv[1:]
    if wants_window(arguments):
        from app.bootstrap import run

        return run(arguments)
    from app.cli import main as command_line

    for stream in (sys.stdout, sys.stderr):  # piped on Windows they know no Vietnamese
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    return command_line(arguments)


if __name__ == "__main__":
    sys.exit(main())
