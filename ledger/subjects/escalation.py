"""Escalation: who waits for a confirmation at an activity, and who was told about it."""

from __future__ import annotations

from ledger.facts import (
    AttendanceRevoked,
    CheckedIn,
    ConfirmationEscalated,
    Fact,
    ServiceConfirmed,
)
from ledger.states import State


class Escalation(State):
    """Whose attendance here waits for its confirmation, and how far has that been told?

    `waiting` are attendances of people who came and are neither confirmed nor revoked; `told`
    are the stages that stand in the book.
    """

    __slots__ = ("told", "waiting")
    listens = (CheckedIn, ServiceConfirmed, AttendanceRevoked, ConfirmationEscalated)

    def __init__(self, activity: str) -> None:
        super().__init__(activity)
        self.waiting: set[str] = set()
        self.told: set[str] = set()

    def evolve(self, fact: Fact) -> None:
        """One more waits, or no longer; or somebody was told."""
        match fact:
            case CheckedIn():
                self.waiting.add(fact.attendance)
            case ServiceConfirmed() | AttendanceRevoked():
                self.waiting.discard(fact.attendance)
            case ConfirmationEscalated():
                self.told.add(fact.stage)
