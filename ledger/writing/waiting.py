"""Waiting: commands on their way to the book, and how their callers get the answer."""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime

from ledger.command import By, Command, Receipt
from ledger.states import State


class Asked:
    """A command that waits for its answer, in a thread or on an event loop.

    `first` are the states it asks for before anything is known, `further` those the first name.
    """

    __slots__ = ("by", "command", "first", "further", "future", "loop", "now", "outcome")

    def __init__(
        self, command: Command, by: By, now: datetime, loop: asyncio.AbstractEventLoop | None
    ) -> None:
        self.command, self.by, self.now, self.loop = command, by, now, loop
        self.future: Future | asyncio.Future = loop.create_future() if loop else Future()
        self.first: tuple[State, ...] = ()
        self.further: tuple[State, ...] = ()
        self.outcome: Receipt | BaseException | None = None

    def ask_first(self) -> None:
        """Ask what can be asked before anything is known."""
        if not self.first:
            with suppress(Exception):  # Raised again, and told, when the command is decided.
                self.first = self.command.asks(self.now)

    def ask_further(self, first: list[State]) -> None:
        """Ask for what the first states name, if they can name it yet."""
        if first and not self.further:
            with suppress(Exception):
                self.further = self.command.asks_further(self.now, *first)

    def ask_last(self, known: Callable[[State], State]) -> tuple[State, ...]:
        """Ask for what the states so far name; anew each time, for they may name others then."""
        with suppress(Exception):
            return self.command.asks_last(self.now, *map(known, self.first + self.further))
        return ()

    def settle(self) -> None:
        """Hand the outcome to the caller, unless the caller went away; the fact stands."""
        with suppress(concurrent.futures.InvalidStateError, asyncio.InvalidStateError):
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
