"""The plan's PDF says what the paper says, in its order, on pages of the right shape."""

from __future__ import annotations

import re

import pytest

from app.reports import layout as at
from app.reports.plan.paper import ROMAN, labelled
from app.reports.plan.pdf import render_pdf
from tests.reports.paper import Paper
from tests.reports.plan.samples import PAPERS


def squeezed(text):
    return re.sub(r"\s+", "", text)


def whole(paper):
    printed = Paper(render_pdf(paper).pdf)
    return printed, squeezed("".join(printed.text(n) for n in range(len(printed.pages))))


@pytest.mark.parametrize("name", PAPERS)
def test_every_word_of_the_paper_is_there_in_order(name):
    paper = PAPERS[name]
    _, text = whole(paper)
    wanted = [paper.title, paper.subject, *paper.bases, *paper.opening]
    for number, section in zip(ROMAN, paper.sections, strict=False):
        wanted.append(f"{number}. {section.title}")
        wanted += [f"{label} {entry.words}" for label, entry in labelled(section)]
    wanted.append(paper.closing)
    for annex in paper.printed:
        wanted += [annex.label, annex.title, annex.pointer, *annex.heads[:1]]
    at_char = 0
    for words in wanted:
        found = text.find(squeezed(words), at_char)
        if found < 0:  # broken by a page number
            found = re.compile(r"\d*".join(map(re.escape, squeezed(words)))).search(text, at_char).start()
        at_char = found


@pytest.mark.parametrize("name", ["full", "coordinated", "long"])
def test_every_cell_is_in_the_tables(name):
    paper = PAPERS[name]
    _, text = whole(paper)
    for annex in paper.printed:
        for row in annex.rows:
            assert all(squeezed(line) in text for cell in row.cells for line in cell.split("\n"))


def test_the_month_list_lies_across_and_counts_its_own_pages():
    printed, _ = whole(PAPERS["long"])
    sizes = [page.get_size() for page in printed.pages]
    across = [n for n, (width, height) in enumerate(sizes) if width > height]
    assert len(across) > 1
    assert across == list(range(across[0], len(sizes)))
    assert printed.text(across[0]).startswith("Phụ lục")
    number = printed.find(across[1], "2")
    assert number.size == at.PAGE_NUMBER_PT
    assert number.baseline == pytest.approx(at.PAGE_WIDTH - at.PAGE_NUMBER_FROM_TOP, abs=1)
    assert printed.text(across[1]).startswith("2 Tháng")


def test_fields_for_number_date_and_signatures_are_told():
    rendered = render_pdf(PAPERS["draft"])
    assert rendered.fields.number.page == rendered.fields.date.page == 0
    assert rendered.fields.person.page == rendered.fields.seal.page >= 1
    assert rendered.pages == len(Paper(rendered.pdf).pages)


def test_the_same_paper_gives_the_same_bytes():
    assert render_pdf(PAPERS["full"]).pdf == render_pdf(PAPERS["full"]).pdf
