"""Served by several: one data directory, and processes in which the clock's errands run over it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from itertools import count
from pathlib import Path

import pytest

from api.house import House
from api.ledgers import FIRST
from api.settings import Settings
from ledger.command import By, Command
from ledger.facts import Fact
from tests.furnished import furnish, furnished_database, keep_secret
from tests.processes import Running, running
from tests.terminal import surroundings

_keys = count(1)


class Shared:
    """The data directory, and the database unless it is SQLite."""

    def __init__(self, data: Path, url: str) -> None:
        self.data, self.url = data, url

    @contextmanager
    def house(self, at: str) -> Iterator[House]:
        """The house, opened by hand at that time and without a clock's errands."""
        told = {"ENV": "test", "CLOCK": at, "DATABASE_URL": self.url}
        environ = {f"GOLDENBEAN_{name}": value for name, value in told.items()}
        with closing(House(Settings.from_environment(environ, self.data))) as house:
            yield house

    def asks(self, house: House, command: Command) -> None:
        """Somebody asks the book."""
        key = f"key-shared-{next(_keys)}"
        house.ledgers.of(FIRST).book.record(
            command, By("somebody", "staff", key, key), house.clock.now()
        )

    def timekeeper(self, at: str) -> AbstractContextManager[Running]:
        """A process that runs the errands and goes by a clock of its own."""
        settings = surroundings(ENV="test", CLOCK=at, DATABASE_URL=self.url)
        command = [sys.executable, "-m", "tests.timekeeper", str(self.data)]
        return running(command, "ready", settings)

    def facts(self, at: str, kind: type[Fact]) -> list[Fact]:
        """All facts of a kind that are in the book."""
        with self.house(at) as house:
            facts = (each.fact for each in house.ledgers.of(FIRST).book.facts())
            return [fact for fact in facts if isinstance(fact, kind)]


def shared_by(request: pytest.FixtureRequest, folder: Path) -> Shared:
    """An empty one of the kind that `request.param` names."""
    if request.param == "sqlite":
        furnish(folder)
        return Shared(folder, "")
    keep_secret(folder)
    return Shared(folder, furnished_database(request.getfixturevalue("postgresql")))
