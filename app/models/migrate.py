"""Bringing a book's schema up to date (style.md, traps).

The connection has foreign keys off, because a rebuilt table would otherwise delete the rows that
point to it, and everything happens in one explicit transaction, because SQLite would otherwise
keep the first half of a failed migration. Alembic (0.4 s) is imported only when there is work.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import WorldError
from app.models.migrations import HEAD
from app.store.backup import copy_database
from app.store.engine import connect, open_engine, quick_check
from app.store.outcomes import StoreFault

if TYPE_CHECKING:
    from alembic.config import Config

LOCATION = Path(__file__).parent / "migrations"


def schema_revision(path: Path, key: bytes) -> str | None:
    """The schema's revision by one query; None for a missing or empty database.

    Raises WorldError: WRONG_KEY, DAMAGED.
    """
    if not path.exists():
        return None
    raw = connect(path, key)
    try:
        table = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
        if raw.execute(table).fetchone() is None:
            return None
        row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
        return None if row is None else str(row[0])
    finally:
        raw.close()


def migrate(path: Path, key: bytes, backup_dir: Path, *, location: Path = LOCATION, head: str = HEAD) -> bool:
    """Bring the database at `path` to `head`; True when something was done.

    An existing database is first copied to `backup_dir/truoc-nang-cap-<revision>.db`. A failure leaves
    it as it was. Raises WorldError: NEWER_DATABASE, MIGRATION_FAILED, and those of `open_engine`.
    """
    revision = schema_revision(path, key)
    if revision == head:
        return False
    if revision is not None:
        if revision not in _revisions(location):
            raise WorldError(StoreFault.NEWER_DATABASE, revision=revision)
        backup_dir.mkdir(parents=True, exist_ok=True)
        copy_database(path, key, backup_dir / f"truoc-nang-cap-{revision}.db")
    engine = open_engine(path, key, foreign_keys=False)
    try:
        with engine.begin() as connection:
            from alembic import command

            config = _config(location)
            config.attributes["connection"] = connection
            command.upgrade(config, head)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise WorldError(StoreFault.MIGRATION_FAILED, detail=f"foreign keys: {broken[:3]}")
        quick_check(engine)
    finally:
        engine.dispose()
    return True


def _config(location: Path) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(location).replace("%", "%%"))
    return config


def _revisions(location: Path) -> set[str]:
    """Revisions this program knows."""
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_config(location)).walk_revisions()}
