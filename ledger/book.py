"""The book: the only writer, and the memory of what it wrote.

Commands that arrive while a commit is under way are decided one after another against the states
in memory and appended together, in one durable transaction, under the condition that nobody else
wrote about the same subjects meanwhile. Each caller is answered only after that commit.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import datetime
from typing import TypeVar

from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBQueryItem,
    DCBRecorder,
    DCBSequencedEvent,
)
from eventsourcing.persistence import IntegrityError, PersistenceError

from ledger.batch import Batch
from ledger.command import By, Command, NotWritten, Receipt
from ledger.facts import CommandRefused, Fact
from ledger.memory_of_states import MemoryOfStates
from ledger.recorded import Recorded, decode, encode
from ledger.refusals import Busy, Refusal
from ledger.seen import Seen, SeenKeys
from ledger.states import State
from ledger.waiting import Asked, deliver

AnyState = TypeVar("AnyState", bound=State)

TRIES = 8
"""How often a batch is decided anew when others were faster."""
PAGE = 5_000
"""How many facts are read from the store at a time."""


class Book:
    """One ledger's book over a recorder; safe to use from any thread and any event loop.

    `states_kept` bounds the memory of states and of keys, `batch_most` the commands of a commit.
    """

    def __init__(self, recorder: DCBRecorder, *, states_kept: int = 20_000, batch_most: int = 256):
        self._recorder = recorder
        self._batch_most = batch_most
        self._states = MemoryOfStates(states_kept)
        self._seen = SeenKeys(states_kept)
        self._head = self.head()
        last = next(self.facts(after=self._head - 1), None)
        self._last_recorded_at = last.recorded_at if last else None
        self._watchers: list[Callable[[int], None]] = []
        self._asked: queue.SimpleQueue[Asked | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write_until_closed, name="book", daemon=True)
        self._writer.start()

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
        self._asked.put(asked)
        return asked.future

    async def ask(self, command: Command, by: By, now: datetime) -> Receipt:
        """Like `record`, for an event loop."""
        asked = Asked(command, by, now, asyncio.get_running_loop())
        self._asked.put(asked)
        return await asked.future

    def watch(self, watcher: Callable[[int], None]) -> None:
        """Call `watcher` with the head after every commit of this process."""
        self._watchers.append(watcher)

    def close(self) -> None:
        """Answer what is waiting, then stop writing."""
        self._asked.put(None)
        self._writer.join()

    # Reading --------------------------------------------------------------------------------

    def head(self) -> int:
        """The last position in the store, whoever wrote it; 0 for an empty book."""
        nothing = DCBQuery([DCBQueryItem(tags=["nothing-has-this-tag"])])
        return self._recorder.read(nothing).head or 0

    def facts(self, after: int = 0) -> Iterator[Recorded]:
        """Facts in the order of the book, beginning behind position `after`."""
        after = max(after, 0)
        while True:
            page = list(self._recorder.read(after=after, limit=PAGE))
            yield from map(_decoded, page)
            if len(page) < PAGE:
                return
            after = page[-1].position

    def look(self, state: AnyState) -> AnyState:
        """The state as the store knows it now; for questions outside a command."""
        for event in self._recorder.read(DCBQuery([_item(state)])):
            state.evolve(_decoded(event).fact)
        return state

    # Writing --------------------------------------------------------------------------------

    def _write_until_closed(self) -> None:
        closing = False
        while not closing:
            waiting = [self._asked.get()]
            while len(waiting) < self._batch_most and not self._asked.empty():
                waiting.append(self._asked.get())
            closing = None in waiting
            self._answer([asked for asked in waiting if asked is not None])

    def _answer(self, waiting: list[Asked]) -> None:
        before = self._head
        try:
            self._commit(waiting)
        except BaseException as failure:
            if len(waiting) > 1:  # One by one, so that nobody suffers for another's failure.
                for asked in waiting:
                    self._answer([asked])
                return
            waiting[0].outcome = failure
        self._states.shrink()
        self._seen.shrink()
        deliver(waiting)
        if self._head > before:
            for watcher in self._watchers:
                watcher(self._head)

    def _commit(self, waiting: list[Asked]) -> None:
        for _ in range(TRIES):
            batch = Batch()
            try:
                self._decide_all(waiting, batch)
                self._append(batch)
                return
            except IntegrityError:
                self._forget(batch)
                self._catch_up()
            except PersistenceError as failure:
                self._forget(batch)
                raise NotWritten(str(failure)) from failure
            except BaseException:
                self._forget(batch)
                raise
        for asked in waiting:
            asked.outcome = Busy()

    def _decide_all(self, waiting: list[Asked], batch: Batch) -> None:
        self._load_seen({asked.by.key for asked in waiting})
        questions = [_asks(asked) for asked in waiting]
        self._load_missing([state for states in questions for state in states])
        for asked, states in zip(waiting, questions, strict=True):
            seen = self._seen.get(asked.by.key)
            if seen is not None:
                batch.again.append((asked, seen))
                continue
            try:
                facts = self._decide(asked, states, batch)
            except Exception as failure:  # Told to its caller; the others go on.
                asked.outcome = failure
                continue
            self._take_in(asked, facts, batch)

    def _decide(self, asked: Asked, states: tuple[State, ...], batch: Batch) -> list[Fact]:
        command, now = asked.command, asked.now
        try:
            known = self._rely_on(states or command.asks(now), batch)
            further = command.asks_further(now, *known)
            if further:
                known += self._rely_on(further, batch)
            return list(command.decide(now, *known))
        except Refusal as refusal:
            name = type(command).__name__
            told = {"command": name, "refusal": refusal.code, "details": refusal.details}
            return [CommandRefused(at=now, **told)]

    def _take_in(self, asked: Asked, facts: list[Fact], batch: Batch) -> None:
        if not facts:
            asked.outcome = Receipt(self._head, ())
            return
        by, last = asked.by, self._last_recorded_at
        at = asked.now if last is None or asked.now > last else last  # It never runs backwards.
        self._last_recorded_at = at
        written = [
            Recorded(
                fact=fact, recorded_at=at, actor=by.actor, role=by.role, key=by.key,
                fingerprint=by.fingerprint,
            )  # fmt: skip
            for fact in facts
        ]
        batch.written.append((asked, written))
        for recorded in written:
            batch.touched += self._states.evolve(recorded)
        self._seen.keep(by.key, Seen(written))

    def _append(self, batch: Batch) -> None:
        events = [
            DCBEvent(type(recorded.fact).__name__, encode(recorded), recorded.tags())
            for _, written in batch.written
            for recorded in written
        ]
        if events:
            items = [_item(state) for state in batch.relied_on.values()]
            items += [DCBQueryItem(tags=[asked.by.key]) for asked, _ in batch.written]
            condition = DCBAppendCondition(DCBQuery(items), after=self._head)
            last = self._recorder.append(events, condition)
            first = last - len(events) + 1
            if first > self._head + 1:
                self._forget_between(self._head, first)
            self._head = last
            batch.number(first)
        batch.tell()

    # Memory ---------------------------------------------------------------------------------

    def _rely_on(self, wanted: tuple[State, ...], batch: Batch) -> list[State]:
        self._load_missing(wanted)
        known = [self._states[state] for state in wanted]
        for state in known:
            batch.relied_on[type(state), state.tags] = state
        return known

    def _load_missing(self, wanted: list[State] | tuple[State, ...]) -> None:
        missing = self._states.missing(wanted)
        if not missing:
            return
        fresh = MemoryOfStates(len(missing))
        for state in missing:
            fresh.keep(state)
        for event in self._recorder.read(DCBQuery([_item(state) for state in missing])):
            if event.position <= self._head:  # What is newer comes with the next catching up.
                fresh.evolve(_decoded(event))
        for state in missing:
            self._states.keep(state)

    def _load_seen(self, keys: set[str]) -> None:
        unknown = [DCBQueryItem(tags=[key]) for key in keys if self._seen.get(key) is None]
        if not unknown:
            return
        written: dict[str, list[Recorded]] = {}
        for event in self._recorder.read(DCBQuery(unknown)):
            if event.position <= self._head:
                recorded = _decoded(event)
                written.setdefault(recorded.key, []).append(recorded)
        for key, facts in written.items():
            self._seen.keep(key, Seen(facts))

    def _catch_up(self) -> None:
        for recorded in self.facts(after=self._head):
            self._states.evolve(recorded)
            self._last_recorded_at = max(
                self._last_recorded_at or recorded.recorded_at, recorded.recorded_at
            )
            self._head = recorded.position

    def _forget(self, batch: Batch) -> None:
        self._states.forget(batch.touched)
        for asked, _ in batch.written:
            self._seen.forget(asked.by.key)

    def _forget_between(self, after: int, before: int) -> None:
        for event in self._recorder.read(after=after, limit=before - after - 1):
            if event.position < before:
                self._states.forget_tags(event.event.tags)


def _asks(asked: Asked) -> tuple[State, ...]:
    try:
        return asked.command.asks(asked.now)
    except Refusal:
        return ()  # Raised again, and recorded, when the command is decided.


def _item(state: State) -> DCBQueryItem:
    return DCBQueryItem(types=[kind.__name__ for kind in state.listens], tags=list(state.tags))


def _decoded(event: DCBSequencedEvent) -> Recorded:
    return decode(event.event.type, event.event.data, event.position)
