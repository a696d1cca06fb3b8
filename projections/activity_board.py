"""The activity board: what is on, and how many came."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from ledger.facts import (
    ActivityCancelled,
    ActivityMoved,
    ActivityPublished,
    ActivityRevoked,
    AttendanceRevoked,
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
    """An activity as it is planned now, and how many people arrived, left, were confirmed and
    were revoked after that; each number counts everybody who ever came so far.

    `moves` counts how often it was moved, `cancelled` and `withdrawn` are 1 once it was called
    off, or taken back as a whole. `confirm_by` is the last day to confirm it as it was promised.
    """

    activity: str
    title: str = UNTOLD
    category: str = UNTOLD
    community: str = UNTOLD
    organising_team: str | None = UNTOLD
    place: str = UNTOLD
    starts_at: datetime = UNTOLD
    ends_at: datetime = UNTOLD
    capacity: int | None = UNTOLD
    series: str | None = UNTOLD
    confirm_by: date | None = UNTOLD
    moves: int = 0
    cancelled: int = 0
    withdrawn: int = 0
    published_at: datetime = UNTOLD
    position: int = UNTOLD
    arrived: int = 0
    left: int = 0
    confirmed: int = 0
    revoked: int = 0


class Places(NamedTuple):
    """In these communities, and wherever else this team organises something."""

    communities: Collection[str]
    or_of_team: str | None = None


AT_ONCE = 500
"""How many ids go into one question."""

ACTIVITIES = Sheet(
    "activity", Activity, By(("starts_at",)), By(("community", "starts_at")), By(("position",)),
)  # fmt: skip


class _Place(NamedTuple):
    activity: str
    community: str


class _Folding:
    def __init__(self, activities: Changes[Activity]) -> None:
        self._activities = activities

    def publish(self, recorded: Recorded[ActivityPublished]) -> None:
        fact = recorded.fact
        row = self._activities[fact.activity]
        row.title, row.category, row.place = fact.title, fact.category, fact.place
        row.community, row.organising_team = fact.community, fact.organising_team
        row.starts_at, row.ends_at, row.capacity = fact.starts_at, fact.ends_at, fact.capacity
        row.series, row.confirm_by = fact.series, fact.confirm_by
        row.published_at, row.position = recorded.recorded_at, recorded.position

    def move(self, recorded: Recorded[ActivityMoved]) -> None:
        fact = recorded.fact
        row = self._activities[fact.activity]
        row.place, row.starts_at, row.ends_at = fact.place, fact.starts_at, fact.ends_at
        row.confirm_by = fact.confirm_by
        row.moves += 1

    def cancel(self, recorded: Recorded[ActivityCancelled]) -> None:
        self._activities[recorded.fact.activity].cancelled += 1

    def withdraw(self, recorded: Recorded[ActivityRevoked]) -> None:
        self._activities[recorded.fact.activity].withdrawn += 1

    def arrive(self, recorded: Recorded[CheckedIn]) -> None:
        self._activities[recorded.fact.activity].arrived += 1

    def leave(self, recorded: Recorded[CheckedOut]) -> None:
        self._activities[recorded.fact.activity].left += 1

    def confirm(self, recorded: Recorded[ServiceConfirmed]) -> None:
        self._activities[recorded.fact.activity].confirmed += 1

    def revoke(self, recorded: Recorded[AttendanceRevoked]) -> None:
        self._activities[recorded.fact.activity].revoked += 1


class ActivityBoard(View):
    """Activities and who attended them."""

    name = "activity_board"
    version = 3
    sheets = (ACTIVITIES,)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """From the announcement to the confirmation, and to what was taken back."""
        folding = _Folding(*changes)
        return {
            ActivityPublished: folding.publish,
            ActivityMoved: folding.move,
            ActivityCancelled: folding.cancel,
            ActivityRevoked: folding.withdraw,
            CheckedIn: folding.arrive,
            CheckedOut: folding.leave,
            ServiceConfirmed: folding.confirm,
            AttendanceRevoked: folding.revoke,
        }

    def activity(self, activity: str) -> Activity | None:
        """One activity, None when there is no such id."""
        question = ACTIVITIES.select().where(ACTIVITIES.c.activity == activity)
        return self.shelf.row(question, Activity)

    def announced_at(self, position: int) -> Activity | None:
        """The activity that was announced at that position of the book."""
        question = ACTIVITIES.select().where(ACTIVITIES.c.position == position)
        return self.shelf.row(question, Activity)

    def between(
        self,
        since: datetime,
        until: datetime | None = None,
        *,
        community: str | None = None,
        places: Places | None = None,
        limit: int = 100,
        after: tuple[datetime, str] | None = None,
    ) -> list[Activity]:
        """Activities that start at `since` or later and before `until`, the earliest first,
        those that were called off too.

        `after` is the start and the id of the last one seen, to go on behind it.
        """
        c = ACTIVITIES.c
        question = ACTIVITIES.select().where(c.starts_at >= since)
        if until is not None:
            question = question.where(c.starts_at < until)
        if community is not None:
            question = question.where(c.community == community)
        if places is not None:
            here = c.community.in_(sorted(places.communities))
            question = question.where(here | (c.organising_team == places.or_of_team))
        if after is not None:
            start, seen = after
            later = (c.starts_at > start) | ((c.starts_at == start) & (c.activity > seen))
            question = question.where(c.starts_at >= start, later)
        return self.shelf.rows(question.order_by(c.starts_at, c.activity).limit(limit), Activity)

    def upcoming(
        self, now: datetime, *, community: str | None = None, limit: int = 100
    ) -> list[Activity]:
        """Activities that are not over at `now` and take place, the earliest first."""
        c = ACTIVITIES.c
        question = ACTIVITIES.select().where(
            c.ends_at > now, c.cancelled == 0, c.withdrawn == 0
        )
        if community is not None:
            question = question.where(c.community == community)
        return self.shelf.rows(question.order_by(c.starts_at, c.activity).limit(limit), Activity)

    def communities_of(self, activities: Iterable[str]) -> dict[str, str]:
        """In which community each of these activities is, as it was announced."""
        wanted, found = sorted(set(activities)), {}
        for begin in range(0, len(wanted), AT_ONCE):
            some = wanted[begin : begin + AT_ONCE]
            question = select(ACTIVITIES.c.activity, ACTIVITIES.c.community).where(
                ACTIVITIES.c.activity.in_(some)
            )
            found.update(self.shelf.rows(question, _Place))
        return found
