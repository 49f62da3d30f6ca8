"""The arrows between packages (design.md §2), lazily imported modules included."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import pytest

from tests.helpers.source import Module, imports, modules, parse, told

# package → the packages of ours it may import, besides itself and the root modules below.
LEAVES = {"intake", "evidence", "reports", "signing", "package", "sync"}
ARROWS: dict[str, set[str]] = {
    "domain": set(),
    **{leaf: {"domain"} for leaf in LEAVES},
    "store": {"domain"},
    "models": {"domain", "store"},
    "services": {"domain", "store", "models", *LEAVES},
    "jobs": {"domain", "services"},
    "ui": {"domain", "jobs"},
    "ward": {"domain", "store", "package", "signing", "reports", "sync"},
}
# The command line: everything but the window and its workers.
COMMAND_LINE = {"cli", "commands", "demo"}
ROOT_ARROWS: dict[str, set[str]] = {
    "paths": set(),
    "files": {"domain"},
    "wording": {"domain"},
    "crash": set(),
    "pdfium": set(),
    "logfile": {"domain"},
    **{name: set(ARROWS) - {"jobs", "ui"} for name in COMMAND_LINE},
    "bootstrap": set(ARROWS) - {"ward"},
    "__main__": set(),
}
EVERYONE = (set(ARROWS) - {"domain"}) | set(ROOT_ARROWS)
# root module → who may import it.
OPEN_ROOT: dict[str, set[str]] = {
    "files": EVERYONE,
    "paths": EVERYONE,
    "crash": EVERYONE,
    "pdfium": {"evidence", "intake"},
    "wording": {"ui", "bootstrap", *COMMAND_LINE},
    "logfile": {"bootstrap", *COMMAND_LINE},
    **{name: {"__main__", *COMMAND_LINE} for name in COMMAND_LINE},
    "bootstrap": {"__main__", "cli"},
    "__main__": set(),
}
# library → the packages that may import it.
CONFINED = {
    "PySide6": {"ui", "jobs", "bootstrap"},
    "shiboken6": {"ui", "jobs", "bootstrap"},
    "sqlalchemy": {"store", "models", "ward"},
    "alembic": {"store", "models", "ward"},
    "sqlcipher3": {"store", "models", "ward"},
}
# Too slow for a window that paints first (design.md §2): only inside functions where it may load them.
HEAVY = {"sqlalchemy", "alembic", "pyhanko", "pyhanko_certvalidator", "reportlab", "PIL", "pypdfium2"}
HEAVY |= {"lxml", "cryptography", "docx", "openpyxl", "xlsxwriter", "httpx", "asn1crypto", "sqlcipher3"}
AT_START = {"domain", "jobs", "ui", *ROOT_ARROWS} - COMMAND_LINE


def arrow_faults(all_modules: Iterable[Module]) -> list[str]:
    """Imports of ours that go against the arrows."""
    found = []
    known = frozenset(m.name for m in all_modules)
    for module in all_modules:
        allowed = ARROWS.get(module.area, ROOT_ARROWS.get(module.area))
        if module.name == "app":
            allowed = set()
        if allowed is None:
            found.append(f"{module.path}: no arrows are laid down for {module.area!r}")
            continue
        for entry in imports(module, known):
            if not entry.target.startswith("app."):
                continue
            area = entry.target.split(".")[1]
            fits = area == module.area or area in allowed or module.area in OPEN_ROOT.get(area, set())
            if not fits:
                found.append(f"{module.path}:{entry.line}: {module.area} may not import {entry.target}")
    return found


def library_faults(all_modules: Iterable[Module]) -> list[str]:
    """Libraries imported where they have no business, or before the window can paint."""
    found = []
    for module in all_modules:
        for entry in imports(module):
            top = entry.target.split(".")[0]
            where = f"{module.path}:{entry.line}: "
            if module.area not in CONFINED.get(top, {module.area}):
                found.append(f"{where}{top} only in {sorted(CONFINED[top])}")
            elif module.area == "domain" and top != "app" and top not in sys.stdlib_module_names:
                found.append(f"{where}domain uses the standard library only, not {top}")
            elif module.area == "jobs" and entry.target in ("PySide6.QtWidgets", "PySide6.QtGui"):
                found.append(f"{where}jobs use QtCore only, not {entry.target}")
            elif module.area in AT_START and top in HEAVY and not (entry.lazy or entry.typing_only):
                found.append(f"{where}import {top} inside the function that needs it")
    return found


def eager_faults(all_modules: Iterable[Module]) -> list[str]:
    """Services imported before a worker runs: they bring the heavy libraries along."""
    return [
        f"{module.path}:{entry.line}: import {entry.target} inside the worker"
        for module in all_modules
        if module.area in ("jobs", "ui")
        for entry in imports(module)
        if entry.target.startswith(("app.services", "app.models", "app.store"))
        and not (entry.lazy or entry.typing_only)
    ]


def cycles(all_modules: Iterable[Module]) -> list[str]:
    """Module-level import cycles, each once, as "a → b → a"."""
    known = frozenset(m.name for m in all_modules)
    graph = {
        m.name: {e.target for e in imports(m, known) if e.target in known and not (e.lazy or e.typing_only)}
        - {m.name}
        for m in all_modules
    }
    found: list[str] = []
    done: set[str] = set()

    def visit(name: str, trail: list[str]) -> None:
        if name in trail:
            found.append(" → ".join([*trail[trail.index(name) :], name]))
        elif name not in done:
            for target in sorted(graph[name]):
                visit(target, [*trail, name])
            done.add(name)

    for name in sorted(graph):
        visit(name, [])
    return found


RULES = [arrow_faults, library_faults, eager_faults, cycles]


@pytest.mark.parametrize("rule", RULES)
def test_the_program_keeps_the_rule(rule: object) -> None:
    assert callable(rule)
    assert told(rule(modules("app"))) == ""


BAD = [
    (arrow_faults, "app/domain/a.py", "import app.store.b"),
    (arrow_faults, "app/domain/a.py", "from app.files import write_atomic"),
    (arrow_faults, "app/intake/a.py", "def f():\n    from app.signing import b"),
    (arrow_faults, "app/reports/a.py", "from ..evidence import b"),
    (arrow_faults, "app/services/a.py", "from app import wording"),
    (arrow_faults, "app/services/a.py", "import app.ui.b"),
    (arrow_faults, "app/models/a.py", "import app.services.b"),
    (arrow_faults, "app/ui/a.py", "from app.services.b import c"),
    (arrow_faults, "app/ward/a.py", "import app.models"),
    (arrow_faults, "app/cli.py", "def f():\n    import app.jobs.b"),
    (arrow_faults, "app/novel/a.py", ""),
    (library_faults, "app/services/a.py", "from PySide6.QtCore import QObject"),
    (library_faults, "app/services/a.py", "def f():\n    import sqlalchemy as sa"),
    (library_faults, "app/cli.py", "import PySide6"),
    (library_faults, "app/domain/a.py", "import httpx"),
    (library_faults, "app/jobs/a.py", "from PySide6.QtWidgets import QWidget"),
    (library_faults, "app/ui/a.py", "from PIL import Image"),
    (eager_faults, "app/jobs/a.py", "from app.services import b"),
    (eager_faults, "app/ui/a.py", "try:\n    import app.models\nfinally:\n    pass"),
]
GOOD = [
    (arrow_faults, "app/intake/a.py", "from app.files import write_atomic\nfrom app.domain import text"),
    (arrow_faults, "app/ui/a.py", "from app.wording import say"),
    (library_faults, "app/ui/a.py", "def f():\n    from PIL import Image"),
    (library_faults, "app/jobs/a.py", "from PySide6.QtCore import QObject"),
    (eager_faults, "app/jobs/a.py", "def f():\n    from app.services import b"),
    (eager_faults, "app/jobs/a.py", "if TYPE_CHECKING:\n    from app.services import b"),
]


@pytest.mark.parametrize(("rule", "path", "text"), BAD)
def test_the_rule_bites(rule: object, path: str, text: str) -> None:
    others = (parse(f"app/{name}.py", "") for name in ("files", "paths", "wording"))
    assert callable(rule)
    assert len(rule((parse(path, text), *others))) == 1


@pytest.mark.parametrize(("rule", "path", "text"), GOOD)
def test_the_rule_lets_pass(rule: object, path: str, text: str) -> None:
    assert callable(rule)
    assert told(rule((parse(path, text),))) == ""


def test_a_cycle_is_found_and_a_lazy_import_is_none() -> None:
    a = parse("app/ui/a.py", "from app.ui import b")
    b = parse("app/ui/b.py", "from .c import x")
    c = parse("app/ui/c.py", "import app.ui.a")
    assert cycles((a, b, c)) == ["app.ui.a → app.ui.b → app.ui.c → app.ui.a"]
    assert told(cycles((a, b, parse("app/ui/c.py", "def f():\n    import app.ui.a")))) == ""
