"""Service: presence that became minutes, was corrected, reviewed, or taken back."""

from datetime import date, datetime
from typing import Literal

from ledger.facts.fact import Fact


class ServiceRecord(Fact, frozen=True, kw_only=True):
    """What an attendance stands for in the permanent record.

    `minutes` are the record; `pending_minutes` wait for a second pair of eyes. `grade` is the
    evidence, fixed when the record is made: A both scans, B less, C a late record with proof,
    D brought in. `service_day` is the local date of the start. `capped_beans` is what a cap cut
    off where it left nothing to award. `confirmed_by` is the person or key that answers for it;
    who answers alone, without any scan, is also its `enterer`. `taught` is what a training taught.
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
    confirmed_by: str | None = None
    enterer: str | None = None
    taught: str | None = None


class ServiceConfirmed(ServiceRecord, frozen=True, kw_only=True):
    """An organizer confirmed and rated presence, and it became minutes of service."""


class ServiceCorrected(ServiceRecord, frozen=True, kw_only=True):
    """The record of an attendance was wrong; this is how it stands from now on.

    The old record stays where it is. `minutes_before` and its like are what stood until now,
    accepted pending minutes included. `note` points at the reason.
    """

    minutes_before: int
    pending_before: int
    training_before: int
    day_before: date
    note: str | None = None


class PendingReviewed(Fact, frozen=True, kw_only=True):
    """A second person looked at minutes above the automatic limit: `accepted_minutes` of them
    are recorded now, the rest is declined; none of them waits any more."""

    attendance: str
    activity: str
    volunteer: str
    accepted_minutes: int
    declined_minutes: int
    service_day: date
    reviewed_by: str
    note: str | None = None


class AttendanceRevoked(Fact, frozen=True, kw_only=True):
    """A confirmed attendance was taken back; the minutes named are no longer counted."""

    attendance: str
    activity: str
    volunteer: str
    minutes: int
    training_minutes: int
    service_day: date
    note: str | None = None


class ActivityRevoked(Fact, frozen=True, kw_only=True):
    """A whole activity was not what it was said to be; every attendance of it was taken back."""

    activity: str
    note: str | None = None


class ObjectionRaised(Fact, frozen=True, kw_only=True):
    """A volunteer says that a line of the statement is wrong; the answer is due on `due_on`.

    `reference` is the attendance or redemption the line is about. `note` points at the words.
    """

    objection: str
    volunteer: str
    reference: str
    due_on: date
    note: str | None = None


class ObjectionAnswered(Fact, frozen=True, kw_only=True):
    """An objection was looked into: it was right, or the line stands. `note` points at the
    answer, which the volunteer reads beside the line."""

    objection: str
    volunteer: str
    reference: str
    outcome: Literal["upheld", "declined"]
    note: str | None = None
