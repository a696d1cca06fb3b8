"""Confirmations: how a presence, seen and rated by the organizer, becomes minutes and beans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.crediting import (
    LATEST_DAYS,
    Answering,
    asked_about,
    count,
    credited,
    must_be_named_once,
    must_be_over,
    must_be_recent,
    must_not_overlap,
    served_at,
)
from ledger.facts import Fact, Rated
from ledger.policy import Policy
from ledger.refusals import OwnService, SameHousehold, TwoAdultsNeeded
from ledger.states import Rulebook, State
from ledger.subjects.activity import Activity, Crowd
from ledger.subjects.household import LivesWith
from ledger.subjects.presence import parties_of
from ledger.subjects.vouching import Vouched, must_have_room

__all__ = ["LATEST_DAYS", "ConfirmService", "Rated"]


class ConfirmService(Command, frozen=True, kw_only=True):
    """These people were here and served; I rate each of them from 1 to 5.

    All of them are confirmed together or none. `confirmed_by` is the person or key that answers
    for it, `selves` are further ids that may be the same human being: what was vouched for
    alone is counted under all of them. `own_volunteers` are those who the organizer is, may be
    or stands up for: nobody confirms their own service, nor that of somebody they live with
    (domain README 5, the organizer's own family).
    """

    activity: str
    rated: tuple[Rated, ...]
    confirmed_by: str = ""
    own_volunteers: tuple[str, ...] = ()
    selves: tuple[str, ...] = ()

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The plan, and for each person the presence, the day and the purse."""
        return Rulebook(), Activity(self.activity), *asked_about(self.activity, self.rated)

    def asks_further(
        self, now: datetime, rules: Rulebook, activity: Activity, *people: State
    ) -> tuple[State, ...]:
        """Who lives with the organizer, who is there where minors are served, and what the
        organizer vouched for alone."""
        further: list[State] = []
        if self.own_volunteers:
            there = (parties_of(each.attendance)[1] for each in self.rated)
            further += map(LivesWith, dict.fromkeys((*self.own_volunteers, *there)))
        if activity.published is not None and activity.published.serves_minors:
            further.append(Crowd(self.activity))
        if self.confirmed_by and not all(each.scanned for each in people[0::3]):
            further += map(Vouched, dict.fromkeys((self.confirmed_by, *self.selves)))
        return tuple(further)

    def decide(
        self, now: datetime, rules: Rulebook, activity: Activity, *states: State
    ) -> Iterator[Fact]:
        """Minutes for each, and beans where they earned some."""
        plan = activity.must_take_place()
        policy = rules.at(plan.starts_at)
        must_be_recent(policy, plan, now)
        must_be_named_once(self.rated)
        people, further = states[: 3 * len(self.rated)], states[3 * len(self.rated) :]
        _check_adults(policy, further)
        family = self._family(further)
        facts: list[Fact] = []
        alone: list[int] = []
        each = zip(self.rated, people[0::3], people[1::3], people[2::3], strict=True)
        for rated, attendance, days, purse in each:
            must_be_over(attendance)
            if attendance.arrived.volunteer in self.own_volunteers:
                raise OwnService(attendance=rated.attendance)
            if attendance.arrived.volunteer in family:
                raise SameHousehold(attendance=rated.attendance)
            served = served_at(policy, attendance, rated.rating, rated.break_minutes)
            must_not_overlap(policy, plan, served, days)
            worth = count(policy, plan, served, days, purse)
            enterer = None if attendance.scanned else self.confirmed_by or None
            if enterer is not None:
                alone.append(worth.minutes + worth.pending_minutes)
            answering = Answering(self.confirmed_by or None, enterer)
            facts += credited(now, policy, plan, served, worth, purse, answering)
        before = (each for each in further if isinstance(each, Vouched))
        must_have_room(policy, policy.local_date(now), before, alone)
        yield from facts

    def _family(self, further: tuple[State, ...]) -> set[str]:
        homes = {each.tags[0]: each.household for each in further if isinstance(each, LivesWith)}
        own = {homes[each] for each in self.own_volunteers} - {None}
        return {volunteer for volunteer, household in homes.items() if household in own}


def _check_adults(policy: Policy, further: tuple[State, ...]) -> None:
    # Two adults are there whenever children are looked after (L28); with fewer a second person
    # has to agree to the record.
    need = policy.evidence.adults_where_minors_are_served
    for crowd in further:
        if isinstance(crowd, Crowd) and crowd.adults < need:
            raise TwoAdultsNeeded(need=need, have=crowd.adults)
