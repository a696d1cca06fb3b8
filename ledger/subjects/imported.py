"""Imported: what was brought in from another book, record by record and person by person."""

from __future__ import annotations

from collections import Counter

from ledger.facts import (
    BeansImported,
    Fact,
    ImportChange,
    ImportCorrected,
    ImportProposed,
    ImportRevoked,
    ServiceImported,
)
from ledger.refusals import ImportedRevoked, ImportedUnknown
from ledger.states import State


class ImportedRecord(State):
    """Was this record brought in already, and what stands of it? Or under which proposal was it
    asked for last?

    `beans_given` are those that it earned by the rules here and that were not taken back.
    """

    __slots__ = ("asked_in", "beans_given", "changed", "fact")
    listens = (ServiceImported, ImportProposed, ImportCorrected, ImportRevoked, BeansImported)

    def __init__(self, imported: str) -> None:
        super().__init__(imported)
        self.asked_in: str | None = None
        self.beans_given = 0
        self.changed: ImportChange | None = None
        self.fact: ServiceImported | None = None

    def evolve(self, fact: Fact) -> None:
        """It was; somebody asks for it; it stands differently; or beans moved for it."""
        match fact:
            case ServiceImported():
                self.fact = fact
            case ImportProposed():
                self.asked_in = fact.proposal
            case ImportChange():
                self.changed = fact
            case BeansImported():
                inward = fact.target == fact.volunteer
                self.beans_given += fact.beans if inward else -fact.beans

    def must_stand(self) -> ServiceImported | ImportChange:
        """The record as it stands; raises `ImportedUnknown` and `ImportedRevoked`."""
        if self.fact is None:
            raise ImportedUnknown()
        if self.revoked:
            raise ImportedRevoked()
        return self.changed or self.fact

    @property
    def revoked(self) -> bool:
        """Whether it was taken back."""
        return isinstance(self.changed, ImportRevoked)


class ImportedLife(State):
    """What was brought in for this volunteer: minutes by local day, beans told, beans given?"""

    __slots__ = ("beans_told", "given", "minutes_on", "opened")
    listens = (ServiceImported, BeansImported, ImportCorrected, ImportRevoked)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.minutes_on: Counter[str] = Counter()
        self.beans_told = 0
        self.given = False
        self.opened = False

    def evolve(self, fact: Fact) -> None:
        """One more record, or one stands differently; beans for one; or the purse was opened."""
        match fact:
            case ServiceImported():
                self._stand(fact)
            case ImportChange():
                before = fact.minutes_before + fact.training_before
                self.minutes_on[fact.day_before.isoformat()] -= before
                self.beans_told -= fact.beans_before
                self._stand(fact)
            case BeansImported(imported=None):
                self.opened = True
            case BeansImported():
                self.given = True

    def _stand(self, fact: ServiceImported | ImportChange) -> None:
        self.minutes_on[fact.service_day.isoformat()] += fact.minutes + fact.training_minutes
        self.beans_told += fact.beans
