"""Month close: every merchant's month is compared, line by line, and frozen by the clock."""

from __future__ import annotations

import shutil
import time

from api.clock import FixedClock
from api.errands.running import Errands
from api.house import House
from api.ledgers import FIRST
from api.settings import Settings
from benchmarks import books
from benchmarks.market import MERCHANTS, REDEMPTIONS, Market
from benchmarks.measured import SECONDS, Measured, Target
from benchmarks.past import NOW, lifted_policy
from benchmarks.places import scratch
from benchmarks.rounds import Effort, in_turns
from ledger.storing.stores import open_store

MOST_SECONDS = Target(10, at_least=False)


async def measure(effort: Effort) -> list[Measured]:
    """Seconds from the look at the calendar to the last durable statement; the views know the
    month already, as they do when a house has been open."""
    with scratch() as folder:
        before, number = folder / "before", 0
        recorder, market = open_store(before, FIRST), Market()
        books.write(recorder, market, market.month())
        books.close(recorder)
        policy = folder / "policy.toml"
        policy.write_text(lifted_policy(), encoding="utf-8")
        environ = {"GOLDENBEAN_ENV": "test", "GOLDENBEAN_POLICY": str(policy)}
        House(Settings.from_environment(environ, before), FixedClock(NOW)).close()

        async def closing() -> float:
            nonlocal number
            number += 1
            copy = folder / f"round-{number}"
            shutil.copytree(before, copy)
            house = House(Settings.from_environment(environ, copy), FixedClock(NOW))
            errands, begun = Errands(house), time.perf_counter()
            closed = errands.freeze_statements()
            seconds = time.perf_counter() - begun
            assert closed == MERCHANTS, closed
            house.close()
            shutil.rmtree(copy)
            return seconds

        (closed,) = await in_turns(effort, closing)
    return [
        Measured(
            "n", f"month close, {MERCHANTS} merchants, {REDEMPTIONS:,} redemptions",
            tuple(closed), SECONDS, target=MOST_SECONDS,
        )
    ]  # fmt: skip
