"""Crediting: how a presence becomes a record of minutes, and beans where it earned some.

Confirmations, late records, corrections and reviews all come through here, so that one presence
is worth the same whichever way it was recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from ledger.counting.lots import claw_back, dies_on
from ledger.counting.service_time import SessionCount, count_session, counted_span, session_day
from ledger.facts import (
    ISSUANCE,
    ActivityPublished,
    BeansAwarded,
    BeansClawedBack,
    Fact,
    Rated,
    ServiceConfirmed,
    ServiceRecord,
)
from ledger.policy import Policy
from ledger.refusals import (
    AlreadyConfirmed,
    AttendanceUnknown,
    NotCheckedOut,
    OverlapsAnotherService,
    TooLate,
)
from ledger.states import State
from ledger.subjects.presence import Attendance, ServiceDays, parties_of
from ledger.subjects.purse import Purse, month_of, year_of

LATEST_DAYS = 366
"""Service older than this is not recorded any more: the term is ten working days (Order 67
art. 11), late records have thirty days, and what nobody confirmed in a year nobody can answer
for. It must stay below `KEPT_DAYS`, which is how far overlaps and caps are remembered."""


class Served(NamedTuple):
    """One presence to be counted: whose, from when to when, how well, on which evidence.

    `beans_standing` are what an earlier record of the same attendance earned on `day_standing`;
    they are not counted against its own caps. `minutes_settled`, where told, are minutes of that
    record which no limit holds back again.
    """

    attendance: str
    volunteer: str
    came_at: datetime
    left_at: datetime
    rating: int
    break_minutes: int
    grade: Literal["A", "B", "C", "D"]
    as_minor: bool = False
    beans_standing: int = 0
    day_standing: date | None = None
    minutes_settled: int | None = None


class Answering(NamedTuple):
    """Who answers for a record: the person or key, and again as `enterer` where no scan and no
    second person stands behind it."""

    confirmed_by: str | None = None
    enterer: str | None = None


def must_be_recent(policy: Policy, plan: ActivityPublished, now: datetime) -> None:
    """Raise `TooLate` for an activity that nobody can answer for any more."""
    if policy.local_date(now) - policy.local_date(plan.starts_at) > timedelta(LATEST_DAYS):
        raise TooLate(days=LATEST_DAYS)


def asked_about(activity: str, rated: Iterable[Rated]) -> Iterator[State]:
    """For each of these attendances the presence, the days and the purse, three by three; raises
    `AttendanceUnknown` for one of another activity."""
    for each in rated:
        where, volunteer = parties_of(each.attendance)
        if where != activity:
            raise AttendanceUnknown(attendance=each.attendance)
        yield Attendance(each.attendance)
        yield ServiceDays(volunteer)
        yield Purse(volunteer)


def must_be_named_once(rated: Iterable[Rated]) -> None:
    """Raise `AlreadyConfirmed` where one attendance is named twice."""
    seen: set[str] = set()
    for each in rated:
        if each.attendance in seen:
            raise AlreadyConfirmed(attendance=each.attendance)
        seen.add(each.attendance)


def must_be_over(attendance: Attendance) -> None:
    """Raise a refusal unless somebody came, left, and was not confirmed yet."""
    name = attendance.tags[0]
    if attendance.arrived is None:
        raise AttendanceUnknown(attendance=name)
    if attendance.left is None:
        raise NotCheckedOut(attendance=name)
    if attendance.confirmed is not None:
        raise AlreadyConfirmed(attendance=name)


def served_at(
    policy: Policy, attendance: Attendance, rating: int, break_minutes: int
) -> Served:
    """The presence of somebody who has arrived and left."""
    assert attendance.arrived is not None and attendance.left is not None
    return Served(
        attendance=attendance.tags[0], volunteer=attendance.arrived.volunteer,
        came_at=attendance.arrived.at, left_at=attendance.left.at, rating=rating,
        break_minutes=break_minutes, grade=attendance.grade(policy),
        as_minor=attendance.arrived.as_minor,
    )  # fmt: skip


def must_not_overlap(
    policy: Policy, plan: ActivityPublished, served: Served, days: ServiceDays
) -> None:
    """Raise `OverlapsAnotherService` where another confirmed session shares time with it."""
    span = counted_span(policy, plan.starts_at, plan.ends_at, served.came_at, served.left_at)
    if not policy.integrity.overlap_allowed and days.overlaps(*span, but=served.attendance):
        raise OverlapsAnotherService(attendance=served.attendance)


def count(
    policy: Policy, plan: ActivityPublished, served: Served, days: ServiceDays, purse: Purse
) -> SessionCount:
    """What the presence is worth beside everything else that stands for its day."""
    day = session_day(policy, plan.starts_at, served.came_at)
    own = served.beans_standing
    before = served.day_standing
    same_day, same_month, same_year = (
        own if before is not None and part(before) == part(day) else 0
        for part in (date.isoformat, month_of, year_of)
    )
    return count_session(
        policy,
        category=plan.category,
        planned_starts_at=plan.starts_at,
        planned_ends_at=plan.ends_at,
        in_at=served.came_at,
        out_at=served.left_at,
        break_minutes=served.break_minutes,
        rating=served.rating,
        minutes_before_today=days.minutes_on(day, but=served.attendance),
        beans_before_today=purse.earned.of(day.isoformat()) - same_day,
        beans_before_month=purse.earned_long.of(month_of(day)) - same_month,
        beans_before_year=purse.earned_long.of(year_of(day)) - same_year,
        as_minor=served.as_minor,
        earns_beans=served.grade in policy.evidence.earn_beans,
        settled_minutes=served.minutes_settled,
    )


def record_of(
    policy: Policy,
    plan: ActivityPublished,
    served: Served,
    worth: SessionCount,
    answering: Answering,
) -> dict[str, object]:
    """The fields of a service record, for the fact that makes it."""
    started_at, ended_at = counted_span(
        policy, plan.starts_at, plan.ends_at, served.came_at, served.left_at
    )
    return {
        "attendance": served.attendance, "activity": plan.activity, "volunteer": served.volunteer,
        "category": plan.category, "rating": served.rating,
        "break_minutes": served.break_minutes, "minutes": worth.minutes,
        "pending_minutes": worth.pending_minutes, "training_minutes": worth.training_minutes,
        "grade": served.grade, "service_day": session_day(policy, plan.starts_at, served.came_at),
        "started_at": started_at, "ended_at": ended_at, "policy": policy.name,
        "capped_beans": 0 if worth.beans else worth.capped_beans,
        "confirmed_by": answering.confirmed_by, "enterer": answering.enterer,
        "taught": plan.teaches if worth.training_minutes else None,
    }  # fmt: skip


def credited(
    now: datetime,
    policy: Policy,
    plan: ActivityPublished,
    served: Served,
    worth: SessionCount,
    purse: Purse,
    answering: Answering,
) -> Iterator[Fact]:
    """The record of a presence that had none, and the beans it earned."""
    confirmed = ServiceConfirmed(at=now, **record_of(policy, plan, served, worth, answering))
    yield confirmed
    if worth.beans:
        yield award(
            now, policy, confirmed.attendance, plan.activity, confirmed.service_day, worth.beans,
            worth.capped_beans, purse,
        )  # fmt: skip


def award(
    now: datetime,
    policy: Policy,
    attendance: str,
    activity: str,
    earned_on: date,
    beans: int,
    capped_beans: int,
    purse: Purse,
) -> BeansAwarded:
    """Beans for an attendance, into the lot of the day they were earned on.

    A debt from a claw-back is repaid by what is earned next, before anything can be spent.
    """
    repaid = min(purse.debt, beans)
    lot = dies_on(policy, earned_on).isoformat()
    volunteer = purse.tags[0]
    return BeansAwarded(
        at=now, beans=beans, source=ISSUANCE, target=volunteer, volunteer=volunteer,
        attendance=attendance, activity=activity, earned_on=earned_on,
        lots={lot: beans - repaid} if beans > repaid else {}, debt=repaid,
        balance_after=purse.balance + beans, capped_beans=capped_beans, policy=policy.name,
    )  # fmt: skip


def take_back(
    now: datetime, policy: Policy, record: ServiceRecord, beans: int, purse: Purse
) -> BeansClawedBack:
    """Beans of a record go back, out of the lot they went into, then out of the earliest to die;
    those that were spent stand as a debt, to be worked off and never asked for in cash."""
    own_lot = dies_on(policy, record.service_day).isoformat()
    taken = claw_back(purse.living(policy.local_date(now)), beans, own_lot)
    return BeansClawedBack(
        at=now, beans=beans, source=record.volunteer, target=ISSUANCE,
        volunteer=record.volunteer, lots=taken.taken, debt=taken.debt,
        balance_after=purse.balance - beans, attendance=record.attendance,
        activity=record.activity, earned_on=record.service_day, policy=policy.name,
    )  # fmt: skip
