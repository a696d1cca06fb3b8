"""Excuses of a volunteer: which were granted, and which were taken back."""

from __future__ import annotations

from ledger.facts import ExcuseGranted, ExcuseWithdrawn, Fact
from ledger.refusals import ExcuseEnded, ExcuseKnown, ExcuseUnknown
from ledger.states import State


class Excuses(State):
    """By which papers is less asked of this volunteer?"""

    __slots__ = ("granted", "withdrawn")
    listens = (ExcuseGranted, ExcuseWithdrawn)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.granted: dict[str, ExcuseGranted] = {}
        self.withdrawn: set[str] = set()

    def evolve(self, fact: Fact) -> None:
        """One more, or one less."""
        if isinstance(fact, ExcuseGranted):
            self.granted[fact.excuse] = fact
        elif isinstance(fact, ExcuseWithdrawn):
            self.withdrawn.add(fact.excuse)

    def must_be_new(self, reference: str) -> None:
        """Raise `ExcuseKnown` for a paper that was entered before, taken back or not."""
        if any(fact.reference == reference for fact in self.granted.values()):
            raise ExcuseKnown(reference=reference)

    def must_stand(self, excuse: str) -> ExcuseGranted:
        """The excuse; raises `ExcuseUnknown` and `ExcuseEnded`."""
        if excuse not in self.granted:
            raise ExcuseUnknown(excuse=excuse)
        if excuse in self.withdrawn:
            raise ExcuseEnded(excuse=excuse)
        return self.granted[excuse]
