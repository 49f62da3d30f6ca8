"""`MO-TOI.html`: opens anywhere, links every claim to its proof, escapes everything."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from app.package import index_page
from app.package.compose import compose
from app.package.manifest import Goi
from tests.package.samples import PROOFS, Blobs, parts, write

VOID = {"meta", "br", "link", "img", "hr", "input"}


class Page(HTMLParser):
    """Tags balanced, links and text collected."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.words = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words += data


def goi(**changes: object) -> Goi:
    blobs = Blobs()
    made = compose(parts(blobs), blobs).goi
    return replace(made, **changes)  # type: ignore[arg-type]


def page(made: Goi) -> Page:
    return Page(index_page.render(made).decode("utf-8"))


def test_says_whose_report_it_is_and_how_to_check_it() -> None:
    text = " ".join(page(goi()).words.split())
    for words in (
        "Trường Tiểu học Sông Hồng",
        "Phòng Văn hóa - Xã hội, Phường Hòa Bình",
        "tháng 11 năm 2026 (01/11/2026 – 30/11/2026, số liệu chốt ngày 15/11/2026)",
        "05/BC-TH",
        "Kế hoạch chuyển đổi số năm 2026 21/KH-TH",
        "Giáo viên dùng được học bạ số trong quản lý lớp",
        "Hoàn thành một phần",
        "Họp tổ rà soát dữ liệu <ngành>",
        "unzip -q TEN-GOI.asice -d goi",
        "openssl cms -verify -cades",
        *(proof[0] for proof in PROOFS),
    ):
        assert words in text, words
    assert "$" not in text


def test_every_link_leads_to_a_file_of_the_unzipped_package(tmp_path: Path) -> None:
    package = write(tmp_path)
    with zipfile.ZipFile(package) as opened:
        opened.extractall(tmp_path / "gói")
    made = Page((tmp_path / "gói" / "MO-TOI.html").read_text("utf-8"))
    assert {link for link in made.links if not (tmp_path / "gói" / link).is_file()} == set()
    assert made.links.count("data/0001.jpg") == 2  # claim and list of files


def test_needs_nothing_from_elsewhere_and_no_script() -> None:
    made = page(goi())
    assert not made.tags & {"script", "link", "iframe", "img", "base", "object"}
    assert not [link for link in made.links if re.match(r"[a-z]+:|//", link)]


@pytest.mark.parametrize(
    "evil", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "&lt;b&gt; $school ${x}"]
)
def test_everything_is_escaped(evil: str) -> None:
    made = goi(number=evil)
    made = replace(
        made,
        school=replace(made.school, name=evil),
        superior=replace(made.superior, name=evil, kind=evil, office=evil),
        window=replace(made.window, label=evil),
        plan=replace(made.plan, title=evil),
        claims=tuple(
            replace(c, words=evil, state=evil, work=c.work and replace(c.work, cause=evil))
            for c in made.claims
        ),
        items=tuple(replace(i, title=evil, name=evil, code=evil) for i in made.items),
    )
    shown = page(made)
    assert not shown.tags & {"script", "img", "b>"}
    assert shown.words.count(evil) >= 10


def test_revision_is_told() -> None:
    assert "Lần sửa" not in page(goi()).words
    assert "thay cho gói gửi trước" in page(goi(revision=2)).words


def test_report_without_claims_or_proofs() -> None:
    text = page(goi(claims=())).words
    assert text.count("Không có trong kỳ này.") == 2
    bare = tuple(replace(claim, proofs=()) for claim in goi().claims)
    assert page(goi(claims=bare)).words.count("Không kèm tệp") == 2


def test_the_same_contents_give_the_same_page() -> None:
    assert index_page.render(goi()) == index_page.render(goi())
