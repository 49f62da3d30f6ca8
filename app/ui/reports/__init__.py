"""Báo cáo: make, sign, number, pack, in the office's order."""
