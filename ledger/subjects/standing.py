"""Standing: which units, teams, volunteers, merchants and activities there are."""

from __future__ import annotations

from ledger.facts import (
    ActivityPublished,
    Fact,
    MerchantWelcomed,
    TeamFormed,
    TeamJoined,
    UnitOpened,
    VolunteerRegistered,
)
from ledger.refusals import (
    ActivityUnknown,
    MerchantUnknown,
    TeamUnknown,
    UnitMisplaced,
    UnitUnknown,
    VolunteerUnknown,
)
from ledger.states import State


class Unit(State):
    """Is there such a unit, and of which kind?"""

    __slots__ = ("opened",)
    listens = (UnitOpened,)

    def __init__(self, unit: str) -> None:
        super().__init__(unit)
        self.opened: UnitOpened | None = None

    def evolve(self, fact: Fact) -> None:
        """The unit opened."""
        if isinstance(fact, UnitOpened):
            self.opened = fact

    def must_exist(self) -> UnitOpened:
        """How the unit opened, or `UnitUnknown`."""
        if self.opened is None:
            raise UnitUnknown(unit=self.tags[0])
        return self.opened

    def must_be(self, kind: str) -> None:
        """Raise `UnitUnknown` or, for a unit of another kind, `UnitMisplaced`."""
        found = self.must_exist().kind
        if found != kind:
            raise UnitMisplaced(kind=found, wanted=kind)


class Team(State):
    """Is there such a team?"""

    __slots__ = ("formed",)
    listens = (TeamFormed,)

    def __init__(self, team: str) -> None:
        super().__init__(team)
        self.formed: TeamFormed | None = None

    def evolve(self, fact: Fact) -> None:
        """The team was formed."""
        if isinstance(fact, TeamFormed):
            self.formed = fact

    def must_exist(self) -> TeamFormed:
        """How the team was formed, or `TeamUnknown`."""
        if self.formed is None:
            raise TeamUnknown(team=self.tags[0])
        return self.formed


class Membership(State):
    """Is this volunteer in this team?"""

    __slots__ = ("joined",)
    listens = (TeamJoined,)

    def __init__(self, volunteer: str, team: str) -> None:
        super().__init__(volunteer, team)
        self.joined = False

    def evolve(self, fact: Fact) -> None:
        """The volunteer joined."""
        self.joined = True


class Volunteer(State):
    """Is there such a volunteer, and where?"""

    __slots__ = ("registered",)
    listens = (VolunteerRegistered,)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.registered: VolunteerRegistered | None = None

    def evolve(self, fact: Fact) -> None:
        """The person became a volunteer."""
        if isinstance(fact, VolunteerRegistered):
            self.registered = fact

    def must_exist(self) -> VolunteerRegistered:
        """How the volunteer was registered, or `VolunteerUnknown`."""
        if self.registered is None:
            raise VolunteerUnknown(volunteer=self.tags[0])
        return self.registered


class VolunteerNumber(State):
    """Has somebody this volunteer number?"""

    __slots__ = ("taken",)
    listens = (VolunteerRegistered,)

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.taken = False

    def evolve(self, fact: Fact) -> None:
        """Somebody was registered under it."""
        self.taken = True


class Merchant(State):
    """Is there such a merchant, and what was agreed?"""

    __slots__ = ("welcomed",)
    listens = (MerchantWelcomed,)

    def __init__(self, merchant: str) -> None:
        super().__init__(merchant)
        self.welcomed: MerchantWelcomed | None = None

    def evolve(self, fact: Fact) -> None:
        """The merchant joined."""
        if isinstance(fact, MerchantWelcomed):
            self.welcomed = fact

    def must_exist(self) -> MerchantWelcomed:
        """What was agreed with the merchant, or `MerchantUnknown`."""
        if self.welcomed is None:
            raise MerchantUnknown(merchant=self.tags[0])
        return self.welcomed


class Activity(State):
    """Is there such an activity, and what was planned?"""

    __slots__ = ("published",)
    listens = (ActivityPublished,)

    def __init__(self, activity: str) -> None:
        super().__init__(activity)
        self.published: ActivityPublished | None = None

    def evolve(self, fact: Fact) -> None:
        """The activity was announced."""
        if isinstance(fact, ActivityPublished):
            self.published = fact

    def must_exist(self) -> ActivityPublished:
        """What was planned, or `ActivityUnknown`."""
        if self.published is None:
            raise ActivityUnknown(activity=self.tags[0])
        return self.published
