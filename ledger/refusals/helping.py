"""Why not: going to the shop for somebody."""

from ledger.refusals.refusal import Refusal


class HelperAlready(Refusal):
    """This person may redeem for the other one already."""


class HelperNotAuthorised(Refusal):
    """This person was not authorised to redeem for the other one, or is so no more."""


class HelperIsOneself(Refusal):
    """Nobody is their own helper."""
