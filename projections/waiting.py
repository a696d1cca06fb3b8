"""Waiting: the activities at which somebody still waits for a confirmation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ledger.facts import (
    ActivityRevoked,
    CheckedIn,
    CheckedOut,
    ConfirmationEscalated,
    ServiceConfirmed,
)
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import Row, Sheet
from projections.shelf.view import Folds, View


class Waiting(Row):
    """How many `people` came to an activity and are not confirmed, and how many of them are
    still `inside`, for nobody has said that they left."""

    activity: str
    people: int = 0
    inside: int = 0


class Told(Row):
    """When it was told that an activity waits too long, and when it was taken back as a whole,
    so that nobody waits any more."""

    activity: str
    escalated_at: datetime | None = UNTOLD
    overdue_at: datetime | None = UNTOLD
    revoked_at: datetime | None = UNTOLD


WAITING = Sheet("waiting", Waiting, gone_at_zero="people")
"""A row leaves with the last confirmation: however old the book is, this stays as short as the
list of what is to be done."""
TOLD = Sheet("waiting_told", Told)


class _Folding:
    def __init__(self, waiting: Changes[Waiting], told: Changes[Told]) -> None:
        self._waiting = waiting
        self._told = told

    def arrive(self, recorded: Recorded[CheckedIn]) -> None:
        row = self._waiting[recorded.fact.activity]
        row.people += 1
        row.inside += 1

    def leave(self, recorded: Recorded[CheckedOut]) -> None:
        self._waiting[recorded.fact.activity].inside -= 1

    def confirm(self, recorded: Recorded[ServiceConfirmed]) -> None:
        self._waiting[recorded.fact.activity].people -= 1

    def tell(self, recorded: Recorded[ConfirmationEscalated]) -> None:
        row = self._told[recorded.fact.activity]
        if recorded.fact.stage == "overdue":
            row.overdue_at = recorded.fact.at
        else:
            row.escalated_at = recorded.fact.at

    def take_back(self, recorded: Recorded[ActivityRevoked]) -> None:
        self._told[recorded.fact.activity].revoked_at = recorded.fact.at


class WaitingList(View):
    """What waits for a confirmation, activity by activity."""

    name = "waiting"
    version = 1
    sheets = (WAITING, TOLD)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """From the arrival to the confirmation. Only what was confirmed is revoked, so a
        revocation of one attendance lets nobody wait longer or less."""
        folding = _Folding(*changes)
        return {
            CheckedIn: folding.arrive,
            CheckedOut: folding.leave,
            ServiceConfirmed: folding.confirm,
            ConfirmationEscalated: folding.tell,
            ActivityRevoked: folding.take_back,
        }
