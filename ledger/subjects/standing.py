"""Standing: which units, teams, volunteers, merchants and activities there are."""

from __future__ import annotations

from datetime import date

import msgspec

from ledger.counting.unit_tree import STANDS_IN, Life
from ledger.facts import (
    Fact,
    IdentityErased,
    MerchantHalted,
    MerchantResumed,
    MerchantTermsChanged,
    MerchantWelcomed,
    TeamFormed,
    TeamJoined,
    UnitClosed,
    UnitMoved,
    UnitOpened,
    UnitsMerged,
    UnitSplit,
    VolunteerMoved,
    VolunteerRegistered,
)
from ledger.refusals import (
    MerchantSuspended,
    MerchantUnknown,
    TeamUnknown,
    UnitEnded,
    UnitMisplaced,
    UnitNotOpenYet,
    UnitUnknown,
    VolunteerUnknown,
)
from ledger.states import State


class Unit(State):
    """Is there such a unit, of which kind, where does it lie, and is its end decided?"""

    __slots__ = ("life", "opened", "unit")
    listens = (UnitOpened, UnitMoved, UnitsMerged, UnitSplit, UnitClosed)

    def __init__(self, unit: str) -> None:
        super().__init__(unit)
        self.unit = unit
        self.opened: UnitOpened | None = None
        self.life = Life()

    def evolve(self, fact: Fact) -> None:
        """The unit opened, moved, or came to its end."""
        if isinstance(fact, UnitOpened):
            self.opened = fact
        self.life = self.life.after(self.unit, fact)

    def must_exist(self) -> UnitOpened:
        """How the unit opened, or `UnitUnknown`."""
        if self.opened is None:
            raise UnitUnknown(unit=self.unit)
        return self.opened

    def must_be(self, kind: str, day: date) -> None:
        """Raise `UnitUnknown`, for a unit of another kind `UnitMisplaced`, and for one that is
        no more on that day `UnitEnded`."""
        found = self.must_exist().kind
        if found != kind:
            raise UnitMisplaced(kind=found, wanted=kind)
        if self.life.has_ended(day):
            raise self._ended()

    def must_stand(self, day: date) -> None:
        """Raise a refusal unless the unit is there on that day."""
        opens_on = self.must_exist().first_day
        if day < opens_on:
            raise UnitNotOpenYet(unit=self.unit, opens_on=opens_on.isoformat())
        if self.life.has_ended(day):
            raise self._ended()

    def must_go_on(self, day: date) -> None:
        """Raise a refusal unless the unit is there on that day, and no end of it is decided."""
        self.must_stand(day)
        if self.life.ends_on is not None:
            raise self._ended()

    def must_take(self, kind: str, day: date) -> None:
        """Raise a refusal unless a unit of that kind may stand in this one from that day on."""
        found = self.must_exist().kind
        if found not in STANDS_IN[kind]:
            raise UnitMisplaced(kind=kind, parent=found)
        self.must_stand(day)
        if self.life.ends_on is not None and self.life.heir is None:
            raise self._ended()

    def _ended(self) -> UnitEnded:
        assert self.life.ends_on is not None
        return UnitEnded(unit=self.unit, on=self.life.ends_on.isoformat())


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
    """Is there such a volunteer, where are they at home, and can they still be named?"""

    __slots__ = ("community", "erased", "registered")
    listens = (VolunteerRegistered, VolunteerMoved, IdentityErased)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.registered: VolunteerRegistered | None = None
        self.community = ""
        self.erased = False

    def evolve(self, fact: Fact) -> None:
        """The person became a volunteer, moved, or was forgotten."""
        match fact:
            case VolunteerRegistered():
                self.registered, self.community = fact, fact.community
            case VolunteerMoved():
                self.community = fact.community
            case _:
                self.erased = True

    def must_exist(self) -> VolunteerRegistered:
        """How the volunteer was registered, or `VolunteerUnknown`.

        Of one who was forgotten only numbers are left, and nobody acts in their name: whoever
        did could be anybody (PIPL art. 47).
        """
        if self.registered is None or self.erased:
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
    """Is there such a merchant, what is agreed today, and may it take beans?

    `welcomed` tells what was agreed last, as if it had been so from the beginning; `halted` why
    it takes no beans, None while it does.
    """

    __slots__ = ("halted", "welcomed")
    listens = (MerchantWelcomed, MerchantTermsChanged, MerchantHalted, MerchantResumed)

    def __init__(self, merchant: str) -> None:
        super().__init__(merchant)
        self.welcomed: MerchantWelcomed | None = None
        self.halted: MerchantHalted | None = None

    def evolve(self, fact: Fact) -> None:
        """The merchant joined, agreed to other caps, was suspended, or is back."""
        match fact:
            case MerchantWelcomed():
                self.welcomed = fact
            case MerchantTermsChanged() if self.welcomed is not None:
                self.welcomed = msgspec.structs.replace(
                    self.welcomed, monthly_cap=fact.monthly_cap, cap_per_day=fact.cap_per_day,
                    cap_per_transaction=fact.cap_per_transaction,
                )  # fmt: skip
            case MerchantHalted():
                self.halted = fact
            case MerchantResumed():
                self.halted = None

    def must_exist(self) -> MerchantWelcomed:
        """What was agreed with the merchant, or `MerchantUnknown`."""
        if self.welcomed is None:
            raise MerchantUnknown(merchant=self.tags[0])
        return self.welcomed

    def must_take(self) -> MerchantWelcomed:
        """What was agreed with the merchant; raises `MerchantSuspended` while it takes nothing."""
        found = self.must_exist()
        if self.halted is not None:
            raise MerchantSuspended()
        return found
