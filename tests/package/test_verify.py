"""One flipped bit anywhere is found, and the sentence names the one bad file."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import wording
from app.domain.errors import FileFault, WorldError
from app.package import asic, manifest
from app.package.outcomes import GOOD, NOTES, Overall, PackageOutcome
from app.package.verify import Limits, verify_package
from tests.package.samples import (
    AT,
    PROOFS,
    FixedSigner,
    LenientJudge,
    Region,
    check,
    check_bytes,
    facts,
    outcomes,
    regions,
    rezip,
    signed_list,
    whole,
    write,
)


def flipped(offset: int, bit: int) -> bytes:
    data = bytearray(whole())
    data[offset] ^= 1 << bit
    return bytes(data)


def test_untouched_package_holds(tmp_path: Path) -> None:
    verdict = check_bytes(tmp_path, whole())
    assert verdict.overall is Overall.HOLDS
    assert wording.say(verdict.headline).text == (
        "Gói báo cáo tháng 11 năm 2026 của Trường Tiểu học Sông Hồng còn nguyên vẹn: "
        "5 tệp đúng như lúc ký, người ký: Nguyễn Thị Thu Hường."
    )
    assert {notice.outcome for notice in verdict.findings} == GOOD
    assert verdict.goi is not None
    assert verdict.files == len(verdict.goi.items) == 5


def test_regions_are_the_whole_file() -> None:
    assert [r.start for r in regions()[1:]] == [r.stop for r in regions()[:-1]]
    assert (regions()[0].start, regions()[-1].stop) == (0, len(whole()))


@pytest.mark.parametrize("region", regions(), ids=lambda region: region.name.replace(" ", "-"))
def test_every_flipped_bit_of_every_region_is_found(tmp_path: Path, region: Region) -> None:
    """One bit of every byte; of the first and last header and of the end all eight bits."""
    path = tmp_path / "trial.asice"
    path.write_bytes(whole())
    all_bits = region.name in ("header of mimetype", "header of META-INF/signature.p7s", "end")
    bits = range(8) if all_bits else (None,)
    with path.open("r+b", buffering=0) as file:
        for offset in range(region.start, region.stop):
            for bit in bits:
                changed = whole()[offset] ^ (1 << (offset % 8 if bit is None else bit))
                file.seek(offset)
                file.write(bytes([changed]))
                verdict = check(path)
                assert verdict.overall in (Overall.BROKEN, Overall.NOT_A_PACKAGE), (offset, bit)
                assert wording.say(verdict.headline).text
            file.seek(offset)
            file.write(whole()[offset : offset + 1])
    assert check(path).overall is Overall.HOLDS


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        ("data/0002.xlsx", PROOFS[1][0]),
        ("data/bao-cao.pdf", "Báo cáo tháng 11 năm 2026"),
        ("MO-TOI.html", "Trang mở đầu: mục lục của gói"),
        ("META-INF/signature.p7s", "Chữ ký số của gói"),
        ("META-INF/ASiCManifest.xml", "Danh sách tệp được ký"),
    ],
)
def test_the_one_changed_file_is_named(tmp_path: Path, entry: str, title: str) -> None:
    region = next(r for r in regions() if r.name == f"data of {entry}")
    offset = region.start if entry != "META-INF/ASiCManifest.xml" else region.stop - 90
    verdict = check_bytes(tmp_path, flipped(offset, 0))
    assert verdict.headline.outcome is PackageOutcome.ONLY_ONE_CHANGED
    others = 5 if entry.startswith("META") else 4
    assert wording.say(verdict.headline).text == (
        f"Chỉ tệp “{title}” ({entry}) bị thay đổi so với lúc ký; {others} tệp khác còn nguyên."
    )


def test_changed_list_is_named_alone(tmp_path: Path) -> None:
    place = whole().index("Thiếu máy".encode())
    verdict = check_bytes(tmp_path, flipped(place, 0))
    assert verdict.headline.outcome is PackageOutcome.ONLY_ONE_CHANGED
    assert verdict.headline.params["entry"] == "goi.json"


def test_several_changed_files_are_named(tmp_path: Path) -> None:
    data = bytearray(whole())
    for name in ("data/0001.jpg", "data/0003.pdf"):
        data[next(r for r in regions() if r.name == f"data of {name}").start] ^= 1
    verdict = check_bytes(tmp_path, bytes(data))
    assert wording.say(verdict.headline).text == (
        "2 tệp bị thay đổi so với lúc ký: Ảnh tập huấn kỹ năng số cho giáo viên; Biên bản họp tổ khối 3; "
        "3 tệp khác còn nguyên."
    )


@given(st.integers(min_value=0))
def test_every_cut_is_found(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    cut %= len(whole())
    verdict = check_bytes(tmp_path_factory.getbasetemp(), whole()[:cut])
    first = next(r for r in regions() if r.name == "data of mimetype").stop
    if cut >= first:
        assert "TRUNCATED" in outcomes(verdict)
    assert verdict.overall is (Overall.BROKEN if cut >= first else Overall.NOT_A_PACKAGE)


def test_a_cut_package_is_not_taken_for_the_document_at_its_end(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as document:
        document.writestr("word/document.xml", "Biên bản")
    path = write(tmp_path, [*PROOFS, ("Biên bản cuối", "bien-ban.docx", "application/zip", inner.getvalue())])
    data = path.read_bytes()
    for cut in (1, 30, 300):
        verdict = check_bytes(tmp_path, data[:-cut])
        assert verdict.headline.outcome is PackageOutcome.TRUNCATED, cut


def test_cut_package_still_tells_whose_it_is(tmp_path: Path) -> None:
    end = next(r for r in regions() if r.name == "header of data/0002.xlsx").stop
    verdict = check_bytes(tmp_path, whole()[:end])
    assert verdict.headline.outcome is PackageOutcome.TRUNCATED
    missing = [n.params["title"] for n in verdict.findings if n.outcome is PackageOutcome.FILE_MISSING]
    assert missing == [PROOFS[1][0], PROOFS[2][0]]


@pytest.mark.parametrize(
    ("data", "finding"),
    [
        (b"junk" + whole(), "PREFIX_BYTES"),
        (whole() + b"x", "TRAILING_BYTES"),
        (whole() + whole(), "PREFIX_BYTES"),
        (b"", "NOT_A_CONTAINER"),
        (b"\0" * 5000, "NOT_A_CONTAINER"),
        (b"%PDF-1.7 not a package", "NOT_A_CONTAINER"),
    ],
)
def test_bytes_around_a_package(tmp_path: Path, data: bytes, finding: str) -> None:
    verdict = check_bytes(tmp_path, data)
    assert finding in outcomes(verdict)
    assert verdict.overall in (Overall.BROKEN, Overall.NOT_A_PACKAGE)


def canonical(files: dict[str, bytes] | list[tuple[str, bytes]]) -> bytes:
    from app.package.zipform import ZipSink

    out = io.BytesIO()
    sink = ZipSink(out)
    for name, data in files.items() if isinstance(files, dict) else files:
        sink.add(name, len(data), io.BytesIO(data))
    sink.finish()
    return out.getvalue()


def contents() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(whole())) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_canonical_rebuild_is_the_same_package() -> None:
    assert canonical(contents()) == whole()


def test_extra_file_is_refused(tmp_path: Path) -> None:
    verdict = check_bytes(tmp_path, canonical(contents() | {"data/9999.jpg": b"slipped in"}))
    assert verdict.headline.outcome is PackageOutcome.FILE_UNCOVERED
    verdict = check_bytes(tmp_path, canonical(contents() | {"META-INF/manifest.xml": b"<x/>"}))
    assert verdict.headline.outcome is PackageOutcome.FILE_UNCOVERED


def test_removed_file_is_named(tmp_path: Path) -> None:
    left = contents()
    del left["data/0003.pdf"]
    verdict = check_bytes(tmp_path, canonical(left))
    assert verdict.headline.outcome is PackageOutcome.FILE_MISSING
    assert verdict.headline.params["title"] == "Biên bản họp tổ khối 3"


@pytest.mark.parametrize("name", ["META-INF/signature.p7s", "META-INF/ASiCManifest.xml"])
def test_missing_signature(tmp_path: Path, name: str) -> None:
    left = contents()
    del left[name]
    assert "SIGNATURE_MISSING" in outcomes(check_bytes(tmp_path, canonical(left)))


@pytest.mark.parametrize("name", ["data/0001.jpg", "DATA/0001.JPG", "Goi.json"])
def test_two_files_for_one_name(tmp_path: Path, name: str) -> None:
    verdict = check_bytes(tmp_path, canonical([*contents().items(), (name, b"other")]))
    assert "DUPLICATE_NAME" in outcomes(verdict)
    assert verdict.overall is Overall.BROKEN


@pytest.mark.parametrize(
    "name",
    [
        "/etc/x",
        "../x",
        "data/../../x",
        "C:/x",
        "data\\x",
        "data/",
        "a//b",
        "con.txt",
        "x" * 241,
        "a|b",
        "a. ",
    ],
)
def test_unsafe_names_are_refused(tmp_path: Path, name: str) -> None:
    verdict = check_bytes(tmp_path, canonical([*contents().items(), (name, b"")]))
    assert "BAD_NAME" in outcomes(verdict)
    assert verdict.overall is Overall.BROKEN


def test_mimetype_must_be_first_and_right(tmp_path: Path) -> None:
    files = contents()
    moved = [(n, d) for n, d in files.items() if n != "mimetype"] + [("mimetype", files["mimetype"])]
    assert outcomes(check_bytes(tmp_path, canonical(moved)))[0] == "MIMETYPE_WRONG"
    verdict = check_bytes(tmp_path, canonical(files | {"mimetype": b"application/zip"}))
    assert outcomes(verdict)[0] == "MIMETYPE_WRONG"


def test_header_and_directory_must_name_the_same_file(tmp_path: Path) -> None:
    data = whole()
    last = data.rindex(b"data/0001.jpg")
    verdict = check_bytes(tmp_path, data[:last] + b"data/0001.exe" + data[last + 13 :])
    assert "HEADER_CHANGED" in outcomes(verdict)
    assert verdict.overall is Overall.BROKEN
    foreign = rezip(data)
    last = foreign.rindex(b"data/0001.jpg")
    verdict = check_bytes(tmp_path, foreign[:last] + b"data/0001.exe" + foreign[last + 13 :])
    assert "HEADER_CHANGED" in outcomes(verdict)
    assert verdict.overall is Overall.BROKEN


def test_gap_between_entries_is_found(tmp_path: Path) -> None:
    """Bytes no directory names: hidden between the files and the directory, offsets put right."""
    data = whole()
    start = next(r for r in regions() if r.name == "directory").start
    end = bytearray(data[-22:])
    struct.pack_into("<I", end, 16, start + 4)
    verdict = check_bytes(tmp_path, data[:start] + b"hide" + data[start:-22] + bytes(end))
    assert "DIRECTORY_CHANGED" in outcomes(verdict)


def test_another_programs_container_is_only_noted(tmp_path: Path) -> None:
    verdict = check_bytes(tmp_path, rezip(whole()))
    assert verdict.overall is Overall.HOLDS_WITH_NOTES
    assert outcomes(verdict)[0] == "FOREIGN_FORM"
    last = check_bytes(tmp_path, rezip(whole(), order=lambda names: [*names[1:], names[0]]))
    assert last.overall is Overall.HOLDS_WITH_NOTES
    assert "FOREIGN_MIMETYPE" in outcomes(last)


@pytest.mark.parametrize("after", ["data/0001.jpg", "META-INF/signature.p7s"])
def test_hidden_bytes_in_a_foreign_container_are_refused(tmp_path: Path, after: str) -> None:
    """Behind one entry's data, before the next header or the directory; all offsets put right."""
    data = rezip(whole())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        infos, start = package.infolist(), package.start_dir
    index = next(n for n, info in enumerate(infos) if info.filename == after) + 1
    place = infos[index].header_offset if index < len(infos) else start
    made = bytearray(data[:place] + b"hide" + data[place:])
    record = start + 4
    for info in infos:
        if info.header_offset >= place:
            struct.pack_into("<I", made, record + 42, info.header_offset + 4)
        record += 46 + len(info.filename)
    struct.pack_into("<I", made, len(made) - 6, start + 4)
    with zipfile.ZipFile(io.BytesIO(bytes(made))) as package:
        assert package.testzip() is None
    verdict = check_bytes(tmp_path, bytes(made))
    assert verdict.overall is Overall.BROKEN


class Pipe(io.RawIOBase):
    """Cannot be wound back, so zipfile writes data descriptors."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.data += memoryview(data)  # type: ignore[arg-type]
        return len(memoryview(data))  # type: ignore[arg-type]


def test_streamed_foreign_container_is_read(tmp_path: Path) -> None:
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w") as new:  # type: ignore[arg-type]
        for name, data in contents().items():
            new.writestr(name, data)
    assert check_bytes(tmp_path, bytes(pipe.data)).overall is Overall.HOLDS_WITH_NOTES


def test_changed_file_in_a_foreign_container_is_named(tmp_path: Path) -> None:
    verdict = check_bytes(tmp_path, rezip(whole(), replaced={"data/0001.jpg": b"\xff\xd8 photo two"}))
    assert verdict.headline.outcome is PackageOutcome.ONLY_ONE_CHANGED
    assert verdict.headline.params["entry"] == "data/0001.jpg"


def test_compressed_entries_are_refused(tmp_path: Path) -> None:
    verdict = check_bytes(tmp_path, rezip(whole(), method=zipfile.ZIP_DEFLATED))
    assert "COMPRESSED" in outcomes(verdict)
    assert verdict.overall is Overall.BROKEN


def test_any_other_zip_is_not_a_report_package(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        new.writestr("word/document.xml", "<w/>")
    assert check_bytes(tmp_path, out.getvalue()).overall is Overall.NOT_A_PACKAGE


def with_list(change: bytes, by: bytes) -> bytes:
    text = contents()["META-INF/ASiCManifest.xml"]
    assert change in text
    return canonical(contents() | {"META-INF/ASiCManifest.xml": text.replace(change, by, 1)})


@pytest.mark.parametrize(
    ("change", "by"),
    [
        (b"<asic:ASiC", b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><asic:ASiC'),
        (b"xmlenc#sha256", b"xmldsig#sha1"),
        (b"<asic:DataObjectReference", b'<asic:SigReference URI="a"/><asic:DataObjectReference'),
        (b'URI="data/0001.jpg"', b'URI="data/0002.xlsx"'),
        (b"<asic:DataObjectReference", b"<asic:Other/><asic:DataObjectReference"),
        (b"</asic:ASiCManifest>", b""),
    ],
)
def test_signed_list_with_two_meanings_is_refused(tmp_path: Path, change: bytes, by: bytes) -> None:
    verdict = check_bytes(tmp_path, with_list(change, by), LenientJudge())
    assert "SIGNED_LIST_UNREADABLE" in outcomes(verdict)
    assert verdict.overall is Overall.BROKEN


def test_entities_of_a_signed_list_are_not_read() -> None:
    secret = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    with pytest.raises(asic.BadManifest, match="DOCTYPE"):
        asic.read_manifest(signed_list().replace(b"<asic:ASiC", secret + b"<asic:ASiC", 1))


def test_two_signatures_for_one_list_are_refused(tmp_path: Path) -> None:
    files = contents() | {"META-INF/signature002.p7s": b"again"}
    assert "SIGNATURE_AMBIGUOUS" in outcomes(check_bytes(tmp_path, canonical(files)))


def second_signature(references: list[asic.Reference]) -> bytes:
    made = asic.write_manifest(references, "META-INF/signature002.p7s")
    return canonical(
        contents() | {"META-INF/ASiCManifest002.xml": made, "META-INF/signature002.p7s": b"seal"}
    )


def test_second_signer_over_the_same_files(tmp_path: Path) -> None:
    references = list(asic.read_manifest(signed_list()).references)
    verdict = check_bytes(tmp_path, second_signature(references), LenientJudge())
    assert verdict.overall is Overall.HOLDS
    assert [s.entry for s in verdict.signatures] == ["META-INF/signature.p7s", "META-INF/signature002.p7s"]
    verdict = check_bytes(tmp_path, second_signature(references[:-1]), LenientJudge())
    assert verdict.headline.outcome is PackageOutcome.FILE_UNCOVERED


def test_too_large_is_refused_before_hashing(tmp_path: Path) -> None:
    path = write(tmp_path)
    small = verify_package(path, LenientJudge(), AT, limits=Limits(control=10))
    assert "TOO_BIG" in outcomes(small)
    with zipfile.ZipFile(path) as container:
        sizes = {entry.filename: entry.file_size for entry in container.infolist()}
    together = sum(size for name, size in sizes.items() if not name.startswith(("data/", "MO-TOI")))
    assert verify_package(path, LenientJudge(), AT, limits=Limits(control=together)).overall is Overall.HOLDS
    many = verify_package(path, LenientJudge(), AT, limits=Limits(control=together - 1))
    assert "TOO_BIG" in outcomes(many)  # many small lists fill the memory as one large one does
    assert verify_package(path, LenientJudge(), AT, limits=Limits(container=10)).overall is Overall.BROKEN


def test_size_against_the_list_is_judged_before_hashing(tmp_path: Path) -> None:
    hashed: list[int] = []
    path = tmp_path / "big.asice"
    path.write_bytes(canonical(contents() | {"data/0001.jpg": b"\0" * 3_000_000}))
    verdict = verify_package(path, LenientJudge(), AT, lambda done, total: hashed.append(done))
    assert verdict.headline.params["entry"] == "data/0001.jpg"
    assert hashed[-1] < 100_000


@pytest.mark.parametrize(
    ("changed", "overall", "finding"),
    [
        ({"trusted": False, "problem": "sign.no_chain"}, Overall.UNTRUSTED, "SIGNER_NOT_TRUSTED"),
        ({"intact": False, "problem": "sign.altered"}, Overall.BROKEN, "SIGNATURE_BROKEN"),
        ({"whole": False, "problem": "sign.added_after"}, Overall.BROKEN, "SIGNATURE_BROKEN"),
        ({"notes": ("sign.no_timestamp",)}, Overall.HOLDS_WITH_NOTES, "SIGNATURE_NOTE"),
        ({"trusted": False}, Overall.UNTRUSTED, "SIGNER_NOT_TRUSTED"),
    ],
)
def test_facts_of_the_signature(
    tmp_path: Path, changed: dict[str, object], overall: Overall, finding: str
) -> None:
    verdict = check_bytes(tmp_path, whole(), LenientJudge(cms=facts(**changed)))
    assert (verdict.overall, outcomes(verdict)[0]) == (overall, finding)
    verdict = check_bytes(tmp_path, whole(), LenientJudge(pdf=(facts(**changed),)))
    assert verdict.overall is overall
    assert outcomes(verdict)[0].startswith("REPORT_")


def test_unsigned_and_unreadable_report(tmp_path: Path) -> None:
    verdict = check_bytes(tmp_path, whole(), LenientJudge(pdf=()))
    assert (verdict.overall, outcomes(verdict)[0]) == (Overall.HOLDS_WITH_NOTES, "REPORT_UNSIGNED")

    class Refusing(LenientJudge):
        def judge_pdf(self, pdf: bytes, at: object) -> tuple[()]:
            raise WorldError(FileFault.UNREADABLE)

    assert outcomes(check_bytes(tmp_path, whole(), Refusing()))[0] == "REPORT_UNREADABLE"


def resigned(goi: bytes) -> bytes:
    """The sample with another `goi.json`, listed and signed anew."""
    files = contents() | {"goi.json": goi}
    references = [
        replace(r, sha=manifest.identity_of(goi)) if r.name == "goi.json" else r
        for r in asic.read_manifest(signed_list()).references
    ]
    made = asic.write_manifest(references)
    return canonical(
        files
        | {
            "META-INF/ASiCManifest.xml": made,
            "META-INF/signature.p7s": FixedSigner().sign_detached(made, AT),
        }
    )


def test_package_of_a_newer_version_is_read(tmp_path: Path) -> None:
    goi = contents()["goi.json"].replace(b'{"claims"', b'{"added_later":{"a":[1]},"claims"')
    verdict = check_bytes(tmp_path, resigned(goi.replace(b'"schema":1', b'"schema":2')), LenientJudge())
    assert verdict.overall is Overall.HOLDS_WITH_NOTES
    assert outcomes(verdict)[0] == "NEWER_SCHEMA"
    assert verdict.goi is not None
    assert verdict.goi.school.name == "Trường Tiểu học Sông Hồng"


def test_signed_list_that_names_an_unknown_proof(tmp_path: Path) -> None:
    goi = contents()["goi.json"].replace(b'"proofs":["data/0003.pdf"]', b'"proofs":["data/0009.pdf"]')
    verdict = check_bytes(tmp_path, resigned(goi), LenientJudge())
    assert verdict.headline.outcome is PackageOutcome.PROOF_MISSING


@pytest.mark.parametrize("goi", [b"", b"[]", b"{}", b'{"schema":1,"schema":1}', b"\xff", b"[" * 100_000])
def test_unreadable_list(tmp_path: Path, goi: bytes) -> None:
    verdict = check_bytes(tmp_path, resigned(goi), LenientJudge())
    assert "LIST_UNREADABLE" in outcomes(verdict)
    assert verdict.overall is Overall.BROKEN


def test_a_list_with_half_a_character_can_still_be_told(tmp_path: Path) -> None:
    """A lone surrogate fits into JSON but onto no screen and into no file."""
    goi = contents()["goi.json"].replace("Sông Hồng".encode(), b"\\ud800")
    verdict = check_bytes(tmp_path, resigned(goi), LenientJudge())
    assert "LIST_UNREADABLE" in outcomes(verdict)
    assert all(wording.say(notice).text.encode() for notice in (verdict.headline, *verdict.findings))


def test_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WorldError) as caught:
        check(tmp_path / "gone.asice")
    assert caught.value.outcome is FileFault.MISSING


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    for trial in (data, b"PK\x03\x04" + data, whole()[:700] + data, data + whole()[-500:]):
        verdict = check_bytes(tmp_path_factory.getbasetemp(), trial)
        assert verdict.overall in (Overall.BROKEN, Overall.NOT_A_PACKAGE)


def test_every_outcome_has_its_sentence() -> None:
    for outcome in PackageOutcome:
        assert wording.say(outcome).text
    assert not GOOD & NOTES
