"""Service hours: the minutes of every session, once, by who served and on which local day.

A session is a confirmed attendance that was not revoked. It is counted where the volunteer was
at home at the end of the day of service, whatever they or the tree did since. Minutes of training
stand beside those of service, and are in no total of them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ledger.facts import (
    ActivityPublished,
    AttendanceRevoked,
    ImportCorrected,
    ImportRevoked,
    PendingReviewed,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceImported,
)
from ledger.recorded import Recorded
from projections.hours_affiliations import BELONGINGS, CHOICES, AffiliationFolding
from projections.hours_homes import DWELLERS, HEARTHS, HOUSES, STAYS, HomesFolding
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View


class Session(Row):
    """One volunteer at one activity on the local day on which the service began.

    `grade` is the evidence of the record that stands; what was brought in tells none, and is D.
    """

    volunteer: str
    day: date
    activity: str
    category: str = UNTOLD
    rating: int = UNTOLD
    grade: str = UNTOLD
    minutes: int = 0
    training: int = 0
    sessions: int = 0


class Served(Row):
    """What a volunteer served in a month (`2026-11`) or a year (`2026`)."""

    period: str
    volunteer: str
    minutes: int = 0
    training: int = 0
    sessions: int = 0


class Plan(Row):
    """What an activity was published as; empty for what it does not have.

    `programme` is the series that the activity is a shift of, `admission` the reference under
    which a department's task was admitted.
    """

    activity: str
    category: str = UNTOLD
    team: str = UNTOLD
    origin: str = UNTOLD
    programme: str = UNTOLD
    admission: str = UNTOLD


SESSIONS = Sheet("hours_session", Session, By(("day",)), gone_at_zero="sessions")
SERVED = Sheet("hours_served", Served, gone_at_zero="sessions")
PLANS = Sheet("hours_plan", Plan)


class _Folding:
    def __init__(
        self,
        sessions: Changes[Session],
        served: Changes[Served],
        plans: Changes[Plan],
    ) -> None:
        self._sessions, self._served, self._plans = sessions, served, plans

    def count(
        self, fact: Any, day: date, minutes: int, training: int = 0, sessions: int = 0
    ) -> Session:
        """So much more, or less, was served on that day; all sums hear of it together."""
        row = self._sessions[fact.volunteer, day, fact.activity]
        self._add(row, fact.volunteer, day, minutes, training, sessions)
        return row

    def _add(
        self, row: Session, who: str, day: date, minutes: int, training: int, sessions: int
    ) -> None:
        text = day.isoformat()
        for each in (row, self._served[text[:7], who], self._served[text[:4], who]):
            each.minutes += minutes
            each.training += training
            each.sessions += sessions

    def confirm(self, recorded: Recorded[ServiceConfirmed]) -> None:
        fact = recorded.fact
        row = self.count(fact, fact.service_day, fact.minutes, fact.training_minutes, 1)
        row.category, row.rating, row.grade = fact.category, fact.rating, fact.grade

    def correct(self, recorded: Recorded[ServiceCorrected]) -> None:
        fact = recorded.fact
        self.count(fact, fact.day_before, -fact.minutes_before, -fact.training_before, -1)
        row = self.count(fact, fact.service_day, fact.minutes, fact.training_minutes, 1)
        row.category, row.rating, row.grade = fact.category, fact.rating, fact.grade

    def review(self, recorded: Recorded[PendingReviewed]) -> None:
        self.count(recorded.fact, recorded.fact.service_day, recorded.fact.accepted_minutes)

    def revoke(self, recorded: Recorded[AttendanceRevoked]) -> None:
        fact = recorded.fact
        self.count(fact, fact.service_day, -fact.minutes, -fact.training_minutes, -1)

    def bring_in(self, recorded: Recorded[ServiceImported]) -> None:
        fact = recorded.fact
        self._bring(fact, fact.service_day, fact.minutes, fact.training_minutes, 1)

    def correct_imported(self, recorded: Recorded[ImportCorrected]) -> None:
        fact = recorded.fact
        self._bring(fact, fact.day_before, -fact.minutes_before, -fact.training_before, -1)
        self._bring(fact, fact.service_day, fact.minutes, fact.training_minutes, 1)

    def revoke_imported(self, recorded: Recorded[ImportRevoked]) -> None:
        fact = recorded.fact
        self._bring(fact, fact.day_before, -fact.minutes_before, -fact.training_before, -1)

    def _bring(self, fact: Any, day: date, *more: int) -> None:
        row = self._sessions[fact.volunteer, day, fact.imported]
        self._add(row, fact.volunteer, day, *more)

    def plan(self, recorded: Recorded[ActivityPublished]) -> None:
        fact = recorded.fact
        row = self._plans[fact.activity]
        row.category, row.origin, row.team = fact.category, fact.origin, fact.organising_team or ""
        row.programme, row.admission = fact.series or "", fact.admission or ""


class ServiceHours(View):
    """Who served how long, and on which day; the sums of it are in `hours_sums`."""

    name = "service_hours"
    version = 2
    sheets = (
        SESSIONS, SERVED, PLANS, DWELLERS, STAYS, HEARTHS, HOUSES, BELONGINGS, CHOICES
    )  # fmt: skip

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Whatever makes, changes or takes back minutes, and where people were at home.

        A new kind of fact that brings minutes needs one line here, and a method that calls
        `count`.
        """
        folding = _Folding(*changes[:3])
        return {
            ServiceConfirmed: folding.confirm,
            ServiceCorrected: folding.correct,
            PendingReviewed: folding.review,
            AttendanceRevoked: folding.revoke,
            ServiceImported: folding.bring_in,
            ImportCorrected: folding.correct_imported,
            ImportRevoked: folding.revoke_imported,
            ActivityPublished: folding.plan,
            **HomesFolding(*changes[3:7]).folds(),
            **AffiliationFolding(*changes[7:]).folds(),
        }
