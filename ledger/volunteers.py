"""Volunteers: a person becomes one, known to the book by an opaque id and a number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.facts import Fact, VolunteerMoved, VolunteerRegistered
from ledger.refusals import AlreadyRegistered, NumberTaken
from ledger.states import Rulebook, State
from ledger.subjects.standing import Unit, Volunteer, VolunteerNumber


class RegisterVolunteer(Command, frozen=True, kw_only=True):
    """I want to volunteer in this community.

    `number` is the volunteer number people may say aloud; it is never an identity number
    (MZ/T 061-2015, domain README 2.4).
    """

    volunteer: str
    number: str
    community: str
    minor: bool = False

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether the community is there, and the person and the number are new."""
        person = Volunteer(self.volunteer), VolunteerNumber(self.number)
        return Rulebook(), Unit(self.community), *person

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        community: Unit,
        volunteer: Volunteer,
        number: VolunteerNumber,
    ) -> Iterator[Fact]:
        """The person is a volunteer from now on."""
        community.must_be("community", rules.current.local_date(now))
        if volunteer.registered is not None:
            raise AlreadyRegistered(volunteer=self.volunteer)
        if number.taken:
            raise NumberTaken(number=self.number)
        yield VolunteerRegistered(
            at=now, volunteer=self.volunteer, number=self.number, community=self.community,
            minor=self.minor,
        )  # fmt: skip


class MoveVolunteer(Command, frozen=True, kw_only=True):
    """I am at home in another community now; what I did before stays where it was."""

    volunteer: str
    community: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether both are there."""
        return Rulebook(), Volunteer(self.volunteer), Unit(self.community)

    def decide(
        self, now: datetime, rules: Rulebook, volunteer: Volunteer, community: Unit
    ) -> Iterator[Fact]:
        """The volunteer belongs there from now on."""
        volunteer.must_exist()
        community.must_be("community", rules.current.local_date(now))
        yield VolunteerMoved(at=now, volunteer=self.volunteer, community=self.community)
