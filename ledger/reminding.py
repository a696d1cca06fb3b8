"""Reminding: what the clock says when something does not come, and before beans are gone.

Nothing is filled in for anybody: an open attendance stays open until a person sets its end, and
nothing is ever confirmed by time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from ledger.command import Command
from ledger.counting.lots import reminder_step
from ledger.counting.working_days import stage_on
from ledger.facts import CheckOutReminded, ConfirmationEscalated, ExpiryReminded, Fact
from ledger.states import Rulebook, State
from ledger.subjects.activity import Activity
from ledger.subjects.escalation import Escalation
from ledger.subjects.expiry_reminders import ExpiryReminders
from ledger.subjects.presence import Attendance, parties_of
from ledger.subjects.purse import Purse


class RemindCheckOut(Command, frozen=True, kw_only=True):
    """The activity is over and this person has not checked out; asked by the clock, harmless
    when asked too early or again."""

    attendance: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The attendance, and when its activity was to end."""
        activity, _ = parties_of(self.attendance)
        return Rulebook(), Attendance(self.attendance), Activity(activity)

    def decide(
        self, now: datetime, rules: Rulebook, attendance: Attendance, activity: Activity
    ) -> Iterator[Fact]:
        """Both are reminded, once; nothing where there is nothing to remind of."""
        arrived, plan = attendance.arrived, activity.published
        if arrived is None or plan is None or activity.revoked or attendance.revoked:
            return
        minutes = rules.at(plan.starts_at).evidence.remind_check_out_after_minutes
        due = now >= plan.ends_at + timedelta(minutes=minutes)
        if due and attendance.left is None and not attendance.reminded:
            yield CheckOutReminded(
                at=now, attendance=self.attendance, activity=arrived.activity,
                volunteer=arrived.volunteer,
            )  # fmt: skip


class EscalateConfirmation(Command, frozen=True, kw_only=True):
    """People who came to this activity still wait for their confirmation; asked by the clock,
    harmless when asked too early or again.

    What stage the day is, and how many wait, the book works out by itself.
    """

    activity: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What was planned and promised, who waits, and what was told before."""
        return Rulebook(), Activity(self.activity), Escalation(self.activity)

    def decide(
        self, now: datetime, rules: Rulebook, activity: Activity, escalation: Escalation
    ) -> Iterator[Fact]:
        """It goes to the staff above, once; on its last day it is overdue, once."""
        plan = activity.published
        if plan is None or activity.revoked or not escalation.waiting:
            return
        policy = rules.at(plan.starts_at)
        stage = stage_on(policy, plan.ends_at, policy.local_date(now), plan.confirm_by)
        if stage != "open" and escalation.told.isdisjoint({stage, "overdue"}):
            yield ConfirmationEscalated(
                at=now, activity=self.activity, stage=stage, waiting=len(escalation.waiting)
            )


class RemindOfExpiry(Command, frozen=True, kw_only=True):
    """Beans of this volunteer will soon be gone; asked by the clock, harmless when asked too
    early or again.

    Which lots that are, and at which step they stand, the book works out by itself.
    """

    volunteer: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The day's rules, the purse, and what was told before."""
        return Rulebook(), Purse(self.volunteer), ExpiryReminders(self.volunteer)

    def decide(
        self, now: datetime, rules: Rulebook, purse: Purse, reminders: ExpiryReminders
    ) -> Iterator[Fact]:
        """Each lot once at each step; whoever comes late tells the last step only."""
        policy = rules.at(now)
        today = policy.local_date(now)
        for lot, beans in sorted(purse.living(today).items()):
            step = reminder_step(policy, lot, today)
            if step is not None and step < reminders.told.get(lot, step + 1):
                yield ExpiryReminded(
                    at=now, volunteer=self.volunteer, dies_on=date.fromisoformat(lot),
                    days_before=step, beans=beans,
                )  # fmt: skip
