"""Runs inside `migrate.migrate`'s own transaction, on the connection it was given."""

from __future__ import annotations

from alembic import context

from app.models.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
