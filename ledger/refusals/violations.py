"""Why not: violations that a body has found."""

from ledger.refusals.refusal import Refusal


class ViolationUnknown(Refusal):
    """The volunteer has no such violation."""


class ViolationKnown(Refusal):
    """The decision of this reference was entered before."""


class ViolationAnnulledAlready(Refusal):
    """The violation was annulled before."""
