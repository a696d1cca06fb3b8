"""The library's plain loop: an aggregate is saved, one event at a time."""

from __future__ import annotations

import time
from pathlib import Path

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from benchmarks.group_commit import CALLERS, GROUPED, Shop
from benchmarks.measured import Measured, Target, rates
from benchmarks.places import scratch
from benchmarks.rounds import Effort, in_turns, ratio

SAVES = 1_000
ACCOUNTS = 400
WANTED = Target(5)


class Account(Aggregate):
    """A purse as the library's first example would write it."""

    @event("Opened")
    def __init__(self) -> None:
        self.beans = 0

    @event("Redeemed")
    def redeem(self, beans: int) -> None:
        """Beans go to a merchant."""
        self.beans -= beans


class Saving:
    """The library's application on its own SQLite store, durable as it ships."""

    def __init__(self, folder: Path) -> None:
        self._application = Application[Account](
            {
                "PERSISTENCE_MODULE": "eventsourcing.sqlite",
                "SQLITE_DBNAME": str(folder / "plain.db"),
            }
        )
        self._accounts = [Account() for _ in range(ACCOUNTS)]
        self._application.save(*self._accounts)

    async def redeem(self, saves: int) -> float:
        """Redeem and save, one event each; gives saves per second."""
        begun = time.perf_counter()
        for number in range(saves):
            account = self._accounts[number % ACCOUNTS]
            account.redeem(1)
            self._application.save(account)
        return saves / (time.perf_counter() - begun)

    def close(self) -> None:
        """Close the application."""
        self._application.close()


async def measure(effort: Effort) -> list[Measured]:
    """Whole commands in groups (figure c) against bare saves, which check nothing."""
    with scratch() as folder:
        shop, saving = Shop(folder / "book"), Saving(folder)
        group, saves = await in_turns(
            effort,
            shop.redeeming(effort.of(GROUPED), CALLERS),
            lambda: saving.redeem(effort.of(SAVES)),
        )
        shop.close()
        saving.close()
    return [
        Measured(
            "d", "group commit / the library's save loop", ratio(group, saves),
            target=WANTED, beside=rates(("group", group), ("saves", saves)),
        )
    ]  # fmt: skip
