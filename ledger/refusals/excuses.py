"""Why not: excuses."""

from ledger.refusals.refusal import Refusal


class ExcuseUnknown(Refusal):
    """The volunteer has no such excuse."""


class ExcuseEnded(Refusal):
    """The excuse was taken back before."""


class ExcuseKnown(Refusal):
    """This paper excused the volunteer before."""


class ExcuseTooLong(Refusal):
    """An excuse covers one day at least, and a year at most."""
