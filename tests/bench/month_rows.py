"""From the derived data key to this month's rows: `month_rows.py PROFILE KEYFILE`."""

from __future__ import annotations

import sys
from pathlib import Path

from app.domain.clock import SystemClock
from app.domain.org import Role
from app.models.book import open_book
from app.services import months

book = open_book(
    Path(sys.argv[1]), Path(sys.argv[2]).read_bytes(), SystemClock(), actor="hieu_truong", role=Role.PRINCIPAL
)
print(len(months.month(book, 2026, 11).rows))
book.close()
