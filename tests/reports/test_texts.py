"""Words of the report."""

from __future__ import annotations

from app.domain.views import Cause
from app.reports import texts


def test_every_cause_has_words_and_own_words_stay() -> None:
    for cause in Cause:
        assert texts.cause_words(cause.value) != cause.value
    assert texts.cause_words("máy hỏng") == "máy hỏng"
