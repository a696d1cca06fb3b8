"""Attendances: who came where, on what evidence, and what stands of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import literal_column, select

from ledger.facts import (
    AttendanceFlagged,
    AttendanceRevoked,
    BeansAwarded,
    BeansClawedBack,
    CheckedIn,
    CheckedOut,
    CheckOutReminded,
    FlagReviewed,
    PendingReviewed,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceRecord,
)
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View


class Confirmed(NamedTuple):
    """A confirmed attendance, and the activity it was at."""

    attendance: str
    activity: str


class Attendance(Row):
    """One person at one activity; `state` is arrived, left, confirmed or revoked.

    `position` is that of the arrival. `minutes` and `beans` are what stands now, with every
    correction and review in them; a revocation sets the numbers back to 0. `corrections` counts
    how often the record was made anew, `flags` and `flags_reviewed` what wanted a second look.
    """

    attendance: str
    activity: str = UNTOLD
    volunteer: str = UNTOLD
    state: str = UNTOLD
    in_at: datetime = UNTOLD
    in_means: str = UNTOLD
    out_at: datetime | None = UNTOLD
    out_means: str | None = UNTOLD
    minutes_present: int | None = UNTOLD
    as_minor: int = 0
    reminded_at: datetime | None = UNTOLD
    confirmed_at: datetime | None = UNTOLD
    confirmed_by: str | None = UNTOLD
    service_day: date | None = UNTOLD
    rating: int | None = UNTOLD
    break_minutes: int | None = UNTOLD
    grade: str | None = UNTOLD
    minutes: int = 0
    pending_minutes: int | None = UNTOLD
    training_minutes: int | None = UNTOLD
    beans: int = 0
    capped_beans: int | None = UNTOLD
    corrections: int = 0
    flags: int = 0
    flags_reviewed: int = 0
    position: int = UNTOLD


class Flag(Row):
    """Something about a scan that wants a second look; `outcome` None until somebody had one."""

    attendance: str
    reason: str
    activity: str = UNTOLD
    volunteer: str = UNTOLD
    beside: str | None = UNTOLD
    flagged_at: datetime = UNTOLD
    outcome: str | None = UNTOLD
    position: int = UNTOLD


ATTENDANCES = Sheet(
    "attendance", Attendance, By(("activity", "position")), By(("volunteer", "position")),
    By(("out_at",), "state = 'arrived'"), By(("position",), "pending_minutes > 0"),
)  # fmt: skip
FLAGS = Sheet("attendance_flag", Flag, By(("activity", "position")))
_OPEN = ("arrived", "left")


class _Folding:
    def __init__(self, attendances: Changes[Attendance], flags: Changes[Flag]) -> None:
        self._attendances = attendances
        self._flags = flags

    def arrive(self, recorded: Recorded[CheckedIn]) -> None:
        fact = recorded.fact
        row = self._attendances[fact.attendance]
        row.activity, row.volunteer, row.state = fact.activity, fact.volunteer, "arrived"
        row.in_at, row.in_means, row.position = fact.at, fact.means, recorded.position
        row.as_minor += fact.as_minor

    def leave(self, recorded: Recorded[CheckedOut]) -> None:
        fact = recorded.fact
        row = self._attendances[fact.attendance]
        row.state, row.minutes_present = "left", fact.minutes_present
        row.out_at, row.out_means = fact.at, fact.means

    def remind(self, recorded: Recorded[CheckOutReminded]) -> None:
        self._attendances[recorded.fact.attendance].reminded_at = recorded.fact.at

    def flag(self, recorded: Recorded[AttendanceFlagged]) -> None:
        fact = recorded.fact
        self._attendances[fact.attendance].flags += 1
        row = self._flags[fact.attendance, fact.reason]
        row.activity, row.volunteer, row.beside = fact.activity, fact.volunteer, fact.beside
        row.flagged_at, row.position = fact.at, recorded.position

    def review_flag(self, recorded: Recorded[FlagReviewed]) -> None:
        fact = recorded.fact
        self._attendances[fact.attendance].flags_reviewed += 1
        self._flags[fact.attendance, fact.reason].outcome = fact.outcome

    def confirm(self, recorded: Recorded[ServiceConfirmed]) -> None:
        row = self._record(recorded)
        row.confirmed_at, row.minutes = recorded.fact.at, row.minutes + recorded.fact.minutes

    def correct(self, recorded: Recorded[ServiceCorrected]) -> None:
        fact = recorded.fact
        row = self._record(recorded)
        row.minutes += fact.minutes - fact.minutes_before
        row.corrections += 1

    def _record(self, recorded: Recorded[Any]) -> Attendance:
        fact: ServiceRecord = recorded.fact
        row = self._attendances[fact.attendance]
        row.state, row.service_day, row.rating = "confirmed", fact.service_day, fact.rating
        row.grade, row.break_minutes = fact.grade, fact.break_minutes
        row.confirmed_by = fact.confirmed_by or recorded.actor
        row.pending_minutes = fact.pending_minutes
        row.training_minutes, row.capped_beans = fact.training_minutes, fact.capped_beans
        return row

    def review(self, recorded: Recorded[PendingReviewed]) -> None:
        row = self._attendances[recorded.fact.attendance]
        row.minutes += recorded.fact.accepted_minutes
        row.pending_minutes = 0

    def revoke(self, recorded: Recorded[AttendanceRevoked]) -> None:
        row = self._attendances[recorded.fact.attendance]
        row.state = "revoked"
        row.minutes -= recorded.fact.minutes
        row.pending_minutes = row.training_minutes = 0

    def award(self, recorded: Recorded[BeansAwarded]) -> None:
        row = self._attendances[recorded.fact.attendance]
        row.beans += recorded.fact.beans
        row.capped_beans = recorded.fact.capped_beans

    def claw_back(self, recorded: Recorded[BeansClawedBack]) -> None:
        self._attendances[recorded.fact.attendance].beans -= recorded.fact.beans


class Attendances(View):
    """Who attended which activity."""

    name = "attendances"
    version = 1
    sheets = (ATTENDANCES, FLAGS)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """From the arrival to the record, and to what was corrected or taken back."""
        folding = _Folding(*changes)
        return {
            CheckedIn: folding.arrive,
            CheckedOut: folding.leave,
            CheckOutReminded: folding.remind,
            AttendanceFlagged: folding.flag,
            FlagReviewed: folding.review_flag,
            ServiceConfirmed: folding.confirm,
            ServiceCorrected: folding.correct,
            PendingReviewed: folding.review,
            AttendanceRevoked: folding.revoke,
            BeansAwarded: folding.award,
            BeansClawedBack: folding.claw_back,
        }

    def attendance(self, attendance: str) -> Attendance | None:
        """One attendance, None when there is no such id."""
        question = ATTENDANCES.select().where(ATTENDANCES.c.attendance == attendance)
        return self.shelf.row(question, Attendance)

    def at(
        self, activity: str, limit: int = 1_000, after_position: int = 0, state: str = ""
    ) -> list[Attendance]:
        """Who came to an activity, in the order of arrival, behind `after_position`; perhaps only
        those in one `state`."""
        c = ATTENDANCES.c
        question = ATTENDANCES.select().where(c.activity == activity, c.position > after_position)
        if state:
            question = question.where(c.state == state)
        return self.shelf.rows(question.order_by(c.position).limit(limit), Attendance)

    def flags_at(self, activity: str) -> dict[str, list[Flag]]:
        """What wants a second look at an activity, or had one, by attendance."""
        question = FLAGS.select().where(FLAGS.c.activity == activity).order_by(FLAGS.c.position)
        found: dict[str, list[Flag]] = {}
        for flag in self.shelf.rows(question, Flag):
            found.setdefault(flag.attendance, []).append(flag)
        return found

    def to_be_reviewed(self, limit: int, after_position: int = 0) -> list[Attendance]:
        """Those with minutes above the limit that wait, in the order of arrival."""
        c = ATTENDANCES.c
        # In the words of the index that holds only those.
        question = ATTENDANCES.select().where(c.pending_minutes > literal_column("0"))
        question = question.where(c.position > after_position).order_by(c.position)
        return self.shelf.rows(question.limit(limit), Attendance)

    def confirmed_between(self, first: date, last: date) -> list[Confirmed]:
        """The attendances confirmed for service on these days and not revoked, by id.

        A whole month is read, so it is for rare questions."""
        c = ATTENDANCES.c
        question = select(c.attendance, c.activity).where(
            c.state == "confirmed", c.service_day.between(first, last)
        )
        return self.shelf.rows(question.order_by(c.attendance), Confirmed)

    def of(
        self, volunteer: str, limit: int = 100, before_position: int | None = None
    ) -> list[Attendance]:
        """Where a volunteer came, newest first, older than `before_position`."""
        c = ATTENDANCES.c
        question = ATTENDANCES.select().where(c.volunteer == volunteer)
        if before_position is not None:
            question = question.where(c.position < before_position)
        return self.shelf.rows(question.order_by(c.position.desc()).limit(limit), Attendance)

    def open_of(self, volunteer: str, limit: int = 100) -> list[Attendance]:
        """Where a volunteer is, or was and waits for the confirmation; newest first."""
        c = ATTENDANCES.c
        question = ATTENDANCES.select().where(c.volunteer == volunteer, c.state.in_(_OPEN))
        return self.shelf.rows(question.order_by(c.position.desc()).limit(limit), Attendance)
