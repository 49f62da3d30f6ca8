"""Restoring a book from a backup (khôi phục), with the recovery code only."""
