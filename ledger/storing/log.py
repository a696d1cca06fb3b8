"""The log: what the book reads from its store and how it appends there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBQueryItem,
    DCBRecorder,
    DCBSequencedEvent,
)
from eventsourcing.persistence import IntegrityError, PersistenceError

from ledger.command import NotWritten
from ledger.recorded import Recorded, decode, encode
from ledger.states import State

PAGE = 5_000
"""How many facts are read from the store at a time."""


class LostRace(Exception):
    """Somebody else wrote about the same subjects first; nothing was written."""


class Log:
    """Facts in a recorder: read in order, by subject or by key, and appended under a condition."""

    def __init__(self, recorder: DCBRecorder) -> None:
        self._recorder = recorder

    def head(self) -> int:
        """The last position in the store, whoever wrote it; 0 when it is empty."""
        nothing = DCBQuery([DCBQueryItem(tags=["nothing-has-this-tag"])])
        with _told():
            return self._recorder.read(nothing).head or 0

    def facts(self, after: int = 0, at_once: int = PAGE) -> Iterator[Recorded]:
        """Facts in the order of the book, beginning behind position `after`, read `at_once`."""
        after = max(after, 0)
        while True:
            with _told():
                page = list(self._recorder.read(after=after, limit=at_once))
            yield from map(_decoded, page)
            if len(page) < at_once:
                return
            after = page[-1].position

    def facts_about(
        self, subject: str, kinds: Sequence[str], after: int, most: int
    ) -> list[Recorded]:
        """At most so many facts about one subject behind a position, and of one of these types;
        what was merely written under a key of that name is none of them."""
        query = DCBQuery([DCBQueryItem(types=list(kinds), tags=[subject])])
        with _told():
            found = list(self._recorder.read(query, after=after, limit=most))
        return [one for one in map(_decoded, found) if subject in one.fact.tags()]

    def about(self, states: Iterable[State], head: int | None = None) -> list[Recorded]:
        """The facts these states fold, up to position `head`."""
        return self._read([_item(state) for state in states], head)

    def under(self, keys: Sequence[str], head: int) -> dict[str, list[Recorded]]:
        """What was recorded under each of these keys, up to position `head`."""
        written: dict[str, list[Recorded]] = {}
        for recorded in self._read([DCBQueryItem(tags=[key]) for key in keys], head):
            written.setdefault(recorded.key, []).append(recorded)
        return written

    def append(
        self,
        written: Sequence[tuple[Recorded, list[str]]],
        relied_on: Iterable[State],
        keys: Iterable[str],
        head: int,
    ) -> int:
        """Append facts with their tags durably, and return the last position.

        Raises `LostRace` when something about the states relied on, or under one of the keys,
        was written after `head`, and `NotWritten` when the store fails.
        """
        items = _boundary(relied_on, keys)
        events = [
            DCBEvent(type(recorded.fact).__name__, encode(recorded), tags)
            for recorded, tags in written
        ]
        condition = DCBAppendCondition(DCBQuery(items), after=head)
        with _told():
            try:
                return self._recorder.append(events, condition)
            except IntegrityError as race:
                raise LostRace from race

    def check(self, relied_on: Iterable[State], keys: Iterable[str], head: int) -> None:
        """Raise `LostRace` when something about these was written after `head`."""
        if self._read(_boundary(relied_on, keys), None, after=head):
            raise LostRace

    def between(self, after: int, before: int) -> list[Recorded]:
        """What stands strictly between two positions."""
        with _told():
            found = list(self._recorder.read(after=after, limit=before - after - 1))
        return [_decoded(one) for one in found if one.position < before]

    def _read(self, items: list[DCBQueryItem], head: int | None, after: int = 0) -> list[Recorded]:
        if not items:
            return []
        with _told():
            found = list(self._recorder.read(DCBQuery(items), after=after))
        return [_decoded(one) for one in found if head is None or one.position <= head]


@contextmanager
def _told() -> Iterator[None]:
    """What the store says of itself when it fails, in the words of the book."""
    try:
        yield
    except (PersistenceError, sqlite3.Error) as failure:
        raise NotWritten(str(failure)) from failure


def _boundary(relied_on: Iterable[State], keys: Iterable[str]) -> list[DCBQueryItem]:
    return [*map(_item, relied_on), *(DCBQueryItem(tags=[key]) for key in keys)]


def _item(state: State) -> DCBQueryItem:
    if state.boundary is None:
        types = [kind.__name__ for kind in state.listens]
        state.boundary = DCBQueryItem(types=types, tags=list(state.tags))
    return state.boundary


def _decoded(found: DCBSequencedEvent) -> Recorded:
    return decode(found.event.type, found.event.data, found.position)
