"""Alembic migrations as package data. `HEAD` lets a start decide without importing Alembic."""

HEAD = "0001"  # a test holds it equal to the newest file in `versions/`
