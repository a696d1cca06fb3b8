"""Rounds: contestants take turns, so that a busy neighbour slows all of them alike."""

from __future__ import annotations

import gc
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

FULL_ROUNDS, QUICK_ROUNDS = 7, 2
QUICK_SHARE = 4


@dataclass(frozen=True)
class Effort:
    """How much work a run may do: the rounds that count, and whether only to try it out."""

    rounds: int = FULL_ROUNDS
    quick: bool = False

    def of(self, much: int) -> int:
        """How many of a thing to do in each round."""
        return max(1, much // QUICK_SHARE) if self.quick else much


async def in_turns(
    effort: Effort, *contestants: Callable[[], Awaitable[float]]
) -> list[list[float]]:
    """The values of each contestant, round by round; a first round warms up and is not counted.

    The order turns around with every round, so that nobody always follows the same neighbour.
    """
    values: list[list[float]] = [[] for _ in contestants]
    for turn in range(effort.rounds + 1):
        order = list(enumerate(contestants))
        for place, contestant in order if turn % 2 else reversed(order):
            gc.collect()
            value = await contestant()
            if turn:
                values[place].append(value)
    return values


def ratio(above: list[float], below: list[float]) -> tuple[float, ...]:
    """Round by round, one contestant's value as a multiple of the other's."""
    return tuple(one / other for one, other in zip(above, below, strict=True))
