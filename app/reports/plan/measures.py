"""Widths of the annex tables' columns in mm; each row fills the width between the margins."""

from __future__ import annotations

from app.reports.plan.paper import AnnexKind

COLUMNS = {
    AnnexKind.TARGETS: (10, 66, 36, 31, 22),
    AnnexKind.TASKS: (10, 73, 30, 27, 25),
    AnnexKind.MONTHS: (28, 108, 66, 50),
}
