"""Choosing: which facts an endpoint hears of: of the kinds it asked for, about what it reaches.

How far it reaches is what `reach` says of whoever it was made for, today: the same as for what they
may look up themselves. A fact concerns a place when one of its subjects is at home there.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from api.access.reach import reaches, unlimited
from api.access.who import Who
from api.house import House
from api.ledgers import DECIDING, Ledger
from api.problems import Stop
from api.webhooks.endpoints import Endpoint
from ledger.recorded import Recorded
from ledger.subjects.fund import fund_of
from projections.funds import Funds
from projections.offers import Offers
from projections.till import Till

LOOKED_AT = 500
"""So many facts are looked at in one go."""
WAITING_COUNTED = 1_000
"""So many of the facts that come next are looked at to count those that wait."""
_ASKED = (*DECIDING, Funds, Offers, Till)
"""The views that say where the subjects of facts are at home."""


class Chosen(NamedTuple):
    """The next facts for an endpoint, how far the book was looked at, and whether more follows."""

    facts: list[Recorded[Any]]
    position: int
    more: bool


def next_for(house: House, endpoint: Endpoint, most: int = LOOKED_AT) -> Chosen | None:
    """What is for it among the facts that come next in the book; None while the views that
    would say so are behind."""
    ledger = house.ledgers.of(endpoint.ledger)
    read = islice(ledger.book.facts(endpoint.position, at_once=most), most)
    looked_at = list(read)
    if not looked_at:
        return Chosen([], endpoint.position, False)
    last = looked_at[-1].position
    if not unlimited(endpoint.who) and not _views_know(ledger, last):
        return None
    concern = Concern(endpoint.who, ledger)
    found = [
        one
        for one in looked_at
        if (endpoint.kinds is None or type(one.fact).__name__ in endpoint.kinds)
        and concern.reaches(one)
    ]
    return Chosen(found, last, len(looked_at) == most)


def waiting_for(
    house: House, endpoint: Endpoint, most: int = WAITING_COUNTED
) -> list[Recorded[Any]]:
    """What waits for it among the facts that come next; raises `Stop` while views are behind."""
    if endpoint.ended_at is not None:
        return []
    chosen = next_for(house, endpoint, most)
    if chosen is None:
        raise Stop("view_behind")
    return chosen.facts


def _views_know(ledger: Ledger, position: int) -> bool:
    known = ledger.shelf.wait_for(position, of=_ASKED)
    if known:
        ledger.units.look_again()
    return known


class Concern:
    """Whether facts concern somebody; what was found out of a subject is remembered a while.

    As far as `reach` is asked, this is who calls: somebody, in a ledger.
    """

    def __init__(self, who: Who, ledger: Ledger) -> None:
        self.who = who
        self.ledger = ledger
        self._near: dict[str, bool] = {}

    def reaches(self, recorded: Recorded[Any]) -> bool:
        """Whether one of the fact's subjects lies within their reach."""
        return unlimited(self.who) or any(map(self._is_near, recorded.fact.tags()))

    def _is_near(self, subject: str) -> bool:
        near = self._near.get(subject)
        if near is None:
            places = _where(self.ledger, subject)
            near = self._near[subject] = any(reaches(self, each) for each in places)
        return near


def _where(ledger: Ledger, subject: str) -> Iterator[str]:
    """The subject itself, or what it belongs to where that alone has a home."""
    match subject.partition("-")[0]:
        case "offer":
            offer = ledger.offers.offer(subject)
            yield from [offer.merchant] if offer else []
        case "page":
            yield fund_of(subject)
        case "appointment":
            held = ledger.appointments.appointment(subject)
            bound = (held.unit, held.team, held.merchant, held.volunteer) if held else ()
            yield from filter(None, bound)
        case _:
            yield subject
