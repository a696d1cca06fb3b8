"""Corrections: a record that was wrong is made anew; the old one stays where it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ledger.command import Command
from ledger.counting.service_time import SessionCount, counted_span
from ledger.crediting import (
    Answering,
    Served,
    award,
    count,
    must_be_recent,
    must_not_overlap,
    record_of,
    take_back,
)
from ledger.facts import (
    ActivityPublished,
    BeansAwarded,
    Fact,
    ServiceCorrected,
    ServiceRecord,
)
from ledger.policy import Policy
from ledger.refusals import (
    AlreadyRevoked,
    AttendanceUnknown,
    InTheFuture,
    LeftBeforeArriving,
    NotConfirmed,
    NothingToCorrect,
    OwnService,
    SamePerson,
    TooLate,
)
from ledger.states import Rulebook, State
from ledger.subjects.activity import Activity
from ledger.subjects.presence import Attendance, ServiceDays, parties_of
from ledger.subjects.purse import Purse
from ledger.subjects.second_person import Second, asked_of_one, must_be_free
from ledger.subjects.vouching import Vouched, must_have_room


class CorrectService(Command, frozen=True, kw_only=True):
    """This record is wrong; here is how it really was. What is not told was right.

    `corrected_by` is whoever answers for the record from now on: neither the person it is about
    nor somebody of their household, and minutes added on their word alone count as vouched for,
    as entries do. Nobody makes a record longer that they answer for already. `note` points at the
    reason.
    """

    attendance: str
    came_at: datetime | None = None
    left_at: datetime | None = None
    break_minutes: int | None = None
    rating: int | None = None
    corrected_by: Second
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The plan, the record, the day, the purse, and who corrects."""
        activity, volunteer = parties_of(self.attendance)
        record = Attendance(self.attendance), ServiceDays(volunteer), Purse(volunteer)
        ids = dict.fromkeys((self.corrected_by.answers, *self.corrected_by.selves))
        who = *map(Vouched, ids), *asked_of_one((volunteer,), self.corrected_by)
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
        """The record as it stands from now on, and the beans that makes more or fewer."""
        record = self._standing(attendance)
        today = rules.current.local_date(now)
        if record.volunteer in self.corrected_by.own_volunteers:
            raise OwnService(attendance=self.attendance)
        must_be_free((record.volunteer,), self.corrected_by, today, who)
        plan = activity.must_exist()
        policy = rules.named(record.policy) or rules.current
        must_be_recent(policy, plan, now)
        served = self._served(now, policy, plan, attendance, record)
        must_not_overlap(policy, plan, served, days)
        worth = _worth(policy, plan, served, attendance, (days, purse))
        answering = self._answering(policy, today, worth, attendance, who)
        told = record_of(policy, plan, served, worth, answering)
        beans = tuple(_beans(now, policy, (told["service_day"], worth), attendance, purse))
        # What a cap cut off stands where the beans do; where none are given, in the record.
        given = any(isinstance(each, BeansAwarded) for each in beans)
        told["capped_beans"] = 0 if given else worth.capped_beans
        yield ServiceCorrected(
            at=now, **told, minutes_before=attendance.minutes, pending_before=attendance.pending,
            training_before=attendance.training, day_before=record.service_day, note=self.note,
        )  # fmt: skip
        yield from beans

    def _answering(
        self,
        policy: Policy,
        today: date,
        worth: SessionCount,
        attendance: Attendance,
        who: tuple[State, ...],
    ) -> Answering:
        """Who answers for the record, with room for what this adds on one person's word."""
        answers, stood = self.corrected_by.answers, attendance.minutes + attendance.pending
        more = worth.minutes + worth.pending_minutes - stood
        if more <= 0:
            return Answering(answers)
        record = attendance.confirmed
        if record is not None and record.confirmed_by in (answers, *self.corrected_by.selves):
            raise SamePerson()
        before = (each for each in who if isinstance(each, Vouched))
        must_have_room(policy, today, before, [more])
        return Answering(answers, enterer=answers)

    def _standing(self, attendance: Attendance) -> ServiceRecord:
        if attendance.arrived is None:
            raise AttendanceUnknown(attendance=self.attendance)
        if attendance.confirmed is None:
            raise NotConfirmed(attendance=self.attendance)
        if attendance.revoked:
            raise AlreadyRevoked(attendance=self.attendance)
        return attendance.confirmed

    def _served(
        self,
        now: datetime,
        policy: Policy,
        plan: ActivityPublished,
        attendance: Attendance,
        record: ServiceRecord,
    ) -> Served:
        """The presence as it is told now; the evidence is what it was, and so is its grade."""
        came, left = self.came_at or record.started_at, self.left_at or record.ended_at
        self._check_times(now, plan, came, left)
        span = counted_span(policy, plan.starts_at, plan.ends_at, came, left)
        rest = record.break_minutes if self.break_minutes is None else self.break_minutes
        rating = self.rating or record.rating
        told = *span, rest, rating
        if told == (record.started_at, record.ended_at, record.break_minutes, record.rating):
            raise NothingToCorrect(attendance=self.attendance)
        assert attendance.arrived is not None
        return Served(
            attendance=self.attendance, volunteer=record.volunteer, came_at=came, left_at=left,
            rating=rating, break_minutes=rest, grade=record.grade,
            as_minor=attendance.arrived.as_minor, beans_standing=attendance.beans,
            day_standing=record.service_day,
        )  # fmt: skip

    def _check_times(
        self, now: datetime, plan: ActivityPublished, came: datetime, left: datetime
    ) -> None:
        told = [each for each in (self.came_at, self.left_at) if each is not None]
        if any(each > now for each in told):
            raise InTheFuture()
        if told and left < came:
            raise LeftBeforeArriving()
        if self.came_at is not None and self.came_at >= plan.ends_at:
            raise TooLate()


def _worth(
    policy: Policy,
    plan: ActivityPublished,
    served: Served,
    attendance: Attendance,
    beside: tuple[ServiceDays, Purse],
) -> SessionCount:
    """What the presence is worth now. Minutes that stood stay as far as they were served: they
    were within the limits, or a second person looked at them; the rest waits again."""
    record = attendance.confirmed
    assert record is not None
    worth = count(policy, plan, served, *beside)
    told = *counted_span(
        policy, plan.starts_at, plan.ends_at, served.came_at, served.left_at
    ), served.break_minutes  # fmt: skip
    if told == (record.started_at, record.ended_at, record.break_minutes):
        settled = served._replace(minutes_settled=attendance.minutes)
        worth = count(policy, plan, settled, *beside)
        return worth._replace(pending_minutes=attendance.pending)
    if policy.local_date(max(plan.starts_at, served.came_at)) == record.service_day:
        minutes = max(worth.minutes, attendance.minutes)
        worth = count(policy, plan, served._replace(minutes_settled=minutes), *beside)
    return worth


def _beans(
    now: datetime,
    policy: Policy,
    made: tuple[object, SessionCount],
    attendance: Attendance,
    purse: Purse,
) -> Iterator[Fact]:
    """The difference in beans; where the day is another one, all of them back and anew, because
    their caps and their last day are those of the day they were earned on."""
    record, (day, worth) = attendance.confirmed, made
    stood = attendance.beans
    assert record is not None
    takes_back = policy.reversal.hours_revoked_claws_back_beans
    same_day = day == record.service_day
    fewer = max(stood - worth.beans, 0) if same_day else stood
    if fewer and takes_back:
        taken = take_back(now, policy, record, fewer, purse)
        yield taken
        purse, stood = purse.after(taken), stood - fewer
    more = worth.beans - stood
    if more > 0:
        yield award(
            now, policy, record.attendance, record.activity, day, more, worth.capped_beans, purse
        )
