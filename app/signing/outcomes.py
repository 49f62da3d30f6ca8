"""Outcomes of signing and of judging signatures; sentences in `resources/messages/sign.toml`."""

from __future__ import annotations

from app.domain.errors import Outcome


class SignFault(Outcome):
    """Why something could not be signed; raised as `WorldError`."""

    WRONG_PASSWORD = "sign.wrong_password"  # noqa: S105 (an outcome, not a password)
    NOT_A_P12 = "sign.not_a_p12"
    NO_KEY = "sign.no_key"
    UNSUPPORTED_KEY = "sign.unsupported_key"
    EXPIRED = "sign.own_expired"  # params: name, until
    NOT_YET_VALID = "sign.own_not_yet_valid"  # params: name, since
    WRONG_USAGE = "sign.own_wrong_usage"  # params: name
    WRONG_PURPOSE = "sign.own_wrong_purpose"  # params: name
    WEAK_KEY = "sign.own_weak_key"  # params: name
    NOT_A_PDF = "sign.not_a_pdf"
    NO_FIELD = "sign.no_field"
    ALREADY_SIGNED = "sign.already_signed"
    ALREADY_SEALED = "sign.already_sealed"
    FORBIDDEN = "sign.forbidden"


class SignProblem(Outcome):
    """The first thing that does not hold in a signature somebody else made; no params."""

    UNREADABLE = "sign.unreadable"
    NOT_CADES = "sign.not_cades"
    ALTERED = "sign.altered"
    CHANGED_AFTER = "sign.changed_after"
    ADDED_AFTER = "sign.added_after"
    NUMBER_AFTER_SEAL = "sign.number_after_seal"
    EXPIRED = "sign.expired"
    NOT_YET_VALID = "sign.not_yet_valid"
    WRONG_USAGE = "sign.wrong_usage"
    WRONG_PURPOSE = "sign.wrong_purpose"
    WEAK_KEY = "sign.weak_key"
    UNKNOWN_DEVICE = "sign.unknown_device"
    NO_CHAIN = "sign.no_chain"
    BAD_CHAIN = "sign.bad_chain"


class SignNote(Outcome):
    """Warnings beside a signature; they refuse nothing (signing.md §7); no params."""

    NO_REVOCATION_DATA = "sign.no_revocation_data"
    NO_TIMESTAMP = "sign.no_timestamp"
    DEVICE_ONLY = "sign.device_only"
    CERT_EXPIRES_SOON = "sign.cert_expires_soon"
    CLOCK_ODD = "sign.clock_odd"
    NUMBER_FILLED_AFTER = "sign.number_filled_after"
