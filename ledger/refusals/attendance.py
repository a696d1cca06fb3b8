"""Why not: arriving, leaving, confirming, taking back."""

from ledger.refusals.refusal import Refusal


class TooEarly(Refusal):
    """Check-in has not opened yet."""


class TooLate(Refusal):
    """The time for this is over: `minutes` or `days` say how long there was, where a rule does."""


class AlreadyCheckedIn(Refusal):
    """The volunteer has checked in to this activity before."""


class NotCheckedIn(Refusal):
    """The volunteer has not checked in to this activity."""


class AlreadyCheckedOut(Refusal):
    """The volunteer has checked out before."""


class NotCheckedOut(Refusal):
    """The attendance is open: without an end it has no minutes."""


class AlreadyConfirmed(Refusal):
    """The attendance was confirmed before."""


class NotConfirmed(Refusal):
    """The attendance is not confirmed, so there is nothing to take back."""


class AlreadyRevoked(Refusal):
    """The attendance was revoked before."""


class OverlapsAnotherService(Refusal):
    """The volunteer has confirmed service elsewhere at the same time."""


class OwnService(Refusal):
    """Nobody confirms their own service."""


class AttendanceUnknown(Refusal):
    """There is no such attendance at this activity."""


class LeftBeforeArriving(Refusal):
    """The end of a presence lies before its beginning."""


class InTheFuture(Refusal):
    """What has not happened yet is not recorded."""


class ScanTooOld(Refusal):
    """The scan was made longer ago than late ones are taken."""


class ScanDoesNotFit(Refusal):
    """The telephone's time of the scan does not fit the code that was on the screen."""


class NotFlagged(Refusal):
    """There is no such flag on this attendance."""


class AlreadyReviewed(Refusal):
    """Somebody has looked at this before."""


class TwoAdultsNeeded(Refusal):
    """Where minors are served, `need` adults must have been there; a second person decides."""
