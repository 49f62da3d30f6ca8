"""The program's own source as syntax trees, for the rules of tests/architecture."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Import:
    """One imported module: "app.domain.text", "PySide6.QtCore"."""

    target: str
    line: int
    lazy: bool  # inside a function: runs when it is called
    typing_only: bool  # under `if TYPE_CHECKING`: never runs


@dataclass(frozen=True)
class Module:
    name: str  # "app.domain.text"
    path: str  # "app/domain/text.py"
    text: str
    tree: ast.Module

    @property
    def area(self) -> str:
        """The folder under app/ ("domain"), or the root module's own name ("files")."""
        return self.name.split(".")[1] if "." in self.name else ""


def parse(path: str, text: str) -> Module:
    """A module from its path inside the repository."""
    name = path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    return Module(name, path, text, ast.parse(text, path))


@cache
def modules(folder: str) -> tuple[Module, ...]:
    """Every module under a folder of the repository."""
    files = sorted((REPO / folder).rglob("*.py"))
    return tuple(parse(f.relative_to(REPO).as_posix(), f.read_text(encoding="utf-8")) for f in files)


def imports(module: Module, known: frozenset[str] = frozenset()) -> list[Import]:
    """Every import; of `from a import b` the module a.b where `known` has it, else a."""
    return list(_walk(module.tree, module, known, lazy=False, typing_only=False))


def _walk(
    node: ast.AST, module: Module, known: frozenset[str], lazy: bool, typing_only: bool
) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, child.lineno, lazy, typing_only)
        elif isinstance(child, ast.ImportFrom):
            base = _base(child, module)
            for alias in child.names:
                full = f"{base}.{alias.name}"
                yield Import(full if full in known else base, child.lineno, lazy, typing_only)
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            typing = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
            yield from _walk(child, module, known, lazy or inside, typing_only or typing)


def _base(node: ast.ImportFrom, module: Module) -> str:
    """The absolute name of what a (perhaps relative) `from … import` names."""
    if not node.level:
        return node.module or ""
    package = module.name.split(".")
    if not module.path.endswith("__init__.py"):
        package = package[:-1]
    package = package[: len(package) - node.level + 1]
    return ".".join([*package, node.module] if node.module else package)


def strings(module: Module) -> Iterator[ast.Constant]:
    """String literals that are not docstrings."""
    docs = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            docs.add(id(node.value))
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node


def told(faults: list[str]) -> str:
    """Faults one a line, so that a failing test shows them all."""
    return "\n".join(sorted(set(faults)))
