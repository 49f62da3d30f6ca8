"""X11 probe: when is a program's first window on the screen and painted? Outside the program measured.

Polls the tree of windows of a private screen; a top-level window is painted when its pixels are not
all of one colour. Works without a window manager.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass

import psutil
from Xlib import X, display, error

POLL = 0.004  # seconds
LIMIT = 30.0  # seconds


@dataclass(frozen=True)
class Start:
    """Seconds from process start to the first painted window; resident megabytes when it settled."""

    paint: float
    megabytes: float


def measure(screen: display.Display, command: Sequence[str], settle: float = 0.7) -> Start:
    """Start `command`, wait for its painted window, read its memory, end it.

    The caller keeps `screen` open: a server whose last client leaves starts anew.
    """
    before = {window.id for window in _viewable(screen)}
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=warm())
    try:
        while True:
            if time.perf_counter() - started > LIMIT or process.poll() is not None:
                stderr = process.stderr.read().decode(errors="replace") if process.stderr else ""
                raise RuntimeError(f"no painted window: {' '.join(command)}\n{stderr}")
            fresh = [window for window in _viewable(screen) if window.id not in before]
            if any(_painted(window) for window in fresh):
                paint = time.perf_counter() - started
                break
            time.sleep(POLL)
        _wait_quiet(process, settle)
        return Start(paint, _memory(process))
    finally:
        process.kill()
        process.wait()


def warm() -> dict[str, str]:
    """The environment of a second start: compiled modules are kept, as on a user's PC."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _viewable(screen: display.Display) -> list[object]:
    found = []
    for window in screen.screen().root.query_tree().children:
        try:
            shape = window.get_geometry()
            if window.get_attributes().map_state == X.IsViewable and shape.width > 200 and shape.height > 150:
                found.append(window)
        except error.XError:
            continue  # closed meanwhile
    return found


def _painted(window: object) -> bool:
    """Whether the window's middle band shows more than one colour."""
    try:
        shape = window.get_geometry()  # type: ignore[attr-defined]
        band = window.get_image(  # type: ignore[attr-defined]
            0, shape.height // 3, shape.width, shape.height // 3, X.ZPixmap, 0xFFFFFFFF
        )
    except error.XError:
        return False
    data = band.data
    return any(data[at : at + 3] != data[:3] for at in range(0, len(data) - 4, 4 * 7))


def _wait_quiet(process: subprocess.Popen[bytes], settle: float) -> None:
    """Until the processor time of the process stands still for `settle` seconds."""
    watched = psutil.Process(process.pid)
    last, since = -1.0, time.perf_counter()
    deadline = since + LIMIT
    while time.perf_counter() - since < settle and time.perf_counter() < deadline:
        spent = sum(watched.cpu_times()[:2])
        if spent - last > 0.02:
            last, since = spent, time.perf_counter()
        time.sleep(0.05)


def _memory(process: subprocess.Popen[bytes]) -> float:
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    return sum(member.memory_info().rss for member in family) / 1e6
