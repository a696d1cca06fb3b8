"""The household: who lives with whom, as far as anybody said."""

from __future__ import annotations

from ledger.facts import (
    Fact,
    HouseholdFormed,
    HouseholdJoined,
    HouseholdLeft,
    HouseholdMoved,
)
from ledger.refusals import HouseholdUnknown
from ledger.states import State


class Household(State):
    """Is there such a household, and where?"""

    __slots__ = ("building", "formed")
    listens = (HouseholdFormed, HouseholdMoved)

    def __init__(self, household: str) -> None:
        super().__init__(household)
        self.formed: HouseholdFormed | None = None
        self.building: str | None = None

    def evolve(self, fact: Fact) -> None:
        """It was formed, or lives in another building."""
        if isinstance(fact, HouseholdFormed):
            self.formed, self.building = fact, fact.building
        elif isinstance(fact, HouseholdMoved):
            self.building = fact.building

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
