"""Targets (chỉ tiêu): the list and the entry of numbers."""
