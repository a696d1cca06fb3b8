"""Why not: signals and drawn records that staff look at."""

from ledger.refusals.refusal import Refusal


class SignalReviewedAlready(Refusal):
    """Somebody has looked at the signal, and it has not grown since."""


class OwnSignal(Refusal):
    """Nobody judges a signal about themselves, their ward or their own shop."""


class SampleUnknown(Refusal):
    """There is no such sample, or the record was not drawn for it."""


class SampleCheckedAlready(Refusal):
    """Somebody has looked at this record already."""


class OwnHand(Refusal):
    """Whoever entered, confirmed, corrected or reviewed a record does not check it."""
