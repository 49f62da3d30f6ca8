"""Why a file could not be read as a plan; sentences in `resources/messages/intake.toml`."""

from __future__ import annotations

from app.domain.errors import Outcome


class IntakeFault(Outcome):
    """Faults of the file a person chose (lỗi của tệp kế hoạch)."""

    TOO_BIG = "intake.too_big"
    TOO_LONG = "intake.too_long"  # more pages, rows or columns than any plan
    EMPTY = "intake.empty"
    NOT_TEXT = "intake.not_text"
    OTHER_FORMAT = "intake.other_format"
    OLD_WORD = "intake.old_word"
    OLD_EXCEL = "intake.old_excel"
    NOT_CONVERTED = "intake.not_converted"
    ENCRYPTED = "intake.encrypted"
    DAMAGED = "intake.damaged"
    UNSAFE = "intake.unsafe"
    SCANNED = "intake.scanned"
    NOT_A_PLAN = "intake.not_a_plan"
