"""Activities: what was planned, who came, and what was confirmed as service."""

from datetime import date, datetime
from typing import Literal

from ledger.facts.fact import Fact


class ActivityPublished(Fact, frozen=True, kw_only=True):
    """An activity was announced: what, where, when, for how many."""

    activity: str
    title: str
    category: str
    community: str
    organising_team: str | None = None
    place: str
    starts_at: datetime
    ends_at: datetime
    capacity: int | None = None


class CheckedIn(Fact, frozen=True, kw_only=True):
    """A volunteer arrived; `means` says whether the volunteer scanned or the organizer entered."""

    attendance: str
    activity: str
    volunteer: str
    means: Literal["scan", "organizer"]


class CheckedOut(Fact, frozen=True, kw_only=True):
    """A volunteer left after `minutes_present` whole minutes."""

    attendance: str
    activity: str
    volunteer: str
    means: Literal["scan", "organizer"]
    minutes_present: int


class ServiceConfirmed(Fact, frozen=True, kw_only=True):
    """An organizer confirmed and rated presence, and it became minutes of service.

    `minutes` are the permanent record; `pending_minutes` wait for a second pair of eyes.
    `grade` is the evidence: A both scans, B less. `service_day` is the local date of the start.
    `capped_beans` is what a cap cut off where it left nothing to award.
    """

    attendance: str
    activity: str
    volunteer: str
    category: str
    rating: int
    break_minutes: int
    minutes: int
    pending_minutes: int
    training_minutes: int
    grade: Literal["A", "B", "C", "D"]
    service_day: date
    started_at: datetime
    ended_at: datetime
    policy: str
    capped_beans: int = 0


class AttendanceRevoked(Fact, frozen=True, kw_only=True):
    """A confirmed attendance was taken back; the minutes named are no longer counted."""

    attendance: str
    activity: str
    volunteer: str
    minutes: int
    training_minutes: int
    service_day: date
    note: str | None = None
