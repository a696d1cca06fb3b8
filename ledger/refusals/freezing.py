"""Why not: lists that are closed for ever."""

from ledger.refusals.refusal import Refusal


class ListAlreadyFrozen(Refusal):
    """The list was closed before and stays as it is."""


class PeriodNotOver(Refusal):
    """A list is closed on the policy's working day after its period, not before."""
