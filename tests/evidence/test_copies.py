"""Opened copies: read-only, apart from the original, and noticed when edited."""

from __future__ import annotations

import hashlib
import io
import unicodedata
from pathlib import Path
from typing import BinaryIO

import pytest

from app.evidence.copies import changed_copies, materialise, safe_name

DATA = "ảnh chụp buổi tập huấn".encode()
SHA = hashlib.sha256(DATA).hexdigest()


class OneBlob:
    def open(self, sha: str) -> BinaryIO:
        assert sha == SHA
        return io.BytesIO(DATA)

    def size(self, sha: str) -> int:
        return len(DATA)


def copy_in(folder: Path, name: str = "Biên bản.pdf") -> Path:
    return materialise(OneBlob(), folder, "tep-1", SHA, name)


def test_read_only_under_its_own_name(tmp_path: Path) -> None:
    copy = copy_in(tmp_path, unicodedata.normalize("NFD", "Biên bản: họp/tổ.pdf"))
    assert (copy.name, copy.read_bytes()) == ("Biên bản_ họp_tổ.pdf", DATA)
    assert not copy.stat().st_mode & 0o222
    assert list(changed_copies(tmp_path)) == []


def test_an_unchanged_copy_is_used_again_and_an_edited_one_left_alone(tmp_path: Path) -> None:
    copy = copy_in(tmp_path)
    assert copy_in(tmp_path) == copy
    copy.chmod(0o600)
    copy.write_bytes(b"edited")
    fresh = copy_in(tmp_path)
    assert (fresh.read_bytes(), copy.read_bytes()) == (DATA, b"edited")
    found = list(changed_copies(tmp_path))
    assert [(one.file_id, one.sha, one.path) for one in found] == [
        ("tep-1", hashlib.sha256(b"edited").hexdigest(), copy)
    ]


def test_what_viewers_leave_beside_a_copy_is_not_offered(tmp_path: Path) -> None:
    folder = copy_in(tmp_path).parent
    for name in ("~$ên bản.docx", ".~lock.Biên bản.odt#", "a.tmp"):
        (folder / name).write_bytes(b"of the viewer")
    (folder / "trống.pdf").touch()
    assert list(changed_copies(tmp_path)) == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("con.txt", "_con.txt"),
        ("  . ", "tep"),
        ("a" * 300 + ".docx", "a" * 115 + ".docx"),
        ("a." + "b" * 300, "a." + "b" * 118),
        ("ke\u0302 hoạch.docx", "kê hoạch.docx"),
    ],
)
def test_safe_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe
