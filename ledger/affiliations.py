"""Affiliations: a volunteer belongs to a body of some kind for a time, perhaps to several."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ledger.command import Command
from ledger.facts import AffiliationEnded, AffiliationKind, AffiliationRecorded, Fact
from ledger.refusals import AffiliationHeld, AffiliationUnknown, EndsBeforeItBegins
from ledger.states import State
from ledger.subjects.affiliations import Affiliations
from ledger.subjects.standing import Volunteer


class RecordAffiliation(Command, frozen=True, kw_only=True):
    """From the local day `since` on I belong to such a body; until `until`, where that is known.

    Source: seed systems C11 (four sources of volunteers) and L59.
    """

    affiliation: str
    volunteer: str
    kind: AffiliationKind
    since: date
    until: date | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Who it is, and what else they belong to."""
        return Volunteer(self.volunteer), Affiliations(self.volunteer)

    def decide(
        self, now: datetime, volunteer: Volunteer, known: Affiliations
    ) -> Iterator[Fact]:
        """It is so, beside any of another kind."""
        volunteer.must_exist()
        if self.until is not None and self.until < self.since:
            raise EndsBeforeItBegins()
        for each in known.held_on(self.since):
            if each.kind == self.kind:
                raise AffiliationHeld(kind=self.kind)
        yield AffiliationRecorded(
            at=now, volunteer=self.volunteer, affiliation=self.affiliation, kind=self.kind,
            since=self.since, until=self.until,
        )  # fmt: skip


class EndAffiliation(Command, frozen=True, kw_only=True):
    """`last` was, or will be, the last local day of it."""

    affiliation: str
    volunteer: str
    last: date

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What the volunteer belongs to."""
        return (Affiliations(self.volunteer),)

    def decide(self, now: datetime, known: Affiliations) -> Iterator[Fact]:
        """What was served until then stays where it counted."""
        recorded = known.recorded.get(self.affiliation)
        if recorded is None:
            raise AffiliationUnknown()
        if self.last < recorded.since:
            raise EndsBeforeItBegins()
        yield AffiliationEnded(
            at=now, volunteer=self.volunteer, affiliation=self.affiliation, last=self.last
        )
