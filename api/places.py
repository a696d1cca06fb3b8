"""Places in memory: who stands where among hundreds of thousands is found by halving, not counting.

The views know everybody's minutes; here they lie in order, as whole numbers, for the units and
periods that were asked about lately. What changed since is read when the next one asks.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from threading import Lock
from typing import TypeVar

from ledger.counting.board_periods import BoardPeriod
from projections.board_rows import PlaceNow
from projections.leaderboards import Leaderboards

PEOPLE_KEPT = 1_000_000
AN_ORDER_WEIGHS = 100
"""People in all orders together, about 100 bytes each; an order weighs as some more, so that
nobody fills the memory with empty ones. The one asked for longest ago goes first."""
_LATEST = (1 << 40) - 1

Answer = TypeVar("Answer")
Communities = frozenset[str] | None
_Key = tuple[Communities, str, bool]


class Order:
    """Some people in the order of their minutes; with the same, who had them first is before.

    Each stands as one whole number, the larger the better, and no two are the same: a position of
    the book belongs to one person.
    """

    def __init__(self, places: Iterable[PlaceNow], upto: int) -> None:
        self.upto = upto
        self._number_of = {each.person: number_of(each.minutes, each.since) for each in places}
        self._numbers = array("q", sorted(self._number_of.values()))

    def __len__(self) -> int:
        return len(self._numbers)

    def put(self, place: PlaceNow, counted: bool) -> None:
        """Somebody stands elsewhere now, or, when not `counted`, nowhere."""
        old = self._number_of.pop(place.person, None)
        if old is not None:
            del self._numbers[bisect_left(self._numbers, old)]
        if counted and place.minutes > 0:
            new = self._number_of[place.person] = number_of(place.minutes, place.since)
            insort(self._numbers, new)

    def rank_of(self, place: PlaceNow) -> int:
        """One more than how many stand before."""
        return len(self._numbers) - bisect_left(
            self._numbers, number_of(place.minutes, place.since)
        )

    def since_from(self, rank: int, count: int) -> list[int]:
        """At which positions those from this rank on came to their minutes, at most `count`."""
        end = len(self._numbers) - rank + 1
        found = self._numbers[max(0, end - count) : max(0, end)]
        return [_LATEST - (number & _LATEST) for number in reversed(found)]


def number_of(minutes: int, since: int) -> int:
    """The whole number as which somebody with these minutes since that position stands."""
    return (minutes << 40) | (_LATEST - since)


class PlacesInMemory:
    """The orders of one ledger that were asked for lately, each as new as the views."""

    def __init__(self, leaderboards: Leaderboards) -> None:
        self._leaderboards = leaderboards
        self._orders: dict[_Key, Order] = {}
        self._one_at_a_time = Lock()

    def ask(
        self,
        period: BoardPeriod,
        communities: Communities,
        shown_only: bool,
        question: Callable[[Order], Answer],
    ) -> Answer:
        """What the order of everybody of these communities (None: of all), or of those who want
        to be shown, answers; nobody moves in it meanwhile."""
        key = communities, period.name, shown_only
        with self._one_at_a_time:
            position = self._leaderboards.shelf.position
            order = self._orders.pop(key, None)
            if order is None:
                places = self._leaderboards.places(period, communities, shown_only)
                order = Order(places, position)
            elif order.upto != position:
                for each in self._leaderboards.changed(period, order.upto):
                    near = communities is None or each.community in communities
                    order.put(each, near and not each.gone and bool(each.shown or not shown_only))
                order.upto = position
            self._keep(key, order)
            return question(order)

    def _keep(self, key: _Key, order: Order) -> None:
        self._orders[key] = order
        kept = sum(len(each) + AN_ORDER_WEIGHS for each in self._orders.values())
        while kept > PEOPLE_KEPT and len(self._orders) > 1:
            # A dict remembers its order, so the first is the one asked for longest ago.
            oldest = self._orders.pop(next(iter(self._orders)))
            kept -= len(oldest) + AN_ORDER_WEIGHS
