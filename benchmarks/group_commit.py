"""Group commit: many callers' commands in one durable transaction, against one for each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

from api.ledgers import FIRST
from benchmarks import books
from benchmarks.counter import Counter
from benchmarks.measured import Measured, Target, rates
from benchmarks.past import Past
from benchmarks.places import scratch
from benchmarks.rounds import Effort, in_turns, ratio
from ledger.storing.stores import open_store

CALLERS = 64
VOLUNTEERS = 400
GROUPED, SINGLE, ALONE = 4_000, 1_600, 800
"""Redemptions in each round."""
WANTED = Target(2.5)


class Shop:
    """A counter with its volunteers, on a book of its own."""

    def __init__(self, data: Path, *, batch_most: int = 256) -> None:
        past = Past()
        recorder = open_store(data, FIRST)
        books.write(recorder, past, past.founding())
        books.write(recorder, past, past.registering(VOLUNTEERS))
        for _ in range(5):
            books.write(recorder, past, past.activity(past.volunteers))
        self._recorder = recorder
        self._volunteers = past.volunteers
        self._counter = Counter(recorder, batch_most=batch_most)

    def redeeming(self, redemptions: int, callers: int) -> Callable[[], Awaitable[float]]:
        """A contestant: so many redemptions, so many callers; gives redemptions per second."""

        async def contestant() -> float:
            ready = await self._counter.issue(self._volunteers, redemptions)
            return await self._counter.carry_out(ready, callers)

        return contestant

    def close(self) -> None:
        """Close the book and its store."""
        self._counter.close()
        books.close(self._recorder)


async def measure(effort: Effort) -> list[Measured]:
    """Both with 64 callers in one process; and, for information, one caller alone."""
    with scratch() as folder:
        async with AsyncExitStack() as opened:
            grouping, one_by_one = Shop(folder / "group"), Shop(folder / "single", batch_most=1)
            opened.callback(grouping.close)
            opened.callback(one_by_one.close)
            group, single, alone = await in_turns(
                effort,
                grouping.redeeming(effort.of(GROUPED), CALLERS),
                one_by_one.redeeming(effort.of(SINGLE), CALLERS),
                grouping.redeeming(effort.of(ALONE), 1),
            )
    return [
        Measured(
            "c", f"group commit / one commit each, {CALLERS} callers", ratio(group, single),
            target=WANTED, beside=rates(("group", group), ("single", single)),
        ),
        Measured(
            "c", f"group commit with {CALLERS} callers / one caller alone", ratio(group, alone),
            beside=rates(("group", group), ("alone", alone)),
        ),
    ]  # fmt: skip
