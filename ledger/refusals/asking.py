"""Why not, whatever was asked: the key, the rush, the rules themselves."""

from ledger.refusals.refusal import Refusal


class KeyReused(Refusal):
    """The idempotency key came before with another request."""


class Busy(Refusal):
    """Others wrote about the same subjects each time we tried; nothing was written."""


class PolicyChangedInPlace(Refusal):
    """This version of the policy was adopted with other words; a change needs a new version."""
