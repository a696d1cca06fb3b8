"""Books: pasts written down through the real recorder, in bulk, and kept for the next run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from eventsourcing.dcb.api import DCBEvent

from api.ledgers import FIRST
from benchmarks.past import MERCHANTS, Past
from benchmarks.places import kept
from ledger.facts import Fact, MerchantWelcomed, VolunteerRegistered
from ledger.recorded import Recorded, encode
from ledger.storing.stores import open_store

AT_ONCE = 10_000
"""How many facts are written in one transaction."""
AN_OPENING = 50_000
"""After so many the store is closed and opened again, so that its index settles on disk."""
AT_AN_ACTIVITY = 25

SMALL_ACCOUNTS, LARGE_ACCOUNTS = 2_000, 400_000
"""Five facts each: books of about 10,000 and 2,000,000 facts."""
COMMUNITY_ACCOUNTS, COMMUNITY_ACTIVITIES = 4_000, 10
"""Fifty-one facts each: a book of about 200,000."""
QUIET_ACCOUNTS = 400
BUSY_ROUNDS = 16_666
"""Six facts each: an account of 100,000."""


def write(recorder: Any, past: Past, commands: Iterator[list[Fact]]) -> None:
    """Write what the past tells, in durable transactions."""
    _append(recorder, past.recorded(commands))


def close(recorder: Any) -> None:
    """Close a store of either kind."""
    closing = getattr(recorder, "close", None)
    (closing or recorder.datastore.close)()


def large() -> Path:
    """A data directory with 400,000 accounts, each of which came once: 2,000,000 facts."""
    return kept("large", lambda data: _keep(data, _came_once(LARGE_ACCOUNTS)))


def small(data: Path) -> None:
    """The same with 2,000 accounts: 10,000 facts."""
    _keep(data, _came_once(SMALL_ACCOUNTS))


def community() -> Path:
    """4,000 people who came ten times and went shopping every other time."""
    return kept("community", lambda data: _keep(data, _came_often()))


def busy() -> Path:
    """400 accounts of ten facts each, and one, the first to be registered, of 100,000."""
    return kept("busy", lambda data: _keep(data, _one_came_always()))


def accounts(recorder: Any, most: int, after: int = 0) -> list[str]:
    """So many volunteers, in the order of their registration behind a position."""
    return _first_tags(recorder, VolunteerRegistered, after, most + MERCHANTS + 2)[:most]


def merchants(recorder: Any) -> list[str]:
    """The merchants, who are welcomed before anything else happens."""
    return _first_tags(recorder, MerchantWelcomed, 0, MERCHANTS + 2)


def _first_tags(recorder: Any, kind: type[Fact], after: int, facts: int) -> list[str]:
    found = (each.event for each in recorder.read(after=after, limit=facts))
    return [each.tags[0] for each in found if each.type == kind.__name__]


def _keep(data: Path, told: Iterable[Recorded]) -> None:
    facts = iter(told)
    while some := list(islice(facts, AN_OPENING)):
        recorder = open_store(data, FIRST)
        _append(recorder, some)
        close(recorder)


def _append(recorder: Any, told: Iterable[Recorded]) -> None:
    facts = iter(told)
    while some := list(islice(facts, AT_ONCE)):
        recorder.append(
            [DCBEvent(type(each.fact).__name__, encode(each), each.tags()) for each in some]
        )


def _came_once(volunteers: int) -> Iterator[Recorded]:
    past = Past()
    yield from past.recorded(past.founding())
    yield from past.recorded(past.registering(volunteers))
    for start in range(0, volunteers, AT_AN_ACTIVITY):
        some = past.volunteers[start : start + AT_AN_ACTIVITY]
        yield from past.recorded(past.activity(some))


def _came_often() -> Iterator[Recorded]:
    past = Past()
    yield from past.recorded(past.founding())
    yield from past.recorded(past.registering(COMMUNITY_ACCOUNTS))
    for number in range(COMMUNITY_ACTIVITIES):
        for start in range(COMMUNITY_ACCOUNTS // AT_AN_ACTIVITY):
            some = past.volunteers[start :: COMMUNITY_ACCOUNTS // AT_AN_ACTIVITY]
            redeeming = AT_AN_ACTIVITY * (number % 2)
            yield from past.recorded(past.activity(some, redeeming))


def _one_came_always() -> Iterator[Recorded]:
    past = Past()
    yield from past.recorded(past.founding())
    yield from past.recorded(past.registering(1 + QUIET_ACCOUNTS))
    regular, *quiet = past.volunteers
    for _ in range(2):  # Ten facts: registered, came twice, asked for a code once.
        yield from past.recorded(past.activity(quiet))
    yield from past.recorded([past.code(each)] for each in quiet)
    for _ in range(BUSY_ROUNDS):
        yield from past.recorded(past.activity([regular], redeeming=1))
