"""The recovery code (mã khôi phục): 160 random bits as 8 groups of 4 characters, printed once.

Crockford's alphabet has no I, L, O, U; a typed I or L is read as 1, an O as 0.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from app.domain.errors import WorldError
from app.domain.text import nfc
from app.store.outcomes import StoreFault

GROUPS = 8
GROUP_LENGTH = 4
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES = str.maketrans("ILO", "110")
_SEPARATORS = re.compile(r"[\s\-–—_.,;:/]+")


def as_typed(text: str) -> str:
    """Upper case with look-alikes read as meant; spaces and dashes stay."""
    return nfc(text).upper().translate(_LOOK_ALIKES)


@dataclass(frozen=True)
class RecoveryCode:
    groups: tuple[str, ...]  # 8 groups of 4 characters of the alphabet

    def __str__(self) -> str:
        return "-".join(self.groups)

    @property
    def secret(self) -> bytes:
        """The 20 bytes the code stands for."""
        number = 0
        for char in "".join(self.groups):
            number = number * 32 + _ALPHABET.index(char)
        return number.to_bytes(GROUPS * GROUP_LENGTH * 5 // 8, "big")

    @classmethod
    def random(cls) -> RecoveryCode:
        return cls(
            tuple("".join(secrets.choice(_ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
        )

    @classmethod
    def parse(cls, text: str) -> RecoveryCode:
        """A typed code; case, spaces and dashes do not matter.

        Raises WorldError: RECOVERY_GROUP(group, 1-based) for a group with a wrong length or character,
        RECOVERY_LENGTH(count) when the number of characters is wrong and no group can be blamed.
        """
        words = [word for word in _SEPARATORS.split(as_typed(text)) if word]
        if len(words) != GROUPS:  # typed in one go, or apart at other places
            joined = "".join(words)
            words = [joined[i : i + GROUP_LENGTH] for i in range(0, len(joined), GROUP_LENGTH)]
            if len(joined) != GROUPS * GROUP_LENGTH:
                raise WorldError(
                    StoreFault.RECOVERY_LENGTH, count=len(joined), expected=GROUPS * GROUP_LENGTH
                )
        for number, word in enumerate(words, 1):
            if len(word) != GROUP_LENGTH or not set(word) <= set(_ALPHABET):
                raise WorldError(StoreFault.RECOVERY_GROUP, group=number, typed=word)
        return cls(tuple(words))
