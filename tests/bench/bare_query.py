"""The limit of data on screen: a process that imports SQLAlchemy and runs one query."""

from __future__ import annotations

from sqlalchemy import create_engine, text

with create_engine("sqlite://").connect() as connection:
    connection.execute(text("select 1")).all()
