"""Why a file could not be read as a plan; sentences in `resources/messages/intake.toml`."""

from __future__ import annotations

from app.domain.errors import Outcome


class IntakeFault(Outcome):
    """Faults of the file a person chose (lỗi của tệp kế hoạch)."""

    TOO_BIG = "intake.too_big"
    EMPTY = "intake.empty"
    NOT_TEXT = "intake.not_text"
    WORD_OR_PDF = "intake.word_or_pdf"
    NOT_A_PLAN = "intake.not_a_plan"
