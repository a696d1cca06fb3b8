"""Expiry reminders: of which lots was this volunteer reminded, and how shortly before their end?"""

from __future__ import annotations

from ledger.facts import ExpiryReminded, Fact
from ledger.states import State


class ExpiryReminders(State):
    """Of each lot, by the day it dies, the last step that was told: so many days before.

    What is dead when another reminder comes is forgotten, so a long life stays small.
    """

    __slots__ = ("told",)
    listens = (ExpiryReminded,)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.told: dict[str, int] = {}

    def evolve(self, fact: Fact) -> None:
        """One more."""
        if isinstance(fact, ExpiryReminded):
            living = fact.at.date().isoformat()
            self.told = {lot: step for lot, step in self.told.items() if lot >= living}
            self.told[fact.dies_on.isoformat()] = fact.days_before
