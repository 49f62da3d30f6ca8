"""The log file (tệp nhật ký lỗi): what went wrong inside the program, without names of people or files.

Standard library only (plus `app.domain.errors`); for the window and the command line.
"""

from __future__ import annotations

import copy
import faulthandler
import logging
import os
import traceback
from pathlib import Path
from types import TracebackType

from app.domain.errors import WorldError

LOG_BYTES = 256 * 1024


class Impersonal(logging.Formatter):
    """Where and what kind of fault, never its text: messages of exceptions name people and files."""

    def format(self, record: logging.LogRecord) -> str:
        own = copy.copy(record)
        own.exc_text = None  # another handler may have kept its wording there
        return super().format(own)

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
    """Warnings and worse to a small file; crashes of the interpreter to one beside it.

    A file that has grown is put aside at the next start (`logging.handlers` would load sockets and pickle
    before the first paint).
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > LOG_BYTES:
            file.replace(file.with_name(f"{file.name}.1"))
        handler = logging.FileHandler(file, encoding="utf-8", delay=True)
        crashes = os.open(file.with_suffix(".crash"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError:
        faulthandler.enable()
        return
    handler.setFormatter(Impersonal("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
    faulthandler.enable(crashes)
