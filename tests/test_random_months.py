"""Random months on every store: after each step the books agree with each other, to the bean."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from ledger.stores import open_memory
from tests.months import Months
from tests.places import Place, close
from tests.stores import PostgresqlServer

STEPS = 50
"""How many things happen in one sequence; many of them are several commands."""


def _settings(sequences: int, steps: int = STEPS) -> settings:
    return settings(
        max_examples=sequences,
        stateful_step_count=steps,
        deadline=None,
        derandomize=True,
        print_blob=False,
        report_multiple_bugs=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )


def _in_memory() -> Months:
    recorder = open_memory()
    return Months(lambda: recorder, close)


def _on_sqlite(folder: Path) -> Months:
    place = Place(tempfile.mkdtemp(dir=folder), "panlong")
    return Months(place.open, close)


def _on_postgresql(folder: Path, server: PostgresqlServer) -> Months:
    place = Place(str(folder), server.fresh_schema(), server.url)
    return Months(place.open, close)


def test_random_months_in_memory() -> None:
    run_state_machine_as_test(_in_memory, settings=_settings(50))


def test_random_months_on_sqlite(tmp_path: Path) -> None:
    run_state_machine_as_test(partial(_on_sqlite, tmp_path), settings=_settings(30))


def test_random_months_on_postgresql(tmp_path: Path, postgresql: PostgresqlServer) -> None:
    machine = partial(_on_postgresql, tmp_path, postgresql)
    run_state_machine_as_test(machine, settings=_settings(12))
