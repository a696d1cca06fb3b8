"""Confirmations: how a presence, seen and rated by the organizer, becomes minutes and beans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ledger.command import Command
from ledger.crediting import (
    Answering,
    Served,
    count,
    credited,
    must_not_overlap,
    served_at,
)
from ledger.facts import Fact, Rated
from ledger.policy import Policy
from ledger.refusals import (
    AlreadyConfirmed,
    AttendanceUnknown,
    NotCheckedOut,
    OwnService,
    TooLate,
    TwoAdultsNeeded,
)
from ledger.states import Rulebook, State
from ledger.subjects.activity import Activity, Crowd
from ledger.subjects.presence import Attendance, ServiceDays, parties_of
from ledger.subjects.purse import Purse
from ledger.subjects.vouching import Vouched

__all__ = ["LATEST_DAYS", "ConfirmService", "Rated"]

LATEST_DAYS = 366
"""Service older than this is not confirmed any more: the term is ten working days (Order 67
art. 11), late records have thirty days, and what nobody confirmed in a year nobody can answer
for. It must stay below `KEPT_DAYS`, which is how far overlaps and caps are remembered."""


class ConfirmService(Command, frozen=True, kw_only=True):
    """These people were here and served; I rate each of them from 1 to 5.

    All of them are confirmed together or none. `confirmed_by` is the person or key that answers
    for it. `own_volunteers` are those who the organizer is, may be or stands up for: nobody
    confirms their own service.
    """

    activity: str
    rated: tuple[Rated, ...]
    confirmed_by: str = ""
    own_volunteers: tuple[str, ...] = ()

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The plan, and for each person the presence, the day and the purse."""
        return Rulebook(), Activity(self.activity), *self._about_people()

    def _about_people(self) -> Iterator[State]:
        for rated in self.rated:
            activity, volunteer = parties_of(rated.attendance)
            if activity != self.activity:
                raise AttendanceUnknown(attendance=rated.attendance)
            yield Attendance(rated.attendance)
            yield ServiceDays(volunteer)
            yield Purse(volunteer)

    def asks_further(
        self, now: datetime, rules: Rulebook, activity: Activity, *people: State
    ) -> tuple[State, ...]:
        """Who is there where minors are served, and what the organizer vouched for alone."""
        further: list[State] = []
        if activity.published is not None and activity.published.serves_minors:
            further.append(Crowd(self.activity))
        if self.confirmed_by and not all(each.scanned for each in people[0::3]):
            further.append(Vouched(self.confirmed_by))
        return tuple(further)

    def decide(
        self, now: datetime, rules: Rulebook, activity: Activity, *states: State
    ) -> Iterator[Fact]:
        """Minutes for each, and beans where they earned some."""
        plan = activity.must_take_place()
        policy = rules.at(plan.starts_at)
        if policy.local_date(now) - policy.local_date(plan.starts_at) > timedelta(LATEST_DAYS):
            raise TooLate(days=LATEST_DAYS)
        self._check_each_once()
        people, further = states[: 3 * len(self.rated)], states[3 * len(self.rated) :]
        _check_adults(policy, further)
        facts: list[Fact] = []
        alone: list[int] = []
        each = zip(self.rated, people[0::3], people[1::3], people[2::3], strict=True)
        for rated, attendance, days, purse in each:
            served = self._served(policy, rated, attendance)
            must_not_overlap(policy, plan, served, days)
            worth = count(policy, plan, served, days, purse)
            enterer = None if attendance.scanned else self.confirmed_by or None
            if enterer is not None:
                alone.append(worth.minutes + worth.pending_minutes)
            answering = Answering(self.confirmed_by or None, enterer)
            facts += credited(now, policy, plan, served, worth, purse, answering)
        for vouched in further:
            if isinstance(vouched, Vouched):
                vouched.must_have_room(policy, policy.local_date(now), alone)
        yield from facts

    def _check_each_once(self) -> None:
        seen: set[str] = set()
        for rated in self.rated:
            if rated.attendance in seen:
                raise AlreadyConfirmed(attendance=rated.attendance)
            seen.add(rated.attendance)

    def _served(self, policy: Policy, rated: Rated, attendance: Attendance) -> Served:
        if attendance.arrived is None:
            raise AttendanceUnknown(attendance=rated.attendance)
        if attendance.left is None:
            raise NotCheckedOut(attendance=rated.attendance)
        if attendance.confirmed is not None:
            raise AlreadyConfirmed(attendance=rated.attendance)
        if attendance.arrived.volunteer in self.own_volunteers:
            raise OwnService(attendance=rated.attendance)
        return served_at(policy, attendance, rated.rating, rated.break_minutes)


def _check_adults(policy: Policy, further: tuple[State, ...]) -> None:
    # Two adults are there whenever children are looked after (L28); with fewer a second person
    # has to agree to the record.
    need = policy.evidence.adults_where_minors_are_served
    for crowd in further:
        if isinstance(crowd, Crowd) and crowd.adults < need:
            raise TwoAdultsNeeded(need=need, have=crowd.adults)
