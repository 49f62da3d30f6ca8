"""One plan, many files: Word, PDF, spreadsheet and old formats give the draft of the Markdown."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from app.domain.errors import Cancelled, WorldError
from app.domain.plan import PlanDraft, TargetDraft, TaskDraft, Use
from app.intake.draft import read_plan
from app.intake.outcomes import IntakeFault
from app.intake.readers import office
from tests.intake.readers.made import pdf_file, sheet_file, word_file
from tests.intake.shared import sample

LIBRE = pytest.mark.skipif(office.soffice() is None, reason="LibreOffice is not installed")


def target(one: TargetDraft) -> tuple[object, ...]:
    return one.number, one.group, one.words, one.clauses, one.binds


def task(one: TaskDraft) -> tuple[object, ...]:
    return one.row, one.words, one.products, one.leads, one.coordinators, one.schedule, one.group


def facts(draft: PlanDraft) -> dict[str, object]:
    """What a draft says, without where its words stand."""
    return {
        "header": draft.header,
        "bases": [(b.kind, b.number, b.issued_on, b.issuer, b.subject) for b in draft.bases],
        "targets": [target(one) for one in draft.targets],
        "tasks": [task(one) for one in draft.tasks],
        "duties": [(d.period, d.recipient, d.rule, d.inherited) for d in draft.duties],
        "flags": [(f.kind, f.values) for f in draft.flags],
    }


def saved_again(path: Path, kind: str) -> Path:
    """`path` opened and saved as `kind` by LibreOffice."""
    folder = path.parent / f"as-{kind}"
    profile = path.parent / "profile"
    program = [str(office.soffice()), f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    orders = ["--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run([*program, *orders], check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.{kind}"


def test_word(tmp_path: Path) -> None:
    assert facts(read_plan(word_file(tmp_path / "Kế hoạch.docx"))) == facts(sample())


def test_pdf(tmp_path: Path) -> None:
    draft = read_plan(pdf_file(tmp_path / "Kế hoạch.pdf"))
    assert facts(draft) == facts(sample())
    pages = [paragraph.page for paragraph in draft.paragraphs]
    assert pages == sorted(pages)
    assert set(pages) == set(range(1, max(pages) + 1))
    assert max(pages) >= 4
    assert all(one.source.page for one in draft.targets)
    assert not [p for p in draft.paragraphs if p.text.strip().isdecimal()]  # page numbers


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 0, 2, 1), (1, 3, 0, 2)])
def test_spreadsheet_in_any_column_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    draft = read_plan(sheet_file(tmp_path / "Phụ lục.xlsx", order))
    assert [task(one) for one in draft.tasks] == [task(one) for one in sample().tasks if one.row]
    assert draft.header.year_from == 2026


def test_the_name_says_nothing(tmp_path: Path) -> None:
    """A Word file named .pdf, a spreadsheet named .xls, a PDF named .txt."""
    assert read_plan(word_file(tmp_path / "a.pdf")).header.number == "12"
    assert read_plan(pdf_file(tmp_path / "b.txt")).header.number == "12"
    sheet_file(tmp_path / "c.xlsx").rename(tmp_path / "c.xls")
    assert read_plan(tmp_path / "c.xls").tasks


@LIBRE
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["docx", "odt", "rtf"])
def test_word_saved_again_by_libreoffice(tmp_path: Path, kind: str) -> None:
    again = facts(read_plan(saved_again(word_file(tmp_path / "plan.docx"), kind)))
    wanted = facts(sample())
    if kind == "odt":  # LibreOffice itself turns "+" into a round bullet
        for side in (again, wanted):
            side["targets"] = [one[1:] for one in side["targets"]]
    assert again == wanted


@LIBRE
@pytest.mark.slow
def test_old_word_goes_through_libreoffice(tmp_path: Path) -> None:
    """The month table is not compared: LibreOffice's own .doc loses it."""
    draft = read_plan(saved_again(word_file(tmp_path / "plan.docx"), "doc"))
    assert draft.header == sample().header
    assert [one.words for one in draft.targets] == [one.words for one in sample().targets]


@LIBRE
@pytest.mark.slow
def test_a_pdf_made_by_libreoffice(tmp_path: Path) -> None:
    draft = facts(read_plan(saved_again(word_file(tmp_path / "plan.docx"), "pdf")))
    wanted = facts(sample())
    assert [draft[key] for key in ("targets", "tasks", "duties")] == [
        wanted[key] for key in ("targets", "tasks", "duties")
    ]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), IntakeFault.OLD_WORD),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), IntakeFault.OLD_EXCEL),
        (b"{\\rtf1 Plan}", IntakeFault.OLD_WORD),
    ],
)
def test_old_formats_without_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, fault: IntakeFault
) -> None:
    monkeypatch.setattr(office, "soffice", lambda: None)
    path = tmp_path / "Kế hoạch.doc"
    path.write_bytes(data)
    with pytest.raises(WorldError) as caught:
        read_plan(path)
    assert caught.value.outcome is fault


def slow_program(folder: Path, body: str) -> str:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize("body", ["exit 1", "exec sleep 60"])
def test_a_converter_that_fails_or_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    program = slow_program(tmp_path, body)
    monkeypatch.setattr(office, "soffice", lambda: program)
    monkeypatch.setattr(office, "LIMIT_SECONDS", 0.3)
    path = tmp_path / "a.doc"
    path.write_bytes(b"{\\rtf1 x}")
    with pytest.raises(WorldError) as caught:
        read_plan(path)
    assert caught.value.outcome is IntakeFault.NOT_CONVERTED


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx", "rtf"])
def test_cancelling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "rtf":
        program = slow_program(tmp_path, "exec sleep 60")
        monkeypatch.setattr(office, "soffice", lambda: program)
        path.write_bytes(b"{\\rtf1 x}")
    else:
        {"docx": word_file, "pdf": pdf_file, "xlsx": sheet_file}[kind](path)

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_plan(path, stop)


@pytest.mark.parametrize("make", [word_file, pdf_file, sheet_file])
def test_every_word_is_in_some_paragraph(tmp_path: Path, make: object) -> None:
    """Against the same file's own words as the source has them."""
    draft = read_plan(make(tmp_path / "plan"))  # type: ignore[operator]
    words = " ".join(" ".join(p.text for p in draft.paragraphs).split())
    for one in sample().tasks:
        assert one.row == 0 or one.words in words
    assert all(p.use is not None and p.use in Use for p in draft.paragraphs)
