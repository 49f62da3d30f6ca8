from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect

from app.domain.errors import WorldError
from app.domain.registry import ENTITIES
from app.models.migrate import LOCATION, migrate, schema_revision
from app.models.migrations import HEAD
from app.models.tables import metadata
from app.store.engine import connect, open_engine
from app.store.outcomes import StoreFault

KEY = bytes(range(32))

# A later version of the schema, as a test needs one: rebuilds a table others point to.
SECOND = """
import sqlalchemy as sa
from alembic import op
revision = "9999"
down_revision = "0001"
def upgrade():
    op.add_column("unit", sa.Column("colour", sa.Text))
    with op.batch_alter_table("unit") as batch:
        batch.alter_column("name", existing_type=sa.Text, nullable=False, server_default="")
    {tail}
"""


@pytest.fixture
def path(profile: Path) -> Path:
    return profile / "so.db"


def later(tmp_path: Path, tail: str) -> Path:
    """A copy of the migrations with one more at the end."""
    location = tmp_path / "di trú"
    shutil.copytree(LOCATION, location, ignore=shutil.ignore_patterns("__pycache__"))
    (location / "versions" / "9999_second.py").write_text(SECOND.replace("{tail}", tail), encoding="utf-8")
    return location


def fill(path: Path) -> None:
    raw = connect(path, KEY)
    raw.execute("INSERT INTO unit (id, name) VALUES ('u', 'Tổ 1')")
    raw.execute("INSERT INTO person (id, name, unit) VALUES ('x', 'Lan', 'u')")
    raw.close()


def content(path: Path) -> list[object]:
    raw = connect(path, KEY)
    try:
        found = list(raw.execute("SELECT name, sql FROM sqlite_master ORDER BY name"))
        for table in ("unit", "person", "alembic_version"):
            found += list(raw.execute(f"SELECT * FROM {table}"))
        return found
    finally:
        raw.close()


def shape(engine: Engine) -> dict[str, object]:
    """Everything SQLite knows of each table, in a form two engines can be compared by."""
    seen = inspect(engine)
    return {
        name: (
            [{**column, "type": str(column["type"])} for column in seen.get_columns(name)],
            seen.get_pk_constraint(name)["constrained_columns"],
            sorted((str(key["constrained_columns"]), key["referred_table"], str(key["options"]))
                   for key in seen.get_foreign_keys(name)),
            sorted((str(index["name"]), str(index["column_names"])) for index in seen.get_indexes(name)),
        )
        for name in seen.get_table_names()
        if name != "alembic_version"
    }  # fmt: skip


def test_model_equals_head(path: Path, tmp_path: Path) -> None:
    assert migrate(path, KEY, tmp_path / "b")
    migrated, model = open_engine(path, KEY), create_engine("sqlite://")
    metadata.create_all(model)
    got, wanted = shape(migrated), shape(model)
    migrated.dispose()
    model.dispose()
    assert got.keys() == wanted.keys() >= ENTITIES.keys()
    for name, table in wanted.items():
        assert got[name] == table, name


def test_head_is_the_newest_file() -> None:
    config = Config()
    config.set_main_option("script_location", str(LOCATION))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_migrating_twice_does_nothing_and_needs_no_alembic(path: Path, tmp_path: Path) -> None:
    assert schema_revision(path, KEY) is None
    migrate(path, KEY, tmp_path / "b")
    assert schema_revision(path, KEY) == HEAD
    assert not migrate(path, KEY, tmp_path / "b", location=tmp_path / "nowhere")
    assert not (tmp_path / "b").exists()


def test_rows_and_their_references_survive_a_rebuilt_table(path: Path, tmp_path: Path) -> None:
    migrate(path, KEY, tmp_path / "b")
    fill(path)
    before = content(path)
    assert migrate(path, KEY, tmp_path / "b", location=later(tmp_path, "pass"), head="9999")
    raw = connect(path, KEY)
    assert raw.execute("SELECT name, colour FROM unit").fetchall() == [("Tổ 1", None)]
    assert raw.execute("SELECT name, unit FROM person").fetchall() == [("Lan", "u")]
    raw.close()
    assert content(tmp_path / "b" / "truoc-nang-cap-0001.db") == before


@pytest.mark.parametrize(
    ("tail", "error"),
    [
        ("raise ZeroDivisionError", ZeroDivisionError),
        ('op.execute("DELETE FROM unit")', WorldError),  # leaves person.unit dangling
    ],
)
def test_a_failure_half_way_leaves_the_database_as_it_was(
    path: Path, tmp_path: Path, tail: str, error: type[Exception]
) -> None:
    migrate(path, KEY, tmp_path / "b")
    fill(path)
    before = content(path)
    with pytest.raises(error):
        migrate(path, KEY, tmp_path / "b", location=later(tmp_path, tail), head="9999")
    assert content(path) == before


def test_a_newer_database_is_refused_untouched(path: Path, tmp_path: Path) -> None:
    migrate(path, KEY, tmp_path / "b")
    raw = connect(path, KEY)
    raw.execute("UPDATE alembic_version SET version_num = '2099'")
    raw.close()
    with pytest.raises(WorldError) as caught:
        migrate(path, KEY, tmp_path / "b")
    assert caught.value.outcome is StoreFault.NEWER_DATABASE
    assert schema_revision(path, KEY) == "2099"
