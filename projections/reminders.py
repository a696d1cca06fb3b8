"""Reminders: of which lots of beans somebody was told that they will soon be gone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ledger.facts import ExpiryReminded
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import Row, Sheet
from projections.shelf.view import Folds, View


class ExpiryReminder(Row):
    """The last time a volunteer was told that the lot dies on that local day: at the step of so
    many days before it."""

    volunteer: str
    dies_on: str
    days_before: int = UNTOLD
    reminded_at: datetime = UNTOLD


EXPIRY_REMINDERS = Sheet("expiry_reminder", ExpiryReminder)


class Reminders(View):
    """Who was reminded of what."""

    name = "reminders"
    version = 1
    sheets = (EXPIRY_REMINDERS,)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """The last reminder of each lot."""
        reminders: Changes[ExpiryReminder] = changes[0]

        def remind(recorded: Recorded[ExpiryReminded]) -> None:
            fact = recorded.fact
            row = reminders[fact.volunteer, fact.dies_on.isoformat()]
            row.days_before, row.reminded_at = fact.days_before, fact.at

        return {ExpiryReminded: remind}

    def of(self, volunteer: str) -> dict[str, datetime]:
        """When this volunteer was last told of each lot, by the day it dies."""
        question = EXPIRY_REMINDERS.select().filter_by(volunteer=volunteer)
        found = self.shelf.rows(question, ExpiryReminder)
        return {row.dies_on: row.reminded_at for row in found}
