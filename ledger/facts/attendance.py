"""Attendance: who came, on what evidence, and what became of it as service."""

from datetime import datetime
from typing import Literal

from ledger.facts.fact import Fact

Means = Literal["scan", "organizer", "badge", "printed", "late_scan", "supplement"]
"""How a presence became known: the volunteer's own scan of a changing code, the organizer's word,
the organizer's scan of a badge, a scan of a printed code, a scan sent in later by a telephone
that had no network, or a late record with proof."""

FlagReason = Literal["shared_code", "shared_device", "two_places", "late_scan"]
"""Why somebody should look: one code from one device for two people, one device for several
people, a person in two places, a scan that came in late."""


class CheckedIn(Fact, frozen=True, kw_only=True):
    """A volunteer arrived; `means` says how that is known.

    `device` tells telephones apart at this one activity and nowhere else. `shown_at` is when the
    scanned code appeared on the screen, `client_at` what the telephone's own clock said of a
    scan that came in late: it is kept apart, and `at` is what the server makes of it. Who served
    `as_minor` is counted by the rules for minors.
    """

    attendance: str
    activity: str
    volunteer: str
    means: Means
    device: str | None = None
    shown_at: datetime | None = None
    client_at: datetime | None = None
    as_minor: bool = False


class CheckedOut(Fact, frozen=True, kw_only=True):
    """A volunteer left after `minutes_present` whole minutes."""

    attendance: str
    activity: str
    volunteer: str
    means: Means
    minutes_present: int
    device: str | None = None
    shown_at: datetime | None = None
    client_at: datetime | None = None


class CheckOutReminded(Fact, frozen=True, kw_only=True):
    """The activity was over and nobody had checked this person out; both were reminded, once."""

    attendance: str
    activity: str
    volunteer: str


class AttendanceFlagged(Fact, frozen=True, kw_only=True):
    """Something about a scan wants a second look; nothing was refused for it."""

    attendance: str
    activity: str
    volunteer: str
    reason: FlagReason
    beside: str | None = None


class FlagReviewed(Fact, frozen=True, kw_only=True):
    """A person has looked at a flag: it was harmless, or it is upheld."""

    attendance: str
    activity: str
    volunteer: str
    reason: FlagReason
    outcome: Literal["harmless", "upheld"]


class ConfirmationEscalated(Fact, frozen=True, kw_only=True):
    """An activity with `waiting` attendances still has no confirmation: on the policy's alarm
    day it goes to the staff above (`escalated`), on the last day of the term it is `overdue`."""

    activity: str
    stage: Literal["escalated", "overdue"]
    waiting: int
