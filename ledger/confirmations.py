"""Confirmations: how a presence, seen and rated by the organizer, becomes minutes and beans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from ledger.command import Command
from ledger.counting.lots import dies_on
from ledger.counting.service_time import SessionCount, count_session, counted_span, session_day
from ledger.facts import ISSUANCE, ActivityPublished, BeansAwarded, Fact, ServiceConfirmed
from ledger.policy import Policy
from ledger.refusals import (
    AlreadyConfirmed,
    AttendanceUnknown,
    NotCheckedOut,
    OverlapsAnotherService,
    OwnService,
    TooLate,
)
from ledger.states import Rulebook, State
from ledger.subjects.presence import Attendance, ServiceDays, parties_of
from ledger.subjects.purse import Purse, month_of, year_of
from ledger.subjects.standing import Activity

LATEST_DAYS = 366
"""Service older than this is not confirmed any more: the term is ten working days (Order 67
art. 11), late records have thirty days, and what nobody confirmed in a year nobody can answer
for. It must stay below `KEPT_DAYS`, which is how far overlaps and caps are remembered."""


class Rated(msgspec.Struct, frozen=True, kw_only=True):
    """One attendance as the organizer saw it: how well, and minutes of rest to leave out."""

    attendance: str
    rating: int
    break_minutes: int = 0


class ConfirmService(Command, frozen=True, kw_only=True):
    """These people were here and served; I rate each of them from 1 to 5.

    All of them are confirmed together or none. `own_volunteers` are those who the organizer is,
    may be or stands up for: nobody confirms their own service.
    """

    activity: str
    rated: tuple[Rated, ...]
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

    def decide(
        self, now: datetime, rules: Rulebook, activity: Activity, *people: State
    ) -> Iterator[Fact]:
        """Minutes for each, and beans where they earned some."""
        plan = activity.must_exist()
        policy = rules.at(plan.starts_at)
        if policy.local_date(now) - policy.local_date(plan.starts_at) > timedelta(LATEST_DAYS):
            raise TooLate(days=LATEST_DAYS)
        self._check_each_once()
        each = zip(self.rated, people[0::3], people[1::3], people[2::3], strict=True)
        for rated, attendance, days, purse in each:
            self._check(rated, attendance, days, policy, plan)
            count = _count(policy, plan, rated, attendance, days, purse)
            confirmed = _confirmed(now, policy, plan, rated, attendance, count)
            yield confirmed
            if count.beans:
                yield _award(now, policy, confirmed, count, purse)

    def _check_each_once(self) -> None:
        seen: set[str] = set()
        for rated in self.rated:
            if rated.attendance in seen:
                raise AlreadyConfirmed(attendance=rated.attendance)
            seen.add(rated.attendance)

    def _check(
        self,
        rated: Rated,
        attendance: Attendance,
        days: ServiceDays,
        policy: Policy,
        plan: ActivityPublished,
    ) -> None:
        if attendance.arrived is None:
            raise AttendanceUnknown(attendance=rated.attendance)
        if attendance.left is None:
            raise NotCheckedOut(attendance=rated.attendance)
        if attendance.confirmed is not None:
            raise AlreadyConfirmed(attendance=rated.attendance)
        if attendance.arrived.volunteer in self.own_volunteers:
            raise OwnService(attendance=rated.attendance)
        span = counted_span(
            policy, plan.starts_at, plan.ends_at, attendance.arrived.at, attendance.left.at
        )
        if not policy.integrity.overlap_allowed and days.overlaps(*span):
            raise OverlapsAnotherService(attendance=rated.attendance)


def _count(
    policy: Policy,
    plan: ActivityPublished,
    rated: Rated,
    attendance: Attendance,
    days: ServiceDays,
    purse: Purse,
) -> SessionCount:
    day = session_day(policy, plan.starts_at, attendance.arrived.at)
    return count_session(
        policy,
        category=plan.category,
        planned_starts_at=plan.starts_at,
        planned_ends_at=plan.ends_at,
        in_at=attendance.arrived.at,
        out_at=attendance.left.at,
        break_minutes=rated.break_minutes,
        rating=rated.rating,
        minutes_before_today=days.minutes_on(day),
        beans_before_today=purse.earned.of(day.isoformat()),
        beans_before_month=purse.earned_long.of(month_of(day)),
        beans_before_year=purse.earned_long.of(year_of(day)),
    )


def _confirmed(
    now: datetime,
    policy: Policy,
    plan: ActivityPublished,
    rated: Rated,
    attendance: Attendance,
    count: SessionCount,
) -> ServiceConfirmed:
    arrived, left = attendance.arrived, attendance.left
    started_at, ended_at = counted_span(
        policy, plan.starts_at, plan.ends_at, arrived.at, left.at
    )
    return ServiceConfirmed(
        at=now, attendance=rated.attendance, activity=plan.activity, volunteer=arrived.volunteer,
        category=plan.category, rating=rated.rating, break_minutes=rated.break_minutes,
        minutes=count.minutes, pending_minutes=count.pending_minutes,
        training_minutes=count.training_minutes, grade=attendance.grade,
        service_day=session_day(policy, plan.starts_at, arrived.at),
        started_at=started_at, ended_at=ended_at, policy=policy.name,
        capped_beans=0 if count.beans else count.capped_beans,
    )  # fmt: skip


def _award(
    now: datetime, policy: Policy, confirmed: ServiceConfirmed, count: SessionCount, purse: Purse
) -> BeansAwarded:
    # A debt from a claw-back is repaid by what is earned next, before anything can be spent.
    repaid = min(purse.debt, count.beans)
    lot = dies_on(policy, confirmed.service_day).isoformat()
    return BeansAwarded(
        at=now, beans=count.beans, source=ISSUANCE, target=confirmed.volunteer,
        volunteer=confirmed.volunteer, attendance=confirmed.attendance,
        activity=confirmed.activity, earned_on=confirmed.service_day,
        lots={lot: count.beans - repaid} if count.beans > repaid else {}, debt=repaid,
        balance_after=purse.balance + count.beans, capped_beans=count.capped_beans,
        policy=policy.name,
    )  # fmt: skip
