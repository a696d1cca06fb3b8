"""Plans: where somebody said they would come, and where they were missed."""

from __future__ import annotations

from datetime import date
from typing import Literal

from api.v1.asking import Caller
from ledger.facts import (
    Fact,
    NoShowExcused,
    NoShowMarked,
    PlaceGiven,
    SignedUp,
    SignUpWithdrawn,
)
from ledger.states import State
from projections.activity_board import ACTIVITIES, Activity

Standing = Literal["place", "waiting"]
AT_MOST = 500
"""How many of the latest plans are looked through; nobody signs up for more at once."""


class Plans(State):
    """Where does this volunteer come, or wait for a place, and where were they missed?

    `missed` holds the local day by activity, `excused` those where there was a good reason.
    """

    __slots__ = ("excused", "missed", "standing")
    listens = (SignedUp, PlaceGiven, SignUpWithdrawn, NoShowMarked, NoShowExcused)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.standing: dict[str, Standing] = {}
        self.missed: dict[str, date] = {}
        self.excused: set[str] = set()

    def evolve(self, fact: Fact) -> None:
        """One more word about coming; the last one counts."""
        match fact:
            case SignedUp():
                self.standing[fact.activity] = fact.standing
            case PlaceGiven():
                self.standing[fact.activity] = "place"
            case SignUpWithdrawn():
                self.standing.pop(fact.activity, None)
            case NoShowMarked():
                self.missed[fact.activity] = fact.on
            case NoShowExcused():
                self.excused.add(fact.activity)


def plans_of(caller: Caller, volunteer: str) -> Plans:
    """The plans as the book knows them now."""
    return caller.ledger.book.look(Plans(volunteer))


def ahead(caller: Caller, plans: Plans) -> list[Activity]:
    """The activities somebody comes to or waits for that are not over, the next one first."""
    latest = list(plans.standing)[-AT_MOST:]
    question = ACTIVITIES.select().where(
        ACTIVITIES.c.activity.in_(latest), ACTIVITIES.c.ends_at > caller.now()
    )
    in_order = question.order_by(ACTIVITIES.c.starts_at, ACTIVITIES.c.activity)
    return caller.ledger.shelf.rows(in_order, Activity)
