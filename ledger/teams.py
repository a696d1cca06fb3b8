"""Teams: volunteers who serve together, formed in a community."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.facts import Fact, TeamFormed, TeamJoined
from ledger.refusals import AlreadyMember
from ledger.states import Rulebook, State
from ledger.subjects.standing import Membership, Team, Unit, Volunteer


class FormTeam(Command, frozen=True, kw_only=True):
    """Let us be a team of this kind."""

    team: str
    kind: str
    name: str
    community: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether the community is there."""
        return Rulebook(), Unit(self.community)

    def decide(self, now: datetime, rules: Rulebook, community: Unit) -> Iterator[Fact]:
        """The team is formed."""
        community.must_be("community", rules.current.local_date(now))
        yield TeamFormed(
            at=now, team=self.team, kind=self.kind, name=self.name, community=self.community
        )


class JoinTeam(Command, frozen=True, kw_only=True):
    """I join this team."""

    team: str
    volunteer: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether both are there, and not together yet."""
        return Team(self.team), Volunteer(self.volunteer), Membership(self.volunteer, self.team)

    def decide(
        self, now: datetime, team: Team, volunteer: Volunteer, membership: Membership
    ) -> Iterator[Fact]:
        """The volunteer is a member."""
        team.must_exist()
        volunteer.must_exist()
        if membership.joined:
            raise AlreadyMember(team=self.team, volunteer=self.volunteer)
        yield TeamJoined(at=now, team=self.team, volunteer=self.volunteer)
