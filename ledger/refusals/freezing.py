"""Why not: lists that are closed for ever."""

from ledger.refusals.refusal import Refusal


class ListAlreadyFrozen(Refusal):
    """The list was closed before and stays as it is."""


class PeriodNotOver(Refusal):
    """A list is closed on the policy's working day after its period, not before."""


class DocumentsAlreadyFrozen(Refusal):
    """The documents of the period were frozen before and stay as they are."""


class DocumentsNotDue(Refusal):
    """Documents are frozen on the policy's day after their period, not before."""


class DocumentsNotKept(Refusal):
    """The policy asks for no documents of such a period."""
