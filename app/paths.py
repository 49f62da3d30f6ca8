"""Where the program's own read-only resources and the user's data live.

Standard library only: every package may import it. `resources()` also works in a
frozen (PyInstaller onedir) program.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

APP_FOLDER = "So CDS"


def resources() -> Path:
    """The folder that holds fonts, icons, messages, templates and the sample school."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "resources"


def default_profile() -> Path:
    """The profile folder used when neither `--profile` nor SOCDS_PROFILE names one."""
    named = os.environ.get("SOCDS_PROFILE")
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / APP_FOLDER
