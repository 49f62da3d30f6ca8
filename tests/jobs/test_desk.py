"""The desk: results and errors come back on the window's thread; cancel, progress, order, end."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app import services
from app.domain.clock import FrozenClock
from app.domain.errors import Cancelled
from app.domain.views import Changed
from app.jobs.desk import Desk
from app.services import home

UI = Path(__file__).resolve().parent.parent.parent / "app" / "ui"


class Answers:
    """Collects what the callbacks were given, and on which thread."""

    def __init__(self) -> None:
        self.got: list[tuple[Any, Exception | None]] = []
        self.threads: set[threading.Thread] = set()

    def __call__(self, result: Any, error: Exception | None) -> None:
        self.got.append((result, error))
        self.threads.add(threading.current_thread())


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.close()


@pytest.fixture
def use_case(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., Any]], str]:
    """Put a function in place of `home.home`; returns its name for the desk."""

    def put(function: Callable[..., Any]) -> str:
        monkeypatch.setattr(home, "home", function)
        return "home.home"

    return put


def test_the_result_comes_back_on_this_thread(qtbot: QtBot, desk: Desk, use_case: Any) -> None:
    answers, ran_on = Answers(), []
    desk.book = SimpleNamespace(close=lambda: None, name="the book")

    def work(book: Any, number: int) -> str:
        ran_on.append(threading.current_thread())
        return f"{book.name} {number}"

    desk.read(use_case(work), 7, then=answers)
    qtbot.waitUntil(lambda: bool(answers.got))
    assert answers.got == [("the book 7", None)]
    assert answers.threads == {threading.current_thread()}
    assert ran_on != [threading.current_thread()]
    assert desk.idle


def test_the_error_is_an_argument(qtbot: QtBot, desk: Desk, use_case: Any) -> None:
    answers, error = Answers(), ValueError("no")

    def work(book: object) -> None:
        raise error

    desk.write(use_case(work), then=answers)
    qtbot.waitUntil(lambda: bool(answers.got))
    assert answers.got == [(None, error)]


def test_a_write_tells_what_changed_before_it_answers(qtbot: QtBot, desk: Desk, use_case: Any) -> None:
    change = Changed("t1", "set_state", FrozenClock().now())
    order: list[object] = []
    desk.changed.connect(order.append)
    desk.write(use_case(lambda book: change), then=lambda result, error: order.append("then"))
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == [change, "then"]


def test_writes_run_one_after_the_other(qtbot: QtBot, desk: Desk, use_case: Any) -> None:
    inside, worst, done = [0], [0], Answers()
    lock = threading.Lock()

    def work(book: object, number: int) -> int:
        with lock:
            inside[0] += 1
            worst[0] = max(worst[0], inside[0])
        with lock:
            inside[0] -= 1
        return number

    name = use_case(work)
    for number in range(50):
        desk.write(name, number, then=done)
    qtbot.waitUntil(lambda: len(done.got) == 50)
    assert [result for result, _ in done.got] == list(range(50))
    assert worst == [1]


def test_progress_and_cancel(qtbot: QtBot, desk: Desk, use_case: Any) -> None:
    answers, seen, gate = Answers(), [], threading.Event()

    def work(progress: Callable[[int, int], None]) -> str:
        progress(1, 2)
        gate.wait(10)
        progress(2, 2)
        return "not reached"

    job = desk.work(use_case(work), then=answers, on_progress=lambda done, total: seen.append((done, total)))
    qtbot.waitUntil(lambda: bool(seen))
    job.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(answers.got))
    assert seen == [(1, 2)]
    assert isinstance(answers.got[0][1], Cancelled)


def test_the_window_is_told_while_work_is_under_way(qtbot: QtBot, desk: Desk, use_case: Any) -> None:
    states: list[bool] = []
    desk.busy.connect(states.append)
    answers = Answers()
    desk.read(use_case(lambda book: 1), then=answers)
    desk.read("home.home", then=answers)
    qtbot.waitUntil(lambda: len(answers.got) == 2)
    assert states == [True, False]


def calls() -> list[tuple[str, str, ast.Call, bool]]:
    """(file:line, use case, call, with the book) of every desk call in `app/ui`."""
    found = []
    for path in sorted(UI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
                continue
            first = node.args[0]
            names = {"read", "write", "work"}
            if node.func.attr not in names or not isinstance(first, ast.Constant):
                continue
            if isinstance(first.value, str) and first.value.count(".") == 1:
                with_book = node.func.attr != "work" or any(
                    key.arg == "with_book" and getattr(key.value, "value", False) for key in node.keywords
                )
                found.append((f"{path.name}:{node.lineno}", first.value, node, with_book))
    return found


def test_screens_name_use_cases_that_exist_with_these_parameters() -> None:
    assert len(calls()) > 20
    modules = {module.name for module in pkgutil.iter_modules(services.__path__)}
    own = {"then", "on_progress", "with_book"}
    for where, name, call, with_book in calls():
        module, _, function_name = name.partition(".")
        assert module in modules, f"{where}: {name}"
        function = getattr(importlib.import_module(f"app.services.{module}"), function_name, None)
        assert function is not None, f"{where}: no use case {name}"
        if any(isinstance(arg, ast.Starred) for arg in call.args) or any(
            k.arg is None for k in call.keywords
        ):
            continue
        given = [None] * (len(call.args) - 1 + with_book)
        named = {key.arg: None for key in call.keywords if key.arg and key.arg not in own}
        if any(key.arg == "on_progress" for key in call.keywords):
            named["progress"] = None
        try:
            inspect.signature(inspect.unwrap(function)).bind(*given, **named)
        except TypeError as error:
            pytest.fail(f"{where}: {name}: {error}")


def test_a_page_that_went_hears_nothing(qtbot: QtBot, desk: Desk, use_case: Any) -> None:
    gone, there, steps = Answers(), Answers(), []
    begun, going = threading.Event(), threading.Event()

    def work(progress: Any) -> int:
        progress(1, 1)
        begun.set()
        assert going.wait(20)
        return 7

    desk.work(use_case(work), then=gone, on_progress=lambda *step: steps.append(step))
    assert begun.wait(20)
    desk.turn_page()
    going.set()
    desk.read(use_case(lambda book: 8), then=there)
    qtbot.waitUntil(lambda: desk.idle)
    assert (gone.got, there.got, steps) == ([], [(8, None)], [])
