"""Kế hoạch năm: bring the plan in, review it beside its own sentences, issue it."""
