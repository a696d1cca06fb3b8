"""Attendance: arriving and leaving, each once and in its time, with what it is known by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from ledger.command import Command
from ledger.counting.late_scans import scanned_at
from ledger.counting.minors import must_be_for_minors
from ledger.facts import AttendanceFlagged, CheckedIn, CheckedOut, Fact, FlagReason
from ledger.policy import Policy
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
from ledger.subjects.presence import SCANNED, Attendance, attendance_of
from ledger.subjects.scans import Device, Whereabouts
from ledger.subjects.skills import Skills
from ledger.subjects.standing import Volunteer

Means = Literal["scan", "organizer", "badge", "printed", "late_scan"]
ONE_DEVICE_FOR = 2
"""For how many others a telephone may be used, a couple's or a neighbour's, before somebody
looks."""


class _Step(Command, frozen=True, kw_only=True):
    """What arriving and leaving have in common.

    `device` tells the telephone apart at this activity, `shown_at` is when the code appeared,
    None for a printed one. A late scan tells by `client_at` what the telephone's clock said; its
    `at` is not looked at, for the server makes its own of both.
    """

    activity: str
    volunteer: str
    means: Means
    at: datetime
    device: str | None = None
    shown_at: datetime | None = None
    client_at: datetime | None = None

    def _devices(self) -> tuple[State, ...]:
        return (Device(self.device),) if self.device is not None else ()

    def _moment(self, now: datetime, policy: Policy) -> datetime:
        if self.means == "late_scan":
            return scanned_at(policy, now, self.shown_at, self.client_at)
        if self.at > now:
            raise InTheFuture()
        return self.at

    def _told(self, attendance: Attendance, at: datetime) -> dict[str, object]:
        return {
            "at": at, "attendance": attendance.tags[0], "activity": self.activity,
            "volunteer": self.volunteer, "means": self.means, "device": self.device,
            "shown_at": self.shown_at, "client_at": self.client_at,
        }  # fmt: skip

    def _flags(
        self, now: datetime, attendance: Attendance, device: Device | None, elsewhere: str | None
    ) -> Iterator[Fact]:
        """What wants a second look; each reason once for an attendance, and never a refusal."""
        mine = attendance.tags[0]
        found: dict[FlagReason, str | None] = {}
        if device is not None and (beside := device.beside(mine, self.shown_at)):
            found["shared_code"] = beside
        if device is not None and device.others(mine) >= ONE_DEVICE_FOR:
            found["shared_device"] = None
        if elsewhere is not None:
            found["two_places"] = elsewhere
        if self.means == "late_scan":
            found["late_scan"] = None
        for reason, beside in found.items():
            if reason not in attendance.flags:
                yield AttendanceFlagged(
                    at=now, attendance=mine, activity=self.activity, volunteer=self.volunteer,
                    reason=reason, beside=beside,
                )  # fmt: skip


class CheckIn(_Step, frozen=True, kw_only=True):
    """I am here. (Or the organizer says: this person is here, since `at`.)

    `grown_up` is known at the door: who was registered as a minor has come of age.
    """

    grown_up: bool = False

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The plan, the person and what they agreed to, whether they were here before, and
        where else they are."""
        attendance = Attendance(attendance_of(self.activity, self.volunteer))
        who = Volunteer(self.volunteer), Agreement(self.volunteer)
        return (
            Rulebook(), Activity(self.activity), *who, attendance, Whereabouts(self.volunteer),
            *self._devices(),
        )  # fmt: skip

    def asks_further(
        self, now: datetime, rules: Rulebook, activity: Activity, *others: State
    ) -> tuple[State, ...]:
        """What the person can do, where the plan wants something."""
        plan = activity.published
        wants = plan is not None and (plan.skills or plan.trainings)
        return (Skills(self.volunteer),) if wants else ()

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        activity: Activity,
        volunteer: Volunteer,
        agreement: Agreement,
        attendance: Attendance,
        whereabouts: Whereabouts,
        *further: State,
    ) -> Iterator[Fact]:
        """The arrival, once and within the hours of check-in, and what wants a second look."""
        plan = activity.must_take_place()
        as_minor = volunteer.must_exist().minor and not self.grown_up
        agreement.must_allow_service_of(as_minor)
        if attendance.arrived is not None:
            raise AlreadyCheckedIn(attendance=attendance.tags[0])
        policy = rules.at(plan.starts_at)
        if as_minor:
            must_be_for_minors(policy, plan)
        for skills in further:
            if isinstance(skills, Skills):
                skills.must_cover(plan, policy.local_date(plan.starts_at))
        at = self._moment(now, policy)
        opens = policy.time.checkin_opens_before_minutes
        if at < plan.starts_at - timedelta(minutes=opens):
            raise TooEarly(opens_before_minutes=opens)
        if at >= plan.ends_at:
            raise TooLate()
        yield CheckedIn(**self._told(attendance, at), as_minor=as_minor)
        elsewhere = whereabouts.elsewhere(attendance.tags[0], at, at, _longest(policy))
        yield from self._flags(now, attendance, _device(further), elsewhere)


class CheckOut(_Step, frozen=True, kw_only=True):
    """I am leaving. (Or the organizer says: this person left, at `at`.)"""

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The plan, when the person came, and where else they were meanwhile."""
        attendance = Attendance(attendance_of(self.activity, self.volunteer))
        return (
            Rulebook(), Activity(self.activity), attendance, Whereabouts(self.volunteer),
            *self._devices(),
        )  # fmt: skip

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        activity: Activity,
        attendance: Attendance,
        whereabouts: Whereabouts,
        *further: State,
    ) -> Iterator[Fact]:
        """The departure, once; after closing time only the organizer's word names the end."""
        plan = activity.must_exist()
        if attendance.arrived is None:
            raise NotCheckedIn()
        if attendance.left is not None:
            raise AlreadyCheckedOut(attendance=attendance.tags[0])
        policy, came_at = rules.at(plan.starts_at), attendance.arrived.at
        at = self._moment(now, policy)
        if at < came_at:
            raise LeftBeforeArriving()
        closes_after = timedelta(minutes=policy.time.checkout_closes_after_minutes)
        if self.means in SCANNED and at > plan.ends_at + closes_after:
            raise TooLate()
        minutes = (at - came_at) // timedelta(minutes=1)
        yield CheckedOut(**self._told(attendance, at), minutes_present=minutes)
        elsewhere = whereabouts.elsewhere(attendance.tags[0], came_at, at, _longest(policy))
        yield from self._flags(now, attendance, _device(further), elsewhere)


def _device(states: tuple[State, ...]) -> Device | None:
    return next((state for state in states if isinstance(state, Device)), None)


def _longest(policy: Policy) -> timedelta:
    """How long anybody can have been somewhere."""
    return timedelta(minutes=policy.time.daily_reviewed_max_minutes)
