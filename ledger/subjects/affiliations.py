"""Affiliations of a volunteer: to which kinds of bodies they belong, and on which days."""

from __future__ import annotations

from datetime import date

from ledger.facts import AffiliationEnded, AffiliationRecorded, Fact
from ledger.refusals import AffiliationNotHeld
from ledger.states import State


class Affiliations(State):
    """Which affiliations were recorded of this volunteer, and when does each end?"""

    __slots__ = ("ends", "recorded")
    listens = (AffiliationRecorded, AffiliationEnded)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.recorded: dict[str, AffiliationRecorded] = {}
        self.ends: dict[str, date | None] = {}

    def evolve(self, fact: Fact) -> None:
        """One more, or the end of one."""
        match fact:
            case AffiliationRecorded():
                self.recorded[fact.affiliation] = fact
                self.ends[fact.affiliation] = fact.until
            case AffiliationEnded():
                self.ends[fact.affiliation] = fact.last

    def held_on(self, day: date) -> list[AffiliationRecorded]:
        """Those that hold on a local day, the first recorded first."""
        return [
            each
            for name, each in self.recorded.items()
            if each.since <= day and ((end := self.ends[name]) is None or day <= end)
        ]

    def must_hold(self, kind: str, day: date) -> None:
        """Raise `AffiliationNotHeld` unless one of that kind holds on that local day."""
        if all(each.kind != kind for each in self.held_on(day)):
            raise AffiliationNotHeld(kind=kind)
