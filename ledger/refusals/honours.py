"""Why not: honours for persons, households and buildings."""

from ledger.refusals.refusal import Refusal


class HonourHeld(Refusal):
    """The subject has this honour for the period already."""


class HonourUnmet(Refusal):
    """A condition of the honour is not met: `need` is asked for, `have` is there."""
