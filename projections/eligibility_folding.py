"""Eligibility folding: how each fact becomes something that a condition looks at."""

from __future__ import annotations

from typing import Any

import msgspec

from ledger.facts import (
    AppointmentEnded,
    AttendanceRevoked,
    BeansGranted,
    ExcuseGranted,
    ExcuseWithdrawn,
    HouseholdFormed,
    HouseholdJoined,
    HouseholdLeft,
    HouseholdMoved,
    IdentityErased,
    ImportChange,
    ImportRevoked,
    PendingReviewed,
    PersonAppointed,
    ServiceCorrected,
    ServiceImported,
    ServiceRecord,
    ViolationAnnulled,
    ViolationUpheld,
    VolunteerMoved,
    VolunteerRegistered,
)
from ledger.recorded import Recorded
from projections.eligibility_rows import (
    CandidateRow,
    ContributionRow,
    ExcuseRow,
    HomeRow,
    HouseholdRow,
    HouseRow,
    LivingRow,
    OfficeRow,
    ServedRow,
    TreeRow,
    WeightRow,
)
from projections.shelf.changes import Changes

OFFICES_HELD = frozenset({"staff", "street_staff", "district_staff"})
"""The roles at an office: of the district, a street, a community, or of a group or a building,
whose leaders are residents and have no pay."""


class PeopleFolding:
    """Who there is, where they are at home, and with whom they live."""

    def __init__(
        self,
        candidates: Changes[CandidateRow],
        homes: Changes[HomeRow],
        offices: Changes[OfficeRow],
        households: Changes[HouseholdRow],
        living: Changes[LivingRow],
        houses: Changes[HouseRow],
        steps: Changes[TreeRow],
    ) -> None:
        self._candidates, self._homes, self._offices = candidates, homes, offices
        self._households, self._living = households, living
        self._houses, self._steps = houses, steps

    def register(self, recorded: Recorded[VolunteerRegistered]) -> None:
        """A volunteer more."""
        fact, row = recorded.fact, self._candidates[recorded.fact.volunteer]
        row.number, row.registered_on, row.position = fact.number, fact.at, recorded.position
        self.settle(recorded)

    def settle(self, recorded: Recorded[VolunteerRegistered] | Recorded[VolunteerMoved]) -> None:
        """At home there from now on."""
        row = self._homes[recorded.fact.volunteer, recorded.position]
        row.community, row.since = recorded.fact.community, recorded.fact.at

    def erase(self, recorded: Recorded[IdentityErased]) -> None:
        """Nobody can name them any more, so no list does."""
        self._candidates[recorded.fact.volunteer].erased_position = recorded.position

    def appoint(self, recorded: Recorded[PersonAppointed]) -> None:
        """Somebody holds an office, if it is one."""
        fact = recorded.fact
        if fact.role in OFFICES_HELD:
            row = self._offices[fact.appointment]
            row.person, row.since, row.until = fact.person, fact.since, fact.until
            row.unit, row.position = fact.unit, recorded.position

    def lay_down(self, recorded: Recorded[AppointmentEnded]) -> None:
        """Whatever the role was; the end of another one belongs to no row that is looked at."""
        row = self._offices[recorded.fact.appointment]
        row.ended_position, row.ended_at = recorded.position, recorded.fact.at

    def form(self, recorded: Recorded[HouseholdFormed]) -> None:
        """A household more."""
        row = self._households[recorded.fact.household]
        row.community, row.position = recorded.fact.community, recorded.position
        self.house(recorded)

    def house(self, recorded: Recorded[HouseholdFormed] | Recorded[HouseholdMoved]) -> None:
        """It lives in that building, if anybody said in which."""
        if recorded.fact.building is not None:
            row = self._houses[recorded.fact.household, recorded.position]
            row.building = recorded.fact.building

    def live(self, recorded: Recorded[HouseholdJoined] | Recorded[HouseholdLeft]) -> None:
        """Somebody moved in, or out."""
        row = self._living[recorded.fact.volunteer, recorded.position]
        row.household = recorded.fact.household
        row.joined = int(isinstance(recorded.fact, HouseholdJoined))

    def shape(self, recorded: Recorded[Any]) -> None:
        """The tree has another shape."""
        row = self._steps[recorded.position]
        row.fact = type(recorded.fact).__name__
        row.told = msgspec.to_builtins(recorded.fact)


class ConductFolding:
    """What somebody did, what was found against them, and by how much less is asked."""

    def __init__(
        self,
        served: Changes[ServedRow],
        weights: Changes[WeightRow],
        excuses: Changes[ExcuseRow],
        contributions: Changes[ContributionRow],
    ) -> None:
        self._served, self._weights = served, weights
        self._excuses, self._contributions = excuses, contributions

    def record(self, recorded: Recorded[Any]) -> None:
        """So it stands from here on."""
        fact: ServiceRecord = recorded.fact
        row = self._row(recorded, "record")
        row.minutes, row.rating, row.grade = fact.minutes, fact.rating, fact.grade
        if isinstance(fact, ServiceCorrected):
            row.moved = int(fact.day_before != fact.service_day)

    def review(self, recorded: Recorded[PendingReviewed]) -> None:
        """Some of what waited was accepted."""
        self._row(recorded, "review").minutes = recorded.fact.accepted_minutes

    def revoke(self, recorded: Recorded[AttendanceRevoked]) -> None:
        """Nothing of it stands."""
        self._row(recorded, "revoked")

    def bring_in(self, recorded: Recorded[ServiceImported] | Recorded[ImportChange]) -> None:
        """So another book's record stands from here on; nobody here rated it."""
        fact = recorded.fact
        kind = "revoked" if isinstance(fact, ImportRevoked) else "record"
        row = self._told(recorded, kind, fact.imported, fact.imported)
        row.minutes, row.grade = fact.minutes, fact.grade
        if isinstance(fact, ImportChange):
            row.moved = int(fact.day_before != fact.service_day)

    def _row(self, recorded: Recorded[Any], kind: str) -> ServedRow:
        return self._told(recorded, kind, recorded.fact.attendance, recorded.fact.activity)

    def _told(
        self, recorded: Recorded[Any], kind: str, record: str, activity: str
    ) -> ServedRow:
        row = self._served[record, recorded.position]
        row.kind, row.volunteer, row.activity = kind, recorded.fact.volunteer, activity
        row.day = recorded.fact.service_day
        return row

    def uphold(self, recorded: Recorded[ViolationUpheld]) -> None:
        """A violation weighs."""
        fact, row = recorded.fact, self._weights[recorded.fact.violation]
        row.volunteer, row.kind, row.at = fact.volunteer, fact.kind, fact.at
        row.position = recorded.position

    def annul(self, recorded: Recorded[ViolationAnnulled]) -> None:
        """It weighs no more."""
        self._weights[recorded.fact.violation].annulled_position = recorded.position

    def excuse(self, recorded: Recorded[ExcuseGranted]) -> None:
        """Less is asked."""
        fact, row = recorded.fact, self._excuses[recorded.fact.excuse]
        row.volunteer, row.first, row.last = fact.volunteer, fact.first, fact.last
        row.percent += fact.percent
        row.reference, row.position = fact.reference, recorded.position

    def ask_again(self, recorded: Recorded[ExcuseWithdrawn]) -> None:
        """Not any more."""
        self._excuses[recorded.fact.excuse].withdrawn_position = recorded.position

    def contribute(self, recorded: Recorded[BeansGranted]) -> None:
        """A deed without hours."""
        fact, row = recorded.fact, self._contributions[recorded.fact.award]
        row.volunteer, row.day, row.position = fact.volunteer, fact.earned_on, recorded.position
