"""A desk that keeps its answers back until the test gives them, in whatever order the test wants."""

from __future__ import annotations

from typing import Any

from app.jobs.desk import Desk, Job


class HeldDesk(Desk):
    def __init__(self, book: Any = None) -> None:
        super().__init__()
        self.book = book
        self.held: list[Job] = []

    def _submit(self, lane: Any, use_case: str, args: Any, kwargs: Any, then: Any, on_progress: Any) -> Job:
        job = Job(len(self.held), use_case, then, on_progress)
        self.held.append(job)
        return job

    def answer(self, use_case: str, result: Any, *, newest: bool = False) -> None:
        """Give the oldest (or newest) open question of that name its answer."""
        open_ones = [job for job in self.held if job.use_case == use_case]
        job = open_ones[-1 if newest else 0]
        self.held.remove(job)
        job.then(result, None)
