"""The desk: where screens hand in work and get results back on the window's thread.

Three lanes: one database writer, one database reader, a small pool for files and other long work.
A use case is named "module.function" of `app.services` and imported inside the worker, so the
window paints before SQLAlchemy is loaded. The result *or* the error is an argument of the
callback; nothing is ever raised into the event loop.
"""

from __future__ import annotations

import importlib
import itertools
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.errors import Cancelled

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Then = Callable[[Any, Exception | None], None]
OnProgress = Callable[[int, int], None]

PROGRESS_INTERVAL = 0.05  # seconds between progress reports to the window


@dataclass
class Job:
    """A piece of work under way; `cancel()` asks it to stop at its next progress report."""

    number: int
    use_case: str
    then: Then
    on_progress: OnProgress | None = None
    page: object = None  # the page shown when the work was handed in
    stop: threading.Event = field(default_factory=threading.Event)
    future: Future[None] | None = None

    def cancel(self) -> None:
        self.stop.set()


class Desk(QObject):
    """Screens' only way to the use cases.

    `book` is what `setup.open_school` returned; `read` and `write` pass it as first argument.
    """

    _finished = Signal(object, object, object)
    _progressed = Signal(object, int, int)
    changed = Signal(object)  # views.Changed after every successful write that returns one
    busy = Signal(bool)  # a job started while idle / the last one ended

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book: Any = None
        self._page = object()
        self._numbers = itertools.count(1)
        self._running: dict[int, Job] = {}
        self._finished.connect(self._deliver)
        self._progressed.connect(self._report)

    @cached_property
    def _writer(self) -> Executor:
        return _lane("writer", 1)

    @cached_property
    def _reader(self) -> Executor:
        return _lane("reader", 1)

    @cached_property
    def _pool(self) -> Executor:
        return _lane("pool", max(1, min(4, (os.cpu_count() or 2) - 1)))

    def read(self, use_case: str, *args: Any, then: Then, **kwargs: Any) -> Job:
        """Run a reading use case on the book."""
        return self._submit(self._reader, use_case, (self.book, *args), kwargs, then, None)

    def write(self, use_case: str, *args: Any, then: Then | None = None, **kwargs: Any) -> Job:
        """Run a changing use case on the book; `changed` is emitted before `then`."""
        return self._submit(self._writer, use_case, (self.book, *args), kwargs, then or _ignore, None)

    def work(
        self,
        use_case: str,
        *args: Any,
        then: Then,
        on_progress: OnProgress | None = None,
        with_book: bool = False,
        **kwargs: Any,
    ) -> Job:
        """Run long work on the pool; a given `on_progress` is passed on as the use case's `progress`."""
        if with_book:
            args = (self.book, *args)
        return self._submit(self._pool, use_case, args, kwargs, then, on_progress)

    def prewarm(self, *modules: str) -> None:
        """Import slow modules on the reader lane while the person is still typing."""
        self._reader.submit(_import_all, modules)

    def turn_page(self) -> None:
        """Another page is shown: answers asked for so far are dropped, as those who asked are freed."""
        self._page = object()

    def close_book(self, then: Then) -> Job | None:
        """Close the open book once the other lanes are done with it; their results are dropped."""
        book, self.book = self.book, None
        if book is None:
            then(None, None)
            return None
        others = [job.future for job in self._running.values() if job.future is not None]
        for job in self._running.values():
            job.cancel()
        self.turn_page()
        from concurrent.futures import wait

        self._writer.submit(wait, others)
        return self._submit(self._writer, "setup.close", (book,), {}, then, None)

    def close(self) -> None:
        """Let running work end, close the book, then stop the lanes."""
        self.close_book(_ignore)
        for lane in (self._pool, self._reader, self._writer):
            lane.shutdown(wait=True)

    @property
    def idle(self) -> bool:
        return not self._running

    def _submit(
        self,
        lane: Executor,
        use_case: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        then: Then,
        on_progress: OnProgress | None,
    ) -> Job:
        job = Job(next(self._numbers), use_case, then, on_progress, self._page)
        if on_progress is not None:
            kwargs["progress"] = self._reporter(job)
        if not self._running:
            self.busy.emit(True)
        self._running[job.number] = job
        job.future = lane.submit(self._run, job, args, kwargs)
        return job

    def _reporter(self, job: Job) -> OnProgress:
        last = 0.0

        def report(done: int, total: int) -> None:
            nonlocal last
            if job.stop.is_set():
                raise Cancelled(job.use_case)
            now = time.monotonic()
            if done >= total or now - last >= PROGRESS_INTERVAL:
                last = now
                self._progressed.emit(job, done, total)

        return report

    def _run(self, job: Job, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        try:
            module, _, name = job.use_case.partition(".")
            use_case = getattr(importlib.import_module(f"app.services.{module}"), name)
            result = use_case(*args, **kwargs)
        except Exception as error:
            self._finished.emit(job, None, error)
        else:
            self._finished.emit(job, result, None)

    @Slot(object, object, object)
    def _deliver(self, job: Job, result: Any, error: Exception | None) -> None:
        self._running.pop(job.number, None)
        if not self._running:
            self.busy.emit(False)
        if job.page is not self._page:
            return
        change = getattr(result, "changed", result)
        if error is None and hasattr(change, "txn_id"):
            self.changed.emit(change)
        job.then(result, error)

    @Slot(object, int, int)
    def _report(self, job: Job, done: int, total: int) -> None:
        if job.on_progress is not None and job.number in self._running and job.page is self._page:
            job.on_progress(done, total)


def _import_all(modules: tuple[str, ...]) -> None:
    for module in modules:
        importlib.import_module(module)


def _ignore(result: Any, error: Exception | None) -> None:
    if error is not None:
        raise error


def _lane(name: str, threads: int) -> Executor:
    """Made when the first work comes, so that the password screen need not wait for it."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(threads, name)
