"""Activities: what is planned, where and when, for whom to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.facts import ActivityPublished, Fact
from ledger.refusals import ActivityEndsBeforeStart, CategoryUnknown
from ledger.states import Rulebook, State
from ledger.subjects.standing import Team, Unit


class PublishActivity(Command, frozen=True, kw_only=True):
    """Come and help: this, there, from then to then."""

    activity: str
    title: str
    category: str
    community: str
    team: str | None = None
    place: str
    starts_at: datetime
    ends_at: datetime
    capacity: int | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The rules, the community and the team that organises, if one does."""
        team = (Team(self.team),) if self.team else ()
        return Rulebook(), Unit(self.community), *team

    def decide(
        self, now: datetime, rules: Rulebook, community: Unit, team: Team | None = None
    ) -> Iterator[Fact]:
        """The activity is announced; its category is one the policy of its day knows."""
        community.must_be("community", rules.current.local_date(now))
        if team is not None:
            team.must_exist()
        if self.ends_at <= self.starts_at:
            raise ActivityEndsBeforeStart()
        if self.category not in rules.at(self.starts_at).categories:
            raise CategoryUnknown(category=self.category)
        yield ActivityPublished(
            at=now, activity=self.activity, title=self.title, category=self.category,
            community=self.community, organising_team=self.team, place=self.place,
            starts_at=self.starts_at, ends_at=self.ends_at, capacity=self.capacity,
        )  # fmt: skip
