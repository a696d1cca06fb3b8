"""Presence: one person at one activity, and the days somebody has served."""

from __future__ import annotations

from datetime import date, datetime

from ledger.facts import (
    AttendanceRevoked,
    BeansAwarded,
    CheckedIn,
    CheckedOut,
    Fact,
    ServiceConfirmed,
)
from ledger.refusals import AttendanceUnknown
from ledger.states import State
from ledger.subjects.purse import KEPT_DAYS


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
    """Did this person come, leave, get confirmed, and what became of it?"""

    __slots__ = ("arrived", "awarded", "confirmed", "left", "revoked")
    listens = (CheckedIn, CheckedOut, ServiceConfirmed, BeansAwarded, AttendanceRevoked)

    def __init__(self, attendance: str) -> None:
        super().__init__(attendance)
        self.arrived: CheckedIn | None = None
        self.left: CheckedOut | None = None
        self.confirmed: ServiceConfirmed | None = None
        self.awarded: BeansAwarded | None = None
        self.revoked = False

    def evolve(self, fact: Fact) -> None:
        """One more step of the attendance."""
        match fact:
            case CheckedIn():
                self.arrived = fact
            case CheckedOut():
                self.left = fact
            case ServiceConfirmed():
                self.confirmed = fact
            case BeansAwarded():
                self.awarded = fact
            case AttendanceRevoked():
                self.revoked = True

    @property
    def grade(self) -> str:
        """The evidence: A when the volunteer scanned both times, B when the organizer entered
        one of them or both."""
        means = {self.arrived.means, self.left.means} if self.arrived and self.left else set()
        return "A" if means == {"scan"} else "B"


class ServiceDays(State):
    """When has this volunteer served, and how many minutes on which day?

    Remembers the latest days by date: more than a year, and no older day is confirmed any more.
    """

    __slots__ = ("_days",)
    listens = (ServiceConfirmed, AttendanceRevoked)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self._days: dict[date, dict[str, tuple[int, datetime, datetime]]] = {}

    def evolve(self, fact: Fact) -> None:
        """A session stands, or stands no longer."""
        if isinstance(fact, ServiceConfirmed):
            session = (fact.minutes, fact.started_at, fact.ended_at)
            self._days.setdefault(fact.service_day, {})[fact.attendance] = session
            if len(self._days) > KEPT_DAYS:
                del self._days[min(self._days)]
        elif isinstance(fact, AttendanceRevoked):
            self._days.get(fact.service_day, {}).pop(fact.attendance, None)

    def minutes_on(self, day: date) -> int:
        """Service minutes recorded for a local day."""
        return sum(minutes for minutes, _, _ in self._days.get(day, {}).values())

    def overlaps(self, started_at: datetime, ended_at: datetime) -> bool:
        """Whether confirmed service shares time with this span."""
        return any(
            max(began, started_at) < min(ended, ended_at)
            for sessions in self._days.values()
            for _, began, ended in sessions.values()
        )
