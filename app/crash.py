"""Numbered points at which a test kills the program, to see that nothing half-done survives.

Standard library only; every package may import it.
"""

from __future__ import annotations

import os
import signal
import sys

VARIABLE = "SOCDS_CRASH_AT"


def point(name: str) -> None:
    """Die here without any clean-up when the environment says so (as on a power cut)."""
    if os.environ.get(VARIABLE) != name:
        return
    if sys.platform == "win32":
        os._exit(137)
    os.kill(os.getpid(), signal.SIGKILL)
