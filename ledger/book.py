"""The book: the only writer, and the way to read what it wrote.

Commands that arrive while a commit is under way wait and are then decided one after another and
appended together, in one durable transaction, under the condition that nobody else wrote about
the same subjects meanwhile. Each caller is answered only after that commit.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar

from ledger.command import By, Command, Receipt
from ledger.recorded import Recorded
from ledger.states import State
from ledger.storing.log import PAGE, Log
from ledger.writing.memory_of_states import MemoryOfStates
from ledger.writing.own_loop import OwnLoop
from ledger.writing.scribe import Scribe
from ledger.writing.tally import Tally
from ledger.writing.waiting import Asked, deliver

AnyState = TypeVar("AnyState", bound=State)


class Book:
    """One ledger's book over a DCB recorder; safe to use from any thread and any event loop.

    `states_kept` bounds the memory of states and of keys, `batch_most` the commands of a commit;
    `tally` counts what this process was answered.
    """

    def __init__(self, recorder: Any, *, states_kept: int = 20_000, batch_most: int = 256) -> None:
        self._log = Log(recorder)
        self._scribe = Scribe(self._log, states_kept)
        self._batch_most = batch_most
        self.tally = Tally()
        self._watchers: list[Callable[[int], None]] = []
        self._waiting: deque[Asked] = deque()
        self._leading = False
        self._own: OwnLoop | None = OwnLoop()
        self._loop = self._own.loop

    # Asking ---------------------------------------------------------------------------------

    def record(self, command: Command, by: By, now: datetime) -> Receipt:
        """Carry out a command and wait until it is durable.

        Raises the `Refusal` the rules gave, `Busy` when others were faster each time (nothing was
        written), and `NotWritten` when the store failed.
        """
        return self.submit(command, by, now).result()

    def submit(self, command: Command, by: By, now: datetime) -> Future[Receipt]:
        """Like `record`, without waiting."""
        asked = Asked(command, by, now, None)
        self._enter(asked)
        return asked.future

    async def ask(self, command: Command, by: By, now: datetime) -> Receipt:
        """Like `record`, for an event loop."""
        asked = Asked(command, by, now, asyncio.get_running_loop())
        self._enter(asked)
        return await asked.future

    def watch(self, watcher: Callable[[int], None]) -> None:
        """Call `watcher` with the head after every commit of this process."""
        self._watchers.append(watcher)

    def think_on(self, loop: asyncio.AbstractEventLoop) -> None:
        """Think on this loop from now on, where most callers are, instead of one of its own."""
        own, self._own = self._own, None
        self._loop = loop
        if own is not None:
            own.stop_when(lambda: not self._leading)
        self._wake()

    def close(self) -> None:
        """Answer what is waiting, as far as its loop still runs, then stop writing."""
        own, self._own = self._own, None
        if own is not None:
            own.stop_when(lambda: not self._leading and not self._waiting)
        self._scribe.close()

    # Reading --------------------------------------------------------------------------------

    def head(self) -> int:
        """The last position in the store, whoever wrote it; 0 for an empty book."""
        return self._log.head()

    def facts(self, after: int = 0, at_once: int = PAGE) -> Iterator[Recorded]:
        """Facts in the order of the book, beginning behind position `after`; `at_once` says how
        many are read from the store at a time."""
        return self._log.facts(after, at_once)

    def facts_about(
        self, subject: str, kinds: Sequence[str], after: int, most: int
    ) -> list[Recorded]:
        """The next facts behind position `after` that carry this tag, and are of one of these
        types (any, when none is named)."""
        return self._log.facts_about(subject, kinds, after, most)

    def look(self, state: AnyState) -> AnyState:
        """The state as the store knows it now; for questions outside a command."""
        for recorded in self._log.about([state]):
            state.evolve(recorded.fact)
        return state

    def look_all(self, states: Sequence[State]) -> None:
        """Let each of these blank states, no two of one kind with the same tags, become what the
        store knows now, all of them in one reading."""
        fresh = MemoryOfStates(len(states))
        for state in states:
            fresh.keep(state)
        for recorded in self._log.about(states):
            fresh.evolve(recorded.fact, recorded.tags())

    def told_of(self, state: State) -> list[Recorded]:
        """Every fact that such a state listens to, in order, and who wrote it when."""
        return self._log.about([state])

    # Leading --------------------------------------------------------------------------------

    def _enter(self, asked: Asked) -> None:
        self._waiting.append(asked)
        if not self._leading:
            self._wake()

    def _wake(self) -> None:
        self._loop.call_soon_threadsafe(self._lead_unless_led)

    def _lead_unless_led(self) -> None:
        if asyncio.get_running_loop() is not self._loop:
            self._wake()  # The book has moved meanwhile.
        elif not self._leading and self._waiting:
            self._leading = True
            self._task = asyncio.get_running_loop().create_task(self._lead())

    async def _lead(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting and loop is self._loop:
            most = min(len(self._waiting), self._batch_most)
            await self._answer([self._waiting.popleft() for _ in range(most)])
        self._leading = False
        if self._waiting:  # Somebody came in who saw us lead.
            self._wake()

    async def _answer(self, waiting: list[Asked]) -> None:
        before = self._scribe.head
        try:
            left = await self._scribe.write(waiting)
        except BaseException as failure:
            if len(waiting) > 1:  # One by one, so that nobody suffers for another's failure.
                for asked in waiting:
                    await self._answer([asked])
                return
            waiting[0].outcome = failure
            left = []
        self._waiting.extendleft(reversed(left))
        answered = waiting[: len(waiting) - len(left)]
        self.tally.add((each.outcome for each in answered), wrote=self._scribe.head > before)
        deliver(answered)
        if self._scribe.head > before:
            for watcher in self._watchers:
                with suppress(Exception):  # The facts stand, whoever fails to look at them.
                    watcher(self._scribe.head)
