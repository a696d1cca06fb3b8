"""Places: the tree of units, and how it changes."""

from datetime import date

from ledger.facts.fact import TREE, Fact, UnitKind


class UnitOpened(Fact, frozen=True, kw_only=True):
    """A unit began to exist in the tree, on `opens_on` or, when no day was told, at once.

    A building may also lie in a `grid`. The oldest units do not name the `tree` they stand in.
    """

    unit: str
    kind: UnitKind
    name: str
    parent: str | None = None
    grid: str | None = None
    opens_on: date | None = None
    tree: str | None = None

    @property
    def first_day(self) -> date:
        """The local day from which on the unit is there."""
        return self.opens_on or self.at.date()


class UnitMoved(Fact, frozen=True, kw_only=True):
    """A unit, with all that is below it, lies there from that local day on."""

    tree: str = TREE
    unit: str
    parent: str | None
    grid: str | None = None
    on: date


class UnitsMerged(Fact, frozen=True, kw_only=True):
    """Units ended; the new `unit` has all that was theirs from that local day on."""

    tree: str = TREE
    unit: str
    merged: tuple[str, ...]
    on: date

    def tags(self) -> list[str]:
        """The subjects, and the units that ended."""
        return [*super().tags(), *self.merged]


class UnitSplit(Fact, frozen=True, kw_only=True):
    """A unit ended and others followed it; what nobody named is with `rest`, one of them."""

    tree: str = TREE
    unit: str
    into: tuple[str, ...]
    rest: str
    on: date

    def tags(self) -> list[str]:
        """The subjects, and the units that follow."""
        return [*super().tags(), *self.into]


class UnitClosed(Fact, frozen=True, kw_only=True):
    """A unit with nothing below it ended on that local day, which it does not see any more."""

    tree: str = TREE
    unit: str
    on: date
