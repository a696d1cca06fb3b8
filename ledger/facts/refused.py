"""Refused: what was asked for and not done."""

from ledger.facts.fact import Fact


class CommandRefused(Fact, frozen=True, kw_only=True):
    """A command was refused; its key stays refused, and the attempt is on record."""

    command: str
    refusal: str
    details: dict[str, int | str]
