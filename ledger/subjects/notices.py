"""Notices: whom the latest change of an activity concerns, and who of them knows of it."""

from __future__ import annotations

from typing import Literal

from ledger.facts import (
    ActivityCancelled,
    ActivityMoved,
    Fact,
    NoticeGiven,
    SignedUp,
    SignUpWithdrawn,
)
from ledger.states import State


class Notices(State):
    """Who is to be told of the latest change of this activity, and who knows?

    `change` is its number, 0 while nothing has changed. It `concerns` whoever had a place or
    waited when it came and has not withdrawn since; whoever signs up later reads the new plan.
    `given` holds how each of them learnt of it. Every further change opens the list again.
    """

    __slots__ = ("_signed_up", "change", "concerns", "given")
    listens = (ActivityMoved, ActivityCancelled, SignedUp, SignUpWithdrawn, NoticeGiven)

    def __init__(self, activity: str) -> None:
        super().__init__(activity)
        self.change = 0
        self.concerns: dict[str, None] = {}
        self.given: dict[str, str] = {}
        self._signed_up: dict[str, None] = {}

    def evolve(self, fact: Fact) -> None:
        """The plan changed, somebody came to it or left it, or somebody was told."""
        match fact:
            case ActivityMoved() | ActivityCancelled():
                self.change += 1
                self.concerns, self.given = dict(self._signed_up), {}
            case SignedUp():
                self._signed_up[fact.volunteer] = None
            case SignUpWithdrawn():
                self._signed_up.pop(fact.volunteer, None)
                self.concerns.pop(fact.volunteer, None)
                self.given.pop(fact.volunteer, None)
            case NoticeGiven() if fact.change == self.change:
                self.given[fact.volunteer] = fact.means

    def is_open(self, volunteer: str) -> bool:
        """Whether this person is still to be told."""
        return volunteer in self.concerns and volunteer not in self.given

    def state_of(self, volunteer: str) -> Literal["open", "seen", "told"]:
        """Still to be told, seen on the own page, or told by somebody."""
        means = self.given.get(volunteer)
        return "open" if means is None else "seen" if means == "own_page" else "told"

    @property
    def left(self) -> int:
        """How many are still to be told."""
        return len(self.concerns.keys() - self.given.keys())
