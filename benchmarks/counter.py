"""A counter without a door: redemptions asked of a book in this very process."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Iterator, Sequence
from itertools import count, cycle, islice
from typing import Any, NamedTuple

from api.access.key_tags import key_tag
from api.ids import new_id
from benchmarks.books import merchants
from benchmarks.past import NOW
from ledger.book import Book
from ledger.command import By, Command
from ledger.redemptions import IssueCode, RedeemBeans

RUN = secrets.token_hex(4)
"""Tells this run's keys from those of earlier ones on a book that is kept."""
READY_AT_ONCE = 64
_numbers = count(1)


class Ready(NamedTuple):
    """A command and its sender, made before the watch starts."""

    command: Command
    by: By


class Counter:
    """One book whose volunteers redeem; it lives on the running event loop, as when serving."""

    def __init__(self, recorder: Any, *, batch_most: int = 256) -> None:
        self.book = Book(recorder, batch_most=batch_most)
        self.book.think_on(asyncio.get_running_loop())
        self._merchants = cycle(merchants(recorder))

    async def issue(self, volunteers: Sequence[str], codes: int) -> list[Ready]:
        """Codes for these volunteers in turn; returns the redemptions that are now possible."""
        asked = [
            (new_id("redemption", NOW), volunteer) for volunteer in islice(cycle(volunteers), codes)
        ]
        issuing = [
            Ready(IssueCode(redemption=redemption, volunteer=volunteer), _by("volunteer"))
            for redemption, volunteer in asked
        ]
        await self.carry_out(issuing, READY_AT_ONCE)
        return [
            Ready(
                RedeemBeans(redemption=redemption, merchant=next(self._merchants), beans=1),
                _by("merchant"),
            )
            for redemption, _ in asked
        ]

    async def carry_out(self, asked: Sequence[Ready], callers: int) -> float:
        """Ask all of it, so many callers at a time; returns commands per second."""
        waiting = iter(asked)
        begun = time.perf_counter()
        await asyncio.gather(*(self._caller(waiting) for _ in range(callers)))
        return len(asked) / (time.perf_counter() - begun)

    async def _caller(self, waiting: Iterator[Ready]) -> None:
        ask = self.book.ask
        for command, by in waiting:
            await ask(command, by, NOW)

    def close(self) -> None:
        """Close the book; the recorder stays open."""
        self.book.close()


def _by(role: str) -> By:
    number = next(_numbers)
    return By("key-benchmark", role, key_tag(RUN, str(number)), f"{number:032x}")
