"""Activities: what is planned, where and when, for whom to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from ledger.command import Command
from ledger.counting.working_days import confirm_by
from ledger.facts import ActivityPublished, Fact, Origin
from ledger.policy import Policy
from ledger.refusals import (
    ActivityEndsBeforeStart,
    CategoryUnknown,
    DomainUnknown,
    InsuranceMissing,
    ShiftsOverlap,
    TaskNotAdmitted,
)
from ledger.states import Rulebook, State
from ledger.subjects.standing import Team, Unit

USUAL_DOMAIN = "public_welfare"
"""Where nobody says which concern of the ten an activity serves (L47)."""


class Shift(NamedTuple):
    """One time at which something planned takes place; each shift is an activity of its own."""

    activity: str
    starts_at: datetime
    ends_at: datetime


class _Announcement(Command, frozen=True, kw_only=True):
    """What is planned, whenever it takes place."""

    title: str
    category: str
    community: str
    team: str | None = None
    place: str
    capacity: int | None = None
    domains: tuple[str, ...] = ()
    origin: Origin = "community"
    admission: str | None = None
    hazardous: bool = False
    insurance: str | None = None
    skills: tuple[str, ...] = ()
    trainings: tuple[str, ...] = ()
    teaches: str | None = None
    serves_minors: bool = False

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The rules, the community and the team that organises, if one does."""
        team = (Team(self.team),) if self.team else ()
        return Rulebook(), Unit(self.community), *team

    def _announced(
        self,
        now: datetime,
        rules: Rulebook,
        standing: tuple[Unit, Team | None],
        shifts: Iterable[Shift],
        series: str | None = None,
    ) -> Iterator[Fact]:
        community, team = standing
        community.must_be("community", rules.current.local_date(now))
        if team is not None:
            team.must_exist()
        for shift in shifts:
            if shift.ends_at <= shift.starts_at:
                raise ActivityEndsBeforeStart()
            policy = rules.at(shift.starts_at)
            self._must_fit(policy)
            yield ActivityPublished(
                at=now, activity=shift.activity, title=self.title, category=self.category,
                community=self.community, organising_team=self.team, place=self.place,
                starts_at=shift.starts_at, ends_at=shift.ends_at, capacity=self.capacity,
                series=series, domains=self.domains or _usual_domains(policy), origin=self.origin,
                admission=self.admission, hazardous=self.hazardous, insurance=self.insurance,
                skills=self.skills, trainings=self.trainings, teaches=self.teaches,
                serves_minors=self.serves_minors,
                confirm_by=confirm_by(policy, shift.ends_at).day,
            )  # fmt: skip

    def _must_fit(self, policy: Policy) -> None:
        if self.category not in policy.categories:
            raise CategoryUnknown(category=self.category)
        for domain in self.domains:
            if domain not in policy.domains:
                raise DomainUnknown(domain=domain)
        if self.origin == "department" and not self.admission:
            raise TaskNotAdmitted()
        if self.hazardous and policy.people.hazard_needs_insurance and not self.insurance:
            raise InsuranceMissing()


class PublishActivity(_Announcement, frozen=True, kw_only=True):
    """Come and help: this, there, from then to then."""

    activity: str
    starts_at: datetime
    ends_at: datetime

    def decide(
        self, now: datetime, rules: Rulebook, community: Unit, team: Team | None = None
    ) -> Iterator[Fact]:
        """The activity is announced; its category is one the policy of its day knows."""
        shift = Shift(self.activity, self.starts_at, self.ends_at)
        yield from self._announced(now, rules, (community, team), [shift])


class PublishShifts(_Announcement, frozen=True, kw_only=True):
    """Come and help, at any of these times: all of them are announced together, or none."""

    series: str
    shifts: tuple[Shift, ...]

    def decide(
        self, now: datetime, rules: Rulebook, community: Unit, team: Team | None = None
    ) -> Iterator[Fact]:
        """Each shift is announced as an activity of the series; no two of them share time."""
        facts = list(self._announced(now, rules, (community, team), self.shifts, self.series))
        in_order = sorted(self.shifts, key=lambda shift: shift.starts_at)
        if any(late.starts_at < early.ends_at for early, late in pairwise(in_order)):
            raise ShiftsOverlap()
        yield from facts


def _usual_domains(policy: Policy) -> tuple[str, ...]:
    """The domain of an activity that names none, so that each has at least one (C12, L47)."""
    return (USUAL_DOMAIN,) if USUAL_DOMAIN in policy.domains else policy.domains[:1]
