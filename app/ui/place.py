"""What the pages before the book is open need to know: where the profile lies and what time it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.clock import Clock

# Account and password of the invented sample school; its password screen shows the password.
SAMPLE_ACCOUNT, SAMPLE_WORD = "hieu_truong", "MauSoCDS2026"


def _nobody(_profile: Path) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Place:
    profile: Path
    clock: Clock
    log_file: Path
    demo: bool = False
    read_accounts: Callable[[Path], tuple[str, ...]] = (
        _nobody  # ids that may open the book; raises WorldError
    )

    def sample(self) -> Place:
        """The sample school's own profile beside the real one."""
        folder = self.profile.with_name(f"{self.profile.name} - truong mau")
        return replace(self, profile=folder, demo=True)
