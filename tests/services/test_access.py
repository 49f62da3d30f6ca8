"""Every use case that takes the book says who may call it, and refuses the others."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from app import services
from app.domain.errors import WorldError
from app.domain.org import Role
from app.services.outcomes import ServiceFault

NOT_USE_CASES = {"access", "outcomes", "plan_items", "rows", "snapshots", "sample"}
# Helpers shared between use cases, called only with a book that was already let in.
INNER = {"identity", "device_identity", "frozen_snapshot", "pdf_of", "last_made", "apply"}
CLOSING = {"close"}  # anybody may close


def use_cases() -> list[tuple[str, Callable[..., Any]]]:
    found = []
    for module in pkgutil.iter_modules(services.__path__):
        if module.name in NOT_USE_CASES:
            continue
        loaded = importlib.import_module(f"app.services.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if function.__module__ != loaded.__name__ or name.startswith("_") or name in INNER | CLOSING:
                continue
            parameters = list(inspect.signature(function).parameters)
            if parameters and parameters[0] == "book":
                found.append((f"{module.name}.{name}", function))
    return found


def test_there_are_use_cases() -> None:
    assert len(use_cases()) > 25


@pytest.mark.parametrize(("name", "function"), use_cases(), ids=[name for name, _ in use_cases()])
@pytest.mark.parametrize("role", list(Role))
def test_roles(name: str, function: Callable[..., Any], role: Role) -> None:
    roles = getattr(function, "roles", None)
    assert roles, f"{name} does not say who may call it"
    assert Role.PRINCIPAL in roles
    if role not in roles:
        with pytest.raises(WorldError) as caught:
            function(SimpleNamespace(role=role))
        assert caught.value.outcome is ServiceFault.NOT_ALLOWED


def test_a_viewer_changes_nothing() -> None:
    reading = {name for name, function in use_cases() if Role.VIEWER in function.roles}  # type: ignore[attr-defined]
    writing = {
        "plans.issue",
        "months.set_state",
        "evidence.attach",
        "reports.sign",
        "packages.pack",
        "journal.undo",
    }
    assert not reading & writing
