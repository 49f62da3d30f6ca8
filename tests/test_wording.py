"""Sentences of the message table."""

from __future__ import annotations

import string
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import wording
from app.domain.errors import FileFault, Notice, Outcome, WorldError
from app.wording import Sentence, code_of, messages, say


class Trial(Outcome):
    """Outcomes of the made-up area of `trial_messages`."""

    FULL = "trial.full"
    BARE = "trial.bare"


@pytest.fixture
def trial_messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "messages"
    folder.mkdir()
    text = '[full]\nsay = "{a} rồi {b}."\ndo = "Xem {a}."\n\n[bare]\nsay = "Xong."\ncode = "0007"\n'
    (folder / "trial.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(wording, "resources", lambda: tmp_path)
    messages.cache_clear()
    yield
    messages.cache_clear()


def test_world_error_names_the_path_and_the_next_step() -> None:
    sentence = say(WorldError(FileFault.DISK_FULL, path="D:/Sổ/số liệu.xlsx", detail="No space left"))
    assert sentence.text == "Ổ đĩa đã đầy nên chưa ghi được: D:/Sổ/số liệu.xlsx"
    assert sentence.next_step.startswith("Xóa bớt tệp")
    assert sentence.code == code_of("file.disk_full")


@pytest.mark.parametrize("sign", ["\x1b", "\n", "\u202e", "\ud800", "\u2028"])
def test_what_a_file_says_of_itself_cannot_change_the_sentence(sign: str) -> None:
    """Escape codes, new lines and turned writing from a name would let it write its own verdict."""
    text = say(Notice(FileFault.MISSING, {"path": f"ảnh{sign}gpj.exe"})).text
    assert text == "Không tìm thấy: ảnh\ufffdgpj.exe"


def test_notice_outcome_and_stored_key_say_the_same() -> None:
    assert say(Notice(FileFault.IN_USE)) == say(FileFault.IN_USE) == say("file.in_use")


def test_missing_value_is_an_ellipsis() -> None:
    assert say(FileFault.MISSING).text == "Không tìm thấy: …"


@pytest.mark.usefixtures("trial_messages")
def test_entry_without_next_step_and_with_its_own_code() -> None:
    assert say(Trial.BARE) == Sentence("Xong.", "", "TRI-0007")


@pytest.mark.usefixtures("trial_messages")
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2026, 3, 4), "04/03/2026"),
        (datetime(2026, 3, 4, 9, 5), "09:05 04/03/2026"),
        (12.5, "12,5"),
        (100.0, "100"),
        (0.333333, "0,33"),
        (2026, "2026"),
        (0, "0"),
        (None, "…"),
        ("", "…"),
        ("{b}", "{b}"),
        ("a\u0306n", "ăn"),
        (Trial.BARE, "Xong."),
        (Notice(Trial.FULL, {"a": 1}), "1 rồi …."),
    ],
)
def test_values_are_shown_as_people_write_them(value: object, shown: str) -> None:
    assert say(Notice(Trial.FULL, {"a": value, "b": "hết"})).text == f"{shown} rồi hết."


def test_unknown_outcome_is_our_fault() -> None:
    with pytest.raises(KeyError):
        say("nowhere.nothing")


@given(st.data())
def test_no_entry_crashes_whatever_its_values(data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(messages())))
    fields = {name for _, name, _, _ in string.Formatter().parse(messages()[key]["say"]) if name}
    anything = st.none() | st.text() | st.integers() | st.floats() | st.dates()
    values = data.draw(st.dictionaries(st.sampled_from(sorted(fields)) if fields else st.text(), anything))
    assert say(_notice(key, values)).text


def _notice(key: str, values: dict[str, object]) -> Notice:
    class Drawn(Outcome):
        ONE = key

    return Notice(Drawn.ONE, values)


def test_codes_are_four_digits_and_differ() -> None:
    codes = [code_of(key) for key in messages()]
    assert all(code[-4:].isdecimal() and code[-5] == "-" for code in codes)
    twice = {code: [k for k in messages() if code_of(k) == code] for code in codes if codes.count(code) > 1}
    assert not twice, f"give one of each pair a `code` of its own in the message file: {twice}"


def test_code_of_a_released_key_stays() -> None:
    assert code_of("file.disk_full") == "FIL-9631"
