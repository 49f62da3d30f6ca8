"""The world's faults at the command line: a Vietnamese sentence, a next step, and nothing half-written."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.clock import SystemClock
from app.domain.errors import FileFault, WorldError
from app.services import backups, packages, reports, setup
from app.wording import say
from tests.e2e.app import CODE, EVIDENCE, MONTH, PASSWORD, Prepared, Result, app, ok
from tests.pki import PASSWORD as P12_PASSWORD
from tests.pki import issue

VIETNAMESE = re.compile(r"[àáảãạăắằẵặâấầẩẫậđèéẹêếềểễệìíịòóỏọôốồổộơớờởợùúủụưứừửữựýỳ]", re.IGNORECASE)
POEM = """Sông quê một dải lụa mềm
Chở trăng đi ngủ bên thềm nhà ai
Tiếng gà gọi nắng ban mai
Hàng cau thả bóng trải dài lối xưa
"""


def tree(folder: Path) -> dict[str, int]:
    """Every file below `folder` with its size; a database may be rewritten, its size does not tell."""
    return {
        path.relative_to(folder).as_posix(): 0 if path.name == "so.db" else path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("so.db-")  # SQLite clears these away itself
    }


@pytest.fixture(scope="session")
def signed(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a file of evidence and the month's report signed; tests that change it take a copy."""
    profile = prepared.copy(tmp_path_factory.mktemp("hong") / "Hồ sơ")
    ok("attach", MONTH, 1, EVIDENCE[0], profile=profile)
    ok("report", MONTH, profile=profile)
    ok("sign", MONTH, profile=profile)
    return profile


@pytest.fixture(scope="session")
def frozen(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with the month's report made and not signed."""
    profile = prepared.copy(tmp_path_factory.mktemp("chot") / "Hồ sơ")
    ok("report", MONTH, profile=profile)
    return profile


@pytest.fixture(scope="session")
def made(prepared: Prepared, signed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A package and a backup of that book."""
    folder = tmp_path_factory.mktemp("ket-qua")
    copy = Path(shutil.copytree(signed, folder / "Hồ sơ"))
    package = ok("pack", MONTH, "--to", folder, "--json", profile=copy).json["path"]
    backup = ok("backup", "--to", folder, "--json", profile=copy).json["path"]
    return {"package": Path(package), "backup": Path(backup)}


def refused(outcome: str, *words: object, profile: Path | None = None, **named: Any) -> Result:
    """The command ends with 1, a sentence and a next step and a code; the same as JSON; no file changed."""
    before = tree(profile) if profile and profile.is_dir() else {}
    said = app(*words, profile=profile, **named)
    assert said.code == 1 and said.out == "", said
    sentence, step = said.err.strip().rsplit("\n", 1)
    assert VIETNAMESE.search(sentence) and VIETNAMESE.search(step) and CODE.search(step), said
    assert "…" not in said.err.replace("Google Drive…", ""), said
    plain = app(*words, "--json", profile=profile, **named)
    assert plain.code == 1 and plain.err == "", plain
    assert plain.json["error"]["outcome"] == outcome, plain
    assert plain.json["error"]["say"] == sentence
    if profile and profile.is_dir():
        assert tree(profile) == before
    return said


@pytest.mark.parametrize(
    ("name", "content", "outcome"),
    [
        ("thơ.txt", POEM.encode(), "intake.not_a_plan"),
        ("rỗng.txt", b"", "intake.empty"),
        ("ảnh.txt", bytes(range(256)) * 64, "intake.not_text"),
    ],
)
def test_a_file_that_is_no_plan(
    prepared: Prepared, tmp_path: Path, name: str, content: bytes, outcome: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    refused(outcome, "plan", "import", file, profile=prepared.profile)
    refused(outcome, "plan", "import", file, "--dry-run")


def test_a_text_of_200_megabytes_and_a_file_that_is_not_there(prepared: Prepared, tmp_path: Path) -> None:
    huge = tmp_path / "sổ điểm mười năm.txt"
    with huge.open("wb") as out:
        out.truncate(200 << 20)
    said = refused("intake.too_big", "plan", "import", huge, profile=prepared.profile)
    assert "200 MB" in said.err
    refused("file.missing", "plan", "import", tmp_path / "không có.txt", profile=prepared.profile)


def test_wrong_password(prepared: Prepared) -> None:
    refused("store.wrong_password", "month", MONTH, profile=prepared.profile, secrets=("sai mật khẩu 1",))


def another(char: str) -> str:
    return "A" if char != "A" else "B"


def test_a_recovery_code_mistyped(prepared: Prepared) -> None:
    """A group that cannot be one is named; one wrong letter elsewhere only shows that the code is wrong."""
    groups = prepared.recovery.split("-")

    def typed(*changed: str) -> str:
        return "-".join([*groups[:4], *changed, *groups[5:]])

    for code, outcome in (
        (typed(groups[4][:3] + "Ư"), "store.recovery_group"),
        (typed(groups[4][:3]), "store.recovery_group"),
        (typed(), "store.recovery_length"),
        (typed(groups[4][:3] + another(groups[4][3])), "store.recovery_wrong"),
    ):
        secrets = (code, "Mật khẩu mới 2027")
        said = refused(outcome, "password", "--recovery", profile=prepared.profile, secrets=secrets)
        assert ("Nhóm thứ 5" in said.err) == (outcome == "store.recovery_group"), said
    ok("month", MONTH, profile=prepared.profile)


def test_certificate_files_that_cannot_sign(frozen: Path, tmp_path: Path) -> None:
    now = SystemClock().now()
    name = "Nguyễn Thị Minh An"
    good, expired, junk = tmp_path / "tốt.p12", tmp_path / "hết hạn.p12", tmp_path / "không phải.p12"
    good.write_bytes(issue(name, None).p12)
    expired.write_bytes(issue(name, None, since=now - timedelta(days=90), until=now - timedelta(days=2)).p12)
    junk.write_bytes(EVIDENCE[0].read_bytes())
    for file, secret, outcome in (
        (good, "không đúng", "sign.wrong_password"),
        (expired, P12_PASSWORD, "sign.own_expired"),
        (junk, P12_PASSWORD, "sign.not_a_p12"),
        (tmp_path / "mất.p12", P12_PASSWORD, "file.missing"),
    ):
        refused(outcome, "sign", MONTH, "--p12", file, profile=frozen, secrets=(PASSWORD, secret))
    assert ok("report", MONTH, "--json", profile=frozen).json["state"] == "frozen"


@contextmanager
def small_disk(size: str, options: str = "") -> Iterator[Path]:
    """A disk of its own, as a stick is: a tmpfs."""
    folder = Path(tempfile.mkdtemp(prefix="socds-usb-"))
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(mounting, capture_output=True).returncode != 0:
        folder.rmdir()
        pytest.skip("mounting a small disk needs root with the right to mount")
    try:
        if options:
            subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], capture_output=True)  # a test may have pulled it out
        folder.rmdir()


WRITERS = {
    "pack": ("pack", MONTH, "--to"),
    "backup": ("backup", "--to"),
}


@pytest.mark.parametrize(("writer", "outcome"), [("pack", "package.no_space"), ("backup", "store.no_room")])
def test_a_full_disk(signed: Path, writer: str, outcome: str) -> None:
    with small_disk("100k") as stick:
        refused(outcome, *WRITERS[writer], stick, profile=signed)
        assert list(stick.iterdir()) == []


def evidence_of(profile: Path) -> dict[str, int]:
    return {name: size for name, size in tree(profile).items() if name.startswith("evidence/")}


def fill(disk: Path, pages: int) -> None:
    """Leave room for `pages` pages of 4096 bytes."""
    (disk / "đầy").write_bytes(bytes((shutil.disk_usage(disk).free // 4096 - pages) * 4096))


def test_a_full_disk_below_the_book(prepared: Prepared, tmp_path: Path) -> None:
    with small_disk("1200k") as disk:
        book = prepared.copy(disk / "Hồ sơ")
        for pages in (2, 12):  # too little for opening the book, for writing to it
            fill(disk, pages)
            refused("file.disk_full", "month", MONTH, "--set", "1=done", profile=book)
            (disk / "đầy").unlink()
            view = ok("month", MONTH, "--json", profile=book).json
            assert view["open"] == 3
        fill(disk, 80)
        large = tmp_path / "phim.mp4"
        large.write_bytes(bytes(400 * 1024))
        said = app("attach", MONTH, 1, large, profile=book)
        assert said.code == 3 and "Ổ đĩa đã đầy" in said.out and CODE.search(said.out.strip()), said
        (disk / "đầy").unlink()
        assert ok("month", MONTH, "--json", profile=book).json["evidence"] == 0
        assert evidence_of(book) == evidence_of(prepared.profile)


@pytest.mark.parametrize("writer", WRITERS)
def test_a_folder_that_cannot_be_written(signed: Path, writer: str, tmp_path: Path) -> None:
    with small_disk("20m", "ro") as stick:
        refused("file.read_only", *WRITERS[writer], stick, profile=signed)
    file = tmp_path / "tệp chứ không phải thư mục"
    file.write_bytes(b"x")
    refused("file.missing", *WRITERS[writer], file, profile=signed)
    refused("file.missing", *WRITERS[writer], tmp_path / "usb đã rút", profile=signed)


@pytest.mark.parametrize(
    ("size", "options", "outcome"), [("40k", "", "file.disk_full"), ("1m", "ro", "file.read_only")]
)
def test_a_pdf_that_cannot_be_written(frozen: Path, size: str, options: str, outcome: str) -> None:
    """The report itself is made, in the book; only its copy outside is not."""
    with small_disk(size, options) as stick:
        said = app("report", MONTH, "--out", stick / "báo cáo.pdf", "--json", profile=frozen)
        assert (said.code, said.json["error"]["outcome"]) == (1, outcome)
        assert list(stick.iterdir()) == []
    assert ok("report", MONTH, "--json", profile=frozen).json["state"] == "frozen"


def test_a_book_in_a_folder_that_became_read_only(prepared: Prepared) -> None:
    with small_disk("2m") as disk:
        book = prepared.copy(disk / "Hồ sơ")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        refused("file.read_only", "month", MONTH, "--set", "1=done", profile=book)


@pytest.mark.parametrize("writer", WRITERS)
def test_a_stick_pulled_out_while_writing(signed: Path, tmp_path: Path, writer: str) -> None:
    """In this process, because the stick must go at a known moment."""
    profile = Path(shutil.copytree(signed, tmp_path / "Hồ sơ"))
    clock = SystemClock()
    book = setup.open_school(profile, setup.accounts(profile)[0].id, PASSWORD, clock)
    pulled: list[int] = []
    with small_disk("20m") as stick:

        def pull(done: int, total: int) -> None:
            if not pulled and done * 2 > total:
                pulled.append(done)
                subprocess.run(["umount", "-l", str(stick)], check=True)

        try:
            (report,) = reports.reports(book)
            with pytest.raises(WorldError) as caught:
                if writer == "pack":
                    packages.pack(book, report.id, stick, pull)
                else:
                    backups.backup(book, stick, pull)
            assert caught.value.outcome is FileFault.MISSING
            assert "USB chưa cắm" in say(caught.value).next_step
            assert pulled and list(stick.iterdir()) == []
            assert reports.reports(book) == (report,) and backups.last(book) is None
        finally:
            setup.close(book)


def test_a_damaged_database(prepared: Prepared, tmp_path: Path) -> None:
    book = prepared.copy(tmp_path / "Hồ sơ")
    data = bytearray((book / "so.db").read_bytes())
    (book / "so.db").write_bytes(bytes(len(data)))
    refused("store.wrong_key", "month", MONTH, profile=book)
    (book / "so.db").write_bytes(data[: len(data) // 2])
    refused("store.damaged", "month", MONTH, profile=book)
    data[4096:] = bytes(len(data) - 4096)
    (book / "so.db").write_bytes(data)
    refused("store.damaged", "month", MONTH, profile=book)


def test_both_key_headers_damaged_and_one_healed(prepared: Prepared, tmp_path: Path) -> None:
    book = prepared.copy(tmp_path / "Hồ sơ")
    (book / "khoa-1.json").write_bytes(b"{")
    ok("month", MONTH, profile=book)
    assert (book / "khoa-1.json").read_bytes() == (book / "khoa-2.json").read_bytes()
    for name in ("khoa-1.json", "khoa-2.json"):
        (book / name).write_bytes((book / name).read_bytes()[:-9])
    refused("store.header_damaged", "month", MONTH, profile=book)


def test_no_book_an_open_book_and_a_folder_in_use(prepared: Prepared, tmp_path: Path) -> None:
    refused("store.no_book", "month", MONTH, profile=tmp_path / "chưa có gì")
    book = prepared.copy(tmp_path / "Hồ sơ")
    school = ("--name", "A", "--symbol", "A", "--place", "A", "--superior", "A", "--principal", "A")
    refused("book.school_exists", "init", *school, profile=book)
    opened = setup.open_school(book, setup.accounts(book)[0].id, PASSWORD, SystemClock())
    try:
        refused("store.already_open", "month", MONTH, profile=book)
    finally:
        setup.close(opened)
    ok("month", MONTH, profile=book)


def test_a_weak_password(tmp_path: Path) -> None:
    school = ("--name", "A", "--symbol", "A", "--place", "A", "--superior", "A", "--principal", "A")
    refused("store.password_short", "init", *school, profile=tmp_path / "mới", secrets=("abc",))
    refused("store.password_common", "init", *school, profile=tmp_path / "mới", secrets=("matkhau2026",))
    assert not (tmp_path / "mới").exists()


def test_what_is_no_package_is_said_not_to_hold(made: dict[str, Path], tmp_path: Path) -> None:
    """A check that fails ends with 3: the sentence is the result."""
    data = made["package"].read_bytes()
    cases = {
        "văn bản.asice": (POEM.encode(), "không phải gói báo cáo"),
        "rỗng.asice": (b"", "không phải gói báo cáo"),
        "cụt.asice": (data[: len(data) // 2], "bị cắt ngắn"),
        "thiếu đuôi.asice": (data[:-30], "bị cắt ngắn"),
        "sao lưu.asice": (made["backup"].read_bytes(), "tệp nén hoặc gói ký số khác"),
    }
    for name, (content, pattern) in cases.items():
        (tmp_path / name).write_bytes(content)
        said = app("verify", tmp_path / name, "--no-book")
        assert said.code == 3 and said.err == "" and re.search(pattern, said.out), (name, said)
    refused("file.missing", "verify", tmp_path / "không có.asice", "--no-book")


def test_a_backup_that_cannot_be_restored(prepared: Prepared, made: dict[str, Path], tmp_path: Path) -> None:
    data = made["backup"].read_bytes()
    truncated, foreign = tmp_path / "cụt.socds", tmp_path / "lạ.socds"
    truncated.write_bytes(data[: len(data) * 2 // 3])
    foreign.write_bytes(made["package"].read_bytes())
    new = tmp_path / "Hồ sơ mới"
    code = (prepared.recovery,)
    other = prepared.recovery[:-1] + another(prepared.recovery[-1])
    refused("store.backup_not_ours", "restore", truncated, profile=new, secrets=code)
    refused("store.backup_not_ours", "restore", foreign, profile=new, secrets=code)
    refused("store.recovery_wrong", "restore", made["backup"], profile=new, secrets=(other,))
    refused("store.backup_secret_wrong", "restore", made["backup"], profile=new, secrets=("sai bét rồi",))
    refused("file.missing", "restore", tmp_path / "mất.socds", profile=new, secrets=code)
    assert {path.name for path in tmp_path.iterdir()} <= {
        "home",
        "cụt.socds",
        "lạ.socds",
        "Hồ sơ Trường Tiểu học",
    }
    ok("restore", made["backup"], profile=new, secrets=code)


def test_evidence_that_cannot_be_stored_is_named_and_the_rest_goes_on(
    prepared: Prepared, tmp_path: Path
) -> None:
    book = prepared.copy(tmp_path / "Hồ sơ")
    empty = tmp_path / "rỗng.pdf"
    empty.write_bytes(b"")
    said = app("attach", MONTH, 1, empty, tmp_path / "không có.pdf", EVIDENCE[0], profile=book)
    assert said.code == 3
    assert "rỗng.pdf" in said.out and "không có.pdf" in said.out and "stored " + EVIDENCE[0].name in said.out
