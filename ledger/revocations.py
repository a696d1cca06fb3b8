"""Revocations: a confirmed attendance is taken back, or a whole activity, with all it earned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.crediting import take_back
from ledger.facts import ActivityRevoked, AttendanceRevoked, Fact
from ledger.refusals import (
    ActivityAlreadyRevoked,
    AlreadyRevoked,
    AttendanceUnknown,
    Busy,
    NotConfirmed,
)
from ledger.states import Rulebook, State
from ledger.subjects.activity import Activity, Crowd
from ledger.subjects.presence import Attendance, parties_of
from ledger.subjects.purse import Purse


class RevokeAttendance(Command, frozen=True, kw_only=True):
    """This service was not what it was said to be; take it back.

    `note` points at the reason, which is kept where it can be forgotten.
    """

    attendance: str
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The attendance and the purse its beans went into."""
        _, volunteer = parties_of(self.attendance)
        return Rulebook(), Attendance(self.attendance), Purse(volunteer)

    def decide(
        self, now: datetime, rules: Rulebook, attendance: Attendance, purse: Purse
    ) -> Iterator[Fact]:
        """The minutes no longer count; the beans go back, or stand as a debt where spent."""
        if attendance.arrived is None:
            raise AttendanceUnknown(attendance=self.attendance)
        if attendance.confirmed is None:
            raise NotConfirmed(attendance=self.attendance)
        if attendance.revoked:
            raise AlreadyRevoked(attendance=self.attendance)
        yield from _taken_back(now, rules, attendance, purse, self.note)


class RevokeActivity(Command, frozen=True, kw_only=True):
    """This activity was not what it was said to be; take back all that came of it.

    Every confirmed attendance of it is taken back, in one step; those that wait for a
    confirmation get none any more. `note` points at the reason.
    """

    activity: str
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The activity, and who was there."""
        return Rulebook(), Activity(self.activity), Crowd(self.activity)

    def asks_further(
        self, now: datetime, rules: Rulebook, activity: Activity, crowd: Crowd
    ) -> tuple[State, ...]:
        """Of everybody who was there the attendance and the purse, two by two."""
        return tuple(
            state
            for attendance in crowd.arrived
            for state in (Attendance(attendance), Purse(parties_of(attendance)[1]))
        )

    def decide(
        self, now: datetime, rules: Rulebook, activity: Activity, crowd: Crowd, *people: State
    ) -> Iterator[Fact]:
        """The activity counts no more, nor does anything that was confirmed there."""
        activity.must_exist()
        if activity.revoked:
            raise ActivityAlreadyRevoked(activity=self.activity)
        if crowd.arrived.keys() != {each.tags[0] for each in people[0::2]}:
            raise Busy()  # Somebody came in this very moment; asked again, they are seen.
        yield ActivityRevoked(at=now, activity=self.activity, note=self.note)
        for attendance, purse in zip(people[0::2], people[1::2], strict=True):
            if attendance.confirmed is not None and not attendance.revoked:
                yield from _taken_back(now, rules, attendance, purse, self.note)


def _taken_back(
    now: datetime, rules: Rulebook, attendance: Attendance, purse: Purse, note: str | None
) -> Iterator[Fact]:
    record = attendance.confirmed
    assert record is not None
    yield AttendanceRevoked(
        at=now, attendance=record.attendance, activity=record.activity,
        volunteer=record.volunteer, minutes=attendance.minutes,
        training_minutes=attendance.training, service_day=record.service_day, note=note,
    )  # fmt: skip
    policy = rules.named(record.policy) or rules.current
    if attendance.beans and policy.reversal.hours_revoked_claws_back_beans:
        yield take_back(now, policy, record, attendance.beans, purse)
