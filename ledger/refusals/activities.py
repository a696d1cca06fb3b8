"""Why not: what is planned, and who may come."""

from ledger.refusals.refusal import Refusal


class ActivityUnknown(Refusal):
    """There is no such activity."""


class ActivityEndsBeforeStart(Refusal):
    """The end of the activity is not after its start."""


class CategoryUnknown(Refusal):
    """The policy knows no such category of service."""


class CalledOff(Refusal):
    """The activity was cancelled, or taken back as a whole."""


class AlreadyBegun(Refusal):
    """Somebody has arrived, or the time has come: it is not moved or cancelled any more."""


class DomainUnknown(Refusal):
    """The policy knows no such domain of concern."""


class TaskNotAdmitted(Refusal):
    """A department's task needs the reference under which it was admitted."""


class InsuranceMissing(Refusal):
    """Hazardous service needs an insurance before it is announced (Regulations art. 17)."""


class ShiftsOverlap(Refusal):
    """Two shifts of one series share time."""


class NotConcerned(Refusal):
    """There is no change of the activity that the volunteer is to be told of."""


class ChangedAgain(Refusal):
    """The activity was moved or cancelled again meanwhile; the person knows an older plan."""
