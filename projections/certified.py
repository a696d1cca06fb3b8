"""Certified: every record of service as a handbook keeps it, and what changed of it since."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ledger.facts import (
    AttendanceRevoked,
    CertificateIssued,
    CertificateWithdrawn,
    ImportChange,
    ImportRevoked,
    PendingReviewed,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceImported,
    ServiceRecord,
)
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD, First
from projections.shelf.sheet import By, Row, Sheet


class Paper(Row):
    """One certificate, or one print of a handbook, as it was issued at `position`."""

    certificate: str
    kind: str = UNTOLD
    volunteer: str = UNTOLD
    unit: str = UNTOLD
    serial: str = UNTOLD
    code_digest: str = UNTOLD
    first_day: date | None = UNTOLD
    last_day: date = UNTOLD
    minutes: int = UNTOLD
    sessions: int = UNTOLD
    digest: str = UNTOLD
    policy: str = UNTOLD
    issued_at: datetime = UNTOLD
    position: int = UNTOLD
    withdrawn_at: datetime | None = UNTOLD
    withdrawn_position: int | None = UNTOLD
    reason: str | None = UNTOLD


class Served(Row):
    """What stands of one attendance; `position` is that of its first record."""

    attendance: str
    volunteer: str = UNTOLD
    activity: str = UNTOLD
    day: date = UNTOLD
    minutes: int = 0
    training_minutes: int = UNTOLD
    taught: str | None = UNTOLD
    rating: int = UNTOLD
    grade: str = UNTOLD
    position: First[int] = UNTOLD


class Brought(Row):
    """A record of another book, brought in at `position` by `actor`, with whom a second person
    agreed; nobody here certifies it. `standing` is 0 once it was taken back."""

    imported: str
    volunteer: str = UNTOLD
    title: str = UNTOLD
    recorder: str = UNTOLD
    day: date = UNTOLD
    minutes: int = UNTOLD
    training_minutes: int = UNTOLD
    beans: int = UNTOLD
    digest: str = UNTOLD
    actor: str = UNTOLD
    approved_by: str | None = UNTOLD
    at: datetime = UNTOLD
    standing: int = UNTOLD
    position: int = UNTOLD


class Altered(Row):
    """At `position` a record was corrected, reviewed or taken back, which stood on `day`; the
    `attendance` is the record's id, also where it was brought in."""

    position: int
    volunteer: str = UNTOLD
    attendance: str = UNTOLD
    day: date = UNTOLD


PAPERS = Sheet("paper", Paper, By(("volunteer", "position")), By(("code_digest",)))
SERVED = Sheet("certified", Served, By(("volunteer", "day")))
BROUGHT = Sheet("brought", Brought, By(("volunteer", "position")))
ALTERED = Sheet("altered", Altered, By(("volunteer", "position")), written_once=True)


class Certifying:
    """How each fact becomes a row."""

    def __init__(
        self,
        papers: Changes[Paper],
        served: Changes[Served],
        brought: Changes[Brought],
        altered: Changes[Altered],
    ) -> None:
        self._brought = brought
        self._papers = papers
        self._served = served
        self._altered = altered

    def issue(self, recorded: Recorded[CertificateIssued]) -> None:
        """A paper came into the world."""
        fact = recorded.fact
        row = self._papers[fact.certificate]
        row.kind, row.volunteer, row.unit = fact.kind, fact.volunteer, fact.unit
        row.serial, row.code_digest = fact.serial, fact.check
        row.first_day, row.last_day = fact.first_day, fact.last_day
        row.minutes, row.sessions, row.digest = fact.minutes, fact.sessions, fact.digest
        row.policy, row.issued_at, row.position = fact.policy, fact.at, recorded.position

    def withdraw(self, recorded: Recorded[CertificateWithdrawn]) -> None:
        """A paper was taken back."""
        row = self._papers[recorded.fact.certificate]
        row.withdrawn_at, row.reason = recorded.fact.at, recorded.fact.reason
        row.withdrawn_position = recorded.position

    def confirm(self, recorded: Recorded[ServiceConfirmed]) -> None:
        """A record was made."""
        row = self._stand(recorded)
        row.minutes += recorded.fact.minutes
        row.position = recorded.position

    def bring_in(self, recorded: Recorded[ServiceImported]) -> None:
        """A record of another book came here."""
        fact = recorded.fact
        row = self._brought[fact.imported]
        row.volunteer, row.title, row.recorder = fact.volunteer, fact.title, fact.recorder
        row.day, row.minutes, row.beans = fact.service_day, fact.minutes, fact.beans
        row.training_minutes, row.at = fact.training_minutes, fact.at
        row.digest, row.actor = fact.digest, fact.proposed_by or recorded.actor
        row.approved_by = fact.approved_by
        row.standing, row.position = 1, recorded.position

    def change_brought(self, recorded: Recorded[ImportChange]) -> None:
        """A record of another book stands differently, or not at all."""
        fact = recorded.fact
        row = self._brought[fact.imported]
        row.day, row.minutes, row.beans = fact.service_day, fact.minutes, fact.beans
        row.training_minutes = fact.training_minutes
        row.standing = int(not isinstance(fact, ImportRevoked))
        self._alter(recorded, fact.imported, fact.day_before)

    def correct(self, recorded: Recorded[ServiceCorrected]) -> None:
        """A record was made anew."""
        fact = recorded.fact
        self._stand(recorded).minutes += fact.minutes - fact.minutes_before
        if fact.minutes_before:
            self._alter(recorded, fact.attendance, fact.day_before)

    def review(self, recorded: Recorded[PendingReviewed]) -> None:
        """Minutes that waited were looked at."""
        fact = recorded.fact
        self._served[fact.attendance].minutes += fact.accepted_minutes
        if fact.accepted_minutes:
            self._alter(recorded, fact.attendance, fact.service_day)

    def revoke(self, recorded: Recorded[AttendanceRevoked]) -> None:
        """A record was taken back."""
        fact = recorded.fact
        row = self._served[fact.attendance]
        row.minutes -= fact.minutes
        row.training_minutes = 0
        if fact.minutes:
            self._alter(recorded, fact.attendance, fact.service_day)

    def _stand(self, recorded: Recorded[Any]) -> Served:
        fact: ServiceRecord = recorded.fact
        row = self._served[fact.attendance]
        row.volunteer, row.activity, row.day = fact.volunteer, fact.activity, fact.service_day
        row.training_minutes, row.taught = fact.training_minutes, fact.taught
        row.rating, row.grade = fact.rating, fact.grade
        return row

    def _alter(self, recorded: Recorded[Any], record: str, day: date) -> None:
        row = self._altered[recorded.position]
        row.volunteer, row.attendance = recorded.fact.volunteer, record
        row.day = day
