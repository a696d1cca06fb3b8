"""Reshaping: units are merged, split and closed, and the past stays as it was (T03)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain

import msgspec

from ledger.command import Command
from ledger.facts import TREE, Fact, UnitClosed, UnitMoved, UnitOpened, UnitsMerged, UnitSplit
from ledger.refusals import TooFewUnits, UnitElsewhere, UnitNotEmpty, UnitsUnlike
from ledger.states import Rulebook, State
from ledger.subjects.standing import Unit
from ledger.subjects.tree import Tree, must_be_recent


class MergeUnits(Command, frozen=True, kw_only=True):
    """Let these units be one from that local day on, under a new id and name.

    The new unit stands in `parent`. Whatever belongs to the old ones belongs to it from then on;
    nobody need be moved.
    """

    unit: str
    name: str
    merged: tuple[str, ...]
    parent: str | None = None
    on: date

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The rules, for the local day, the old units and the one they lie in."""
        parent = (Unit(self.parent),) if self.parent is not None else ()
        return Rulebook(), *map(Unit, self.merged), *parent

    def decide(self, now: datetime, rules: Rulebook, *units: Unit) -> Iterator[Fact]:
        """The new unit opens and the old ones end, on the same day."""
        must_be_recent(rules, now, self.on)
        if len(set(self.merged)) < max(len(self.merged), 2):
            raise TooFewUnits()
        merged = units[: len(self.merged)]
        for unit in merged:
            unit.must_go_on(self.on)
        kind, *others = {unit.must_exist().kind for unit in merged}
        if others:
            raise UnitsUnlike()
        for parent in units[len(merged) :]:
            parent.must_take(kind, self.on)
        yield UnitOpened(
            at=now, unit=self.unit, kind=kind, name=self.name, parent=self.parent,
            opens_on=self.on, tree=TREE,
        )  # fmt: skip
        yield UnitsMerged(at=now, unit=self.unit, merged=self.merged, on=self.on)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One of the units that follow a split one, and the children it takes along."""

    unit: str
    name: str
    children: tuple[str, ...] = ()


class SplitUnit(Command, frozen=True, kw_only=True):
    """Let several units follow this one from that local day on.

    Each takes the children it names; everything nobody names goes to the part `rest`.
    """

    unit: str
    parts: tuple[Part, ...]
    rest: str
    on: date

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The rules, for the local day, how things hang together, and the units involved."""
        return Rulebook(), Tree(), Unit(self.unit), *map(Unit, self._children())

    def decide(
        self, now: datetime, rules: Rulebook, tree: Tree, unit: Unit, *children: Unit
    ) -> Iterator[Fact]:
        """The parts open where the unit stood, the unit ends, and the children move."""
        must_be_recent(rules, now, self.on)
        unit.must_go_on(self.on)
        into = tuple(part.unit for part in self.parts)
        if len(set(into)) < max(len(into), 2) or self.rest not in into:
            raise TooFewUnits()
        self._check_children(tree, unit, children)
        stood = unit.life.place(self.on)
        parent = tree.units.called(stood.parent, self.on) if stood.parent else None
        for part in self.parts:
            yield UnitOpened(
                at=now, unit=part.unit, kind=unit.life.kind, name=part.name,
                parent=parent, grid=stood.grid, opens_on=self.on, tree=TREE,
            )  # fmt: skip
        yield UnitSplit(at=now, unit=self.unit, into=into, rest=self.rest, on=self.on)
        yield from self._move(now, unit, children)

    def _children(self) -> Iterator[str]:
        return chain.from_iterable(part.children for part in self.parts)

    def _check_children(self, tree: Tree, unit: Unit, children: tuple[Unit, ...]) -> None:
        """Raise a refusal unless each of them lies in the unit and is named once."""
        twice = [child for child, times in Counter(self._children()).items() if times > 1]
        for child in children:
            child.must_stand(self.on)
            place = child.life.place(self.on)
            around = place.grid if unit.life.kind == "grid" else place.parent
            here = around is not None and tree.units.called(around, self.on) == self.unit
            if not here or child.unit in twice:
                raise UnitElsewhere(unit=child.unit)

    def _move(self, now: datetime, unit: Unit, children: tuple[Unit, ...]) -> Iterator[Fact]:
        """Each child goes into its part; the buildings of a grid stay in their groups."""
        places = {child.unit: child.life.place(self.on) for child in children}
        for part in self.parts:
            for child in part.children:
                parent, grid = part.unit, places[child].grid
                if unit.life.kind == "grid":
                    parent, grid = places[child].parent, part.unit
                yield UnitMoved(at=now, unit=child, parent=parent, grid=grid, on=self.on)


class CloseUnit(Command, frozen=True, kw_only=True):
    """Let this unit end on that local day; nothing may stand in it any more."""

    unit: str
    on: date

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The rules, for the local day, the unit, and how things hang together."""
        return Rulebook(), Unit(self.unit), Tree()

    def decide(self, now: datetime, rules: Rulebook, unit: Unit, tree: Tree) -> Iterator[Fact]:
        """The unit ends."""
        must_be_recent(rules, now, self.on)
        unit.must_go_on(self.on)
        still_there = tree.units.holds_from(self.unit, self.on)
        if still_there:
            raise UnitNotEmpty(units=len(still_there))
        yield UnitClosed(at=now, unit=self.unit, on=self.on)
