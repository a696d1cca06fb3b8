"""The household: who lives with whom, as far as anybody said."""

from __future__ import annotations

from ledger.facts import Fact, HouseholdFormed, HouseholdJoined, HouseholdLeft
from ledger.refusals import HouseholdUnknown
from ledger.states import State


class Household(State):
    """Is there such a household, and where?"""

    __slots__ = ("formed",)
    listens = (HouseholdFormed,)

    def __init__(self, household: str) -> None:
        super().__init__(household)
        self.formed: HouseholdFormed | None = None

    def evolve(self, fact: Fact) -> None:
        """It was formed."""
        if isinstance(fact, HouseholdFormed):
            self.formed = fact

    def must_exist(self) -> HouseholdFormed:
        """How it was formed, or `HouseholdUnknown`."""
        if self.formed is None:
            raise HouseholdUnknown(household=self.tags[0])
        return self.formed


class LivesWith(State):
    """In which household does this volunteer live?"""

    __slots__ = ("household",)
    listens = (HouseholdJoined, HouseholdLeft)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.household: str | None = None

    def evolve(self, fact: Fact) -> None:
        """They moved in, or out."""
        if isinstance(fact, HouseholdJoined):
            self.household = fact.household
        elif isinstance(fact, HouseholdLeft) and fact.household == self.household:
            self.household = None
