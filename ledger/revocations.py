"""Revocations: a confirmed attendance, or a whole activity, is taken back with what it earned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
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
from ledger.taking_back import take_back


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
        yield from _revoked(now, rules, attendance, purse, self.note)


class RevokeActivity(Command, frozen=True, kw_only=True):
    """This activity was not what it was said to be; take everything back that came of it.

    What was not confirmed yet can never be. `note` points at the reason.
    """

    activity: str
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The activity, and who was there."""
        return Rulebook(), Activity(self.activity), Crowd(self.activity)

    def asks_further(
        self, now: datetime, rules: Rulebook, activity: Activity, crowd: Crowd
    ) -> tuple[State, ...]:
        """Each attendance, and the purse its beans went into."""
        pairs = ((Attendance(name), Purse(came.volunteer)) for name, came in crowd.arrived.items())
        return tuple(state for pair in pairs for state in pair)

    def decide(
        self, now: datetime, rules: Rulebook, activity: Activity, crowd: Crowd, *people: State
    ) -> Iterator[Fact]:
        """Every record of it is taken back at once, and the activity with them."""
        activity.must_exist()
        if activity.revoked:
            raise ActivityAlreadyRevoked(activity=self.activity)
        if crowd.arrived.keys() != {each.tags[0] for each in people[0::2]}:
            raise Busy()  # Somebody came in this very moment; asked again, they are seen.
        yield ActivityRevoked(at=now, activity=self.activity, note=self.note)
        for attendance, purse in zip(people[0::2], people[1::2], strict=True):
            assert isinstance(attendance, Attendance) and isinstance(purse, Purse)
            if attendance.confirmed is not None and not attendance.revoked:
                yield from _revoked(now, rules, attendance, purse, self.note)


def _revoked(
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
        yield take_back(
            now, policy, record.attendance, record.activity, record.service_day,
            attendance.beans, purse,
        )  # fmt: skip
