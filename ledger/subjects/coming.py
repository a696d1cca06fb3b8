"""Coming: for which activities somebody has signed up and was not seen yet."""

from __future__ import annotations

from ledger.facts import CheckedIn, Fact, NoShowMarked, SignedUp, SignUpWithdrawn
from ledger.states import State

KEPT_PLANS = 60
"""How many are remembered, the latest: nobody plans for more, and what was called off or never
took place goes with the years."""


class ComingTo(State):
    """Where does this volunteer want to be, with a place or in line?"""

    __slots__ = ("activities",)
    listens = (SignedUp, SignUpWithdrawn, CheckedIn, NoShowMarked)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.activities: dict[str, None] = {}

    def evolve(self, fact: Fact) -> None:
        """One more; or they came, stay away, or were missed, and it is no plan any more."""
        if isinstance(fact, SignedUp):
            self.activities[fact.activity] = None
            if len(self.activities) > KEPT_PLANS:
                del self.activities[next(iter(self.activities))]
        elif isinstance(fact, SignUpWithdrawn | CheckedIn | NoShowMarked):
            self.activities.pop(fact.activity, None)
