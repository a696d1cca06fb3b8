"""The scribe: decides a batch of commands against the states in memory and writes it down.

The memory is touched on the book's event loop alone and needs no lock; the log is read and
written in a thread beside it, so the loop never waits for a disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

from ledger.command import Receipt
from ledger.facts import CommandRefused, Fact
from ledger.recorded import Recorded
from ledger.refusals import Busy, Refusal
from ledger.states import State
from ledger.storing.log import Log, LostRace
from ledger.writing.batch import Batch
from ledger.writing.memory_of_states import MemoryOfStates
from ledger.writing.seen import Seen, SeenKeys
from ledger.writing.waiting import Asked

AnyAnswer = TypeVar("AnyAnswer")

TRIES = 8
"""How often a batch is decided anew when others were faster."""


class Unread(Exception):
    """A state is asked for that was not loaded for this batch."""


class Scribe:
    """Writes for one book; all the states it knows stand at the position `head`.

    `states_kept` bounds the memory of states and of keys, between batches.
    """

    def __init__(self, log: Log, states_kept: int) -> None:
        self._log = log
        self._states = MemoryOfStates(states_kept)
        self._seen = SeenKeys(states_kept)
        self.head = log.head()
        last = next(log.facts(after=self.head - 1), None)
        self._last_recorded_at: datetime | None = last.recorded_at if last else None
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="log")

    async def write(self, waiting: list[Asked]) -> list[Asked]:
        """Decide these commands in order and commit them together.

        Settles the outcome of each, except for those it returns: they are to open the next
        batch. Raises what the log raises; then nothing of the batch stands in memory.
        """
        for _ in range(TRIES):
            batch = Batch()
            try:
                await self._load(waiting)
                left = self._decide_all(waiting, batch)
                seen = await self._in_thread(self._commit, batch, self.head)
            except LostRace:
                self._forget(batch)
                await self._catch_up()
            except BaseException:
                self._forget(batch)
                raise
            else:
                if not seen:
                    self._settle(batch)
                    return left
                self._forget(batch)
                for key, written in seen.items():
                    self._seen.keep(key, Seen(written))
        for asked in waiting:
            asked.outcome = Busy()
        return []

    def close(self) -> None:
        """Let the thread beside end."""
        self._beside.shutdown(wait=True)

    async def _in_thread(self, work: Callable[..., AnyAnswer], *given: object) -> AnyAnswer:
        return await asyncio.get_running_loop().run_in_executor(self._beside, work, *given)

    # Deciding -------------------------------------------------------------------------------

    def _decide_all(self, waiting: list[Asked], batch: Batch) -> list[Asked]:
        for number, asked in enumerate(waiting):
            seen = self._seen.get(asked.by.key)
            if seen is not None:
                batch.again.append((asked, seen))
                continue
            try:
                facts = self._decide(asked, batch)
            except Unread:
                # What this command asks further became known in this batch; it opens the next.
                return waiting[number:]
            except Exception as failure:  # Told to its caller; the others go on.
                asked.outcome = failure
                continue
            self._take_in(asked, facts, batch)
        return []

    def _decide(self, asked: Asked, batch: Batch) -> list[Fact]:
        command, now = asked.command, asked.now
        try:
            known = self._known(asked.first or command.asks(now), batch)
            further = asked.further or command.asks_further(now, *known)
            if further:
                known += self._known(further, batch)
            if last := command.asks_last(now, *known):
                known += self._known(last, batch)
            return list(command.decide(now, *known))
        except Refusal as refusal:
            name = type(command).__name__
            told = {"command": name, "refusal": refusal.code, "details": refusal.details}
            return [CommandRefused(at=now, **told)]

    def _known(self, asked: tuple[State, ...], batch: Batch) -> list[State]:
        try:
            known = [self._states[state] for state in asked]
        except KeyError:
            raise Unread from None
        for state in known:
            batch.relied_on[type(state), state.tags] = state
        return known

    def _take_in(self, asked: Asked, facts: list[Fact], batch: Batch) -> None:
        batch.keys.append(asked.by.key)
        if not facts:
            asked.outcome = Receipt(self.head, ())
            return
        by, last = asked.by, self._last_recorded_at
        at = asked.now if last is None or asked.now > last else last  # Never backwards, as we know.
        self._last_recorded_at = at
        written = [
            Recorded(
                fact=fact, recorded_at=at, actor=by.actor, role=by.role, key=by.key,
                fingerprint=by.fingerprint,
            )  # fmt: skip
            for fact in facts
        ]
        batch.answers.append((asked, written))
        for recorded in written:
            tags = recorded.tags()
            batch.written.append((recorded, tags))
            batch.touched += self._states.evolve(recorded.fact, tags)
        self._seen.keep(by.key, Seen(written))

    # Committing -----------------------------------------------------------------------------

    def _commit(self, batch: Batch, head: int) -> dict[str, list[Recorded]]:
        # That a key is new was only believed until here: most keys are, and one look decides.
        seen = self._log.under(batch.keys, head)
        if seen:
            return seen
        if not batch.written:
            self._log.check(batch.relied_on.values(), batch.keys, head)
            return {}
        last = self._log.append(batch.written, batch.relied_on.values(), batch.keys, head)
        first = last - len(batch.written) + 1
        if first > head + 1:
            batch.between = self._log.between(head, first)
        batch.number(first)
        return {}

    def _settle(self, batch: Batch) -> None:
        self.head = max(self.head, batch.last)
        for recorded in batch.between:
            self._states.forget_tags(recorded.tags())
            self._last_recorded_at = max(self._last_recorded_at, recorded.recorded_at)
        batch.tell()
        self._states.shrink()
        self._seen.shrink()

    # Memory ---------------------------------------------------------------------------------

    async def _load(self, waiting: list[Asked]) -> None:
        for asked in waiting:
            asked.ask_first()
        await self._learn([state for asked in waiting for state in asked.first])
        for asked in waiting:
            asked.ask_further([self._states[state] for state in asked.first])
        await self._learn([state for asked in waiting for state in asked.further])
        last = [asked.ask_last(self._states.__getitem__) for asked in waiting]
        await self._learn([state for states in last for state in states])

    async def _learn(self, wanted: list[State]) -> None:
        # What a command asks with is a question only: what is read fills blank states.
        missing = [type(state)(*state.tags) for state in self._states.missing(wanted)]
        if missing:
            await self._in_thread(self._read_into, missing, self.head)
            for state in missing:
                self._states.keep(state)

    def _read_into(self, missing: list[State], head: int) -> None:
        fresh = MemoryOfStates(len(missing))
        for state in missing:
            fresh.keep(state)
        for recorded in self._log.about(missing, head):
            fresh.evolve(recorded.fact, recorded.tags())

    async def _catch_up(self) -> None:
        for recorded in await self._in_thread(lambda: list(self._log.facts(after=self.head))):
            self._states.evolve(recorded.fact, recorded.tags())
            self._last_recorded_at = max(
                self._last_recorded_at or recorded.recorded_at, recorded.recorded_at
            )
            self.head = recorded.position

    def _forget(self, batch: Batch) -> None:
        self._states.forget(batch.touched)
        for asked, _ in batch.answers:
            self._seen.forget(asked.by.key)
