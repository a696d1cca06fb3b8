"""Attendance: arriving and leaving, each once and in its time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from ledger.command import Command
from ledger.facts import CheckedIn, CheckedOut, Fact
from ledger.refusals import (
    AlreadyCheckedIn,
    AlreadyCheckedOut,
    InTheFuture,
    LeftBeforeArriving,
    NotCheckedIn,
    TooEarly,
    TooLate,
)
from ledger.states import Rulebook, State
from ledger.subjects.activity import Activity
from ledger.subjects.agreement import Agreement
from ledger.subjects.presence import Attendance, attendance_of
from ledger.subjects.standing import Volunteer

Means = Literal["scan", "organizer"]


class CheckIn(Command, frozen=True, kw_only=True):
    """I am here. (Or the organizer says: this person is here, since `at`.)"""

    activity: str
    volunteer: str
    means: Means
    at: datetime

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The plan, the person and what they agreed to, and whether they were here before."""
        attendance = Attendance(attendance_of(self.activity, self.volunteer))
        who = Volunteer(self.volunteer), Agreement(self.volunteer)
        return Rulebook(), Activity(self.activity), *who, attendance

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        activity: Activity,
        volunteer: Volunteer,
        agreement: Agreement,
        attendance: Attendance,
    ) -> Iterator[Fact]:
        """The arrival, once and within the hours of check-in."""
        plan = activity.must_exist()
        agreement.must_allow_service_of(volunteer.must_exist().minor)
        if attendance.arrived is not None:
            raise AlreadyCheckedIn(attendance=attendance.tags[0])
        time = rules.at(plan.starts_at).time
        if self.at > now:
            raise InTheFuture()
        if self.at < plan.starts_at - timedelta(minutes=time.checkin_opens_before_minutes):
            raise TooEarly(opens_before_minutes=time.checkin_opens_before_minutes)
        if self.at >= plan.ends_at:
            raise TooLate()
        yield CheckedIn(
            at=self.at, attendance=attendance.tags[0], activity=self.activity,
            volunteer=self.volunteer, means=self.means,
        )  # fmt: skip


class CheckOut(Command, frozen=True, kw_only=True):
    """I am leaving. (Or the organizer says: this person left, at `at`.)"""

    activity: str
    volunteer: str
    means: Means
    at: datetime

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The plan, and when the person came."""
        attendance = Attendance(attendance_of(self.activity, self.volunteer))
        return Rulebook(), Activity(self.activity), attendance

    def decide(
        self, now: datetime, rules: Rulebook, activity: Activity, attendance: Attendance
    ) -> Iterator[Fact]:
        """The departure, once; after closing time only the organizer can name the end."""
        plan = activity.must_exist()
        if attendance.arrived is None:
            raise NotCheckedIn()
        if attendance.left is not None:
            raise AlreadyCheckedOut(attendance=attendance.tags[0])
        closes_after = rules.at(plan.starts_at).time.checkout_closes_after_minutes
        if self.at > now:
            raise InTheFuture()
        if self.at < attendance.arrived.at:
            raise LeftBeforeArriving()
        closes_at = plan.ends_at + timedelta(minutes=closes_after)
        if self.means == "scan" and self.at > closes_at:
            raise TooLate()
        yield CheckedOut(
            at=self.at, attendance=attendance.tags[0], activity=self.activity,
            volunteer=self.volunteer, means=self.means,
            minutes_present=(self.at - attendance.arrived.at) // timedelta(minutes=1),
        )  # fmt: skip
