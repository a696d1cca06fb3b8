"""Why not: what a volunteer belongs to."""

from ledger.refusals.refusal import Refusal


class AffiliationHeld(Refusal):
    """The volunteer belongs to a body of that `kind` on that day already."""


class AffiliationNotHeld(Refusal):
    """The volunteer belongs to no body of that `kind` on the day of the activity."""


class AffiliationUnknown(Refusal):
    """The volunteer has no such affiliation."""


class EndsBeforeItBegins(Refusal):
    """The last day lies before the first."""
