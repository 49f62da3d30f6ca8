"""Việc tháng: the month's checklist, its states and its evidence."""
