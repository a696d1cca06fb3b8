"""Published: what everybody may read of a month, with no names and for ever the same.

A month is published on the day on which its lists are frozen, as the book stood then. What is
confirmed or corrected later is in the report at the desk and never in here, so nobody learns of
somebody by looking twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from threading import Lock
from weakref import WeakKeyDictionary

import msgspec

from api.ledgers import Ledger
from api.reporting.asking import month_before
from api.reporting.figures import SERVICE, Figure
from api.reporting.heads import heads_of
from api.reporting.scope import Scope
from api.reporting.withholding import FEWEST_PEOPLE, Place, withheld
from ledger.counting.periods import Period, freezes_on
from projections.entries import Entries
from projections.month_asked import Piece
from projections.service_hours import ServiceHours

MONTHS_SHOWN = 12
REDEEMED, DEEDS, ANSWERED = "redeemed", "deeds", "answered"
_KINDS = {
    REDEEMED: ("redeemed",), DEEDS: ("granted",),
    ANSWERED: ("objection_upheld", "objection_declined"),
}  # fmt: skip
_SUMS = ("sessions", "minutes", "beans", "times", "fen")
_SERVICE = tuple(each for each in SERVICE if each.code != "people")


class Shared(msgspec.Struct, frozen=True):
    """What a published cell, or several together, come to; people in whole fives, for each cell
    by itself, so that they may be more together than there are."""

    people: int = 0
    sessions: int = 0
    minutes: int = 0
    beans: int = 0
    times: int = 0
    fen: int = 0

    def plus(self, other: Shared) -> Shared:
        """Both together."""
        both = zip(msgspec.structs.astuple(self), msgspec.structs.astuple(other), strict=True)
        return Shared(*map(sum, both))


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """A month of the whole ledger as it was published `on` a day: the service of each community
    by category, and what else its people did; `paths` are the units each community lies in."""

    month: Period
    on: date
    service: dict[Place, Shared]
    others: dict[Place, Shared]
    paths: dict[str, list[str]]

    def of(self, unit: str | None) -> tuple[dict[Place, Shared], dict[Place, Shared]]:
        """The cells of service, and the others, that lie in a unit; all for None."""
        near = {each for each, path in self.paths.items() if unit is None or unit in path}
        service = {place: each for place, each in self.service.items() if place.community in near}
        others = {place: each for place, each in self.others.items() if place.community in near}
        return service, others


_kept: WeakKeyDictionary[Ledger, dict[str, Published]] = WeakKeyDictionary()
_one_at_a_time = Lock()


def latest(today: date, ledger: Ledger) -> list[Period]:
    """The months that are published on that day, the newest first; of the last year alone."""
    months, month = [], month_before(today)
    while len(months) < MONTHS_SHOWN:
        if published_on(ledger, month) <= today:
            months.append(month)
        month = month_before(month.first)
    return months


def published_month(ledger: Ledger, month: Period) -> Published:
    """The same, from memory once it was added up: what never changes needs no second look."""
    with _one_at_a_time:
        kept = _kept.setdefault(ledger, {})
        if month.name not in kept:
            certain = ledger.shelf.wait_for(ledger.book.head(), of=(Entries, ServiceHours))
            found = published(ledger, month)
            if not certain:
                return found
            kept[month.name] = found
            while len(kept) > MONTHS_SHOWN:
                del kept[min(kept)]
        return kept[month.name]


def published_on(ledger: Ledger, month: Period) -> date:
    """The day on which a month is published, by the rules that held when it was over."""
    return freezes_on(ledger.rules.on(month.last), month.last)


def published(ledger: Ledger, month: Period) -> Published:
    """A month whose day has come, of the whole ledger; it never changes."""
    on = published_on(ledger, month)
    scope = Scope(ledger, None, month, month.last, on)
    service, people = _Cells(), Counter[Place]()
    for number, home, category in heads_of(scope):
        if category is not None:
            people[Place(scope.community_of(home), category)] += number
    for piece in scope.pieces("day"):
        service.add(scope, piece, piece.category, _SERVICE)
    others, doers = _Cells(), Counter[Place]()
    for deed, kinds in _KINDS.items():
        for home, number in _doers(scope, kinds):
            doers[Place(scope.community_of(home), deed)] += number
    for piece in scope.pieces("at"):
        for deed, kinds in _KINDS.items():
            if piece.kind in kinds:
                others.put(scope, piece, deed)
    cells = {*people, *doers}
    paths = {each.community: scope.path(each.community) for each in cells}
    return Published(
        month=month, on=on, paths=paths, service=service.shown(people, paths),
        others=_apart(others, doers, paths),
    )  # fmt: skip


def _apart(
    others: _Cells, doers: Counter[Place], paths: dict[str, list[str]]
) -> dict[Place, Shared]:
    """Deeds of different kinds are never added up together, so each is looked at by itself."""
    found: dict[Place, Shared] = {}
    for deed in _KINDS:
        mine = Counter({place: number for place, number in doers.items() if place.deed == deed})
        found |= others.shown(mine, paths)
    return found


class _Cells:
    def __init__(self) -> None:
        self._sums: dict[Place, Counter[str]] = {}

    def add(self, scope: Scope, piece: Piece, deed: str, figures: Iterable[Figure]) -> None:
        row = self._row(scope, piece, deed)
        for figure in figures:
            if piece.kind in figure.kinds:
                row[figure.code] += figure.of(piece.counts)

    def put(self, scope: Scope, piece: Piece, deed: str) -> None:
        row = self._row(scope, piece, deed)
        for name in ("beans", "times", "fen"):
            row[name] += getattr(piece.counts, name)

    def _row(self, scope: Scope, piece: Piece, deed: str) -> Counter[str]:
        return self._sums.setdefault(Place(scope.community_of(piece.home), deed), Counter())

    def shown(self, people: Counter[Place], paths: dict[str, list[str]]) -> dict[Place, Shared]:
        hidden = withheld(people, paths)
        return {
            place: Shared(
                people[place] // FEWEST_PEOPLE * FEWEST_PEOPLE,
                *(self._sums[place][name] for name in _SUMS),
            )
            for place in sorted(people) if place not in hidden
        }  # fmt: skip


def _doers(scope: Scope, kinds: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """How many people did it, each in the home of their last time."""
    for number, home, _ in scope.sums.doers(scope.asked, scope.settled, kinds):
        yield home, number
    alone = scope.one_by_one("at")
    last = {each.line.volunteer: each.home for each in alone if each.line.kind in kinds}
    for home in last.values():
        yield home, 1
