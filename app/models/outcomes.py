"""Outcomes of the journal (nhật ký)."""

from __future__ import annotations

from app.domain.errors import Outcome


class JournalFault(Outcome):
    """Refusals of undo and erasure, and what a check of the journal can find."""

    LATER_CHANGE = "journal.later_change"
    DEPENDS_SIGNED = "journal.depends_signed"
    NOT_UNDOABLE = "journal.not_undoable"
    UNKNOWN_TXN = "journal.unknown_txn"
    # findings of `verify_journal`
    GAP = "journal.gap"
    CHAIN_BROKEN = "journal.chain_broken"
    VALUE_CHANGED = "journal.value_changed"
    VALUE_MISSING = "journal.value_missing"
    TIP_WRONG = "journal.tip_wrong"
    HEADS_WRONG = "journal.heads_wrong"
    QUARANTINED = "journal.quarantined"
