"""One cell into several tasks."""

from __future__ import annotations

from app.intake.facts.splits import tasks_in


def test_a_numeral_of_a_term_ends_its_sentence() -> None:
    assert tasks_in("Gom số liệu học kỳ I. Ra quy chế mới.") == ("Gom số liệu học kỳ I", "Ra quy chế mới")
    assert tasks_in("Theo mẫu của Bộ A. Báo cáo") == ("Theo mẫu của Bộ A. Báo cáo",)
