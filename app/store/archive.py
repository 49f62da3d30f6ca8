"""The backup file: a STORED zip that `unzip` and `age` open without us.

`khoa-1.json` and `khoa-2.json` (in clear, the same content) hold the key header with its wraps and the
age identity wrapped by the data key. Every other entry is an age file of its own, so that one bad
sector costs one file: `000001.age` … the evidence, `so.age` the database, and the list of all of
them twice (`muc-luc-1.age`, `muc-luc-2.age`).
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from app.domain.codec import dumps, from_plain
from app.domain.errors import WorldError
from app.files import world_errors
from app.store import keyring
from app.store.outcomes import StoreFault

FORMAT = 1
DATABASE_ENTRY = "so.age"
_LABELS = ("khoa-1.json", "khoa-2.json")
_LISTS = ("muc-luc-1.age", "muc-luc-2.age")
# All the ways in which `zipfile` meets a damaged container; not one of them is our own fault.
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, RuntimeError, ValueError)
_WHEN = (1980, 1, 1, 0, 0, 0)  # a fixed time: entries say nothing of the PC's clock


@dataclass(frozen=True)
class Label:
    """What is readable without a key."""

    format: int
    made_at: datetime
    serial: int  # grows with each backup of one book in a folder; the clock is not trusted for order
    files: int  # evidence files
    identity: str  # age identity wrapped by the data key, hexadecimal
    header: Any  # keyring.Header as plain JSON


@dataclass(frozen=True)
class Item:
    """One encrypted entry."""

    entry: str
    sha: str  # of the plain bytes
    size: int
    name: str = ""  # what a person calls it
    whole: bool = True  # False: the file was already harmed when the backup was made


class _Reader:
    """Passes bytes on, counts and hashes them, and remembers why it failed (age hides that)."""

    def __init__(self, source: BinaryIO, watch: Callable[[int], None]) -> None:
        self._source = source
        self._watch = watch
        self.sha = hashlib.sha256()
        self.size = 0
        self.error: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._source.read(size)
            self._watch(len(data))
        except BaseException as error:
            self.error = error
            raise
        self.sha.update(data)
        self.size += len(data)
        return data


class _Writer:
    def __init__(self, target: BinaryIO | None, watch: Callable[[int], None]) -> None:
        self._target = target
        self._watch = watch
        self.sha = hashlib.sha256()
        self.error: BaseException | None = None

    def write(self, data: bytes) -> int:
        try:
            if self._target is not None:
                self._target.write(data)
            self._watch(len(data))
        except BaseException as error:
            self.error = error
            raise
        self.sha.update(data)
        return len(data)

    def flush(self) -> None:
        """age flushes what it writes to; the caller syncs."""


def _unwatched(count: int) -> None:
    """Nobody counts these bytes."""


class ArchiveWriter:
    """Writes a new backup into an open file, front to back, in constant memory."""

    def __init__(self, out: BinaryIO, dek: bytes, label: Label) -> None:
        from pyrage import x25519

        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_STORED)
        self._identity = x25519.Identity.generate()
        self._label = keyring.with_sum(
            {**json.loads(dumps(label)), "identity": _wrap_identity(dek, str(self._identity))}
        )
        self._clear(_LABELS[0])

    def add(self, entry: str, source: BinaryIO, sha: str, name: str, watch: Callable[[int], None]) -> Item:
        """Encrypt one file whose hash should be `sha`."""
        reader = self._encrypt(entry, source, watch)
        return Item(entry, sha, reader.size, name, reader.sha.hexdigest() == sha)

    def add_list(self, which: int, items: list[Item]) -> None:
        """The list of entries; its two copies should lie apart."""
        body = keyring.with_sum(items)
        self._encrypt(_LISTS[which], io.BytesIO(body), _unwatched)

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Complete the file; after an error let go of it, the caller deletes it."""
        if error is None:
            self._clear(_LABELS[1])
            self._zip.close()
        else:
            self._zip.fp = None

    def _clear(self, name: str) -> None:
        self._zip.writestr(zipfile.ZipInfo(name, _WHEN), self._label)

    def _encrypt(self, entry: str, source: BinaryIO, watch: Callable[[int], None]) -> _Reader:
        import pyrage

        reader = _Reader(source, watch)
        with self._zip.open(zipfile.ZipInfo(entry, _WHEN), "w", force_zip64=True) as out:
            writer = _Writer(out, _unwatched)  # type: ignore[arg-type]
            try:
                pyrage.encrypt_io(reader, writer, [self._identity.to_public()])
            except (pyrage.EncryptError, OSError):
                raise reader.error or writer.error or AssertionError from None
        return reader


class ArchiveReader:
    """An existing backup. Damage is met entry by entry."""

    def __init__(self, path: Path) -> None:
        """Raises WorldError: BACKUP_NOT_OURS, BACKUP_NEWER, BACKUP_DAMAGED, FileFault."""
        self._path = path
        with world_errors(path):
            self._file = path.open("rb")
        try:
            self._zip = zipfile.ZipFile(self._file)
            self.label = self._read_label()
        except _DAMAGE as error:
            self._file.close()
            raise WorldError(StoreFault.BACKUP_NOT_OURS, path=str(path)) from error
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> ArchiveReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    @property
    def header(self) -> keyring.Header:
        header = keyring.header_from(dict(self.label.header))
        if header is None:
            raise WorldError(StoreFault.BACKUP_DAMAGED, name=_LABELS[0])
        return header

    def items(self, dek: bytes) -> tuple[Item, ...]:
        """The list of entries, and from here on the right to read them."""
        from pyrage import x25519

        self._identity = x25519.Identity.from_str(_unwrap_identity(dek, self.label.identity))
        for entry in _LISTS:
            out = io.BytesIO()
            self._decrypt(entry, out, _unwatched)
            plain = keyring.without_sum(out.getvalue())
            if plain is not None:
                return tuple(from_plain(Item, item) for item in plain)
        raise WorldError(StoreFault.BACKUP_DAMAGED, name=_LISTS[0])

    def extract(self, item: Item, target: BinaryIO | None, watch: Callable[[int], None]) -> bool:
        """Decrypt one entry into `target` (None: only check it); False when it is damaged.

        What was written of a damaged entry is for the caller to delete. Errors of `target` are raised.
        """
        return self._decrypt(item.entry, target, watch) == item.sha

    def _decrypt(self, entry: str, target: BinaryIO | None, watch: Callable[[int], None]) -> str:
        """SHA-256 of the plain bytes, "" when the entry cannot be decrypted to its end."""
        import pyrage

        writer = _Writer(target, watch)
        try:
            with self._zip.open(entry) as source:
                pyrage.decrypt_io(source, writer, [self._identity])
        except (pyrage.DecryptError, *_DAMAGE):
            if writer.error is not None:
                raise writer.error from None
            return ""
        return writer.sha.hexdigest()

    def _read_label(self) -> Label:
        found = [plain for name in _LABELS if (plain := self._plain_label(name)) is not None]
        if not found:
            ours = set(_LABELS) & set(self._zip.namelist())
            raise WorldError(
                StoreFault.BACKUP_DAMAGED if ours else StoreFault.BACKUP_NOT_OURS,
                path=str(self._path),
                name=_LABELS[0],
            )
        if found[0]["format"] > FORMAT:
            raise WorldError(StoreFault.BACKUP_NEWER, path=str(self._path))
        return from_plain(Label, found[0])

    def _plain_label(self, name: str) -> Any:
        try:
            return keyring.without_sum(self._zip.read(name))
        except _DAMAGE:
            return None


def _wrap_identity(dek: bytes, identity: str) -> str:
    from cryptography.hazmat.primitives.keywrap import aes_key_wrap_with_padding

    return aes_key_wrap_with_padding(keyring.derive(dek, "backup"), identity.encode()).hex()


def _unwrap_identity(dek: bytes, wrapped: str) -> str:
    from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap_with_padding

    try:
        return aes_key_unwrap_with_padding(keyring.derive(dek, "backup"), bytes.fromhex(wrapped)).decode()
    except (InvalidUnwrap, ValueError) as error:
        raise WorldError(StoreFault.BACKUP_DAMAGED, name=_LABELS[0]) from error
