"""Why not: signals that staff look at."""

from ledger.refusals.refusal import Refusal


class SignalReviewedAlready(Refusal):
    """Somebody has looked at the signal, and it has not grown since."""


class OwnSignal(Refusal):
    """Nobody judges a signal about themselves, their ward or their own shop."""
