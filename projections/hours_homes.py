"""Homes behind the hours: where everybody was at home, and in which household and building.

Each move is a row of its own, so a session can be counted where its volunteer was at home then.
"""

from __future__ import annotations

from datetime import datetime

from ledger.facts import (
    HouseholdFormed,
    HouseholdJoined,
    HouseholdLeft,
    HouseholdMoved,
    VolunteerMoved,
    VolunteerRegistered,
)
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds


class Dweller(Row):
    """Where a volunteer is at home now, and in how many `homes` they ever were."""

    volunteer: str
    unit: str = UNTOLD
    homes: int = 0


class Stay(Row):
    """From `since` on a volunteer is at home in a unit, until the next stay there is of them."""

    volunteer: str
    position: int
    unit: str = UNTOLD
    since: datetime = UNTOLD


class Hearth(Row):
    """From `since` on a volunteer lives in a household; in none when it is empty."""

    volunteer: str
    position: int
    household: str = UNTOLD
    since: datetime = UNTOLD


class House(Row):
    """From `since` on a household lives in that building; always, when it is the first told."""

    household: str
    position: int
    building: str = UNTOLD
    since: datetime = UNTOLD


DWELLERS = Sheet("hours_dweller", Dweller, By(("unit",)), By(("homes",), "homes > 1"))
STAYS = Sheet("hours_stay", Stay)
HEARTHS = Sheet("hours_hearth", Hearth)
HOUSES = Sheet("hours_house", House)


class HomesFolding:
    """How each fact becomes a row."""

    def __init__(
        self,
        dwellers: Changes[Dweller],
        stays: Changes[Stay],
        hearths: Changes[Hearth],
        houses: Changes[House],
    ) -> None:
        self._dwellers, self._stays = dwellers, stays
        self._hearths, self._houses = hearths, houses

    def folds(self) -> Folds:
        """Who lives where."""
        return {
            VolunteerRegistered: self.settle,
            VolunteerMoved: self.settle,
            HouseholdFormed: self.build,
            HouseholdMoved: self.build,
            HouseholdJoined: self.move_in,
            HouseholdLeft: self.move_out,
        }

    def settle(self, recorded: Recorded[VolunteerRegistered] | Recorded[VolunteerMoved]) -> None:
        """A volunteer is at home somewhere else from now on."""
        fact = recorded.fact
        dweller = self._dwellers[fact.volunteer]
        dweller.unit = fact.community
        dweller.homes += 1
        stay = self._stays[fact.volunteer, recorded.position]
        stay.unit, stay.since = fact.community, fact.at

    def build(self, recorded: Recorded[HouseholdFormed] | Recorded[HouseholdMoved]) -> None:
        """A household lives in a building from now on."""
        fact = recorded.fact
        if fact.building is not None:
            house = self._houses[fact.household, recorded.position]
            house.building, house.since = fact.building, fact.at

    def move_in(self, recorded: Recorded[HouseholdJoined]) -> None:
        """A volunteer lives in a household from now on."""
        self._dwell(recorded, recorded.fact.household)

    def move_out(self, recorded: Recorded[HouseholdLeft]) -> None:
        """A volunteer lives in no household from now on."""
        self._dwell(recorded, "")

    def _dwell(
        self, recorded: Recorded[HouseholdJoined] | Recorded[HouseholdLeft], household: str
    ) -> None:
        hearth = self._hearths[recorded.fact.volunteer, recorded.position]
        hearth.household, hearth.since = household, recorded.fact.at
