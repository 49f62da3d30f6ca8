"""Kiểm tra gói: one sentence on what holds, and the facts it rests on."""
