"""The data key and its wraps (signing.md §5).

The data key (DEK, 32 random bytes) encrypts the database. The header file holds it wrapped once per
account (Argon2id of the password → AES key wrap) and once by the recovery code. The header is
written twice, atomically, so that one damaged copy is healed from the other; it goes into every
backup. It holds no personal data: account ids only.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.domain.codec import dumps, from_plain
from app.domain.errors import Outcome, WorldError
from app.domain.ids import new_id
from app.domain.text import fold, nfc
from app.files import world_errors, write_atomic
from app.store.outcomes import StoreFault
from app.store.recovery import RecoveryCode

NAMES = ("khoa-1.json", "khoa-2.json")
FORMAT = 1
_MAX_MEMORY = 1 << 20  # KiB: a forged header must not exhaust the PC
_COMMON_LIST = """
1234567890 0123456789 0987654321 9876543210 1111111111 0000000000 1234512345 1122334455
qwertyuiop asdfghjkl1 1q2w3e4r5t 1qaz2wsx3e abcd1234 abc12345 abcd12345 a1234567 a12345678
a123456789 qwerty123 qwerty1234 password1 password12 password123 passw0rd 123456abc 12345678a
123456789a matkhau1 matkhau12 matkhau123 matkhau1234 matkhaumoi matkhau2026 admin123 admin1234
admin@123 truonghoc1 truonghoc123 hieutruong hieutruong1 hieutruong123 giaovien1 giaovien123
vietnam1 vietnam123 vietnam2026 anhyeuem1 anhyeuem123 iloveyou1 iloveyou123 sochuyendoiso
chuyendoiso chuyendoiso1 chuyendoiso2026 xinchao123 thaygiao123 cogiao123
"""
_COMMON = frozenset(_COMMON_LIST.split())


@dataclass(frozen=True)
class Cost:
    """Argon2id parameters; stored beside each wrap, so they can be raised later."""

    memory: int = 64 * 1024  # KiB
    iterations: int = 3
    lanes: int = 4


DEFAULT_COST = Cost()


@dataclass(frozen=True)
class Wrap:
    """The data key locked with one password. Hexadecimal."""

    salt: str
    key: str
    cost: Cost


@dataclass(frozen=True)
class Header:
    """What both files hold. `id` is the book's own, the same in all its backups."""

    id: str
    recovery: str  # hexadecimal wrap by the recovery code
    accounts: dict[str, Wrap] = field(default_factory=dict)
    serial: int = 1  # grows with every change: the newer of two good copies counts
    format: int = FORMAT


def with_sum(value: object) -> bytes:
    """JSON text with its own SHA-256 beside it."""
    body = dumps(value)
    return dumps({"body": body, "sum": hashlib.sha256(body.encode()).hexdigest()}).encode()


def without_sum(data: bytes) -> Any:
    """The value of `with_sum`, or None when a single byte is damaged."""
    try:
        outer = json.loads(data)
        body = outer["body"]
        good = hashlib.sha256(body.encode()).hexdigest() == outer["sum"]
        return json.loads(body) if good else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def header_from(plain: Any) -> Header | None:
    """A header from plain JSON; None when it has another shape."""
    try:
        accounts = {name: from_plain(Wrap, wrap) for name, wrap in plain.pop("accounts").items()}
        return replace(from_plain(Header, plain), accounts=accounts)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def read_header(profile: Path) -> Header:
    """The newest good copy; the other one is rewritten when it differs.

    Raises WorldError: NO_BOOK (no header at all), HEADER_DAMAGED (no good copy).
    """
    files = [profile / name for name in NAMES]
    contents: list[bytes] = []
    for path in files:
        with world_errors(path):
            contents.append(path.read_bytes() if path.exists() else b"")
    if not any(contents) and not any(path.exists() for path in files):
        raise WorldError(StoreFault.NO_BOOK, path=str(profile))
    good = [header for data in contents if (header := header_from(without_sum(data))) is not None]
    if not good:
        raise WorldError(StoreFault.HEADER_DAMAGED, path=str(profile))
    newest = max(good, key=lambda header: header.serial)
    encoded = with_sum(newest)
    for path, data in zip(files, contents, strict=True):
        if data != encoded:
            write_atomic(path, encoded)
    return newest


def write_header(profile: Path, header: Header) -> None:
    for name in NAMES:
        write_atomic(profile / name, with_sum(header))


def create(
    profile: Path, account_id: str, password: str, cost: Cost | None = None
) -> tuple[bytes, RecoveryCode]:
    """A new data key with its first account and recovery code. Raises WorldError(BOOK_EXISTS)."""
    if any((profile / name).exists() for name in NAMES):
        raise WorldError(StoreFault.BOOK_EXISTS, path=str(profile))
    with world_errors(profile):
        profile.mkdir(parents=True, exist_ok=True)
    dek = secrets.token_bytes(32)
    code = RecoveryCode.random()
    book = new_id()
    header = Header(book, _wrap(_recovery_key(code, book), dek), {account_id: _lock(password, dek, cost)})
    write_header(profile, header)
    return dek, code


def accounts(profile: Path) -> tuple[str, ...]:
    """Ids of the accounts that can open the book."""
    return tuple(read_header(profile).accounts)


def unlock(profile: Path, account_id: str, password: str) -> bytes:
    """The data key. Raises WorldError(WRONG_PASSWORD), also for an unknown account."""
    return unlock_with(read_header(profile), account_id, password)


def unlock_recovery(profile: Path, code: RecoveryCode | str) -> bytes:
    """The data key. Raises WorldError: RECOVERY_WRONG, RECOVERY_GROUP, RECOVERY_LENGTH."""
    return unlock_recovery_with(read_header(profile), code)


def unlock_with(header: Header, account_id: str, password: str) -> bytes:
    wrap = header.accounts.get(account_id)
    if wrap is None:
        raise WorldError(StoreFault.WRONG_PASSWORD)
    kek = _argon(password, bytes.fromhex(wrap.salt), wrap.cost)
    return _unwrap(kek, wrap.key, StoreFault.WRONG_PASSWORD)


def unlock_recovery_with(header: Header, code: RecoveryCode | str) -> bytes:
    parsed = RecoveryCode.parse(code) if isinstance(code, str) else code
    return _unwrap(_recovery_key(parsed, header.id), header.recovery, StoreFault.RECOVERY_WRONG)


def set_password(profile: Path, dek: bytes, account_id: str, password: str, cost: Cost | None = None) -> None:
    """Give an account (a new one, too) a password. Only the 40-byte wrap changes."""
    lock = _lock(password, dek, cost)
    _change(profile, lambda header: replace(header, accounts={**header.accounts, account_id: lock}))


add_account = set_password


def remove_account(profile: Path, account_id: str) -> None:
    """Raises WorldError(LAST_ACCOUNT): somebody must be able to open the book."""

    def without(header: Header) -> Header:
        rest = {name: wrap for name, wrap in header.accounts.items() if name != account_id}
        if not rest:
            raise WorldError(StoreFault.LAST_ACCOUNT)
        return replace(header, accounts=rest)

    _change(profile, without)


def new_recovery(profile: Path, dek: bytes) -> RecoveryCode:
    """A fresh recovery code; the old one stops working (older backups keep theirs)."""
    code = RecoveryCode.random()
    _change(profile, lambda header: replace(header, recovery=_wrap(_recovery_key(code, header.id), dek)))
    return code


def password_problem(password: str) -> Outcome | None:
    """At least 10 characters, or 8 with letters and digits; not one everybody tries first."""
    text = nfc(password)
    mixed = any(c.isalpha() for c in text) and any(c.isdigit() for c in text)
    if len(text) < 8 or (len(text) < 10 and not mixed):
        return StoreFault.PASSWORD_SHORT
    if fold(text).replace(" ", "") in _COMMON or len(set(text)) < 4:
        return StoreFault.PASSWORD_COMMON
    return None


def derive(key: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose; so no key serves two ciphers."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=None, info=f"so-cds/1/{purpose}".encode()).derive(key)


def _change(profile: Path, change: Callable[[Header], Header]) -> None:
    header = read_header(profile)
    write_header(profile, replace(change(header), serial=header.serial + 1))


def _recovery_key(code: RecoveryCode, book: str) -> bytes:
    """160 random bits need no slow derivation, only binding to this book."""
    return derive(code.secret, f"recovery/{book}")


def _argon(password: str, salt: bytes, cost: Cost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    if cost.memory > _MAX_MEMORY or cost.iterations > 64 or cost.lanes > 64:
        raise WorldError(StoreFault.HEADER_DAMAGED)
    kdf = Argon2id(
        salt=salt, length=32, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory
    )
    return kdf.derive(nfc(password).encode())


def _lock(password: str, dek: bytes, cost: Cost | None) -> Wrap:
    used = cost or DEFAULT_COST
    salt = secrets.token_bytes(16)
    return Wrap(salt.hex(), _wrap(_argon(password, salt, used), dek), used)


def _wrap(kek: bytes, dek: bytes) -> str:
    from cryptography.hazmat.primitives.keywrap import aes_key_wrap

    return aes_key_wrap(kek, dek).hex()


def _unwrap(kek: bytes, wrapped: str, fault: Outcome) -> bytes:
    from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

    try:
        return aes_key_unwrap(kek, bytes.fromhex(wrapped))
    except InvalidUnwrap as error:
        raise WorldError(fault) from error
