"""Suggestions while the school is described; the person may overwrite each of them."""

from __future__ import annotations

from app.domain.org import SchoolKind
from app.domain.text import nfc
from app.ui.first_run.texts import KIND_WORDS, PREFIXES, SYMBOLS


def own_name(name: str) -> str:
    """The part after the words of the school's kind: "Sông Hồng"."""
    rest = " ".join(nfc(name).split())
    shortened = True
    while shortened:
        shortened = False
        for words in sorted(KIND_WORDS, key=len, reverse=True):
            if (rest.lower() + " ").startswith(words + " "):
                rest = rest[len(words) :].lstrip()
                shortened = True
                break
    return rest


def symbol(kind: SchoolKind, name: str) -> str:
    """Ký hiệu in document numbers: the kind and the initials of the own name ("THSH")."""
    initials = "".join(word[0].upper() for word in own_name(name).split() if word[0].isalnum())
    return SYMBOLS[kind] + initials


def prefix(kind: SchoolKind) -> str:
    """What a school of this kind is usually called before its own name."""
    return PREFIXES[kind]
