"""Files made to harm: a sentence, bounded memory, nothing executed."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import WorldError
from app.intake.draft import read_plan
from app.intake.outcomes import IntakeFault
from app.intake.readers import choose, xlsx, zipguard
from app.wording import say
from tests.intake.readers.made import sheet_file, word_file

MB = 1 << 20
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return path


def fault(path: Path) -> IntakeFault:
    with pytest.raises(WorldError) as caught:
        read_plan(path)
    assert say(caught.value.notice)
    assert isinstance(caught.value.outcome, IntakeFault)
    return caught.value.outcome


def test_a_word_file_that_unpacks_without_end(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bomb.docx", word__document_xml=b" " * (60 * MB))
    tracemalloc.start()
    try:
        assert fault(path) is IntakeFault.UNSAFE
        assert tracemalloc.get_traced_memory()[1] < 40 * MB
    finally:
        tracemalloc.stop()


def test_a_declared_size_is_not_believed(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bomb.docx", word__document_xml=b"\0" * (100 * MB))
    data = path.read_bytes().replace((100 * MB).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    path.write_bytes(data)
    assert fault(path) in (IntakeFault.UNSAFE, IntakeFault.DAMAGED)


def test_a_workbook_that_unpacks_without_end(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bomb.xlsx", xl__workbook_xml=b"<w/>", xl__sharedStrings_xml=b" " * (60 * MB))
    assert fault(path) is IntakeFault.UNSAFE


def test_too_many_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipguard, "MAX_ENTRIES", 3)
    assert fault(word_file(tmp_path / "a.docx")) is IntakeFault.UNSAFE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_never_resolved(tmp_path: Path, encoding: str) -> None:
    secret = tmp_path / "bí mật.txt"
    secret.write_text("mật khẩu", encoding="utf-8")
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
    )
    assert fault(zipped(tmp_path / "a.docx", word__document_xml=xml.encode(encoding))) is IntakeFault.UNSAFE


def test_tables_inside_tables_without_end(tmp_path: Path) -> None:
    inner = "<w:tbl><w:tr><w:tc>" * 70 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 70
    xml = f'<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'
    assert fault(zipped(tmp_path / "a.docx", word__document_xml=xml.encode())) is IntakeFault.UNSAFE


def sheet(tmp_path: Path, inner: str) -> Path:
    """The sample's spreadsheet with its sheet replaced."""
    path = sheet_file(tmp_path / "a.xlsx")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{main}">{inner}</worksheet>'.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def test_a_million_rows(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 1_000_001))
    assert fault(sheet(tmp_path, f"<sheetData>{rows}</sheetData>")) is IntakeFault.TOO_LONG


def test_more_rows_or_columns_than_a_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert fault(sheet(tmp_path, f"<sheetData>{far}</sheetData>")) is IntakeFault.TOO_LONG
    monkeypatch.setattr(xlsx, "MAX_ROWS", 8)
    assert fault(sheet_file(tmp_path / "b.xlsx")) is IntakeFault.TOO_LONG


def test_one_merged_cell_over_the_whole_sheet(tmp_path: Path) -> None:
    data = '<row r="1"><c r="A1" t="str"><v>Thơ</v></c></row>'
    path = sheet(
        tmp_path, f'<sheetData>{data}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    assert fault(path) is IntakeFault.NOT_A_PLAN


def test_macros_are_only_bytes(tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docm")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", OLE + b"Sub AutoOpen()")
    assert read_plan(path).header.number == "12"


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), IntakeFault.ENCRYPTED),
        (OLE + b"\0" * 600, IntakeFault.OTHER_FORMAT),
        (b"PK\x03\x04" + b"\0" * 600, IntakeFault.DAMAGED),
        (b"%PDF-1.7\n" + b"\0" * 600, IntakeFault.DAMAGED),
    ],
)
def test_what_the_first_bytes_tell(tmp_path: Path, data: bytes, outcome: IntakeFault) -> None:
    path = tmp_path / "Kế hoạch.docx"
    path.write_bytes(data)
    assert fault(path) is outcome


def test_an_archive_of_something_else(tmp_path: Path) -> None:
    assert fault(zipped(tmp_path / "a.docx", ppt__presentation_xml=b"<p/>")) is IntakeFault.OTHER_FORMAT


def test_a_file_too_big_to_be_a_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "MAX_BYTES", 1000)
    assert fault(word_file(tmp_path / "a.docx")) is IntakeFault.TOO_BIG


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_office_files_give_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Cut off or with changed bytes, also inside the parts."""
    folder = tmp_path_factory.mktemp("damaged")
    make = data.draw(st.sampled_from([word_file, sheet_file]))
    whole = _once(make)
    if data.draw(st.booleans()):
        broken = whole[: data.draw(st.integers(4, len(whole)))]
    else:
        at = data.draw(st.integers(4, len(whole) - 1))
        broken = whole[:at] + data.draw(st.binary(min_size=1, max_size=8)) + whole[at + 1 :]
    (folder / "a.docx").write_bytes(broken)
    try:
        read_plan(folder / "a.docx")
    except WorldError as error:
        assert say(error.notice)


_MADE: dict[object, bytes] = {}


def _once(make: object) -> bytes:
    if make not in _MADE:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            _MADE[make] = make(Path(folder, "a")).read_bytes()  # type: ignore[operator]
    return _MADE[make]
