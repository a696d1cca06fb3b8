"""The words of the house: names from the glossary, no leftovers, and a README that is true."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house import HOUSE, ROOMS, WITH_TESTS, modules_of, spelled

CATCH_ALL = {"util", "utils", "helper", "helpers", "manager", "service", "handler", "base"}
CATCH_ALL |= {"common", "managers", "services", "handlers"}
MEANT = {
    "ConfirmService", "CorrectService", "OwnService", "OverlapsAnotherService", "EvaluationCommon",
    "AuthoriseHelper", "EndHelper",
}  # fmt: skip
"""Here service is what volunteers give, common is a table of the policy file, and a helper is
somebody who goes to the shop for another."""

SPEAKS_TO_THE_TERMINAL = re.compile(r"api/cli(/|\.py|_)|api/commands/|api/demo|benchmarks/")
LEFTOVERS = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
THIS_MACHINE = re.compile(r"(?<![\w.<>/-])/(?:wo" + r"rk|ro" + r"ot|tm" + r"p)/")
WRITTEN_BY_US = (".py", ".md", ".toml", ".service", ".html", ".po", ".css", ".sh", "Makefile")


def our_texts() -> list[Path]:
    """What we write ourselves, without what is built, downloaded or hidden."""
    found = []
    for path in sorted(HOUSE.rglob("*")):
        parts = path.relative_to(HOUSE).parts
        hidden = any(part.startswith(".") and part != ".ci" for part in parts)
        away = {"vendor", "node_modules", "build", "dist", "data"} & set(parts)
        if path.is_file() and path.name.endswith(WRITTEN_BY_US) and not hidden and not away:
            found.append(path)
    return found


def test_no_file_and_no_class_has_a_name_that_could_hold_anything() -> None:
    for module in modules_of(*WITH_TESTS):
        assert module.path.stem not in CATCH_ALL, module.place
        for _, one in module.defined:
            if isinstance(one, ast.ClassDef) and one.name not in MEANT:
                last = re.findall(r"[A-Z][a-z]*|[a-z]+", one.name)[-1].lower()
                assert last not in CATCH_ALL, f"{module.place}:{one.name}"


def test_nothing_is_left_for_later_in_a_comment() -> None:
    for path in our_texts():
        found = LEFTOVERS.search(path.read_text(encoding="utf-8"))
        assert found is None, f"{path.relative_to(HOUSE)}: {found}"


def test_only_the_command_line_prints() -> None:
    for module in modules_of(*ROOMS, "benchmarks"):
        if not SPEAKS_TO_THE_TERMINAL.match(module.place):
            calls = (spelled(call.func) for call in module.called())
            assert "print" not in calls, module.place


def test_no_fault_is_swallowed_unnamed() -> None:
    for module in modules_of(*WITH_TESTS):
        for node in ast.walk(module.tree):
            unnamed = isinstance(node, ast.ExceptHandler) and node.type is None
            assert not unnamed, f"{module.place}:{node.lineno if unnamed else 0}"


def test_no_path_of_anybodys_machine_is_written_down() -> None:
    for path in our_texts():
        found = THIS_MACHINE.search(path.read_text(encoding="utf-8"))
        assert found is None, f"{path.relative_to(HOUSE)}: {found}"


@pytest.mark.parametrize("lock", sorted(HOUSE.glob("requirements*.lock")), ids=lambda p: p.name)
def test_locks_pin_with_hashes_and_name_no_host(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    lines = text.replace("\\\n", "").splitlines()
    pins = [line for line in lines if line and not line.lstrip().startswith("#")]
    assert pins and all("==" in pin and "--hash=sha256:" in pin for pin in pins)


# The README ---------------------------------------------------------------------------------

TREE = re.compile(r"^```text\n(goldenbean/\n.*?)^```", re.DOTALL | re.MULTILINE)
BRANCH = re.compile(r"^((?:[│ ] {3}|    )*)[├└]── ([^\s#]+)")


def drawn(readme: Path) -> set[str]:
    """The paths drawn in the tree of a README, folders with a slash at their end."""
    block = TREE.search(readme.read_text(encoding="utf-8"))
    assert block, f"{readme.name} has no ```text block that begins with goldenbean/"
    above: list[str] = []
    paths = set()
    for line in block[1].splitlines()[1:]:
        if branch := BRANCH.match(line):
            depth = len(branch[1]) // 4
            above[depth:] = [branch[2].rstrip("/")]
            paths.add("/".join(above) + ("/" if branch[2].endswith("/") else ""))
    return paths


def standing() -> set[str]:
    """The rooms, and what stands first in each of them."""
    paths = set()
    for room in (*ROOMS, "tests"):
        paths.add(f"{room}/")
        for path in (HOUSE / room).iterdir() if room != "tests" else ():
            if path.name.startswith(("__", ".")):
                continue
            paths.add(f"{room}/{path.name}" + ("/" if path.is_dir() else ""))
    return paths


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_tree_in_the_readme_is_the_real_tree(name: str) -> None:
    if not (HOUSE / name).exists():
        pytest.skip(f"{name} is not written yet")
    paths = drawn(HOUSE / name)
    missing = {path for path in paths if not (HOUSE / path).exists()}
    assert missing == set(), "drawn, but not there"
    rooms = tuple(f"{room}/" for room in ROOMS)
    assert standing() - {p for p in paths if p.startswith(rooms) or p == "tests/"} == set()
