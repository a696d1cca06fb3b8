"""Why not: what is planned, and who may come."""

from ledger.refusals.refusal import Refusal


class ActivityUnknown(Refusal):
    """There is no such activity."""


class ActivityEndsBeforeStart(Refusal):
    """The end of the activity is not after its start."""


class CategoryUnknown(Refusal):
    """The policy knows no such category of service."""
