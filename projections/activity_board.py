"""The activity board: what is on, who came, and what became of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from ledger.facts import (
    ActivityPublished,
    AttendanceRevoked,
    BeansAwarded,
    BeansClawedBack,
    CheckedIn,
    CheckedOut,
    ServiceConfirmed,
)
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View


class Activity(Row):
    """An activity as it was announced, and how many people arrived, left, were confirmed and
    were revoked after that; each number counts everybody who ever came so far."""

    activity: str
    title: str = UNTOLD
    category: str = UNTOLD
    community: str = UNTOLD
    organising_team: str | None = UNTOLD
    place: str = UNTOLD
    starts_at: datetime = UNTOLD
    ends_at: datetime = UNTOLD
    capacity: int | None = UNTOLD
    published_at: datetime = UNTOLD
    position: int = UNTOLD
    arrived: int = 0
    left: int = 0
    confirmed: int = 0
    revoked: int = 0


class Confirmed(NamedTuple):
    """A confirmed attendance, and the community in which the activity was."""

    attendance: str
    community: str


class Attendance(Row):
    """One person at one activity; `state` is arrived, left, confirmed or revoked.

    `position` is that of the arrival. `minutes`, `beans` and the `grade` of the evidence stand
    from the confirmation on; a revocation sets the numbers back to 0.
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
    confirmed_at: datetime | None = UNTOLD
    service_day: date | None = UNTOLD
    rating: int | None = UNTOLD
    grade: str | None = UNTOLD
    minutes: int | None = UNTOLD
    pending_minutes: int | None = UNTOLD
    training_minutes: int | None = UNTOLD
    beans: int = 0
    capped_beans: int = 0
    position: int = UNTOLD


ACTIVITIES = Sheet("activity", Activity, By(("starts_at",)), By(("community", "starts_at")))
ATTENDANCES = Sheet(
    "attendance", Attendance, By(("activity", "position")), By(("volunteer", "position"))
)
_OPEN = ("arrived", "left")


class _Folding:
    def __init__(self, activities: Changes[Activity], attendances: Changes[Attendance]) -> None:
        self._activities = activities
        self._attendances = attendances

    def publish(self, recorded: Recorded[ActivityPublished]) -> None:
        fact = recorded.fact
        row = self._activities[fact.activity]
        row.title, row.category, row.place = fact.title, fact.category, fact.place
        row.community, row.organising_team = fact.community, fact.organising_team
        row.starts_at, row.ends_at, row.capacity = fact.starts_at, fact.ends_at, fact.capacity
        row.published_at, row.position = recorded.recorded_at, recorded.position

    def arrive(self, recorded: Recorded[CheckedIn]) -> None:
        fact = recorded.fact
        self._activities[fact.activity].arrived += 1
        row = self._attendances[fact.attendance]
        row.activity, row.volunteer, row.state = fact.activity, fact.volunteer, "arrived"
        row.in_at, row.in_means, row.position = fact.at, fact.means, recorded.position

    def leave(self, recorded: Recorded[CheckedOut]) -> None:
        fact = recorded.fact
        self._activities[fact.activity].left += 1
        row = self._attendances[fact.attendance]
        row.state, row.minutes_present = "left", fact.minutes_present
        row.out_at, row.out_means = fact.at, fact.means

    def confirm(self, recorded: Recorded[ServiceConfirmed]) -> None:
        fact = recorded.fact
        self._activities[fact.activity].confirmed += 1
        row = self._attendances[fact.attendance]
        row.state, row.confirmed_at, row.service_day = "confirmed", fact.at, fact.service_day
        row.rating, row.grade, row.minutes = fact.rating, fact.grade, fact.minutes
        row.pending_minutes = fact.pending_minutes
        row.training_minutes = fact.training_minutes

    def revoke(self, recorded: Recorded[AttendanceRevoked]) -> None:
        fact = recorded.fact
        self._activities[fact.activity].revoked += 1
        row = self._attendances[fact.attendance]
        row.state = "revoked"
        row.minutes = row.pending_minutes = row.training_minutes = 0

    def award(self, recorded: Recorded[BeansAwarded]) -> None:
        row = self._attendances[recorded.fact.attendance]
        row.beans += recorded.fact.beans
        row.capped_beans += recorded.fact.capped_beans

    def claw_back(self, recorded: Recorded[BeansClawedBack]) -> None:
        self._attendances[recorded.fact.attendance].beans -= recorded.fact.beans


class ActivityBoard(View):
    """Activities and who attended them."""

    name = "activity_board"
    version = 1
    sheets = (ACTIVITIES, ATTENDANCES)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """From the announcement to the confirmation, and to what was taken back."""
        folding = _Folding(*changes)
        return {
            ActivityPublished: folding.publish,
            CheckedIn: folding.arrive,
            CheckedOut: folding.leave,
            ServiceConfirmed: folding.confirm,
            AttendanceRevoked: folding.revoke,
            BeansAwarded: folding.award,
            BeansClawedBack: folding.claw_back,
        }

    def activity(self, activity: str) -> Activity | None:
        """One activity, None when there is no such id."""
        question = ACTIVITIES.select().where(ACTIVITIES.c.activity == activity)
        return self.shelf.row(question, Activity)

    def between(
        self,
        since: datetime,
        until: datetime | None = None,
        *,
        community: str | None = None,
        limit: int = 100,
        after: tuple[datetime, str] | None = None,
    ) -> list[Activity]:
        """Activities that start at `since` or later and before `until`, the earliest first.

        `after` is the start and the id of the last one seen, to go on behind it.
        """
        c = ACTIVITIES.c
        question = ACTIVITIES.select().where(c.starts_at >= since)
        if until is not None:
            question = question.where(c.starts_at < until)
        if community is not None:
            question = question.where(c.community == community)
        if after is not None:
            start, seen = after
            later = (c.starts_at > start) | ((c.starts_at == start) & (c.activity > seen))
            question = question.where(c.starts_at >= start, later)
        return self.shelf.rows(question.order_by(c.starts_at, c.activity).limit(limit), Activity)

    def upcoming(
        self, now: datetime, *, community: str | None = None, limit: int = 100
    ) -> list[Activity]:
        """Activities that are not over at `now`, the earliest first."""
        c = ACTIVITIES.c
        question = ACTIVITIES.select().where(c.ends_at > now)
        if community is not None:
            question = question.where(c.community == community)
        return self.shelf.rows(question.order_by(c.starts_at, c.activity).limit(limit), Activity)

    def attendance(self, attendance: str) -> Attendance | None:
        """One attendance, None when there is no such id."""
        question = ATTENDANCES.select().where(ATTENDANCES.c.attendance == attendance)
        return self.shelf.row(question, Attendance)

    def attendances_at(
        self, activity: str, limit: int = 1_000, after_position: int = 0
    ) -> list[Attendance]:
        """Who came to an activity, in the order of arrival, behind `after_position`."""
        question = ATTENDANCES.select().where(ATTENDANCES.c.activity == activity)
        return self._page(question, limit, after_position)

    def confirmed_between(self, first: date, last: date) -> list[Confirmed]:
        """The attendances confirmed for service on these days and not revoked, by id.

        A whole month is read, so it is for rare questions."""
        c, community = ATTENDANCES.c, ACTIVITIES.c.community
        question = select(c.attendance, community).where(
            c.state == "confirmed", c.service_day.between(first, last),
            ACTIVITIES.c.activity == c.activity,
        )  # fmt: skip
        return self.shelf.rows(question.order_by(c.attendance), Confirmed)

    def attendances_of(
        self, volunteer: str, limit: int = 100, before_position: int | None = None
    ) -> list[Attendance]:
        """Where a volunteer came, newest first, older than `before_position`."""
        c = ATTENDANCES.c
        question = ATTENDANCES.select().where(c.volunteer == volunteer)
        if before_position is not None:
            question = question.where(c.position < before_position)
        return self.shelf.rows(question.order_by(c.position.desc()).limit(limit), Attendance)

    def open_attendances_of(self, volunteer: str, limit: int = 100) -> list[Attendance]:
        """Where a volunteer is, or was and waits for the confirmation; newest first."""
        c = ATTENDANCES.c
        question = ATTENDANCES.select().where(c.volunteer == volunteer, c.state.in_(_OPEN))
        return self.shelf.rows(question.order_by(c.position.desc()).limit(limit), Attendance)

    def _page(self, question: Select[Any], limit: int, after_position: int) -> list[Attendance]:
        c = ATTENDANCES.c
        behind = question.where(c.position > after_position).order_by(c.position)
        return self.shelf.rows(behind.limit(limit), Attendance)
