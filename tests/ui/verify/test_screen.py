"""A package dropped on the screen: one sentence, then the facts; with real packages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.errors import Notice, WorldError
from app.domain.views import Created, Finding, Verdict
from app.jobs.desk import Desk
from app.package.outcomes import PackageOutcome
from app.services import packages, setup
from app.services import reports as report_cases
from app.services.outcomes import ServiceFault
from app.ui.theme import Tone
from app.ui.verify import texts
from app.ui.verify.findings import rows
from app.ui.verify.screen import VerifyScreen, tone_of
from tests.helpers.held import HeldDesk
from tests.helpers.talk import RecordedTalk
from tests.pages.checks import english, too_big, unnamed
from tests.pages.verify import Verify
from tests.ui.conftest import WORD


@pytest.fixture(scope="session")
def package(made_books: tuple[Path, Created], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A real package of the sample plan's report, signed by this PC."""
    import shutil

    from app.domain.clock import FrozenClock

    root, created = made_books
    profile = tmp_path_factory.mktemp("gói") / "hồ sơ"
    shutil.copytree(root / "có kế hoạch", profile)
    book = setup.open_school(profile, created.account_id, WORD, FrozenClock())
    try:
        report = report_cases.freeze(book, 2026, 11)
        report_cases.sign(book, report.id)
        made = packages.pack(book, report.id, tmp_path_factory.mktemp("usb"))
    finally:
        setup.close(book)
    return Path(made.path).read_bytes()


@pytest.fixture
def verify(qtbot: QtBot, open_desk: Desk, talk: RecordedTalk) -> Verify:
    screen = VerifyScreen(open_desk, talk)
    qtbot.addWidget(screen)
    screen.resize(1045, 495)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    return Verify(qtbot, open_desk).on(screen)


def file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_whole_package_holds(verify: Verify, tmp_path: Path, package: bytes) -> None:
    assert verify.drop(file(tmp_path, "gói tháng 11.asice", package))
    assert verify.word in (texts.HOLDS, texts.HOLDS_WITH_NOTES)
    assert "tháng 11 năm 2026" in verify.sentence
    assert verify.facts[texts.SCHOOL] == "Trường Tiểu học Suối Đá"
    assert verify.facts[texts.SIGNER].startswith("Máy của trường")
    assert "17/11/2026" in verify.facts[texts.SIGNED_AT]
    assert not any(line.startswith(texts.BAD) for line in verify.findings)


def test_one_changed_bit_is_found_and_its_file_named(verify: Verify, tmp_path: Path, package: bytes) -> None:
    broken = bytearray(package)
    broken[package.index(b"%PDF") + 900] ^= 1
    verify.drop(file(tmp_path, "hỏng.asice", bytes(broken)))
    assert verify.word == texts.DOES_NOT_HOLD
    assert "bao-cao.pdf" in verify.sentence
    assert verify.findings[0].startswith(texts.BAD)


def test_something_else_is_no_package(verify: Verify, tmp_path: Path) -> None:
    verify.drop(file(tmp_path, "ảnh.asice", b"khong phai goi" * 50))
    assert verify.word == texts.DOES_NOT_HOLD
    assert verify.facts[texts.SCHOOL] == texts.UNKNOWN


def test_chosen_by_button_and_then_another(
    verify: Verify, tmp_path: Path, package: bytes, talk: RecordedTalk
) -> None:
    talk.files = [file(tmp_path, "một.asice", package)]
    verify.click(verify.screen.empty.action)
    verify.settle()
    assert verify.facts[texts.PACKAGE] == "một.asice"
    talk.files = [file(tmp_path, "hai.asice", package[:-40])]
    verify.click(verify.screen.other)
    verify.settle()
    assert verify.facts[texts.PACKAGE] == "hai.asice"
    assert verify.word == texts.DOES_NOT_HOLD


def test_a_file_that_is_gone_is_told(verify: Verify, tmp_path: Path, talk: RecordedTalk) -> None:
    verify.screen.show_at(path=str(tmp_path / "đã rút.asice"))
    verify.settle()
    told = len(talk.faults) + (verify.screen.verdict is not None)
    assert told == 1
    assert not verify.screen.progress.isVisible()
    assert verify.screen.empty.action.isEnabled()


def test_tone_and_order_of_the_facts() -> None:
    good = Finding(Notice(PackageOutcome.FORM_WHOLE), good=True)
    note = Finding(Notice(PackageOutcome.FOREIGN_FORM), good=False, note=True)
    bad = Finding(Notice(PackageOutcome.TRUNCATED), good=False)
    verdict = Verdict(Notice(PackageOutcome.HOLDS), holds=True, findings=(good,))
    assert tone_of(verdict) is Tone.GOOD
    assert tone_of(replace(verdict, findings=(good, note))) is Tone.PART
    assert tone_of(replace(verdict, holds=False)) is Tone.BAD
    assert [row.mark.word for row in rows((note, good, bad, note))] == ["Sai", "Đúng", "Lưu ý"]


def test_the_screen_fits_and_every_control_is_named(verify: Verify, tmp_path: Path, package: bytes) -> None:
    assert not too_big(verify.screen)
    verify.drop(file(tmp_path, "gói.asice", package))
    assert unnamed(verify.screen) == []
    assert english(verify.screen) == []
    assert not too_big(verify.screen)


def test_an_unknown_signer_is_a_doubt_and_not_a_red_cross(
    verify: Verify, talk: RecordedTalk, tmp_path: Path, package: bytes
) -> None:
    path = file(tmp_path, "gói.asice", package)
    book, verify.desk.book = verify.desk.book, None  # whose devices are not known here
    try:
        verify.drop(path)
        assert verify.word == texts.DOUBTED
        assert tone_of(verify.screen.verdict) is Tone.PART
        assert verify.findings[0].startswith(texts.DOUBT)
        assert verify.screen.trust.isVisible()
        talk.files = [file(tmp_path, "máy.crt", device_of(path))]
        verify.click(verify.screen.trust)
        verify.settle()
        assert verify.word in (texts.HOLDS, texts.HOLDS_WITH_NOTES)
        assert not verify.screen.trust.isVisible()
    finally:
        verify.desk.book = book


def test_a_file_that_is_no_certificate_is_told(
    verify: Verify, talk: RecordedTalk, tmp_path: Path, package: bytes
) -> None:
    book, verify.desk.book = verify.desk.book, None
    try:
        verify.drop(file(tmp_path, "gói.asice", package))
        talk.files = [file(tmp_path, "ảnh.jpg", b"no certificate")]
        verify.click(verify.screen.trust)
        verify.settle()
        [fault] = talk.faults
        assert isinstance(fault, WorldError) and fault.outcome is ServiceFault.NOT_A_CERTIFICATE
        assert verify.word == texts.DOUBTED
    finally:
        verify.desk.book = book


def device_of(package: Path) -> bytes:
    """The certificate inside the package's signature, as the school would hand it over."""
    from zipfile import ZipFile

    from asn1crypto import cms

    with ZipFile(package) as opened:
        signed = cms.ContentInfo.load(opened.read("META-INF/signature.p7s"))["content"]
    return bytes(signed["certificates"][0].chosen.dump())


def test_only_the_package_asked_about_last_is_shown(verify: Verify, tmp_path: Path) -> None:
    screen = verify.screen
    screen.desk = held = HeldDesk(verify.desk.book)
    verdict = Verdict(Notice(PackageOutcome.HOLDS), holds=True, findings=())
    first, second = file(tmp_path, "một.asice", b"1"), file(tmp_path, "hai.asice", b"2")
    screen.check(first)
    screen.check(second)
    assert held.held[0].stop.is_set()
    held.answer("packages.verify", verdict, newest=True)
    held.answer("packages.verify", verdict)
    assert verify.facts[texts.PACKAGE] == "hai.asice"
