"""The tree of units through time: what lies in what on any day, and what became of each unit."""

from __future__ import annotations

from bisect import insort_right
from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from typing import NamedTuple

import msgspec

from ledger.facts import Fact, UnitClosed, UnitMoved, UnitOpened, UnitsMerged, UnitSplit

STANDS_IN = {
    "district": (),
    "street": ("district",),
    "community": ("district", "street"),
    "group": ("community",),
    "building": ("community", "group"),
    "grid": ("community",),
}
"""Below which kinds a unit of a kind may stand (L01, K04): the five levels, of which some may be
left out, and the grid. As a parent is always of a larger kind, no unit ever lies in itself."""


class Place(NamedTuple):
    """Where a unit lies from a local day on."""

    since: date
    parent: str | None
    grid: str | None = None


_since = attrgetter("since")


class Life(msgspec.Struct, frozen=True):
    """A unit's kind, its places in the order of days, and its end once that is decided.

    `heir` has what was the unit's from `ends_on` on; None when it was closed with nothing in it.
    """

    kind: str = ""
    places: tuple[Place, ...] = ()
    ends_on: date | None = None
    heir: str | None = None

    def after(self, unit: str, fact: Fact) -> Life:
        """The life of this unit after one more fact that concerns it."""
        match fact:
            case UnitOpened():
                place = Place(fact.first_day, fact.parent, fact.grid)
                return Life(fact.kind, (place,))
            case UnitMoved():
                return self.moved(Place(fact.on, fact.parent, fact.grid))
            case UnitsMerged() if unit in fact.merged:
                return msgspec.structs.replace(self, ends_on=fact.on, heir=fact.unit)
            case UnitSplit() if unit == fact.unit:
                return msgspec.structs.replace(self, ends_on=fact.on, heir=fact.rest)
            case UnitClosed():
                return msgspec.structs.replace(self, ends_on=fact.on)
        return self

    def moved(self, place: Place) -> Life:
        """The same life with one more place; of two on one day, the later told one stands."""
        places = list(self.places)
        insort_right(places, place, key=_since)
        return msgspec.structs.replace(self, places=tuple(places))

    def has_ended(self, day: date) -> bool:
        """Whether the unit is no more on that day."""
        return self.ends_on is not None and self.ends_on <= day

    def has_begun(self, day: date) -> bool:
        """Whether the unit is there already on that day."""
        return not self.places or self.places[0].since <= day

    def stands(self, day: date) -> bool:
        """Whether the unit is there on that day."""
        return self.has_begun(day) and not self.has_ended(day)

    def place(self, day: date) -> Place:
        """Where the unit lies on that day; before it began, where it will begin."""
        begun = [place for place in self.places if place.since <= day] or self.places[:1]
        return begun[-1] if begun else Place(day, None)


class UnitTree:
    """All units that are known, through all time.

    What a unit's facts name as its parent may have ended since: questions follow the heirs.
    """

    def __init__(self) -> None:
        self._lives: dict[str, Life] = {}
        self._ever_in: dict[str | None, tuple[str, ...]] = {}
        self._left_to: dict[str, tuple[str, ...]] = {}

    def copy(self) -> UnitTree:
        """Another tree that begins as this one stands."""
        other = UnitTree()
        other._lives.update(self._lives)
        other._ever_in.update(self._ever_in)
        other._left_to.update(self._left_to)
        return other

    def know(self, unit: str, life: Life) -> None:
        """This is the unit's life, as far as it is known now."""
        before = self._lives.get(unit, Life())
        self._lives[unit] = life
        for parent in _around(life) - _around(before):
            self._ever_in[parent] = (*self._ever_in.get(parent, ()), unit)
        if life.heir is not None and before.heir is None:
            self._left_to[life.heir] = (*self._left_to.get(life.heir, ()), unit)

    def __len__(self) -> int:
        return len(self._lives)

    def __contains__(self, unit: object) -> bool:
        return unit in self._lives

    def life(self, unit: str) -> Life:
        """All that is known of a unit; a blank life for one that is not known."""
        return self._lives.get(unit, Life())

    # Upwards --------------------------------------------------------------------------------

    def called(self, unit: str, day: date) -> str:
        """Who stands for a unit on that day: itself, or whoever has what was its own."""
        while (life := self.life(unit)).heir is not None and life.has_ended(day):
            unit = life.heir
        return unit

    def parent(self, unit: str, day: date) -> str | None:
        """The unit it lies in on that day, None at the top."""
        parent = self.life(unit).place(day).parent
        return None if parent is None else self.called(parent, day)

    def path(self, unit: str, day: date) -> list[str]:
        """Who stands for a unit on that day, and everything it lies in, up to the top."""
        path: list[str] = []
        above: str | None = self.called(unit, day)
        while above is not None:
            path.append(above)
            above = self.parent(above, day)
        return path

    def community(self, unit: str, day: date) -> str | None:
        """The community a unit is, or lies in, on that day."""
        return next((u for u in self.path(unit, day) if self.life(u).kind == "community"), None)

    def grid(self, unit: str, day: date) -> str | None:
        """The grid a building lies in on that day; one of another community is none."""
        grid = self.life(unit).place(day).grid
        if grid is None:
            return None
        grid = self.called(grid, day)
        near = self.community(unit, day) == self.community(grid, day)
        return grid if near and not self.life(grid).has_ended(day) else None

    def within(self, unit: str, other: str, day: date) -> bool:
        """Whether what is at home in `unit` belongs to `other` on that day; to a unit that has
        ended belongs nothing."""
        if self.life(other).has_ended(day):
            return False
        path = self.path(unit, day)
        return other in path or self.grid(path[0], day) == other

    # Downwards ------------------------------------------------------------------------------

    def children(self, unit: str | None, day: date) -> list[str]:
        """The units that stand directly in this one on that day, or at the top for None."""
        return [
            child
            for child in self._once_in(unit)
            if self.life(child).stands(day) and self.parent(child, day) == unit
        ]

    def in_grid(self, grid: str, day: date) -> list[str]:
        """The buildings that stand in a grid on that day."""
        return [
            building
            for building in self._once_in(grid)
            if self.life(building).stands(day) and self.grid(building, day) == grid
        ]

    def holds_from(self, unit: str, day: date) -> list[str]:
        """The units that stand directly in this one on that day, or are to stand in it later."""
        return [child for child in self._once_in(unit) if self._lies_in(child, unit, day)]

    def belonging(self, unit: str, day: date) -> set[str]:
        """Every unit, standing or ended, what is at home in which belongs to this one on that
        day: the answer to `within` for all of them at once."""
        return {each for each in self._lives if self.within(each, unit, day)}

    def _once_in(self, unit: str | None) -> Iterator[str]:
        """Those that ever lay in it, or in what was left to it, each once."""
        seen: set[str] = set()
        names = [unit]
        while names:
            name = names.pop()
            for child in self._ever_in.get(name, ()):
                if child not in seen:
                    seen.add(child)
                    yield child
            names += self._left_to.get(name, ()) if name is not None else ()

    def _lies_in(self, child: str, unit: str, day: date) -> bool:
        life = self.life(child)
        later = (place for place in life.places if place.since > day)
        return any(
            not life.has_ended(on) and unit in self._around_on(child, on)
            for on in (day, *(place.since for place in later))
        )

    def _around_on(self, child: str, day: date) -> tuple[str | None, str | None]:
        return self.parent(child, day), self.grid(child, day)


def _around(life: Life) -> set[str | None]:
    """All units that a life names as a parent or as a grid."""
    parents = {place.parent for place in life.places}
    return parents | {place.grid for place in life.places if place.grid is not None}
