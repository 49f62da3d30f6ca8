"""One encrypted SQLite file: engine, pragmas, integrity.

SQLAlchemy Core over `sqlcipher3` with a raw key (design.md §3, signing.md §5). A school book has
one writer engine (one connection, `BEGIN IMMEDIATE`) and one reader engine (`BEGIN`, query only).
"""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from app.domain.errors import FileFault, Outcome, WorldError
from app.store.outcomes import StoreFault
from app.store.places import SingleInstance, refuse_bad_root

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.engine import ExceptionContext

__all__ = [
    "KEY_BYTES", "SingleInstance", "connect", "open_engine", "prepare", "quick_check",
    "refuse_bad_root", "world_error",
]  # fmt: skip

KEY_BYTES = 32
BUSY_MS = 5000
_SHARED_MEMORY = 64 * 1024  # bytes: twice what the file beside the WAL starts with
READERS = 4  # connections: the reader thread and the pool of file workers

# The primary result code (low byte of the extended one) → what it means to a person.
_FAULTS: dict[int, Outcome] = {
    dbapi2.SQLITE_FULL: FileFault.DISK_FULL,
    dbapi2.SQLITE_READONLY: FileFault.READ_ONLY,
    dbapi2.SQLITE_PERM: FileFault.READ_ONLY,
    dbapi2.SQLITE_CANTOPEN: FileFault.MISSING,
    dbapi2.SQLITE_IOERR: FileFault.DEVICE_GONE,
    dbapi2.SQLITE_BUSY: StoreFault.BUSY,
    dbapi2.SQLITE_CORRUPT: StoreFault.DAMAGED,
    dbapi2.SQLITE_NOTADB: StoreFault.WRONG_KEY,
}


def world_error(error: BaseException, path: Path) -> WorldError | None:
    """The world's fault behind a database error, or None when it is ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None or (outcome := _FAULTS.get(code & 0xFF)) is None:
        return None
    if outcome is FileFault.DEVICE_GONE and _is_full(path.parent):
        outcome = FileFault.DISK_FULL
    return WorldError(outcome, path=str(path), detail=str(error))


def _is_full(folder: Path) -> bool:
    """SQLite calls a disk that cannot take its shared memory file an input/output error."""
    try:
        return shutil.disk_usage(folder).free < _SHARED_MEMORY
    except OSError:
        return False


def connect(path: Path, key: bytes) -> Any:
    """A bare keyed DBAPI connection in autocommit mode, for what needs no SQLAlchemy.

    Raises WorldError (WRONG_KEY, DAMAGED, FileFault).
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"key of {len(key)} bytes")
    try:
        raw = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
        try:
            prepare(raw, key)
        except BaseException:
            raw.close()
            raise
    except dbapi2.Error as error:
        raise (world_error(error, path) or error) from error
    return raw


def prepare(raw: Any, key: bytes, *, read_only: bool = False, foreign_keys: bool = True) -> None:
    """Key and pragmas of one fresh connection; the first read proves the key."""
    raw.isolation_level = None  # we emit BEGIN ourselves: DDL then takes part in the transaction
    for pragma in (
        f"key = \"x'{key.hex()}'\"",
        "cipher_log_level = NONE",
        f"busy_timeout = {BUSY_MS}",
        "trusted_schema = OFF",
        "temp_store = MEMORY",
        "secure_delete = ON",
        f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
    ):
        raw.execute(f"PRAGMA {pragma}")
    raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if read_only:
        raw.execute("PRAGMA query_only = ON")
    else:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")


def open_engine(path: Path, key: bytes, *, read_only: bool = False, foreign_keys: bool = True) -> Engine:
    """An engine on the database at `path` (created when missing, unless `read_only`).

    `key`: 32 raw bytes. The writer engine holds one connection, so a second writer thread waits.
    Raises WorldError: WRONG_KEY, DAMAGED, FileFault.
    """
    from sqlalchemy import URL, QueuePool, create_engine, event

    if len(key) != KEY_BYTES:
        raise ValueError(f"key of {len(key)} bytes")
    if read_only and not path.exists():
        raise WorldError(FileFault.MISSING, path=str(path), detail=str(errno.ENOENT))
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        module=dbapi2,
        poolclass=QueuePool,
        pool_size=READERS if read_only else 1,
        max_overflow=0,
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "connect")
    def _connect(raw: Any, _record: Any) -> None:
        prepare(raw, key, read_only=read_only, foreign_keys=foreign_keys)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    @event.listens_for(engine, "handle_error")
    def _explain(context: ExceptionContext) -> None:
        fault = world_error(context.original_exception, path)
        if fault is not None:
            raise fault from context.original_exception

    try:
        engine.connect().close()
    except dbapi2.Error as error:  # raised inside the connect event, before `handle_error` applies
        engine.dispose()
        raise (world_error(error, path) or error) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def quick_check(engine: Engine) -> None:
    """Raise WorldError(DAMAGED) unless SQLite's own quick check and every page's MAC hold."""
    with engine.connect() as connection:
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(5)")]
        found += [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
    if found != ["ok"]:
        raise WorldError(StoreFault.DAMAGED, detail="; ".join(found))
