"""Makes `tests/golden/backup/<name>.socds` when the format of profile or backup has changed:

`python -m tests.golden.make_backup v2`. Files once committed are kept and opened on each run.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from app.domain.clock import FrozenClock
from app.domain.journal import Action, Changes
from app.domain.org import Role
from app.models.book import create_book
from app.store import keyring
from app.store.backup import make_backup

FOLDER = Path(__file__).parent / "backup"
PASSWORD = "mật khẩu của bản mẫu 1"
EVIDENCE = "Biên bản tập huấn chữ ký số".encode()


def make(name: str) -> None:
    clock = FrozenClock()
    with tempfile.TemporaryDirectory() as temp:
        profile, stick = Path(temp) / "Hồ sơ", Path(temp)
        dek, code = keyring.create(profile, "a1", PASSWORD, keyring.Cost(64, 1, 1))
        book = create_book(profile, dek, clock, actor="a1", role=Role.PRINCIPAL)
        sha = book.blobs.add(io.BytesIO(EVIDENCE)).sha
        changes = Changes(Action.ATTACH)
        changes.put("unit", "u1", {"name": "Tổ Tin học"})
        changes.put("person", "x1", {"name": "Nguyễn Thị Hoa", "unit": "u1"})
        changes.put("task", "t1", {"words": "Tập huấn chữ ký số", "leads": ["Tổ Tin học"]})
        changes.put("evidence", "e1", {"title": "Biên bản tập huấn", "code": "MC.CDS.2026.0001"})
        changes.put("evidence_file", "f1", {"evidence": "e1", "sha": sha, "name": "biên bản.txt"})
        book.apply(changes.done())
        rename = Changes(Action.EDIT_ITEM)
        rename.put("task", "t1", {"words": "Tập huấn chữ ký số cho giáo viên"})
        book.undo(book.apply(rename.done()).txn_id)
        made = make_backup(profile, dek, book.blobs, stick, clock, names=book.evidence_names())
        book.close()
        FOLDER.mkdir(exist_ok=True)
        made.path.replace(FOLDER / f"{name}.socds")
        (FOLDER / f"{name}.txt").write_text(f"{code}\n", encoding="ascii")


if __name__ == "__main__":
    make(sys.argv[1])
