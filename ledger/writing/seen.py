"""Seen: what was answered under a key, so that the same request gets the same answer."""

from __future__ import annotations

from collections import OrderedDict

from ledger.command import Receipt
from ledger.facts import CommandRefused
from ledger.recorded import Recorded
from ledger.refusals import KeyReused, Refusal


class Seen:
    """What was recorded under a key: the fingerprint of the request and its facts."""

    __slots__ = ("_written",)

    def __init__(self, written: list[Recorded]) -> None:
        self._written = written

    def answer(self, fingerprint: str, *, first_time: bool = False) -> Receipt | Refusal:
        """The answer these facts are, or that the key came with another request."""
        last = self._written[-1]
        if fingerprint != last.fingerprint:
            return KeyReused()
        if isinstance(last.fact, CommandRefused):
            refusal = Refusal.again(last.fact.refusal, last.fact.details)
            refusal.replayed, refusal.position = not first_time, last.position
            return refusal
        facts = tuple(recorded.fact for recorded in self._written)
        return Receipt(last.position, facts, replayed=not first_time)


class SeenKeys:
    """The keys seen lately, at most `most` of them between batches."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen: OrderedDict[str, Seen] = OrderedDict()

    def get(self, key: str) -> Seen | None:
        """What is remembered of a key."""
        return self._seen.get(key)

    def keep(self, key: str, seen: Seen) -> None:
        """Remember a key."""
        self._seen[key] = seen

    def forget(self, key: str) -> None:
        """Its facts did not become durable."""
        self._seen.pop(key, None)

    def shrink(self) -> None:
        """Let the oldest go; the store knows them still."""
        while len(self._seen) > self._most:
            self._seen.popitem(last=False)
