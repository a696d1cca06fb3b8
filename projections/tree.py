"""The tree on the wall: every unit there ever was, from when until when, and where it lay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from ledger.counting.unit_tree import Life, Place, UnitTree
from ledger.facts import UnitClosed, UnitMoved, UnitOpened, UnitsMerged, UnitSplit
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View


class Unit(Row):
    """A unit, there from the local day `valid_from` until before `valid_until` (None: still).

    `followers` are the ids, joined by blanks, of the units that followed it, and `heir` is the
    one among them that has what nobody gave to another. `position` is that of the opening,
    `changed` that of the last fact about the unit.
    """

    unit: str
    kind: str = UNTOLD
    name: str = UNTOLD
    valid_from: date = UNTOLD
    valid_until: date | None = UNTOLD
    followers: str | None = UNTOLD
    heir: str | None = UNTOLD
    position: int = UNTOLD
    changed: int = UNTOLD

    @property
    def successors(self) -> list[str]:
        """The ids of the units that followed it; none while it stands, or when it was closed."""
        return (self.followers or "").split()


class Placement(Row):
    """A unit lies there from the local day `since` on, until the next placement."""

    unit: str
    position: int
    since: date = UNTOLD
    parent: str | None = UNTOLD
    grid: str | None = UNTOLD


UNITS = Sheet("unit", Unit, By(("changed",)))
PLACEMENTS = Sheet("placement", Placement, By(("position",)))


class KnownUnits:
    """All units as they were known at a position of the book; it never changes.

    Questions name a local day, and answer as it was then, or will be as far as it is decided.
    """

    def __init__(
        self, rows: Mapping[str, Unit] | None = None, shape: UnitTree | None = None, upto: int = 0
    ) -> None:
        self.rows: Mapping[str, Unit] = MappingProxyType(rows or {})
        self.shape = shape or UnitTree()
        self.upto = upto

    def units(
        self, parent: str | None, as_of: date, *, limit: int = 100, after_position: int = 0
    ) -> list[Unit]:
        """The units that stood directly within `parent`, or at the top for None, in the order
        in which they were opened."""
        found = [self.rows[unit] for unit in self.shape.children(parent, as_of)]
        behind = [row for row in found if row.position > after_position]
        return sorted(behind, key=lambda row: row.position)[:limit]

    def standing(self, as_of: date) -> list[Unit]:
        """All units that stood on that day, the first opened first."""
        found = [row for row in self.rows.values() if self.shape.life(row.unit).stands(as_of)]
        return sorted(found, key=lambda row: row.position)

    def path(self, unit: str, as_of: date) -> list[str]:
        """What a unit is called on that day, and everything it lies in, up to the top."""
        return self.shape.path(unit, as_of)

    def within(self, unit: str, other: str, as_of: date) -> bool:
        """Whether what is at home in `unit` belongs to `other` on that day."""
        return self.shape.within(unit, other, as_of)

    def now_called(self, unit: str, as_of: date) -> str:
        """Who stands for a unit on that day: itself, or whoever followed it."""
        return self.shape.called(unit, as_of)

    def belonging(self, unit: str, as_of: date) -> set[str]:
        """The units, standing or ended, what is at home in which belongs to this one then."""
        return self.shape.belonging(unit, as_of)


class _Folding:
    def __init__(self, units: Changes[Unit], placements: Changes[Placement]) -> None:
        self._units, self._placements = units, placements

    def open(self, recorded: Recorded[UnitOpened]) -> None:
        fact = recorded.fact
        row = self._change(recorded, fact.unit)
        row.kind, row.name, row.valid_from = fact.kind, fact.name, fact.first_day
        row.position = recorded.position
        self._place(recorded, fact.first_day)

    def move(self, recorded: Recorded[UnitMoved]) -> None:
        self._change(recorded, recorded.fact.unit)
        self._place(recorded, recorded.fact.on)

    def merge(self, recorded: Recorded[UnitsMerged]) -> None:
        for unit in recorded.fact.merged:
            row = self._change(recorded, unit)
            row.valid_until, row.heir = recorded.fact.on, recorded.fact.unit
            row.followers = recorded.fact.unit

    def split(self, recorded: Recorded[UnitSplit]) -> None:
        fact = recorded.fact
        row = self._change(recorded, fact.unit)
        row.valid_until, row.heir, row.followers = fact.on, fact.rest, " ".join(fact.into)

    def close(self, recorded: Recorded[UnitClosed]) -> None:
        self._change(recorded, recorded.fact.unit).valid_until = recorded.fact.on

    def _change(self, recorded: Recorded[Any], unit: str) -> Unit:
        row = self._units[unit]
        row.changed = recorded.position
        return row

    def _place(self, recorded: Recorded[UnitOpened] | Recorded[UnitMoved], since: date) -> None:
        fact = recorded.fact
        place = self._placements[fact.unit, recorded.position]
        place.since, place.parent, place.grid = since, fact.parent, fact.grid


class Tree(View):
    """The units of a ledger through time."""

    name = "tree"
    version = 1
    sheets = (UNITS, PLACEMENTS)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Whatever changes the shape of the tree."""
        folding = _Folding(*changes)
        return {
            UnitOpened: folding.open,
            UnitMoved: folding.move,
            UnitsMerged: folding.merge,
            UnitSplit: folding.split,
            UnitClosed: folding.close,
        }

    def unit(self, unit: str) -> Unit | None:
        """A unit by its id, whether or not it still stands."""
        return self.shelf.row(UNITS.select().where(UNITS.c.unit == unit), Unit)

    def whole(self) -> KnownUnits:
        """All units as they are known now."""
        return self.grown(KnownUnits())

    def grown(self, known: KnownUnits) -> KnownUnits:
        """What is known now, beginning from what was known before: that itself when nothing has
        changed, which one question tells, and otherwise with the changed units read anew."""
        c = UNITS.c
        changed = self.shelf.rows(UNITS.select().where(c.changed > known.upto), Unit)
        if not changed:
            return known
        upto = max(row.changed for row in changed)
        shape = known.shape.copy()
        for row in changed:
            places = shape.life(row.unit).places
            shape.know(row.unit, Life(row.kind, places, row.valid_until, row.heir))
        p = PLACEMENTS.c
        fresh = PLACEMENTS.select().where(p.position > known.upto, p.position <= upto)
        for each in self.shelf.rows(fresh.order_by(p.position), Placement):
            place = Place(each.since, each.parent, each.grid)
            shape.know(each.unit, shape.life(each.unit).moved(place))
        rows = dict(known.rows) | {row.unit: row for row in changed}
        return KnownUnits(rows, shape, upto)
