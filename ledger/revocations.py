"""Revocations: a confirmed attendance is taken back, with the beans it had earned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.counting.lots import claw_back, dies_on
from ledger.facts import ISSUANCE, AttendanceRevoked, BeansClawedBack, Fact
from ledger.refusals import AlreadyRevoked, AttendanceUnknown, NotConfirmed
from ledger.states import Rulebook, State
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
        confirmed = attendance.confirmed
        if attendance.arrived is None:
            raise AttendanceUnknown(attendance=self.attendance)
        if confirmed is None:
            raise NotConfirmed(attendance=self.attendance)
        if attendance.revoked:
            raise AlreadyRevoked(attendance=self.attendance)
        yield AttendanceRevoked(
            at=now, attendance=self.attendance, activity=confirmed.activity,
            volunteer=confirmed.volunteer, minutes=attendance.minutes,
            training_minutes=attendance.training, service_day=confirmed.service_day,
            note=self.note,
        )  # fmt: skip
        beans = attendance.beans
        policy = rules.named(confirmed.policy) or rules.current
        if beans and policy.reversal.hours_revoked_claws_back_beans:
            own_lot = dies_on(policy, confirmed.service_day).isoformat()
            taken = claw_back(purse.living(policy.local_date(now)), beans, own_lot)
            yield BeansClawedBack(
                at=now, beans=beans, source=confirmed.volunteer, target=ISSUANCE,
                volunteer=confirmed.volunteer, lots=taken.taken, debt=taken.debt,
                balance_after=purse.balance - beans, attendance=self.attendance,
                activity=confirmed.activity, earned_on=confirmed.service_day, policy=policy.name,
            )  # fmt: skip
