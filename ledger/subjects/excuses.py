"""Excuses of a volunteer: which were granted, and which were taken back."""

from __future__ import annotations

from ledger.facts import ExcuseGranted, ExcuseWithdrawn, Fact
from ledger.refusals import ExcuseUnknown
from ledger.states import State


class Excuses(State):
    """By which papers is less asked of this volunteer?"""

    __slots__ = ("granted", "references")
    listens = (ExcuseGranted, ExcuseWithdrawn)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.granted: dict[str, ExcuseGranted] = {}
        self.references: set[str] = set()

    def evolve(self, fact: Fact) -> None:
        """One more, or one less."""
        if isinstance(fact, ExcuseGranted):
            self.granted[fact.excuse] = fact
            self.references.add(fact.reference)
        elif isinstance(fact, ExcuseWithdrawn):
            self.granted.pop(fact.excuse, None)

    def must_stand(self, excuse: str) -> ExcuseGranted:
        """The excuse, or `ExcuseUnknown`."""
        if excuse not in self.granted:
            raise ExcuseUnknown(excuse=excuse)
        return self.granted[excuse]
