from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import FileFault, WorldError
from app.store import keyring
from app.store.outcomes import StoreFault
from app.store.recovery import RecoveryCode
from tests.store.conftest import CHEAP, PASSWORD


def fault_of(call: object, *args: object) -> object:
    with pytest.raises(WorldError) as caught:
        call(*args)  # type: ignore[operator]
    return caught.value.outcome


def test_password_and_recovery_code_give_the_same_key(folder: Path) -> None:
    dek, code = keyring.create(folder, "a1", PASSWORD, CHEAP)
    assert len(dek) == 32
    assert keyring.unlock(folder, "a1", PASSWORD) == dek
    assert keyring.unlock_recovery(folder, code) == dek
    assert keyring.unlock_recovery(folder, f"  {str(code).lower().replace('-', ' ')} ") == dek
    assert keyring.unlock_recovery(folder, "".join(code.groups)) == dek


def test_a_password_typed_in_nfd_opens_too(folder: Path) -> None:
    dek, _ = keyring.create(folder, "a1", PASSWORD, CHEAP)
    assert keyring.unlock(folder, "a1", unicodedata.normalize("NFD", PASSWORD)) == dek


def test_wrong_secrets(folder: Path) -> None:
    keyring.create(folder, "a1", PASSWORD, CHEAP)
    assert fault_of(keyring.unlock, folder, "a1", PASSWORD + "x") is StoreFault.WRONG_PASSWORD
    assert fault_of(keyring.unlock, folder, "nobody", PASSWORD) is StoreFault.WRONG_PASSWORD
    assert fault_of(keyring.unlock_recovery, folder, RecoveryCode.random()) is StoreFault.RECOVERY_WRONG
    assert fault_of(keyring.create, folder, "a1", PASSWORD) is StoreFault.BOOK_EXISTS
    assert fault_of(keyring.unlock, folder / "khác", "a1", PASSWORD) is StoreFault.NO_BOOK


def test_another_books_recovery_code_does_not_open(folder: Path) -> None:
    _, other = keyring.create(folder / "b", "a1", PASSWORD, CHEAP)
    keyring.create(folder / "a", "a1", PASSWORD, CHEAP)
    assert fault_of(keyring.unlock_recovery, folder / "a", other) is StoreFault.RECOVERY_WRONG


@given(st.integers(0, 2**160 - 1), st.sampled_from(["upper", "lower", "spaces", "none"]))
def test_every_code_is_read_back_however_typed(number: int, way: str) -> None:
    text = ""
    for _ in range(32):
        number, digit = divmod(number, 32)
        text += "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[digit]
    code = RecoveryCode(tuple(text[i : i + 4] for i in range(0, 32, 4)))
    typed = {
        "upper": str(code), "lower": str(code).lower(), "spaces": " ".join(code.groups),
        "none": text.replace("1", "l").replace("0", "o"),
    }[way]  # fmt: skip
    assert RecoveryCode.parse(typed) == code
    assert len(code.secret) == 20


def test_the_malformed_group_is_named() -> None:
    groups = ["ABCD"] * 8
    for bad in ("ABC", "ABCDE", "ABĐD", "AB!D", "ABUD"):
        typed = "-".join([*groups[:4], bad, *groups[5:]])
        with pytest.raises(WorldError) as caught:
            RecoveryCode.parse(typed)
        assert caught.value.outcome is StoreFault.RECOVERY_GROUP
        assert caught.value.params["group"] == 5
    with pytest.raises(WorldError) as caught:
        RecoveryCode.parse("-".join(groups[:7]))
    assert caught.value.outcome is StoreFault.RECOVERY_LENGTH
    assert caught.value.params["count"] == 28


def test_accounts_come_and_go(folder: Path) -> None:
    dek, code = keyring.create(folder, "a1", PASSWORD, CHEAP)
    keyring.add_account(folder, dek, "a2", "mật khẩu thứ hai 2", CHEAP)
    assert keyring.accounts(folder) == ("a1", "a2")
    assert keyring.unlock(folder, "a2", "mật khẩu thứ hai 2") == dek
    keyring.set_password(folder, dek, "a1", "mật khẩu mới 3", CHEAP)
    assert keyring.unlock(folder, "a1", "mật khẩu mới 3") == dek
    assert fault_of(keyring.unlock, folder, "a1", PASSWORD) is StoreFault.WRONG_PASSWORD
    keyring.remove_account(folder, "a1")
    assert fault_of(keyring.remove_account, folder, "a2") is StoreFault.LAST_ACCOUNT
    fresh = keyring.new_recovery(folder, dek)
    assert keyring.unlock_recovery(folder, fresh) == dek
    assert fault_of(keyring.unlock_recovery, folder, code) is StoreFault.RECOVERY_WRONG


@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "gone", "other"])
@pytest.mark.parametrize("name", keyring.NAMES)
def test_a_damaged_copy_is_healed_from_the_other(folder: Path, name: str, harm: str) -> None:
    dek, _ = keyring.create(folder, "a1", PASSWORD, CHEAP)
    path = folder / name
    whole = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        flipped = bytes([*whole[:200], whole[200] ^ 1, *whole[201:]])
        path.write_bytes({"flip": flipped, "cut": whole[:100], "empty": b"", "other": b'{"a":1}'}[harm])
    assert keyring.unlock(folder, "a1", PASSWORD) == dek
    assert path.read_bytes() == whole


def test_both_copies_damaged_is_said(folder: Path) -> None:
    keyring.create(folder, "a1", PASSWORD, CHEAP)
    for name in keyring.NAMES:
        (folder / name).write_bytes(b"{}")
    assert fault_of(keyring.unlock, folder, "a1", PASSWORD) is StoreFault.HEADER_DAMAGED


def test_a_change_cut_off_between_the_copies_counts(folder: Path) -> None:
    dek, _ = keyring.create(folder, "a1", PASSWORD, CHEAP)
    old = (folder / keyring.NAMES[1]).read_bytes()
    keyring.set_password(folder, dek, "a1", "mật khẩu mới 3", CHEAP)
    (folder / keyring.NAMES[1]).write_bytes(old)
    assert keyring.unlock(folder, "a1", "mật khẩu mới 3") == dek


def test_a_full_disk_leaves_the_old_password(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dek, _ = keyring.create(folder, "a1", PASSWORD, CHEAP)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(WorldError) as caught:
            keyring.set_password(folder, dek, "a1", "mật khẩu mới 3", CHEAP)
    assert caught.value.outcome is FileFault.DISK_FULL
    assert keyring.unlock(folder, "a1", PASSWORD) == dek
    assert sorted(path.name for path in folder.iterdir()) == list(keyring.NAMES)


def test_a_header_that_would_exhaust_memory_is_refused(folder: Path) -> None:
    keyring.create(folder, "a1", PASSWORD, CHEAP)
    header = keyring.read_header(folder)
    wrap = header.accounts["a1"]
    header.accounts["a1"] = keyring.Wrap(wrap.salt, wrap.key, keyring.Cost(memory=1 << 30))
    keyring.write_header(folder, header)
    assert fault_of(keyring.unlock, folder, "a1", PASSWORD) is StoreFault.HEADER_DAMAGED


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("ngắn1", StoreFault.PASSWORD_SHORT),
        ("chỉcóchữ", StoreFault.PASSWORD_SHORT),
        ("hoasen26", None),
        ("cầu vồng mùa hạ", None),
        ("matkhau123", StoreFault.PASSWORD_COMMON),
        ("Mật khẩu 123", StoreFault.PASSWORD_COMMON),
        ("aaaaaaaaaaaa", StoreFault.PASSWORD_COMMON),
        ("1234567890", StoreFault.PASSWORD_COMMON),
    ],
)
def test_password_rule(password: str, problem: StoreFault | None) -> None:
    assert keyring.password_problem(password) is problem
