"""Corrections: a record was wrong, and another one stands in its place from now on."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.counting.service_time import SessionCount
from ledger.crediting import (
    Answering,
    Served,
    award,
    count,
    must_be_recent,
    must_not_overlap,
    record_of,
)
from ledger.facts import ActivityPublished, Fact, ServiceCorrected, ServiceRecord
from ledger.policy import Policy
from ledger.refusals import (
    AlreadyRevoked,
    AttendanceUnknown,
    InTheFuture,
    LeftBeforeArriving,
    NotConfirmed,
    NothingToCorrect,
    SamePerson,
)
from ledger.states import Rulebook, State
from ledger.subjects.activity import Activity
from ledger.subjects.presence import Attendance, ServiceDays, parties_of
from ledger.subjects.purse import Purse
from ledger.subjects.second_person import Second, asked_of_one, must_be_free
from ledger.taking_back import take_back


class CorrectService(Command, frozen=True, kw_only=True):
    """This is how it was; what is not told stays as it is. `note` points at the reason.

    Nobody corrects what they or their household gain by, and nobody makes a record longer that
    they answer for themselves. The grade of the evidence never changes.
    """

    attendance: str
    corrector: Second
    came_at: datetime | None = None
    left_at: datetime | None = None
    break_minutes: int | None = None
    rating: int | None = None
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The record, the day and the purse, and who corrects."""
        activity, volunteer = parties_of(self.attendance)
        record = Attendance(self.attendance), ServiceDays(volunteer), Purse(volunteer)
        who = asked_of_one((volunteer,), self.corrector)
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
        """The record as it should have been, and the beans that make the difference."""
        record = self._record(attendance)
        must_be_free((record.volunteer,), self.corrector, rules.current.local_date(now), who)
        plan = activity.must_take_place()
        policy = rules.named(record.policy) or rules.current
        must_be_recent(policy, plan, now)
        served = self._served(now, attendance, record)
        must_not_overlap(policy, plan, served, days)
        worth = count(policy, plan, served, days, purse)
        answering = Answering(self.corrector.answers)
        corrected = ServiceCorrected(
            at=now, **record_of(policy, plan, served, worth, answering),
            minutes_before=attendance.minutes, pending_before=attendance.pending,
            training_before=attendance.training, day_before=record.service_day, note=self.note,
        )  # fmt: skip
        if _says_the_same(corrected, record):
            raise NothingToCorrect(attendance=self.attendance)
        longer = _total(worth) > attendance.minutes + attendance.pending + attendance.training
        if longer and record.confirmed_by in (self.corrector.answers, *self.corrector.selves):
            raise SamePerson()
        yield corrected
        yield from _difference(now, policy, plan, attendance, corrected, worth, purse)

    def _record(self, attendance: Attendance) -> ServiceRecord:
        if attendance.arrived is None:
            raise AttendanceUnknown(attendance=self.attendance)
        if attendance.confirmed is None:
            raise NotConfirmed(attendance=self.attendance)
        if attendance.revoked:
            raise AlreadyRevoked(attendance=self.attendance)
        return attendance.confirmed

    def _served(self, now: datetime, attendance: Attendance, record: ServiceRecord) -> Served:
        # What stands is the counted part of the presence; counted again, it is the same.
        came_at, left_at = self.came_at or record.started_at, self.left_at or record.ended_at
        if left_at > now:
            raise InTheFuture()
        if left_at < came_at:
            raise LeftBeforeArriving()
        rest = record.break_minutes if self.break_minutes is None else self.break_minutes
        return Served(
            attendance=self.attendance, volunteer=record.volunteer, came_at=came_at,
            left_at=left_at, rating=record.rating if self.rating is None else self.rating,
            break_minutes=rest, grade=record.grade,
            as_minor=attendance.arrived is not None and attendance.arrived.as_minor,
            beans_standing=attendance.beans, day_standing=record.service_day,
        )  # fmt: skip


def _says_the_same(corrected: ServiceCorrected, record: ServiceRecord) -> bool:
    told = ("started_at", "ended_at", "break_minutes", "rating")
    return all(getattr(corrected, name) == getattr(record, name) for name in told)


def _total(worth: SessionCount) -> int:
    return worth.minutes + worth.pending_minutes + worth.training_minutes


def _difference(
    now: datetime,
    policy: Policy,
    plan: ActivityPublished,
    attendance: Attendance,
    corrected: ServiceCorrected,
    worth: SessionCount,
    purse: Purse,
) -> Iterator[Fact]:
    """Beans given or taken back; all of them back and anew where the day itself was wrong."""
    whose, day, before = corrected.attendance, corrected.service_day, corrected.day_before
    less = attendance.beans - worth.beans if day == before else attendance.beans
    more = worth.beans - attendance.beans if day == before else worth.beans
    if less > 0 and policy.reversal.hours_revoked_claws_back_beans:
        taken = take_back(now, policy, whose, plan.activity, before, less, purse)
        yield taken
        purse = copy.deepcopy(purse)
        purse.evolve(taken)
    if more > 0:
        yield award(
            now, policy, whose, plan.activity, day, more, worth.capped_beans, purse
        )
