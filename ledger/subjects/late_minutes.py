"""Late minutes: how much of somebody's service was recorded afterwards."""

from __future__ import annotations

from datetime import date

from ledger.facts import (
    AttendanceRevoked,
    Fact,
    PendingReviewed,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceRecord,
)
from ledger.policy import Policy
from ledger.refusals import SupplementLimit
from ledger.states import State

KEPT_YEARS = 3
"""How many years are remembered, the latest by date: late records have thirty days."""


class LateMinutes(State):
    """How many minutes of this volunteer, by year, stand on a late record (grade C)?

    Whatever may still become minutes in a review counts until it is declined; so does training.
    """

    __slots__ = ("_years",)
    listens = (ServiceConfirmed, ServiceCorrected, PendingReviewed, AttendanceRevoked)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self._years: dict[int, dict[str, int]] = {}

    def evolve(self, fact: Fact) -> None:
        """A late record was made, changed, or taken back."""
        match fact:
            case ServiceRecord(grade="C"):
                self._forget(fact.attendance)
                minutes = fact.minutes + fact.pending_minutes + fact.training_minutes
                self._years.setdefault(fact.service_day.year, {})[fact.attendance] = minutes
                if len(self._years) > KEPT_YEARS:
                    del self._years[min(self._years)]
            case PendingReviewed():
                year = self._years.get(fact.service_day.year, {})
                if fact.attendance in year:
                    year[fact.attendance] -= fact.declined_minutes
            case AttendanceRevoked():
                self._forget(fact.attendance)

    def _forget(self, attendance: str) -> None:
        for year in self._years.values():
            year.pop(attendance, None)

    def used_in(self, year: int) -> int:
        """How many minutes stand on late records of that year."""
        return sum(self._years.get(year, {}).values())

    def must_have_room(self, policy: Policy, day: date, minutes: int) -> None:
        """Raise `SupplementLimit` where so many more would pass the limit of the year."""
        used = self.used_in(day.year)
        most = policy.time.supplement.max_minutes_per_year
        if used + minutes > most:
            raise SupplementLimit(most=most, used=used)
