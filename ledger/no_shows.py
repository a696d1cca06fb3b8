"""No-shows: a person saw that somebody with a place did not come, and whether there was a reason.

An absence may pause signing up for a while; it never touches minutes or beans.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.facts import Fact, NoShowExcused, NoShowMarked
from ledger.refusals import AlreadyMarked, CameAfterAll, NotMarked, NotOverYet, NotSignedUp
from ledger.states import Rulebook, State
from ledger.subjects.absences import Absences
from ledger.subjects.activity import Activity, SignUps
from ledger.subjects.presence import Attendance, attendance_of


class MarkNoShow(Command, frozen=True, kw_only=True):
    """This person had a place, and did not come."""

    activity: str
    volunteer: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The plan, who had a place, and whether the person came or was missed before."""
        attendance = Attendance(attendance_of(self.activity, self.volunteer))
        plans = Activity(self.activity), SignUps(self.activity)
        return Rulebook(), *plans, attendance, Absences(self.volunteer)

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        activity: Activity,
        sign_ups: SignUps,
        attendance: Attendance,
        absences: Absences,
    ) -> Iterator[Fact]:
        """The absence, once, on the local day of the activity; a person says so, no clock."""
        plan = activity.must_take_place()
        if self.volunteer not in sign_ups.places:
            raise NotSignedUp()
        if now < plan.ends_at:
            raise NotOverYet()
        if attendance.arrived is not None:
            raise CameAfterAll()
        if self.activity in absences.marked:
            raise AlreadyMarked()
        yield NoShowMarked(
            at=now, activity=self.activity, volunteer=self.volunteer,
            on=rules.at(plan.starts_at).local_date(plan.starts_at),
        )  # fmt: skip


class ExcuseNoShow(Command, frozen=True, kw_only=True):
    """There was a good reason; `note` points at it."""

    activity: str
    volunteer: str
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What was marked and excused before."""
        return Activity(self.activity), Absences(self.volunteer)

    def decide(self, now: datetime, activity: Activity, absences: Absences) -> Iterator[Fact]:
        """The absence counts no more, and a pause it brought about is over."""
        activity.must_exist()
        missed_on = absences.marked.get(self.activity)
        if missed_on is None or self.activity in absences.excused:
            raise NotMarked()
        yield NoShowExcused(
            at=now, activity=self.activity, volunteer=self.volunteer, on=missed_on, note=self.note
        )
