"""Entry names a package may carry: readable on every system, one meaning each."""

from __future__ import annotations

from app.domain.text import nfc

MAX_NAME = 240
_ILLEGAL = frozenset('\\:*?"<>|')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
)


def is_safe(name: str) -> bool:
    """False for absolute, drive and `..` paths, names Windows refuses, and names over `MAX_NAME`."""
    if not name or len(name) > MAX_NAME or name != nfc(name):
        return False
    if any(char in _ILLEGAL or ord(char) < 32 or ord(char) == 127 for char in name):
        return False
    return all(_safe_step(step) for step in name.split("/"))


def _safe_step(step: str) -> bool:
    if step in ("", ".", "..") or step[-1] in ". ":
        return False
    return step.partition(".")[0].rstrip().casefold() not in _RESERVED


def clash_key(name: str) -> str:
    """Equal for two names that some file system takes for one."""
    return nfc(nfc(name).casefold())
