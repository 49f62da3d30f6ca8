"""An unexpected log record of level WARNING or above fails the test (style.md habit 3)."""

from __future__ import annotations

import logging
import re


class LogWatch(logging.Handler):
    """Collects records ≥ WARNING; called with a pattern, it expects one from then on."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._records: list[logging.LogRecord] = []
        self._expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._records.append(record)

    def __call__(self, pattern: str) -> None:
        """Expect at least one record whose message matches the regular expression."""
        self._expected.append(pattern)

    def complaints(self) -> list[str]:
        """What was logged unexpectedly, and what was expected and never logged."""
        texts = [f"{r.levelname} {r.name}: {r.getMessage()}" for r in self._records]
        unexpected = [t for t in texts if not any(re.search(p, t) for p in self._expected)]
        absent = [p for p in self._expected if not any(re.search(p, t) for t in texts)]
        return [f"unexpected log record: {t}" for t in unexpected] + [f"never logged: {p}" for p in absent]
