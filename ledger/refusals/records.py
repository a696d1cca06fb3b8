"""Why not: records reviewed, corrected, taken back, objected to."""

from ledger.refusals.refusal import Refusal


class NothingPending(Refusal):
    """No minutes of this attendance wait for a review."""


class MoreThanPending(Refusal):
    """More minutes were to be accepted than wait."""


class BeyondTheDay(Refusal):
    """Even after a review no local day has more than `most` minutes."""


class NothingToCorrect(Refusal):
    """The record says that already."""


class ActivityAlreadyRevoked(Refusal):
    """The activity was taken back before."""


class NothingToObject(Refusal):
    """The volunteer's statement has no such line."""


class AlreadyObjected(Refusal):
    """An objection to this line waits for its answer."""


class ObjectionUnknown(Refusal):
    """There is no such objection."""


class AlreadyAnswered(Refusal):
    """The objection was answered before."""
