"""Random identifiers."""

from __future__ import annotations

import re

from app.domain.ids import new_id, new_incarnation


def test_form() -> None:
    assert re.fullmatch(r"[0-9a-f]{20}", new_id())
    assert re.fullmatch(r"[0-9a-f]{16}", new_incarnation())


def test_two_are_never_equal() -> None:
    assert len({new_id() for _ in range(1000)} | {new_incarnation() for _ in range(1000)}) == 2000
