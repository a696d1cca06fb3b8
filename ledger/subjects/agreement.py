"""Agreement: to what a volunteer has agreed, and still does."""

from __future__ import annotations

from ledger.facts import ConsentGiven, ConsentWithdrawn, Fact
from ledger.refusals import ConsentMissing
from ledger.states import State

SERVING = "serving"
"""Being a volunteer: what the service record needs (Order 67)."""
PUBLISHING = "publishing"
"""Showing the name, masked, on boards and notices; separate by law (PIPL art. 25)."""
PURPOSES = (SERVING, PUBLISHING)


class Agreement(State):
    """To what does this volunteer agree?"""

    __slots__ = ("standing",)
    listens = (ConsentGiven, ConsentWithdrawn)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.standing: dict[str, ConsentGiven] = {}

    def evolve(self, fact: Fact) -> None:
        """The last word counts."""
        if isinstance(fact, ConsentGiven):
            self.standing[fact.purpose] = fact
        elif isinstance(fact, ConsentWithdrawn):
            self.standing.pop(fact.purpose, None)

    def must_allow_service_of(self, minor: bool) -> None:
        """Raise `ConsentMissing` for a minor without an agreement (policy, [people])."""
        if minor and SERVING not in self.standing:
            raise ConsentMissing()
