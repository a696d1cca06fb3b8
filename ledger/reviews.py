"""Reviews: minutes above the automatic limit, looked at by a second person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.counting.service_time import beans_for, within_caps
from ledger.crediting import award, must_be_recent
from ledger.facts import ActivityPublished, BeansAwarded, Fact, PendingReviewed, ServiceRecord
from ledger.policy import Policy
from ledger.refusals import (
    AlreadyRevoked,
    AttendanceUnknown,
    BeyondTheDay,
    MoreThanPending,
    NotConfirmed,
    NothingPending,
    SamePerson,
)
from ledger.states import Rulebook, State
from ledger.subjects.activity import Activity
from ledger.subjects.presence import Attendance, ServiceDays, parties_of
from ledger.subjects.purse import Purse, month_of, year_of
from ledger.subjects.second_person import Second, asked_of_one, must_be_free


class ReviewPending(Command, frozen=True, kw_only=True):
    """Of the minutes that wait, so many were served; the rest is declined.

    Whoever answers for the record does not review it. `note` points at the reason.
    """

    attendance: str
    accepted_minutes: int
    second: Second
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The attendance, the day, the purse, and who reviews."""
        activity, volunteer = parties_of(self.attendance)
        who = asked_of_one((volunteer,), self.second)
        record = Attendance(self.attendance), ServiceDays(volunteer), Purse(volunteer)
        return Rulebook(), Activity(activity), *record, *who

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        activity: Activity,
        attendance: Attendance,
        days: ServiceDays,
        purse: Purse,
        *who: State,
    ) -> Iterator[Fact]:
        """None of the minutes waits any more; beans are reckoned anew for the whole session."""
        record = self._record(attendance)
        if record.confirmed_by in (self.second.answers, *self.second.selves):
            raise SamePerson()
        must_be_free((record.volunteer,), self.second, rules.current.local_date(now), who)
        plan = activity.must_exist()
        policy = rules.named(record.policy) or rules.current
        must_be_recent(policy, plan, now)
        most = policy.time.daily_reviewed_max_minutes
        if self.accepted_minutes and (
            days.minutes_on(record.service_day) + self.accepted_minutes > most
        ):
            raise BeyondTheDay(most=most)
        yield PendingReviewed(
            at=now, attendance=self.attendance, activity=record.activity,
            volunteer=record.volunteer, accepted_minutes=self.accepted_minutes,
            declined_minutes=attendance.pending - self.accepted_minutes,
            service_day=record.service_day, reviewed_by=self.second.answers, note=self.note,
        )  # fmt: skip
        minutes = attendance.minutes + self.accepted_minutes
        yield from _more_beans(now, policy, plan, record, attendance, purse, minutes)

    def _record(self, attendance: Attendance) -> ServiceRecord:
        if attendance.arrived is None:
            raise AttendanceUnknown(attendance=self.attendance)
        if attendance.confirmed is None:
            raise NotConfirmed(attendance=self.attendance)
        if attendance.revoked:
            raise AlreadyRevoked(attendance=self.attendance)
        if not attendance.pending:
            raise NothingPending(attendance=self.attendance)
        if self.accepted_minutes > attendance.pending:
            raise MoreThanPending(pending=attendance.pending)
        return attendance.confirmed


def _more_beans(
    now: datetime,
    policy: Policy,
    plan: ActivityPublished,
    record: ServiceRecord,
    attendance: Attendance,
    purse: Purse,
    minutes: int,
) -> Iterator[BeansAwarded]:
    """What so many minutes earn beyond the beans that stand, inside the caps of the service day.

    Units are counted over the whole session: two halves of one are one.
    """
    earns = record.grade in policy.evidence.earn_beans
    if not earns or record.rating <= policy.beans.quality.zero_beans_at_or_below:
        return
    shift = record.category, plan.starts_at, plan.ends_at
    earned = beans_for(policy, *shift, minutes)
    before = beans_for(policy, *shift, attendance.minutes)
    day, own = record.service_day, attendance.beans
    beans, _ = within_caps(
        policy, earned,
        purse.earned.of(day.isoformat()) - own,
        purse.earned_long.of(month_of(day)) - own,
        purse.earned_long.of(year_of(day)) - own,
    )  # fmt: skip
    more = beans - own
    if more > 0:
        capped = max(earned - before - more, 0)
        yield award(
            now, policy, record.attendance, record.activity, day, more, capped, purse
        )
