from __future__ import annotations

import logging
import re
import tomllib
import unicodedata

import pytest

from app.domain.errors import Outcome
from app.paths import resources
from app.signing.outcomes import SignFault, SignNote, SignProblem
from app.signing.preflight import CertFlaw
from tests.pki import NOW, pki
from tests.signing.sample import identity, judge, sealed


def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((resources() / "messages" / "sign.toml").read_text("utf-8"))


def _entry(outcome: Outcome) -> dict[str, str]:
    return _table()[outcome.value.removeprefix("sign.")]


def test_every_outcome_has_a_sentence_and_a_next_step_and_no_sentence_is_left_over():
    values = [member.value for kind in (SignFault, SignProblem, SignNote) for member in kind]
    assert len(values) == len(set(values))
    assert {f"sign.{key}" for key in _table()} == set(values)
    for entry in _table().values():
        assert entry.keys() == {"say", "do"}
        for text in entry.values():
            assert unicodedata.is_normalized("NFC", text) and text.endswith((".", "?"))


def test_sentences_of_judgements_need_no_values_and_those_of_faults_only_what_is_given():
    for kind in (SignProblem, SignNote):
        assert not [member for member in kind if "{" in "".join(_entry(member).values())]
    for member in SignFault:
        asked = set(re.findall(r"{(\w+)}", "".join(_entry(member).values())))
        assert asked <= ({"name", "until", "since"} if member.name in CertFlaw.__members__ else set())


def test_every_flaw_can_be_told_of_oneself_and_of_others():
    for flaw in CertFlaw:
        assert SignFault[flaw.name] and SignProblem[flaw.name]


def test_a_refused_signature_leaves_the_log_quiet(caplog: pytest.LogCaptureFixture):
    """pyHanko would log it as an error; the user reads a sentence instead."""
    with caplog.at_level(logging.WARNING):
        made = identity(pki().evil).sign_detached(b"m", NOW)
        assert judge().judge_cms(b"m", made, NOW).problem == SignProblem.NO_CHAIN
        assert judge().judge_pdf(sealed()[:-300], NOW)[0].problem
    assert not caplog.records
