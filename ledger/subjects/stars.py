"""Stars of a volunteer: the service of a lifetime, how it was rated, and what was granted."""

from __future__ import annotations

from datetime import date

from ledger.counting.months import months_later
from ledger.counting.stars import RATINGS_WITHIN_MONTHS, Conduct
from ledger.facts import (
    AttendanceRevoked,
    Fact,
    ImportChange,
    ImportCorrected,
    ImportRevoked,
    PendingReviewed,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceImported,
    ServiceRecord,
    StarGranted,
)
from ledger.policy import Policy
from ledger.refusals import StarHeld
from ledger.states import State
from ledger.subjects.violations import Violations


class ServedForLife(State):
    """How many minutes has this volunteer served, and how was each session rated?

    No movement of beans is listened to: redeeming cannot change it.
    """

    __slots__ = ("_rated", "minutes")
    listens = (
        ServiceConfirmed, ServiceCorrected, ServiceImported, ImportCorrected, ImportRevoked,
        PendingReviewed, AttendanceRevoked,
    )  # fmt: skip

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.minutes = 0
        self._rated: dict[str, tuple[date, int]] = {}

    def evolve(self, fact: Fact) -> None:
        """More was served, or otherwise, or less."""
        match fact:
            case ServiceRecord():
                before = fact.minutes_before if isinstance(fact, ServiceCorrected) else 0
                self.minutes += fact.minutes - before
                self._rated[fact.attendance] = fact.service_day, fact.rating
            case ServiceImported():
                self.minutes += fact.minutes
            case ImportChange():
                self.minutes += fact.minutes - fact.minutes_before
            case PendingReviewed():
                self.minutes += fact.accepted_minutes
            case AttendanceRevoked():
                self.minutes -= fact.minutes
                self._rated.pop(fact.attendance, None)

    def ratings_since(self, day: date) -> list[int]:
        """The ratings of all sessions after that local day that stand."""
        return [rating for on, rating in self._rated.values() if on > day]


def conduct_of(
    policy: Policy, served: ServedForLife, violations: Violations, today: date
) -> Conduct:
    """What the conditions of a star ask beside the hours."""
    until = violations.weighs_until(policy, policy.stars.conditions.no_upheld_violation_months)
    ratings = served.ratings_since(months_later(today, -RATINGS_WITHIN_MONTHS))
    return Conduct(ratings, until if until is not None and today < until else None)


class StarsHeld(State):
    """Which star does this volunteer hold?"""

    __slots__ = ("granted",)
    listens = (StarGranted,)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.granted: StarGranted | None = None

    def evolve(self, fact: Fact) -> None:
        """One more was granted."""
        if isinstance(fact, StarGranted):
            self.granted = fact

    @property
    def star(self) -> int:
        """The number of stars, 0 for none."""
        return self.granted.star if self.granted else 0

    def must_be_below(self, star: int) -> None:
        """Raise `StarHeld` for one who has that star, or a higher one."""
        if self.star >= star:
            raise StarHeld(star=self.star)
