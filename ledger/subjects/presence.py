"""Presence: one person at one activity, and the days somebody has served."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ledger.facts import (
    AttendanceFlagged,
    AttendanceRevoked,
    BeansAwarded,
    BeansClawedBack,
    CheckedIn,
    CheckedOut,
    CheckOutReminded,
    Fact,
    FlagReviewed,
    PendingReviewed,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceRecord,
)
from ledger.policy import Policy
from ledger.refusals import AttendanceUnknown
from ledger.states import State
from ledger.subjects.purse import KEPT_DAYS

SCANNED = frozenset({"scan", "badge", "printed", "late_scan"})
"""The means by which something was scanned; the rest is somebody's word."""


def attendance_of(activity: str, volunteer: str) -> str:
    """The id of this person's attendance at that activity: there is one for ever."""
    return f"attendance-{activity.partition('-')[2]}-{volunteer.partition('-')[2]}"


def parties_of(attendance: str) -> tuple[str, str]:
    """The activity and the volunteer of an attendance; `AttendanceUnknown` for another id."""
    kind, activity, volunteer = (*attendance.split("-"), "", "")[:3]
    if kind != "attendance" or not activity or not volunteer:
        raise AttendanceUnknown()
    return f"activity-{activity}", f"volunteer-{volunteer}"


class Attendance(State):
    """Did this person come, leave, get confirmed, and what stands of it now?

    `confirmed` is the record as it was last made, by the confirmation or a correction; `minutes`,
    `pending`, `training` and `beans` are what stands, with everything reviewed and taken back.
    """

    __slots__ = (
        "arrived", "beans", "confirmed", "flags", "left", "minutes", "pending", "reminded",
        "revoked", "training",
    )  # fmt: skip
    listens = (
        CheckedIn, CheckedOut, CheckOutReminded, AttendanceFlagged, FlagReviewed, ServiceConfirmed,
        ServiceCorrected, PendingReviewed, BeansAwarded, BeansClawedBack, AttendanceRevoked,
    )  # fmt: skip

    def __init__(self, attendance: str) -> None:
        super().__init__(attendance)
        self.arrived: CheckedIn | None = None
        self.left: CheckedOut | None = None
        self.confirmed: ServiceRecord | None = None
        self.minutes = self.pending = self.training = self.beans = 0
        self.flags: dict[str, str | None] = {}
        self.reminded = self.revoked = False

    def evolve(self, fact: Fact) -> None:
        """One more step of the attendance."""
        match fact:
            case CheckedIn():
                self.arrived = fact
            case CheckedOut():
                self.left = fact
            case CheckOutReminded():
                self.reminded = True
            case AttendanceFlagged():
                self.flags.setdefault(fact.reason, None)
            case FlagReviewed():
                self.flags[fact.reason] = fact.outcome
            case _:
                self._count(fact)

    def _count(self, fact: Fact) -> None:
        match fact:
            case ServiceRecord():
                self.confirmed = fact
                self.minutes, self.pending = fact.minutes, fact.pending_minutes
                self.training = fact.training_minutes
            case PendingReviewed():
                self.minutes += fact.accepted_minutes
                self.pending = 0
            case BeansAwarded():
                self.beans += fact.beans
            case BeansClawedBack():
                self.beans -= fact.beans
            case AttendanceRevoked():
                self.revoked = True
                self.minutes = self.pending = self.training = 0

    @property
    def scanned(self) -> bool:
        """Whether any scan, of a code or of a badge, stands behind it."""
        return any(step is not None and step.means in SCANNED for step in (self.arrived, self.left))

    def grade(self, policy: Policy) -> Literal["A", "B", "C"]:
        """The evidence under the policy of the day: A when the volunteer scanned a code both
        times, C for a late record, B for everything between.

        A printed code can be photographed, so it is proof only where the policy trusts it.
        """
        means = {self.arrived.means, self.left.means} if self.arrived and self.left else set()
        if "supplement" in means:
            return "C"
        proof = {"scan"}
        if not policy.integrity.printed_activity_code_needs_organiser_confirm:
            proof.add("printed")
        return "A" if means and means <= proof else "B"


class ServiceDays(State):
    """When has this volunteer served, and how many minutes on which day?

    Remembers the latest days by date: more than a year, and no older day is confirmed any more.
    """

    __slots__ = ("_days",)
    listens = (ServiceConfirmed, ServiceCorrected, PendingReviewed, AttendanceRevoked)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self._days: dict[date, dict[str, tuple[int, datetime, datetime]]] = {}

    def evolve(self, fact: Fact) -> None:
        """A session stands, stands otherwise, or stands no longer."""
        match fact:
            case ServiceCorrected():
                self._days.get(fact.day_before, {}).pop(fact.attendance, None)
                self._stand(fact)
            case ServiceConfirmed():
                self._stand(fact)
            case PendingReviewed():
                sessions = self._days.get(fact.service_day, {})
                if fact.attendance in sessions:
                    minutes, began, ended = sessions[fact.attendance]
                    session = (minutes + fact.accepted_minutes, began, ended)
                    sessions[fact.attendance] = session
            case AttendanceRevoked():
                self._days.get(fact.service_day, {}).pop(fact.attendance, None)

    def _stand(self, fact: ServiceRecord) -> None:
        session = (fact.minutes, fact.started_at, fact.ended_at)
        self._days.setdefault(fact.service_day, {})[fact.attendance] = session
        if len(self._days) > KEPT_DAYS:
            del self._days[min(self._days)]

    def minutes_on(self, day: date, but: str = "") -> int:
        """Service minutes recorded for a local day, those of one attendance left out."""
        sessions = self._days.get(day, {}).items()
        return sum(minutes for attendance, (minutes, _, _) in sessions if attendance != but)

    def overlaps(self, started_at: datetime, ended_at: datetime, but: str = "") -> bool:
        """Whether confirmed service, but for one attendance, shares time with this span."""
        return any(
            max(began, started_at) < min(ended, ended_at)
            for sessions in self._days.values()
            for attendance, (_, began, ended) in sessions.items()
            if attendance != but
        )
