"""Why not: a merchant's month, closed, agreed to and paid."""

from ledger.refusals.refusal import Refusal


class SettlementUnknown(Refusal):
    """There is no such statement."""


class MonthNotOver(Refusal):
    """A month is closed on the policy's working day of the next one, not before."""


class AlreadyFrozen(Refusal):
    """The month is closed; what came later stands in the next statement."""


class NothingToSettle(Refusal):
    """Nothing happened in the month and nothing was left from before: there is no statement."""


class StatementDiffers(Refusal):
    """The views say something else than the book, so nothing is closed until somebody looks."""


class LineUnknown(Refusal):
    """The statement has no such line."""


class ObjectionTermOver(Refusal):
    """The days in which a merchant may object are over."""


class StatementSettled(Refusal):
    """The merchant has agreed, or the statement is paid; it takes no further step of this kind."""


class ObjectionsOpen(Refusal):
    """An objection to a line waits for its answer."""


class NotObjected(Refusal):
    """No objection to this line waits for an answer."""


class BeyondTheLine(Refusal):
    """An answer can take back what a line says, and no more."""


class NotAgreed(Refusal):
    """The merchant has not agreed, and may still object."""


class NothingDue(Refusal):
    """Nothing of this statement is to be paid by that fund."""


class PaymentRecorded(Refusal):
    """Something was paid under this reference before."""
