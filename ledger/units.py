"""Units: districts, streets, communities, groups, buildings and grids, each within a larger one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ledger.command import Command
from ledger.facts import TREE, Fact, UnitKind, UnitMoved, UnitOpened
from ledger.refusals import UnitMisplaced
from ledger.states import Rulebook, State
from ledger.subjects.standing import Unit
from ledger.subjects.tree import Tree, must_be_recent


class OpenUnit(Command, frozen=True, kw_only=True):
    """Let there be this unit, within that one, from `opens_on` on; without a day, from now on.

    Levels may be left out: a building may stand in a community without a group (L01). A building
    may lie in a `grid` of its community besides (K04).
    """

    unit: str
    kind: UnitKind
    name: str
    parent: str | None = None
    grid: str | None = None
    opens_on: date | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The rules, for the local day, and what it is to stand in."""
        return Rulebook(), *_around(self.parent, self.grid)

    def decide(self, now: datetime, rules: Rulebook, *around: State) -> Iterator[Fact]:
        """The unit opens; a parent must be known, be there by then, and be of a larger kind."""
        if self.opens_on is not None:
            must_be_recent(rules, now, self.opens_on)
        opened = UnitOpened(
            at=now, unit=self.unit, kind=self.kind, name=self.name, parent=self.parent,
            grid=self.grid, opens_on=self.opens_on, tree=TREE,
        )  # fmt: skip
        _must_fit(self.kind, opened.first_day, self.parent, self.grid, around)
        yield opened


class MoveUnit(Command, frozen=True, kw_only=True):
    """Let this unit, with all that is below it, lie there from that local day on.

    A building that stays where it is moves into a grid, or out of its grid for None.
    """

    unit: str
    parent: str | None
    grid: str | None = None
    on: date

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The rules, for the local day, the unit, and what it is to stand in."""
        return Rulebook(), Unit(self.unit), *_around(self.parent, self.grid)

    def decide(
        self, now: datetime, rules: Rulebook, unit: Unit, *around: State
    ) -> Iterator[Fact]:
        """The unit lies there then."""
        must_be_recent(rules, now, self.on)
        unit.must_stand(self.on)
        _must_fit(unit.must_exist().kind, self.on, self.parent, self.grid, around)
        yield UnitMoved(
            at=now, unit=self.unit, parent=self.parent, grid=self.grid, on=self.on
        )


def _around(parent: str | None, grid: str | None) -> Iterator[State]:
    if parent is not None:
        yield Unit(parent)
    if grid is not None:
        yield Tree()
        yield Unit(grid)


def _must_fit(
    kind: str, day: date, parent: str | None, grid: str | None, around: tuple[State, ...]
) -> None:
    """Raise a refusal unless a unit of that kind may stand there; `around` is what was asked."""
    units = [state for state in around if isinstance(state, Unit)]
    if parent is not None:
        units[0].must_take(kind, day)
    if grid is not None:
        if kind != "building":
            raise UnitMisplaced(kind=kind, parent="grid")
        (tree,) = (state for state in around if isinstance(state, Tree))
        tree.must_be_near(units[-1], units[0] if parent else None, day)
