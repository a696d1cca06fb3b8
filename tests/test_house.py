"""The house rules: arrows, sizes, sentences on every door, and nothing that nobody uses."""

from __future__ import annotations

import ast
import re

import pytest

from ledger.command import Command
from ledger.facts import FACTS, CommandRefused
from ledger.refusals import Refusal
from ledger.states import State
from tests.house import HOUSE, MODULES, ROOMS, WITH_TESTS, Defined, Module, modules_of, spelled

KERNEL = {
    "", "facts", "recorded", "states", "refusals", "command", "subjects", "counting", "policy",
    "bounds", "crediting", "taking", "wishing", "giving_back", "agreeing",
    "bringing_in",
}  # fmt: skip
"""What stories and the book both stand on: the vocabulary, small folds, pure sums."""
KEEPING = {"book", "writing", "storing"}
"""How facts are written and kept; no story knows of it."""
STORIES = {
    "rules", "units", "reshaping", "volunteers", "teams", "merchants", "appointments",
    "consents", "activities", "attendance", "accounts", "confirmations", "revocations",
    "redemptions", "reversals", "erasures", "rescheduling", "signing_up", "no_shows", "skills",
    "flags", "violations", "reminding", "supplements", "batches", "reviews", "fixed_awards",
    "write_offs", "stars", "proposals", "households", "corrections", "objections", "funds",
    "settlements", "payments", "freezing", "excuses", "offers", "by_badge", "vouchers",
    "by_voucher", "entrusting", "signals", "notices", "certificates", "imports",
    "supervision", "import_corrections", "sampling", "honours", "affiliations",
}  # fmt: skip
LOOKED_AT_BY_VIEWS = {"facts", "recorded", "book", "policy", "counting"}

LIBRARY_FILES = 4
LINES, LINES_OF_A_FUNCTION = 250, 40
LONGER_FILES: dict[str, int] = {}
LONGER_FUNCTIONS: dict[str, int] = {}
"""`place:name` and its length today; it may only shrink."""

RUN_BY_NAME = {"api.cli", "api.__main__", "api.verifying.__main__", "benchmarks.__main__"}
"""Where a program begins."""
RUN_BY_ALEMBIC = "api.people.migrations."
"""What is found by its folder: the ground that migrations stand on, and each of their steps."""
PROMISED: set[str] = set()
"""Codes of the contract that no rule gives yet; each leaves this list with its first story."""


def part_of_ledger(module: str) -> str:
    """The file or package directly in `ledger/`, such as `facts` or `policy`."""
    return module.removeprefix("ledger").lstrip(".").partition(".")[0]


def parts(module: Module) -> set[str]:
    """The parts of the ledger it imports, its own left out."""
    found = {part_of_ledger(name) for name in module.ours if name.startswith("ledger.")}
    return found - {part_of_ledger(module.name)}


# Arrows -------------------------------------------------------------------------------------


def test_every_part_of_the_ledger_has_its_place_on_the_plan() -> None:
    there = {part_of_ledger(module.name) for module in modules_of("ledger")}
    assert there == KERNEL | KEEPING | STORIES


ARROWS = {
    "ledger": {"ledger"},
    "projections": {"projections", "ledger"},
    "merchant_portal": {"merchant_portal", "projections", "ledger"},
    "api": set(ROOMS),
}


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_open_only_onto_the_rooms_below(room: str) -> None:
    for module in modules_of(room):
        seen = {MODULES[name].room for name in module.ours}
        assert seen <= ARROWS[room], module.place


def test_the_vocabulary_imports_nothing_of_ours_and_a_policy_only_itself() -> None:
    for module in modules_of("ledger"):
        if part_of_ledger(module.name) in ("facts", "policy"):
            assert parts(module) == set(), module.place


def test_stories_know_the_kernel_and_neither_each_other_nor_the_book() -> None:
    for module in modules_of("ledger"):
        part = part_of_ledger(module.name)
        allowed = KERNEL | KEEPING if part in KEEPING else KERNEL
        assert parts(module) <= allowed, module.place


def test_views_know_what_happened_and_neither_commands_nor_stories_nor_each_other() -> None:
    for module in modules_of("projections"):
        assert parts(module) <= LOOKED_AT_BY_VIEWS, module.place
        if _is_view(module):
            seen = [name for name in module.ours if _is_view(MODULES[name])]
            assert set(seen) <= {module.name}, module.place


def _is_view(module: Module) -> bool:
    classes = (one for _, one in module.defined if isinstance(one, ast.ClassDef))
    return any("View" in map(spelled, one.bases) for one in classes)


def test_the_library_of_the_book_is_named_in_four_files_at_most() -> None:
    naming = [
        module.place
        for module in modules_of(*ROOMS)
        if any(name.partition(".")[0] == "eventsourcing" for name in module.imports)
    ]
    assert len(naming) <= LIBRARY_FILES, naming


CLOCKS_AND_DICE = {"time", "random", "secrets", "uuid"}
DOORS = {"http", "urllib", "socket", "asyncio.streams", "litestar", "httpx", "uvicorn"}
READS_THE_CLOCK = re.compile(r"(^|\.)(now|utcnow|today|time_ns|monotonic|perf_counter|urandom)$")


def test_the_ledger_reads_no_clock_throws_no_dice_and_opens_no_door() -> None:
    for module in modules_of("ledger"):
        outside = {name.partition(".")[0] for name in module.imports}
        assert not outside & (CLOCKS_AND_DICE | DOORS), module.place
        for call in module.called():
            assert not READS_THE_CLOCK.search(spelled(call.func)), module.place


# Sizes --------------------------------------------------------------------------------------


def test_one_idea_per_file() -> None:
    longer = {
        module.place: module.text.count("\n")
        for module in modules_of(*WITH_TESTS)
        if module.text.count("\n") > LONGER_FILES.get(module.place, LINES)
    }
    assert longer == {}


def test_functions_fit_on_a_screen() -> None:
    lengths = {
        f"{module.place}:{name}": (one.end_lineno or 0) - one.lineno + 1
        for module in modules_of(*WITH_TESTS)
        for name, one in module.defined
        if not isinstance(one, ast.ClassDef)
    }
    most = {name: LONGER_FUNCTIONS.get(name, LINES_OF_A_FUNCTION) for name in lengths}
    assert {name: lines for name, lines in lengths.items() if lines > most[name]} == {}
    assert LONGER_FUNCTIONS.keys() <= lengths.keys(), "take what is gone from the list"


# Sentences on the doors ---------------------------------------------------------------------


def test_every_module_begins_with_a_sentence() -> None:
    for module in modules_of(*WITH_TESTS):
        first = (ast.get_docstring(module.tree) or "").partition("\n")[0]
        assert first and first[-1] in ".?!:;,", f"{module.place}: {first!r}"


def test_everything_public_says_what_it_means() -> None:
    silent = [
        f"{module.place}:{name}"
        for module in modules_of(*ROOMS)
        for name, one in module.defined
        if _is_public(module, name, one) and not ast.get_docstring(one)
    ]
    assert silent == []


def _is_public(module: Module, name: str, one: Defined) -> bool:
    inside_a_function = any(
        not isinstance(outer, ast.ClassDef)
        for path, outer in module.defined
        if name.startswith(f"{path}.")
    )
    return not inside_a_function and not any(part.startswith("_") for part in name.split("."))


@pytest.mark.parametrize("kind", [*FACTS.values()], ids=lambda kind: kind.__name__)
def test_facts_are_frozen_and_named_in_the_past(kind: type) -> None:
    assert kind.__struct_config__.frozen
    assert not re.search(r"(Event|Data|Info|Updated)$", kind.__name__)


# Nothing that nobody uses -------------------------------------------------------------------


def test_every_file_is_used_by_somebody() -> None:
    named = {name for module in MODULES.values() for name in module.ours - {module.name}}
    texts = "\n".join(module.text for module in MODULES.values())
    unused = [
        module.place
        for module in MODULES.values()
        if module.name not in named | RUN_BY_NAME
        and not module.path.name.startswith(("test_", "conftest", "__init__"))
        and not module.name.startswith(RUN_BY_ALEMBIC)
        and f'"{module.name}' not in texts
    ]
    assert unused == []


def test_every_refusal_is_given_by_somebody() -> None:
    given = {
        spelled(call.func).rpartition(".")[2]
        for module in modules_of(*ROOMS)
        for call in module.called()
    }
    refusals = {one.__name__ for one in Refusal.by_code.values()}
    assert refusals - given == PROMISED


def _kinds(kind: type) -> set[type]:
    return {kind}.union(*(_kinds(child) for child in kind.__subclasses__()))


def test_every_command_has_a_story() -> None:
    told = "\n".join(module.text for module in modules_of("tests"))
    commands = {
        one.__name__
        for one in _kinds(Command)
        if one.__module__.startswith("ledger.") and not one.__name__.startswith("_")
    } - {"Command"}
    assert {name for name in commands if not re.search(rf"\b{name}\b", told)} == set()


def test_no_state_listens_to_refusals_so_they_change_nothing() -> None:
    for kind in _kinds(State):
        assert CommandRefused not in kind.listens, kind.__name__


def test_the_house_stands_where_we_think() -> None:
    assert (HOUSE / "pyproject.toml").exists()
