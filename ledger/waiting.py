"""Waiting: commands on their way to the book, and how their callers get the answer."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime

from ledger.command import By, Command, Receipt
from ledger.refusals import Refusal
from ledger.states import State


class Asked:
    """A command that waits for its answer, in a thread or on an event loop.

    `first` are the states it asks for before anything is known.
    """

    __slots__ = ("by", "command", "first", "future", "loop", "now", "outcome")

    def __init__(
        self, command: Command, by: By, now: datetime, loop: asyncio.AbstractEventLoop | None
    ) -> None:
        self.command, self.by, self.now, self.loop = command, by, now, loop
        self.future: Future | asyncio.Future = loop.create_future() if loop else Future()
        self.first: tuple[State, ...] = ()
        self.outcome: Receipt | BaseException | None = None

    def ask_anew(self) -> None:
        """Ask for states that have folded nothing yet; a refusal waits until it is decided."""
        try:
            self.first = self.command.asks(self.now)
        except Refusal:
            self.first = ()

    def settle(self) -> None:
        """Hand the outcome to the caller, unless the caller went away; the fact stands."""
        if self.future.done():
            return
        if isinstance(self.outcome, BaseException):
            self.future.set_exception(self.outcome)
        else:
            self.future.set_result(self.outcome)


def deliver(answered: list[Asked]) -> None:
    """Answer every caller; one wake-up serves all who wait on the same event loop."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Asked]] = {}
    for asked in answered:
        if asked.loop is None:
            asked.settle()
        else:
            by_loop.setdefault(asked.loop, []).append(asked)
    for loop, waiting in by_loop.items():
        with suppress(RuntimeError):  # The loop was closed: nobody waits any more.
            loop.call_soon_threadsafe(_settle_all, waiting)


def _settle_all(waiting: list[Asked]) -> None:
    for asked in waiting:
        asked.settle()
