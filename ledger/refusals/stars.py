"""Why not: stars for hours and conduct."""

from ledger.refusals.refusal import Refusal


class StarUnknown(Refusal):
    """The policy knows no such star."""


class StarHeld(Refusal):
    """The volunteer has this star, or a higher one."""


class ConditionUnmet(Refusal):
    """A condition of the star is not met: `need` is asked for, `have` is there."""


class ReferenceMissing(Refusal):
    """A star of this level is granted under the number of a decision."""
