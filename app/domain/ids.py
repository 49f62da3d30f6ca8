"""Random identifiers. An id is never used for order."""

from __future__ import annotations

import secrets


def new_id() -> str:
    """A fresh entity id: 20 lower-case hexadecimal characters (80 random bits)."""
    return secrets.token_hex(10)


def new_incarnation() -> str:
    """A fresh device incarnation (lần khởi tạo máy): 16 hexadecimal characters."""
    return secrets.token_hex(8)
