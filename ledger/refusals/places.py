"""Why not: units of the tree."""

from ledger.refusals.refusal import Refusal


class UnitUnknown(Refusal):
    """There is no such unit."""


class UnitMisplaced(Refusal):
    """A unit of this kind does not stand under that parent."""


class UnitNotOpenYet(Refusal):
    """The unit begins only later, on the day `opens_on`."""


class UnitEnded(Refusal):
    """The unit was closed, merged or split, or will be, on the day `on`."""


class UnitElsewhere(Refusal):
    """The unit does not lie there: a grid in another community, a child of another unit."""


class UnitsUnlike(Refusal):
    """Only units of one kind become one."""


class TooFewUnits(Refusal):
    """It takes at least two units, each named once, to merge or to split into."""


class UnitNotEmpty(Refusal):
    """Units still stand in this one, or are to; their number is `units`."""
