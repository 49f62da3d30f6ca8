"""Outcomes of the store: database file, keys, evidence files, backups."""

from __future__ import annotations

from app.domain.errors import Outcome


class StoreFault(Outcome):
    """What can go wrong with a school book on disk; sentences in `messages/store.toml`."""

    WRONG_KEY = "store.wrong_key"
    DAMAGED = "store.damaged"
    BUSY = "store.busy"
    ALREADY_OPEN = "store.already_open"
    NEWER_DATABASE = "store.newer_database"
    MIGRATION_FAILED = "store.migration_failed"
    NO_BOOK = "store.no_book"
    BOOK_EXISTS = "store.book_exists"
    # where a profile may not lie
    ROOT_NETWORK = "store.root_network"
    ROOT_REMOVABLE = "store.root_removable"
    ROOT_CLOUD = "store.root_cloud"
    # keys
    WRONG_PASSWORD = "store.wrong_password"  # noqa: S105
    PASSWORD_SHORT = "store.password_short"  # noqa: S105
    PASSWORD_COMMON = "store.password_common"  # noqa: S105
    RECOVERY_WRONG = "store.recovery_wrong"
    RECOVERY_LENGTH = "store.recovery_length"
    RECOVERY_GROUP = "store.recovery_group"
    HEADER_DAMAGED = "store.header_damaged"
    LAST_ACCOUNT = "store.last_account"
    # evidence files
    BLOB_MISSING = "store.blob_missing"
    BLOB_DAMAGED = "store.blob_damaged"
    # backup and restore
    BACKUP_DAMAGED = "store.backup_damaged"
    BACKUP_NOT_OURS = "store.backup_not_ours"
    BACKUP_NEWER = "store.backup_newer"
    BACKUP_NOT_VERIFIED = "store.backup_not_verified"
    BACKUP_SECRET_WRONG = "store.backup_secret_wrong"  # noqa: S105
    NO_ROOM = "store.no_room"
