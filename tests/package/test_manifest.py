"""`goi.json` and the signed list: canonical bytes, one meaning, readable across versions."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.report import EvidenceLine
from app.package import asic, manifest
from app.package.compose import compose
from app.package.manifest import BadGoi, Claim, Figures, Goi, Item, canonical, entry_name, parse
from app.package.names import clash_key, is_safe
from tests.package.samples import PROOFS, Blobs, parts


def sample() -> Goi:
    blobs = Blobs()
    return compose(parts(blobs), blobs).goi


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ITEMS = st.builds(
    Item,
    entry=st.from_regex(r"data/[0-9]{4}\.jpg", fullmatch=True),
    title=TEXT,
    name=TEXT,
    media_type=st.just("image/jpeg"),
    size=st.integers(0, 1 << 40),
    sha256=st.binary(min_size=32, max_size=32).map(bytes.hex),
    role=st.sampled_from(["evidence", "a role of the future"]),
)
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
CLAIMS = st.builds(
    Claim,
    kind=st.sampled_from(["target", "task", "later"]),
    id=TEXT,
    words=TEXT,
    state=TEXT,
    figures=st.none() | st.builds(Figures, unit=TEXT, numerator=NUMBERS, denominator=NUMBERS, value=NUMBERS),
)


@given(st.lists(CLAIMS, max_size=3), st.lists(ITEMS, max_size=4, unique_by=lambda item: item.entry))
def test_round_trip(claims: list[Claim], items: list[Item]) -> None:
    goi = replace(sample(), claims=tuple(claims), items=tuple(items))
    data = canonical(goi)
    again = parse(data)
    assert canonical(again) == data
    assert [claim.figures for claim in again.claims] == [
        parse(canonical(replace(goi, claims=(claim,)))).claims[0].figures for claim in claims
    ]
    assert [(i.entry, i.size, i.sha256) for i in again.items] == [(i.entry, i.size, i.sha256) for i in items]


def test_canonical_bytes() -> None:
    data = canonical(sample())
    value = json.loads(data)
    assert list(value) == sorted(value)
    assert json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() == data
    assert "Trường Tiểu học Sông Hồng".encode() in data
    assert manifest.identity_of(data) == hashlib.sha256(data).hexdigest()


def test_decomposed_letters_are_composed() -> None:
    goi = replace(sample(), number="Tru\u031bo\u031bng")
    assert "Trương".encode() in canonical(goi)


def test_figures_that_are_no_numbers_are_our_fault() -> None:
    claim = Claim("target", "c", "w", "reached", figures=Figures(value=math.nan))
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical(replace(sample(), claims=(claim,)))


def test_unknown_keys_are_ignored_at_every_depth() -> None:
    value = json.loads(canonical(sample()))
    for part in (value, value["school"], value["window"], value["items"][0], value["claims"][0]):
        part["khóa mới"] = [1, {"a": None}]
    assert parse(json.dumps(value).encode()) == sample()


@pytest.mark.parametrize("key", ["schema", "id", "school", "window", "plan", "frozen_at"])
def test_missing_key_is_refused(key: str) -> None:
    value = json.loads(canonical(sample()))
    del value[key]
    with pytest.raises(BadGoi):
        parse(json.dumps(value).encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"size":', b'"size":-'),
        (b'"schema":1', b'"schema":1,"schema":1'),
        (b'"sha256":"', b'"sha256":"G'),
        (b'"entry":"data/0002.xlsx"', b'"entry":"data/0001.jpg"'),
        (b'"numerator":26', b'"numerator":NaN'),
        (b'"schema":1', b'"schema":0'),
        (b'"start":"2026-11-01"', b'"start":5'),
        (b'"revision":1', b'"revision":"1"'),
    ],
)
def test_values_of_no_meaning_are_refused(old: bytes, new: bytes) -> None:
    data = canonical(sample())
    assert old in data
    with pytest.raises(BadGoi):
        parse(data.replace(old, new, 1))


@pytest.mark.parametrize(
    ("name", "kind", "entry"),
    [
        ("Ảnh.JPG", "image/jpeg", "data/0007.jpg"),
        ("biên bản", "application/pdf", "data/0007.pdf"),
        ("số liệu.xlsx.", "x/y", "data/0007.bin"),
        ("a.ảnh", "image/png", "data/0007.png"),
        ("../../x.sh", "text/plain", "data/0007.sh"),
    ],
)
def test_entry_names_are_ascii(name: str, kind: str, entry: str) -> None:
    line = EvidenceLine("c", "t", None, "0" * 64, 1, name, kind)
    assert entry_name(7, line) == entry
    assert is_safe(entry)


def test_the_same_file_under_two_codes_keeps_both() -> None:
    blobs = Blobs()
    twice = (PROOFS[0], ("Ảnh ấy, gửi lần hai", *PROOFS[0][1:]))
    items = compose(parts(blobs, twice), blobs).goi.items
    assert [(i.entry, i.code) for i in items[2:]] == [
        ("data/0001.jpg", "MC.CDS.2026.0001"),
        ("data/0002.jpg", "MC.CDS.2026.0002"),
    ]


def test_signed_list_covers_everything_but_itself() -> None:
    blobs = Blobs()
    composed = compose(parts(blobs), blobs)
    made = asic.read_manifest(composed.asic_manifest)
    assert made.signature == "META-INF/signature.p7s"
    assert [r.name for r in made.references] == ["goi.json", *(item.entry for item in composed.goi.items)]
    assert made.references[0].sha == composed.identity


@given(st.lists(st.from_regex(r"[a-z0-9 %&<ấ]{1,20}", fullmatch=True), unique=True, min_size=1))
def test_signed_list_round_trip(names: list[str]) -> None:
    references = tuple(asic.Reference(name, "text/plain", f"{n:064x}") for n, name in enumerate(names))
    assert asic.read_manifest(asic.write_manifest(references)).references == references


def test_names_that_clash() -> None:
    assert clash_key("DATA/Ấ.JPG") == clash_key("data/a\u0302\u0301.jpg")
    assert clash_key("data/straße") == clash_key("data/STRASSE")


def test_name_in_another_normal_form_is_not_safe() -> None:
    assert is_safe("data/ảnh.jpg")
    assert not is_safe("data/a\u0309nh.jpg")
