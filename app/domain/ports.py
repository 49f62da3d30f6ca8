"""Protocols through which `package`, `signing`, `reports` and `sync` get what they need of others.

`services` wires them; none of those packages imports another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol


class Progress(Protocol):
    """Told how far a long job is; raises `Cancelled` when the user has stopped it."""

    def __call__(self, done: int, total: int) -> None: ...


def no_progress(done: int, total: int) -> None:
    """The `Progress` of a caller that does not watch."""


class BlobSource(Protocol):
    """Evidence by its SHA-256 (lower-case hexadecimal); nobody outside sees a path."""

    def open(self, sha: str) -> BinaryIO: ...

    def size(self, sha: str) -> int: ...


@dataclass(frozen=True)
class SignerInfo:
    """Who signs, as shown to people."""

    name: str  # common name of the certificate
    fingerprint: str  # SHA-256 of the DER certificate, lower-case hexadecimal
    is_device: bool  # "máy này": proves which enrolled computer, never who
    not_before: datetime
    not_after: datetime
    issuer: str = ""


class CmsSigner(Protocol):
    """Makes detached CAdES-B signatures (the container's `META-INF/signature*.p7s`)."""

    @property
    def info(self) -> SignerInfo: ...

    def sign_detached(self, content: bytes, at: datetime) -> bytes:
        """DER of a detached CAdES-B CMS over `content`; WorldError on a bad key or certificate."""
        ...


@dataclass(frozen=True)
class SignatureFacts:
    """Separate facts about one signature, never one flag (design.md §4).

    `problem == ""` is the verdict "it holds": then intact, whole and trusted are all true.
    """

    intact: bool  # the signed bytes are unchanged
    whole: bool  # nothing but later lawful signatures and the known fields was added after it
    signer: SignerInfo | None
    trusted: bool  # chain ends in a known root, or the device certificate is known
    valid_at: datetime | None  # the moment the certificate was judged at
    claimed_time: datetime | None  # the signer's own clock: a claim, not a proof
    problem: str = ""  # an `Outcome` value naming the first thing that does not hold
    notes: tuple[str, ...] = ()  # `Outcome` values of warnings (no revocation data, device key only …)
    fields_filled_after: bool = False  # number and date entered after signing, nothing else
    field: str = ""  # the PDF signature field: "HieuTruong", "CoQuan"; "" for a container


class SignatureJudge(Protocol):
    """Checks signatures against the trust the caller holds."""

    def judge_cms(self, content: bytes, signature: bytes, at: datetime) -> SignatureFacts: ...

    def judge_pdf(self, pdf: bytes, at: datetime) -> tuple[SignatureFacts, ...]: ...


Random = Callable[[int], bytes]
