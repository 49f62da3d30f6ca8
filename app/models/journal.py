"""The journal's doorway: everything that changes, checks or exchanges shared rows."""

from app.models.audit import JournalReport, erase, history, replay, verify_journal
from app.models.conflicts import Conflict, conflicts
from app.models.merge import MergeReport, export_ops, import_ops, vector
from app.models.record import Applied, apply
from app.models.rows import shared_rows
from app.models.undo import Txn, last_undoable, transactions, undo

__all__ = [
    "Applied", "Conflict", "JournalReport", "MergeReport", "Txn", "apply", "conflicts", "erase",
    "export_ops", "history", "import_ops", "last_undoable", "replay", "shared_rows",
    "transactions", "undo", "vector", "verify_journal",
]  # fmt: skip
