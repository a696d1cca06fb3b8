"""Latency: whether a redemption takes longer on a long account, or in a long book."""

from __future__ import annotations

import gc
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import repeat
from pathlib import Path
from statistics import median
from typing import NamedTuple

from api.ledgers import FIRST
from benchmarks import books
from benchmarks.counter import Counter
from benchmarks.measured import MILLISECONDS, Measured, Target, number
from benchmarks.places import scratch
from benchmarks.rounds import Effort, ratio
from ledger.storing.stores import open_store

WANTED = Target(1.3, at_least=False)
BATCH = 16
ONE_BY_ONE, BATCHES, WARMING = 40, 5, 1
"""Redemptions, batches of them, and how many of either come before the watch starts. An account
of a hundred beans is enough for a round of each."""
MORE_ROUNDS = 3
"""These rounds are short, so there are so many times as many of them."""
COLD_OPENINGS = 5
ACCOUNTS = 1_000


class Side(NamedTuple):
    """A counter, and the accounts that come to it, a new one for each round."""

    counter: Counter
    accounts: Iterator[str]


Opening = Callable[[], tuple[Side, Side]]
"""Opens the books anew, so that they remember nothing: the long side and the short one."""


async def measure(effort: Effort) -> list[Measured]:
    """Both questions, warm and, for information, cold."""
    with scratch() as folder, ExitStack() as opened:
        found = await _compare(effort, _accounts(folder, opened), "account of 100,000 facts / 10")
        found += await _compare(effort, _books(folder, opened), "book of 2,000,000 facts / 10,000")
    return found


def _accounts(folder: Path, opened: ExitStack) -> Opening:
    data = shutil.copytree(books.busy(), folder / "busy")
    recorder = open_store(data, FIRST)
    opened.callback(books.close, recorder)
    regular, *others = books.accounts(recorder, 1 + books.QUIET_ACCOUNTS)
    quiet = iter(others)

    def opening() -> tuple[Side, Side]:
        counter = Counter(recorder)  # One for both: two books would write over each other's head.
        return Side(counter, repeat(regular)), Side(counter, quiet)

    return opening


def _books(folder: Path, opened: ExitStack) -> Opening:
    books.small(folder / "small")
    large, small = open_store(books.large(), FIRST), open_store(folder / "small", FIRST)
    opened.callback(books.close, large)
    opened.callback(books.close, small)
    # The large one is kept, so each run goes to other people in it.
    somewhere = random.randrange(books.LARGE_ACCOUNTS - 2 * ACCOUNTS)
    in_large = iter(books.accounts(large, ACCOUNTS, somewhere))
    in_small = iter(books.accounts(small, ACCOUNTS))
    return lambda: (Side(Counter(large), in_large), Side(Counter(small), in_small))


async def _compare(effort: Effort, opening: Opening, what: str) -> list[Measured]:
    cold: list[list[float]] = [[], []]
    for _ in range(COLD_OPENINGS):
        sides = opening()
        _note(cold, await _round(sides, 1, 1, 0))
        _close(sides)
    single: list[list[float]] = [[], []]
    batch: list[list[float]] = [[], []]
    sides = opening()
    for _ in range(effort.rounds * MORE_ROUNDS):
        gc.collect()
        _note(single, await _round(sides, 1, ONE_BY_ONE, WARMING))
        _note(batch, await _round(sides, BATCH, BATCHES, WARMING))
    _close(sides)
    return [
        _measured(f"{what}, one caller", single, WANTED),
        _measured(f"{what}, batch of {BATCH}", batch, WANTED),
        _measured(f"{what}, first ever after opening", cold, None),
    ]


def _close(sides: tuple[Side, Side]) -> None:
    for counter in {side.counter for side in sides}:
        counter.close()


def _note(values: list[list[float]], taken: Sequence[float]) -> None:
    for each, value in zip(values, taken, strict=True):
        each.append(value)


def _measured(what: str, taken: list[list[float]], target: Target | None) -> Measured:
    long, short = (number(median(each), MILLISECONDS) for each in taken)
    return Measured("g", what, ratio(*taken), target=target, beside=f"{long} to {short}")


async def _round(sides: tuple[Side, Side], size: int, times: int, warming: int) -> list[float]:
    """The median milliseconds on either side until `size` redemptions at once are answered."""
    ready = [
        await side.counter.issue([next(side.accounts)], (warming + times) * size) for side in sides
    ]
    taken: list[list[float]] = [[], []]
    for turn in range(warming + times):
        for place in (0, 1) if turn % 2 else (1, 0):
            some = ready[place][turn * size : (turn + 1) * size]
            rate = await sides[place].counter.carry_out(some, size)
            if turn >= warming:
                taken[place].append(len(some) / rate * 1_000)
    return [median(each) for each in taken]
