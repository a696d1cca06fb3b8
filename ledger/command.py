"""Commands: what a person asks of the book, and the receipt the book gives back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from ledger.facts import Fact
from ledger.states import State


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """What a person would say.

    `asks` names the states the answer depends on; `asks_further` may name more once those are
    known (a code tells the volunteer), and `asks_last` once those are (a fund tells its page).
    `decide` is pure: it yields facts or raises a `Refusal`. Time comes in as `now`, new ids come
    in as fields.
    """

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The states to look at first."""
        raise NotImplementedError(type(self).__name__)

    def asks_further(self, now: datetime, *states: State) -> tuple[State, ...]:
        """The states that only the first ones could name; once named, they stay the same."""
        return ()

    def asks_last(self, now: datetime, *states: State) -> tuple[State, ...]:
        """The states that only all of these could name; they may be others the next time."""
        return ()

    def decide(self, now: datetime, *states: State) -> Iterable[Fact]:
        """What happens, or a `Refusal`."""
        raise NotImplementedError(type(self).__name__)


class By(msgspec.Struct, frozen=True, gc=False):
    """Who asks, in which role, under which key; the same key with the same fingerprint is
    the same request."""

    actor: str
    role: str
    key: str
    fingerprint: str


class Receipt(msgspec.Struct, frozen=True, gc=False):
    """What was recorded for a command, and whether this is the first answer or it again."""

    position: int
    facts: tuple[Fact, ...]
    replayed: bool = False


class NotWritten(Exception):
    """The store could not write; ask again under the same key to learn what stands."""
