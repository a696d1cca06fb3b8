"""A market: a month in which everybody goes shopping, at more merchants than a street has."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from api.ids import new_id
from benchmarks.past import BEGAN, EARNED, SPENT, Past
from ledger.facts import Fact

MERCHANTS, REDEMPTIONS = 104, 50_000
TIMES = EARNED // SPENT
"""How often somebody can go shopping for what one attendance brought."""
AT_AN_ACTIVITY = 25


class Market(Past):
    """A past whose beans are spread over all its merchants, one redemption after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.merchants = [new_id("merchant", BEGAN) for _ in range(MERCHANTS)]
        self._next = cycle(self.merchants)

    def month(self) -> Iterator[list[Fact]]:
        """So many people come once, and spend all of it."""
        yield from self.founding()
        people = REDEMPTIONS // TIMES
        yield from self.registering(people)
        for start in range(0, people, AT_AN_ACTIVITY):
            some = self.volunteers[start : start + AT_AN_ACTIVITY]
            yield from self.activity(some)
            for volunteer in some * TIMES:
                yield from self.shopping(volunteer, next(self._next))
