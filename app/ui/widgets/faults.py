"""A fault as one line of text, for pages that show it beside what caused it."""

from __future__ import annotations

import logging

from app.domain.errors import Cancelled, Notice, WorldError
from app.ui import texts

log = logging.getLogger(__name__)


def sentence_of(error: Exception | Notice) -> str:
    """The sentence and the next step of a world's fault; a plain excuse (and a log line) for ours."""
    if isinstance(error, WorldError | Notice):
        from app.wording import say

        said = say(error)
        return f"{said.text} {said.next_step}".strip()
    if isinstance(error, Cancelled):
        return texts.STOPPED
    log.error("a use case failed", exc_info=error)
    return texts.OUR_FAULT
