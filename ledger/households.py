"""Households: who lives with whom (一户一卡), so that nobody decides for their own family."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ledger.command import Command
from ledger.facts import (
    Fact,
    HouseholdFormed,
    HouseholdJoined,
    HouseholdLeft,
    HouseholdMoved,
)
from ledger.refusals import (
    AlreadyInBuilding,
    AlreadyInHousehold,
    NotInHousehold,
    OwnBenefit,
    UnitElsewhere,
)
from ledger.states import Rulebook, State
from ledger.subjects.household import Household, LivesWith
from ledger.subjects.standing import Unit, Volunteer
from ledger.subjects.tree import Tree


class FormHousehold(Command, frozen=True, kw_only=True):
    """Let those who live together be one household of this community, and of this building."""

    household: str
    community: str
    building: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether the community is there, and the building."""
        building = (Tree(), Unit(self.building)) if self.building else ()
        return Rulebook(), Unit(self.community), *building

    def decide(
        self, now: datetime, rules: Rulebook, community: Unit, *around: Tree | Unit
    ) -> Iterator[Fact]:
        """There is a household, with nobody in it yet."""
        today = rules.current.local_date(now)
        community.must_be("community", today)
        match around:
            case Tree() as tree, Unit() as building:
                _must_stand_near(tree, building, self.community, today)
        yield HouseholdFormed(
            at=now, household=self.household, community=self.community, building=self.building
        )


class MoveHousehold(Command, frozen=True, kw_only=True):
    """The household lives in this building of its community from now on."""

    household: str
    building: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Where the household is at home, and where the building stands."""
        return Rulebook(), Household(self.household), Tree(), Unit(self.building)

    def decide(
        self, now: datetime, rules: Rulebook, household: Household, tree: Tree, building: Unit
    ) -> Iterator[Fact]:
        """All who live in it belong to that building."""
        community = household.must_exist().community
        _must_stand_near(tree, building, community, rules.current.local_date(now))
        if household.building == self.building:
            raise AlreadyInBuilding()
        yield HouseholdMoved(at=now, household=self.household, building=self.building)


class JoinHousehold(Command, frozen=True, kw_only=True):
    """This volunteer lives here, and nowhere else."""

    household: str
    volunteer: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether both are there, and where the volunteer lives until now."""
        return Household(self.household), Volunteer(self.volunteer), LivesWith(self.volunteer)

    def decide(
        self, now: datetime, household: Household, volunteer: Volunteer, lives: LivesWith
    ) -> Iterator[Fact]:
        """The volunteer belongs to the household."""
        household.must_exist()
        volunteer.must_exist()
        if lives.household is not None:
            raise AlreadyInHousehold()
        yield HouseholdJoined(at=now, household=self.household, volunteer=self.volunteer)


class LeaveHousehold(Command, frozen=True, kw_only=True):
    """This volunteer does not live here any more.

    `own_volunteers` are those who the clerk is, may be or stands up for: whoever lives in a
    household sends nobody out of it, or they could decide for their family after all.
    """

    household: str
    volunteer: str
    own_volunteers: tuple[str, ...] = ()

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Where the volunteer lives, and where the clerk does."""
        people = dict.fromkeys((self.volunteer, *self.own_volunteers))
        return Household(self.household), *map(LivesWith, people)

    def decide(
        self, now: datetime, household: Household, lives: LivesWith, *others: LivesWith
    ) -> Iterator[Fact]:
        """The volunteer belongs to it no more."""
        household.must_exist()
        if lives.household != self.household:
            raise NotInHousehold()
        if self.volunteer in self.own_volunteers or any(
            other.household == self.household for other in others
        ):
            raise OwnBenefit()
        yield HouseholdLeft(at=now, household=self.household, volunteer=self.volunteer)


def _must_stand_near(tree: Tree, building: Unit, community: str, day: date) -> None:
    """Raise a refusal unless this is a building of that community, or of what followed it."""
    building.must_be("building", day)
    if not tree.units.within(building.unit, tree.units.called(community, day), day):
        raise UnitElsewhere(unit=building.unit)
