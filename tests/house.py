"""The house as its own source tells it: modules, what each imports, and what it defines."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
ROOMS = ("ledger", "projections", "api", "merchant_portal")
WITH_TESTS = (*ROOMS, "tests", "benchmarks")

Defined = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file of the house."""

    path: Path
    name: str

    @property
    def place(self) -> str:
        """Its path from the front door, for people."""
        return self.path.relative_to(HOUSE).as_posix()

    @property
    def room(self) -> str:
        """The top-level package it stands in."""
        return self.name.partition(".")[0]

    @cached_property
    def text(self) -> str:
        """What is written in it."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The same, parsed."""
        return ast.parse(self.text)

    @cached_property
    def imports(self) -> frozenset[str]:
        """Every module it imports, ours and others', wherever in the file it does so."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
        return frozenset(found)

    @property
    def ours(self) -> frozenset[str]:
        """The modules of the house it imports."""
        return self.imports & MODULES.keys()

    @cached_property
    def defined(self) -> list[tuple[str, Defined]]:
        """Every class and function on any level, with its dotted name."""
        return list(_defined(self.tree, ""))

    def called(self) -> Iterator[ast.Call]:
        """Every call in it."""
        yield from (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


def _defined(node: ast.AST, within: str) -> Iterator[tuple[str, Defined]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Defined):
            yield within + child.name, child
            yield from _defined(child, f"{within}{child.name}.")
        else:
            yield from _defined(child, within)


def _modules() -> Iterator[Module]:
    for room in WITH_TESTS:
        for path in sorted((HOUSE / room).rglob("*.py")):
            parts = path.relative_to(HOUSE).with_suffix("").parts
            yield Module(path, ".".join(parts).removesuffix(".__init__"))


MODULES: dict[str, Module] = {module.name: module for module in _modules()}


def modules_of(*rooms: str) -> list[Module]:
    """The modules of these rooms, in the order of their names."""
    return [module for module in MODULES.values() if module.room in rooms]


def spelled(node: ast.expr) -> str:
    """A dotted name as it is spelled, such as `datetime.now`; empty for anything else."""
    if isinstance(node, ast.Attribute):
        return f"{spelled(node.value)}.{node.attr}".lstrip(".")
    return node.id if isinstance(node, ast.Name) else ""
