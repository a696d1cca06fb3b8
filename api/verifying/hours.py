"""Hours: what everybody served in each month and year, added up again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ledger.facts import (
    AttendanceRevoked,
    Fact,
    ImportCorrected,
    ImportRevoked,
    PendingReviewed,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceImported,
)


class Hours:
    """Minutes, minutes of training and sessions, by month and by year."""

    def __init__(self) -> None:
        self._periods: dict[str, list[int]] = {}

    def take_in(self, fact: Fact) -> None:
        """One more fact that brings minutes, moves them to another day, or takes them back."""
        match fact:
            case ServiceConfirmed() | ServiceImported():
                self._count(fact.service_day, fact.minutes, fact.training_minutes, 1)
            case ServiceCorrected() | ImportCorrected():
                self._count(fact.day_before, -fact.minutes_before, -fact.training_before, -1)
                self._count(fact.service_day, fact.minutes, fact.training_minutes, 1)
            case ImportRevoked():
                self._count(fact.day_before, -fact.minutes_before, -fact.training_before, -1)
            case PendingReviewed():
                self._count(fact.service_day, fact.accepted_minutes, 0, 0)
            case AttendanceRevoked():
                self._count(fact.service_day, -fact.minutes, -fact.training_minutes, -1)

    def _count(self, day: date, *more: int) -> None:
        for period in (f"{day:%Y-%m}", f"{day:%Y}"):
            sums = self._periods.setdefault(period, [0, 0, 0])
            sums[:] = (old + new for old, new in zip(sums, more, strict=True))

    def periods(self) -> Mapping[str, tuple[int, ...]]:
        """The sums of each period in which anything stands."""
        return {period: tuple(sums) for period, sums in self._periods.items() if any(sums)}
