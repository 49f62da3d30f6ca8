"""Sổ CĐS: the school's digital-transformation book (offline desktop application)."""

__version__ = "0.1.0"
