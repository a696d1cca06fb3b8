"""Imported: what was brought in from another book, record by record and person by person."""

from __future__ import annotations

from collections import Counter

from ledger.facts import BeansImported, Fact, ImportProposed, ServiceImported
from ledger.states import State


class ImportedRecord(State):
    """Was this record brought in already, or under which proposal was it asked for last?"""

    __slots__ = ("asked_in", "fact")
    listens = (ServiceImported, ImportProposed)

    def __init__(self, imported: str) -> None:
        super().__init__(imported)
        self.asked_in: str | None = None
        self.fact: ServiceImported | None = None

    def evolve(self, fact: Fact) -> None:
        """It was, or somebody asks for it."""
        match fact:
            case ServiceImported():
                self.fact = fact
            case ImportProposed():
                self.asked_in = fact.proposal


class ImportedLife(State):
    """What was brought in for this volunteer: minutes by local day, beans told, beans given?"""

    __slots__ = ("beans_told", "given", "minutes_on", "opened")
    listens = (ServiceImported, BeansImported)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.minutes_on: Counter[str] = Counter()
        self.beans_told = 0
        self.given = False
        self.opened = False

    def evolve(self, fact: Fact) -> None:
        """One more record, or beans for one, or the purse was opened."""
        match fact:
            case ServiceImported():
                day = fact.service_day.isoformat()
                self.minutes_on[day] += fact.minutes + fact.training_minutes
                self.beans_told += fact.beans
            case BeansImported(imported=None):
                self.opened = True
            case BeansImported():
                self.given = True
