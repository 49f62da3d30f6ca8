"""Backup and restore (sao lưu, khôi phục): encrypted, evidence included, verified by opening it."""

from __future__ import annotations

