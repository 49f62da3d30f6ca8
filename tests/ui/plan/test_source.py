"""The sentence of a row in the plan's own text."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from app.domain.views import SourceLine
from app.ui.plan.source import SourceText

LINES = tuple(
    SourceLine(number, number + 1, text, "target")
    for number, text in enumerate(
        ["### I. CHỈ TIÊU", r"Nhà trường phấn đấu $\geq 80\%$ quy trình số hóa; trong đó 50% ký số.", ""]
        + [f"Đoạn thứ {number}." for number in range(3, 60)]
    )
)


def shown(qtbot: QtBot) -> SourceText:
    text = SourceText()
    qtbot.addWidget(text)
    text.resize(400, 200)
    text.show()
    text.show_lines(LINES)
    return text


def test_only_the_sentence_is_lit_where_a_paragraph_holds_more(qtbot: QtBot) -> None:
    text = shown(qtbot)
    assert text.light_up(((1, "trong đó 50% ký số."),))
    assert text.lit() == ["trong đó 50% ký số."]
    text.light_up(((1, r"$\geq 80\%$ quy trình"),))
    assert text.lit() == ["≥ 80% quy trình"]


def test_words_that_are_not_there_light_the_whole_paragraph(qtbot: QtBot) -> None:
    text = shown(qtbot)
    assert text.light_up(((3, "không có chữ này"),))
    assert text.lit() == ["Đoạn thứ 3."]


def test_both_sides_are_lit_and_the_first_is_scrolled_to(qtbot: QtBot) -> None:
    text = shown(qtbot)
    text.light_up(((40, "Đoạn thứ 40."), (50, "Đoạn thứ 50.")))
    assert text.lit() == ["Đoạn thứ 40.", "Đoạn thứ 50."]
    marks = text.extraSelections()
    place = text.cursorRect(QTextCursor(marks[0].cursor))
    assert text.viewport().rect().contains(place.center())


def test_a_paragraph_that_is_not_in_the_text(qtbot: QtBot) -> None:
    assert not shown(qtbot).light_up(((2, "x"), (999, "y")))
